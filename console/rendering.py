"""Renders the pages from the templates in pages/, and serves the static files beside them."""

import hashlib
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from console import names
from console.guard import TOKEN_FIELD
from console.house import House, Visitor
from console.today_words import SAID
from console.words import chosen, in_english, words
from domain.amounts import format_quantity, format_yuan

_HERE = Path(__file__).parent
_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = {-1: ("昨天", "yesterday"), 0: ("今天", "today"), 1: ("明天", "tomorrow")}


def page(house: House, visitor: Visitor | None, template: str, status: int = 200, **values: object) -> Response:
    """A whole page (or a fragment of one) in the visitor's language; in the house's for those not signed in."""
    return HTMLResponse(text(house, visitor, template, **values), status)


def text(house: House, visitor: Visitor | None, template: str, **values: object) -> str:
    language = visitor.person.language if visitor else house.language
    table = words(language)
    return _environment().get_template(template).render(
        {"w": table} | values,
        second=words("zh" if in_english(language) else "en"),
        static=f"/console/static/{_statics()[0]}",
        visitor=visitor,
        own_token=partial(_token_field, visitor.token if visitor else ""),
        when=partial(moment, house.zone, house.clock(), language),
        dated=partial(dated, house.zone, house.clock(), language),
        called=partial(called, language),
        yuan=format_yuan,
        quantity=format_quantity,
    )  # fmt: skip


def sheet(template: str, **values: object) -> str:
    """Something to be printed that is nobody's page."""
    return _environment().get_template(template).render(values)


def moment(zone: ZoneInfo, now: int, language: str, at: int) -> str:
    """A time (epoch ms) as people say it: 今天 20:00, 12月1日 20:00, with the year when it is another one."""
    time, today = (datetime.fromtimestamp(each / 1000, zone) for each in (at, now))
    day = _DAYS.get((time.date() - today.date()).days)
    return f"{day[in_english(language)]} {time:%H:%M}" if day else _dated(time, today, language)


def dated(zone: ZoneInfo, now: int, language: str, at: int) -> str:
    """A time for paper, which is still read tomorrow: always with its date."""
    return _dated(datetime.fromtimestamp(at / 1000, zone), datetime.fromtimestamp(now / 1000, zone), language)


def span(zone: ZoneInfo, start: int, end: int) -> str:
    """A slot as it stands on paper: 11/30 15:00–15:30."""
    begins, ends = (datetime.fromtimestamp(each / 1000, zone) for each in (start, end))
    return f"{begins.month}/{begins.day} {begins:%H:%M}–{ends:%H:%M}"


def _dated(time: datetime, today: datetime, language: str) -> str:
    other_year = time.year != today.year
    if in_english(language):
        return f"{time.day} {_MONTHS[time.month - 1]}{f' {time.year}' if other_year else ''} {time:%H:%M}"
    return f"{f'{time.year}年' if other_year else ''}{time.month}月{time.day}日 {time:%H:%M}"


def called(language: str, kind: str, value: str) -> str:
    """What a record's own word is called: called("roles", "cadre") is 村干部."""
    table = {
        "roles": names.ROLES, "areas": names.AREAS, "channels": names.CHANNELS, "handovers": names.HANDOVERS,
        "priorities": names.PRIORITIES, "deeds": names.DEEDS, "questions": names.QUESTIONS,
        "said": SAID,
    }[kind]  # fmt: skip
    return chosen(table, language).get(value.partition(":")[0], value)


def static(request: Request) -> Response:
    """A static file; under its own version it may be kept for ever."""
    version, files = _statics()
    content = files.get(request.path_params["name"])
    if content is None:
        return Response(status_code=404)
    fresh = request.path_params["version"] == version
    kept = "public, max-age=31536000, immutable" if fresh else "no-cache"
    kind = _TYPES[Path(request.path_params["name"]).suffix]
    return Response(content, media_type=kind, headers={"Cache-Control": kept})


def _token_field(token: str) -> Markup:
    return Markup('<input type="hidden" name="{}" value="{}">').format(TOKEN_FIELD, token)


@cache
def _statics() -> tuple[str, dict[str, bytes]]:
    files = {path.name: path.read_bytes() for path in sorted((_HERE / "static").iterdir()) if path.suffix in _TYPES}
    return hashlib.sha256(b"".join(files.values())).hexdigest()[:12], files


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment
