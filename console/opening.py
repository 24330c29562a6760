"""Opening a window: the announcement is pasted, read back item by item, mended in the form, and confirmed."""

from dataclasses import replace
from datetime import datetime

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from console import drafts
from console.drafts import Draft, Wrong
from console.house import House, Visitor, number
from console.rendering import page
from domain.areas import Area
from domain.orders import Window
from domain.permissions import Action
from nlu.announced_terms import apply_terms, take_terms
from nlu.announcements import AnnouncementQuestion, read_announcement
from storage import audit, register, windows
from storage.database import Transaction

_BY_HAND = "by_hand"


async def blank(house: House, request: Request, visitor: Visitor) -> Response | None:
    """The page for pasting; None for those who open no windows."""
    villages = await _villages(house, visitor)
    return (
        page(house, visitor, "paste.html.j2", villages=villages, pasted="", village="", empty=False)
        if villages
        else None
    )


async def read(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """The announcement as it was understood, in a form to be mended; without any goods in it, asked for again."""
    villages = await _villages(house, visitor)
    if not villages:
        return None
    pasted, village = str(form.get("announcement", "")), str(form.get("village", ""))
    if form.get("act") == _BY_HAND:
        return _form(house, visitor, villages, drafts.with_row(Draft(village)))
    now = datetime.fromtimestamp(house.clock() / 1000, house.zone)
    text, terms = take_terms(pasted)
    announcement = read_announcement(text, now)
    items, unclear = apply_terms(announcement.items, terms)
    asked = tuple(AnnouncementQuestion("not_understood", term.words) for term in unclear)
    announcement = replace(announcement, items=tuple(items), questions=(*announcement.questions, *asked))
    if not (announcement.items or announcement.questions) or not pasted.strip():
        return page(
            house, visitor, "paste.html.j2", 422, villages=villages, pasted=pasted, village=village, empty=True
        )
    draft = drafts.from_announcement(announcement, village)
    place = next((area for area in villages if str(area.id) == village), villages[0])
    titled = replace(draft, title=draft.title or f"{now.month}月{now.day}日{place.name}团购")
    return _form(house, visitor, villages, titled if titled.items else drafts.with_row(titled))


async def confirm(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """«确认开团», or a row more or less. Only the button opens; the Enter key checks."""
    villages = await _villages(house, visitor)
    if not villages:
        return None
    draft, act = drafts.from_form(form), str(form.get("act", ""))
    if act == "add":
        return _form(house, visitor, villages, drafts.with_row(draft))
    if act.startswith("remove-"):
        return _form(house, visitor, villages, drafts.without_row(draft, number(act.removeprefix("remove-"))))
    village = next((area.id for area in villages if str(area.id) == draft.village), 0)
    checked = drafts.check(draft, village, house.clock(), house.zone)
    if isinstance(checked, Draft):
        return _form(house, visitor, villages, checked, 422)
    if act != "open":
        return _form(house, visitor, villages, draft)
    opened = await _open(house, visitor, checked)
    if opened is None:
        return _form(house, visitor, villages, replace(draft, wrong={"title": Wrong("wrong_twice")}), 422)
    return RedirectResponse(f"/console/windows/{opened}", 303)


async def _open(house: House, visitor: Visitor, window: Window) -> int | None:
    def work(tx: Transaction) -> int | None:
        opened = windows.open_window(tx, window, visitor.person.id, window.opened_at)
        if opened is not None:
            audit.note(tx, visitor.person.id, "open_window", opened, window.opened_at)
        return opened

    return await house.database.write(work)


def _form(house: House, visitor: Visitor, villages: list[Area], draft: Draft, status: int = 200) -> Response:
    return page(house, visitor, "draft.html.j2", status, villages=villages, draft=draft)


async def _villages(house: House, visitor: Visitor) -> list[Area]:
    """Where somebody may open windows."""
    paths = visitor.scope(Action.OPEN_WINDOW)
    return await house.database.read(
        lambda tx: [village for path in paths for village in register.below(tx, path, "village")]
    )
