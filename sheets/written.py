"""Money and times as people write them into a sheet: ￥12.50元, 2026年12月3日 20:00."""

import re
import unicodedata
from datetime import datetime

from domain.amounts import parse_fen

LAST_YEAR = 2200

_MONEY = re.compile(r"(?:¥|rmb|人民币)?\s*([\d.]+)\s*(?:元整?|圆|块钱?|rmb)?", re.IGNORECASE)
_CHINESE_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]\s*")
_CHINESE_HOUR = re.compile(r"(?<=[ T])(\d{1,2})[点时](?:(半)|(\d{1,2})分?|整)?$")
_TIME = re.compile(
    r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})[T ](\d{1,2})(:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)"
)


def read_yuan(text: str) -> int | None:
    """Fen from an amount of yuan with or without its sign and its word; None when it is none, or finer than a fen."""
    found = _MONEY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return parse_fen(found[1]) if found else None


def read_time(text: str) -> datetime | None:
    """A day and an hour of the clock with 24; with a zone only when one is written. None when it is no such time."""
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    plain = _CHINESE_DAY.sub(r"\1-\2-\3 ", plain)
    found = _TIME.fullmatch(_CHINESE_HOUR.sub(_hour, plain))
    if found is None:
        return None
    year, _, month, day, hour, rest = found.groups()
    try:
        read = datetime.fromisoformat(f"{year}-{month:0>2}-{day:0>2}T{hour:0>2}{rest}")
    except ValueError:
        return None
    return read if read.year <= LAST_YEAR else None


def _hour(found: re.Match[str]) -> str:
    hour, half, minutes = found.groups()
    return f"{hour}:{'30' if half else f'{minutes or 0:0>2}'}"
