"""`invite --wecom-kf`: a link into WeChat for everybody of a village or grid, with a QR code and a poster."""

import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import typer

from commands.house import House, Refused
from config import PREFIX, Settings
from domain.areas import POSTER, Area
from storage import areas
from storage.database import Transaction

KINDS = (".html", ".pdf", ".png", ".svg")
"""What a poster may be: a page, or the bare QR code for a poster of one's own."""

LISTED = 30

Reach = Callable[[Settings, str, str], Awaitable[str]]
"""The link that opens our chat in WeChat: of settings, the name of where it is found, and what the chat begins with.
Raises Refused."""


async def invite_everybody(house: House, reach: Reach, area: str, poster: Path | None) -> None:
    if not house.settings.wecom_kf_ids:
        raise Refused(
            f"微信客服 is not set up ({PREFIX}WECOM_KF_ID is empty): docs/wecom.md says how; `check` then tries it."
        )
    names, place = await house.database.read(lambda tx: _place(tx, area))
    link = await reach(house.settings, "poster", f"{POSTER}{place.id}")
    typer.echo(f"Whoever scans this in WeChat writes to us as somebody of {'/'.join(names)}:")
    show(link)
    typer.echo("It is for everybody there, works again and again, and asks each of them for name and door.")
    if poster:
        _write(poster, await _drawn(poster.suffix.lower(), names, link))
        typer.echo(f"{poster} is written" + ("; print it from the browser, on A4." if _is_page(poster) else "."))


def show(link: str) -> None:
    """A link with its QR code."""
    import segno

    typer.echo(f"{link}\n")
    segno.make(link, micro=False).terminal(out=sys.stdout, compact=True, border=2)
    typer.echo("")


def _place(tx: Transaction, written: str) -> tuple[list[str], Area]:
    """The area meant, with the names from its village down; without a word, the only village."""
    found = areas.meant(tx, written) if written else areas.of_kind(tx, "village")
    if not found and not written:
        raise Refused("There is no village yet; `import people` makes it.")
    if len(found) != 1:
        said = f"called {written}" if written else "villages here"
        listed = "".join(f"\n  {each.id}  {'/'.join(_named(tx, each))}" for each in found[:LISTED])
        which = f"name one with --area:{listed}" if found else "`import people` makes areas."
        raise Refused(f"{len(found) or 'No'} areas are {said}; {which}")
    return _named(tx, found[0]), found[0]


def _named(tx: Transaction, area: Area) -> list[str]:
    """The names of an area, from its village down."""
    path = areas.on_path(tx, area.path)
    village = next((place for place, each in enumerate(path) if each.kind == "village"), len(path) - 1)
    return [each.name for each in path[village:]]


def _write(out: Path, content: bytes) -> None:
    try:
        out.write_bytes(content)
    except OSError as error:
        raise Refused(f"{out} cannot be written: {error.strerror}") from None


async def _drawn(kind: str, names: list[str], link: str) -> bytes:
    import io

    import segno

    from console.printing import NoPdf, pdf
    from console.wechat_poster import draw

    if kind in (".png", ".svg"):
        drawn = io.BytesIO()
        segno.make(link, error="q", micro=False).save(drawn, kind=kind[1:], scale=20, border=4)
        return drawn.getvalue()
    page = draw(names, link)
    if kind == ".html":
        return page.encode()
    try:
        return await pdf(page, "")
    except NoPdf as error:
        why = "needs WeasyPrint (pip install 'tongxin[pdf]') and Pango" if error.missing else "was not made"
        raise Refused(f"The PDF {why}; name a file that ends in .html, and print it from the browser.") from None


def _is_page(out: Path) -> bool:
    return out.suffix.lower() == ".html"
