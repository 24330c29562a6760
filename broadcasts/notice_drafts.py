"""From a shipped notice and what its author said to the texts of a notice, by language and variant."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.notice_templates import Shipped
from domain.notice_words import ALL, Values, by_building
from templates import shipped as words
from templates.render import LANGUAGES, Templates

_ENDS = " \t\n\r。.；;，,、：:！!"


@dataclass(frozen=True, slots=True)
class Drafted:
    """What stands in a notice's row: texts with the placeholders left in, and what the author said for them."""

    title: str
    texts: dict[str, str]
    values: dict[str, dict[str, str]]


def draft(templates: Templates, shipped: Shipped, values: Values, case: str = "", language: str = "zh") -> Drafted:
    """The notice in every language; `language` is the author's, for its title. What was not said stands nowhere in
    it, and no question of ours is answered for the author."""
    said = _tidied(values)
    answered = frozenset(said[ALL]) | by_building(said)
    about = {"answers": answered, "case": case, "by_building": bool(by_building(said))}
    texts = {
        f"{each}:{variant}" if variant else each: templates.render(each, _file(shipped, variant), about)
        for each in LANGUAGES
        for variant in ("", *shipped.variants)
    }
    return Drafted(words.title(language, shipped.key, case), texts, said)


def _file(shipped: Shipped, variant: str) -> str:
    return f"notices/shipped/{shipped.key}_{variant}" if variant else f"notices/shipped/{shipped.key}"


def _tidied(values: Values) -> dict[str, dict[str, str]]:
    """Without what was left empty, and without the stop at the end of a value, which the text has itself."""
    tidied = {building: _own(own) for building, own in values.items()}
    return {ALL: {}} | {building: own for building, own in tidied.items() if own}


def _own(values: Mapping[str, str]) -> dict[str, str]:
    trimmed = {key: value.replace("\r\n", "\n").strip().rstrip(_ENDS) for key, value in values.items()}
    return {key: value for key, value in trimmed.items() if value}
