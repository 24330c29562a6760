"""Every word exists in both languages."""

import re
import tomllib

from jinja2 import Environment
from jinja2.meta import find_undeclared_variables

from console.names import CHANNELS
from templates.render import FOLDER, LANGUAGES

TEMPLATES = sorted(path.relative_to(FOLDER / "zh").as_posix() for path in (FOLDER / "zh").rglob("*.j2"))


def labels(language: str) -> dict[str, str]:
    return tomllib.loads((FOLDER / language / "labels.toml").read_text("utf-8"))


def needed(language: str, template: str) -> set[str]:
    """The values that a template must be given."""
    environment = Environment()
    filters = ("yuan", "quantity", "when", "clock", "soon", "stretch", "unit", "channel", "day", "degrees")
    environment.filters |= dict.fromkeys(filters, str)
    return find_undeclared_variables(environment.parse((FOLDER / language / template).read_text("utf-8")))


def test_both_languages_have_the_same_templates() -> None:
    english = sorted(path.relative_to(FOLDER / "en").as_posix() for path in (FOLDER / "en").rglob("*.j2"))
    assert english == TEMPLATES


def test_both_languages_have_the_same_labels_with_the_same_blanks() -> None:
    blanks = [
        {name: set(re.findall(r"\{(\w+)\}", text)) for name, text in labels(language).items()}
        for language in LANGUAGES
    ]
    assert blanks[0] == blanks[1]


def test_both_languages_name_the_same_doors_as_the_console() -> None:
    known = [tomllib.loads((FOLDER / language / "channels.toml").read_text("utf-8")).keys() for language in LANGUAGES]
    assert known == [CHANNELS.keys()] * 2


def test_a_template_asks_for_nothing_that_its_translation_does_not_know() -> None:
    assert [each for each in TEMPLATES if needed("en", each) != needed("zh", each)] == []
