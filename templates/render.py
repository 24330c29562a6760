"""Renders the words people read: Jinja2 files under zh/ and en/, labels of buttons in labels.toml.

The result is plain text for a chat; pages have an autoescaping environment of their own.
"""

import tomllib
from collections.abc import Mapping, MutableMapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from domain.amounts import format_quantity, format_yuan
from domain.temperatures import format_degrees

FOLDER = Path(__file__).parent
LANGUAGES = ("zh", "en")
_WEEKDAYS = {"zh": "一二三四五六日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
_NEAR = {"zh": ("今天", "明天", "后天"), "en": ("today", "tomorrow")}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class _Environment(Environment):
    """Gives a template what all know as a dict: each rendering copies it, also each file of macros that is imported,
    and the ChainMap that Jinja2 makes is slow to copy."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


class Templates:
    """All templates and labels, compiled once and kept."""

    def __init__(self, zone: ZoneInfo, folder: Path = FOLDER) -> None:
        self.zone = zone
        self._labels = {language: _read(folder / language / "labels.toml") for language in LANGUAGES}
        self._compiled: dict[tuple[str, str], Template] = {}
        self._environments = {language: self._environment(folder / language, language) for language in LANGUAGES}

    def render(self, language: str, template: str, values: Mapping[str, Any]) -> str:
        """The text of a template ("orders/summary") in a language."""
        spoken = language if language in LANGUAGES else "zh"
        compiled = self._compiled.get((spoken, template))
        if compiled is None:
            compiled = self._environments[spoken].get_template(f"{template}.j2")
            self._compiled[spoken, template] = compiled
        return compiled.render(values).strip()

    def label(self, language: str, label: str, values: Mapping[str, Any]) -> str:
        """The label of a button by its name, or the given words where no label has that name."""
        words = self._labels[language if language in LANGUAGES else "zh"].get(label, label)
        return str(words).format(**values) if values else str(words)

    def _environment(self, folder: Path, language: str) -> Environment:
        environment = _Environment(
            loader=FileSystemLoader(folder),
            undefined=StrictUndefined,
            autoescape=False,  # plain text for chats, never HTML
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
        )
        environment.filters["yuan"] = format_yuan
        environment.filters["quantity"] = format_quantity
        environment.filters["degrees"] = format_degrees
        units, channels = _read(folder / "units.toml"), _read(folder / "channels.toml")
        environment.filters["unit"] = lambda unit: units.get(unit, unit)
        environment.filters["channel"] = lambda kind: channels.get(kind, kind)
        environment.filters["when"] = lambda at: self.when(language, at)
        environment.filters["day"] = lambda at: self.day(language, at)
        environment.filters["clock"] = self.clock
        environment.filters["soon"] = lambda at, now: self.soon(language, at, now)
        environment.filters["stretch"] = lambda shift: self.stretch(language, shift.starts_at, shift.ends_at)
        return environment

    def when(self, language: str, at: int) -> str:
        """A time (epoch ms) as people here say it: 11月26日（周四）20:00."""
        local = datetime.fromtimestamp(at / 1000, self.zone)
        weekday = _WEEKDAYS[language][local.weekday()]
        if language == "en":
            return f"{weekday} {local.day} {_MONTHS[local.month - 1]} {local:%H:%M}"
        return f"{local.month}月{local.day}日（周{weekday}）{local:%H:%M}"

    def day(self, language: str, at: int) -> str:
        """The day of a time (epoch ms): 11月26日（周四）."""
        return self.when(language, at)[: -len(" 20:00" if language == "en" else "20:00")]

    def soon(self, language: str, at: int, now: int) -> str:
        """A time that is near as people here say it: 明天（周二）7:30, later ones with their date."""
        local, today = (datetime.fromtimestamp(each / 1000, self.zone) for each in (at, now))
        ahead = (local.date() - today.date()).days
        if not 0 <= ahead < len(_NEAR[language]):
            return self.when(language, at)
        weekday = _WEEKDAYS[language][local.weekday()]
        clock = f"{local.hour}:{local:%M}"
        if language == "en":
            return f"{_NEAR[language][ahead]} ({weekday}) {clock}"
        return f"{_NEAR[language][ahead]}（周{weekday}）{clock}"

    def stretch(self, language: str, start: int, end: int) -> str:
        """A time from and to: 11月26日（周四）20:00–次日8:00."""
        first, last = (datetime.fromtimestamp(each / 1000, self.zone) for each in (start, end))
        days = (last.date() - first.date()).days
        if days == 1 and f"{last:%H:%M}" == "00:00":
            return f"{self.when(language, start)}–24:00"
        if not 0 <= days < 2:
            return f"{self.when(language, start)}–{self.when(language, end)}"
        next_day = ("次日", "next day ")[language == "en"] if days else ""
        return f"{self.when(language, start)}–{next_day}{last:%H:%M}"

    def clock(self, at: int) -> str:
        """The hour of a time (epoch ms): 20:00."""
        return f"{datetime.fromtimestamp(at / 1000, self.zone):%H:%M}"


def _read(path: Path) -> dict[str, str]:
    """The words of a table; a language without one needs none."""
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
