"""Draws a notice's poster and leaflets, for the browser's printer and as PDF."""

import re
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import segno
from markupsafe import Markup

from console import rendering
from console.house import House, Visitor
from console.paper_sizes import LEAFLET, POSTER, Layout, lay_out
from console.words import in_english, words
from domain.notice_paper import Paper
from domain.placeholders import SHOWN

_WHOLE = re.compile(r"(\d[\d:：.]*(?:\s?[-~～–]\s?\d[\d:：.]*)+|\d[\d.]*\s?℃|\d{7,13})")
KINDS = {"poster": POSTER, "leaflet": LEAFLET}
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip


def draw(
    house: House, visitor: Visitor, kind: str, paper: Paper, signed: str, link: str, at: int, back: str, *, pdf: bool
) -> str:
    """The sheet's HTML. `signed` is who it comes from, `link` what the code opens, `at` its day."""
    return rendering.text(
        house, visitor, "on_paper.html.j2", kind=kind, paper=paper, layout=laid_out(paper, kind),
        headings=_headings(paper), signed=signed, code=_code(link), day=_day(house.zone, at, paper.language),
        back=back, pdf=pdf, unbroken=unbroken, ui=words(visitor.person.language), w=words(paper.language),
    )  # fmt: skip


def laid_out(paper: Paper, kind: str) -> Layout:
    return lay_out(paper, KINDS[kind], _headings(paper))


def unbroken(line: str) -> Markup:
    """A line in which a span of times (8:00-8:30) and a number with its sign stay on one line."""
    parts = _WHOLE.split(line)
    return Markup("").join(
        Markup('<span class="whole">{}</span>').format(part) if place % 2 else part
        for place, part in enumerate(parts)
    )


@cache
def style() -> str:
    """The sheet's style, for the PDF."""
    return (Path(__file__).parent / "static" / "paper.css").read_text("utf-8")


def _code(link: str) -> str:
    return str(segno.make(link, error="m", micro=False).svg_data_uri(scale=8, border=2, light="#fff"))


def _headings(paper: Paper) -> tuple[str, ...]:
    english = in_english(paper.language)
    named = (key.capitalize() if english else SHOWN[key] for key in paper.columns)
    return (words(paper.language)["paper_building"], *named)


def _day(zone: ZoneInfo, at: int, language: str) -> str:
    day = datetime.fromtimestamp(at / 1000, zone)
    if in_english(language):
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日"
