"""A notice outside the chat: poster, leaflets, the line of a banner, what the loudspeaker says."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from console.house import House, Visitor, number
from console.paper_sizes import LONG
from console.printing import NoPdf, offered, pdf
from console.rendering import page
from console.sheets_of_paper import KINDS, draw, laid_out, style
from console.words import words
from domain import notice_paper
from domain.areas import Area
from domain.banners import banner
from domain.notice_paper import Paper, names_reader, on_paper
from domain.notice_words import ALL, by_building
from domain.notices import Notice
from domain.permissions import Action
from nlu.loudspeaker import spoken_lines
from storage import areas, notices
from storage.database import Transaction
from templates import shipped

LONGEST_TITLE = 60
VOICE = "voice"


@dataclass(frozen=True, slots=True)
class _Asked:
    """A notice and how its paper is wished: the language, the title, for which building."""

    notice: Notice
    area: Area
    paper: Paper


async def show(house: House, request: Request, visitor: Visitor) -> Response | None:
    """All of them on a page, to be printed, copied and read aloud."""
    asked = await _asked(house, request, visitor)
    if asked is None:
        return None
    notice, paper = asked.notice, asked.paper
    aloud = words(paper.language)
    proposed = shipped.banner(paper.language, notice.template, notice.title) or banner(paper.title)
    return page(
        house, visitor, "notice_papers.html.j2", notice=notice, paper=paper, query=_query(request),
        languages=notice_paper.languages(notice.texts), neutral=names_reader(notice.texts),
        buildings=sorted(each for each in notice.values if each != ALL) if by_building(notice.values) else [],
        building=request.query_params.get("building", ""), banner=proposed,
        spoken=[aloud["loudspeaker_begin"], *_spoken(paper), aloud["loudspeaker_end"]], pdf=offered(),
        longest=LONGEST_TITLE,
        long={kind: laid_out(paper, kind).size == LONG for kind in KINDS},
        voice=notice.file if notice.file and notice.file.kind == VOICE else None,
    )  # fmt: skip


async def poster(house: House, request: Request, visitor: Visitor) -> Response | None:
    return await _sheet(house, request, visitor, "poster")


async def leaflet(house: House, request: Request, visitor: Visitor) -> Response | None:
    return await _sheet(house, request, visitor, "leaflet")


async def as_pdf(house: House, request: Request, visitor: Visitor) -> Response | None:
    """The same as a file."""
    kind = request.path_params["kind"]
    asked = await _asked(house, request, visitor) if kind in KINDS else None
    if asked is None:
        return None
    try:
        made = await pdf(_draw(house, request, visitor, kind, asked, pdf=True), style())
    except NoPdf as error:
        return page(house, visitor, "notice.html.j2", 503, said="no_pdf" if error.missing else "pdf_failed")
    file = f'inline; filename="tongxin-{asked.notice.number}-{kind}.pdf"'
    return Response(made, media_type="application/pdf", headers={"Content-Disposition": file})


async def voice(house: House, request: Request, visitor: Visitor) -> Response | None:
    """The author's own recording, to be played or taken to the loudspeaker."""
    asked = await _asked(house, request, visitor)
    file = asked.notice.file if asked else None
    content = house.files.open(file.reference) if file and file.kind == VOICE else None
    if asked is None or file is None or content is None:
        return None
    media_type = file.media_type if file.media_type.startswith("audio/") else "application/octet-stream"
    name = f'attachment; filename="tongxin-{asked.notice.number}.{media_type.rpartition("/")[2]}"'
    return Response(content, media_type=media_type, headers={"Content-Disposition": name})


async def _sheet(house: House, request: Request, visitor: Visitor, kind: str) -> Response | None:
    asked = await _asked(house, request, visitor)
    if asked is None:
        return None
    return Response(_draw(house, request, visitor, kind, asked, pdf=False), media_type="text/html; charset=utf-8")


def _draw(house: House, request: Request, visitor: Visitor, kind: str, asked: _Asked, *, pdf: bool) -> str:
    link = house.bot_link() or f"{house.address}/chat"
    back = f"/console/notices/{asked.notice.id}/papers{_query(request)}"
    return draw(house, visitor, kind, asked.paper, asked.area.name, link, asked.notice.made_at, back, pdf=pdf)


async def _asked(house: House, request: Request, visitor: Visitor) -> _Asked | None:
    wished, query = number(request.path_params["notice"]), request.query_params

    def look(tx: Transaction) -> tuple[Notice, Area] | None:
        notice = notices.get(tx, wished)
        area = areas.get(tx, notice.area) if notice else None
        may = area is not None and visitor.may(Action.SEND_NOTICE, area.path)
        return (notice, area) if notice and area and may else None

    found = await house.database.read(look)
    return _Asked(*found, _paper(*found, query)) if found else None


def _paper(notice: Notice, area: Area, query: Mapping[str, str]) -> Paper:
    spoken = notice_paper.languages(notice.texts)
    language = query.get("language", "")
    language = language if language in spoken else spoken[0]
    title = " ".join(query.get("title", "").split())[:LONGEST_TITLE]
    title = title or shipped.title_in(language, notice.template, notice.title)
    building = query.get("building", "")
    village = area.name if area.kind == "village" else ""
    return on_paper(
        title, notice.texts, notice.values, language, village, building if building in notice.values else ""
    )


def _spoken(paper: Paper) -> list[str]:
    """A breath a line; a building's row is a sentence."""
    rows = ["，".join(cell for cell in row) for row in paper.rows]
    if paper.language != "zh":
        return [*paper.lines, *rows]
    return spoken_lines("\n".join([paper.text.replace("见下表", "一个一个说"), *rows]))


def _query(request: Request) -> str:
    return f"?{request.url.query}" if request.url.query else ""
