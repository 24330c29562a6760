"""The words about the notices that come with the house: names, titles, questions to the author, labels of buttons."""

import tomllib
from functools import cache

from templates.render import FOLDER, LANGUAGES


def name(language: str, key: str) -> str:
    """What a template is called in a list."""
    return _words(language)["names"][key]


def title(language: str, key: str, case: str = "") -> str:
    """What a notice made of a template is called."""
    return _words(language)["titles"][f"{key}_{case}" if case else key]


def title_in(language: str, key: str, title: str) -> str:
    """The title of a template's notice in another language; one that its author wrote stays as it is."""
    name = _titled(key, title)
    return _words(language)["titles"][name] if name else title


def banner(language: str, key: str, title: str) -> str:
    """What stands on a banner about a template's notice; "" where its author wrote the title."""
    name = _titled(key, title)
    return _words(language)["banners"][name] if name else ""


def case_label(language: str, case: str) -> str:
    return _words(language)["cases"][case]


def choice_label(language: str, choice: str) -> str:
    return _words(language)["choices"][choice]


def question(language: str, key: str, value: str) -> str:
    """What the author is asked for a value of a template."""
    asks = _words(language)["asks"]
    return asks.get(f"{key}_{value}") or asks[value]


def _titled(key: str, title: str) -> str:
    """The name of a template's title, "" when it is none of its own."""
    found = (
        name for language in LANGUAGES for name, words in _words(language)["titles"].items()
        if words == title and name.startswith(key)
    )  # fmt: skip
    return next(found, "") if key else ""


def _words(language: str) -> dict[str, dict[str, str]]:
    return _read(language if language in LANGUAGES else "zh")


@cache
def _read(language: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((FOLDER / language / "notices" / "shipped.toml").read_text("utf-8"))
