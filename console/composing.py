"""Writing a notice: the form, the look at what people will read and whom it reaches, and the press that sends it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from broadcasts import reach, sending
from broadcasts.addressing import Addressed
from broadcasts.approving import approvers
from broadcasts.previewing import note_look
from broadcasts.sending import Made
from broadcasts.spoken import spoken
from console import audience_form, notice_form, uploads
from console.drafts import Wrong
from console.house import House, Visitor, number
from console.notice_form import Checked, Draft
from console.notice_preview import Ready, look
from console.rendering import page
from domain.areas import Area
from domain.audiences import from_json, to_json
from domain.messages import FileReference
from domain.notice_templates import SHIPPED
from domain.notices import Broadcast, Notice, State
from domain.permissions import Action
from domain.placeholders import written
from domain.reach import OFTEN
from storage import areas, broadcasts, notices
from storage.database import Transaction
from templates import shipped as words

_LONGEST_ONCE = 100


@dataclass(frozen=True, slots=True)
class Unready:
    """What stands in the way; `said` are sentences about the words and the audience."""

    wrong: dict[str, Wrong]
    said: tuple[str, ...]
    checked: Checked


async def blank(house: House, request: Request, visitor: Visitor) -> Response | None:
    """An empty form, one of a shipped notice, or one for other words in the place of a notice that was sent."""
    if not visitor.sends_notices:
        return None
    wanted = number(request.query_params.get("corrects", ""))
    if not wanted:
        return await _form(house, visitor, notice_form.blank(request.query_params.get("template", "")))
    old = await house.database.read(lambda tx: _to_correct(tx, visitor, wanted))
    return await _form(house, visitor, notice_form.of_notice(old[1], wanted)) if old else None


async def preview(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """Reads the form and shows what would go out; with something to mend, the form again."""
    if not visitor.sends_notices:
        return None
    file = await uploads.take(house, visitor, form)
    kept = file if isinstance(file, FileReference) else None
    sent = notice_form.from_form(form, kept)
    if form.get("act") == "template":
        return await _form(house, visitor, replace(notice_form.blank(sent.template), audience=sent.audience))
    ready = await _checked(house, visitor, sent)
    if isinstance(file, Wrong):
        wrong = {"file": file} | (ready.wrong if isinstance(ready, Unready) else {})
        said = ready.said if isinstance(ready, Unready) else ()
        ready = Unready(wrong, said, Checked(None))
    if isinstance(ready, Unready):
        return await _form(house, visitor, sent, ready)
    shown = await house.database.read(lambda tx: look(tx, house, visitor, ready))
    await house.database.write(lambda tx: note_look(tx, visitor.person, shown.found, house.clock()))
    return page(
        house, visitor, "notice_preview.html.j2", shown=shown, ready=ready, sent=_fields(form, visitor, kept),
        once=house.make_secret(), later=ready.starts_at > house.clock(),
    )  # fmt: skip


async def send(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """The press: one broadcast however often it is pressed. «返回修改» shows the form as it was."""
    if not visitor.sends_notices:
        return None
    sent = notice_form.from_form(form, uploads.read(visitor, str(form.get(uploads.KEPT, ""))))
    if form.get("act") != "send":
        return await _form(house, visitor, sent)
    once = str(form.get("once", ""))
    ready = await _checked(house, visitor, sent)
    if isinstance(ready, Unready) or not 0 < len(once) <= _LONGEST_ONCE:
        earlier = await house.database.read(lambda tx: _sent_before(tx, visitor, once))
        return _to_board(earlier, "before") if earlier else await _form(house, visitor, sent, ready)
    # Whom it is for is weighed again, beside the turns: minutes may have passed before the press.
    now = house.clock()
    weighed = await house.database.read(lambda tx: reach.weigh(tx, visitor.person, ready.audience, now))
    wrong, needs = "" if weighed.reach.people else "wrong_nobody", weighed.needs
    if ready.corrects is None and not needs:
        needs = await house.database.read(lambda tx: reach.often(tx, visitor.person, ready.notice, now))
    if needs and not ready.notice.emergency:
        asked = await house.database.read(lambda tx: approvers(tx, visitor.person, ready.notice.audience))
        wrong = wrong if asked else wrong or ("often_nobody" if needs == OFTEN else "second_nobody")
    if wrong:
        return await _form(house, visitor, sent, Unready({"to_words": Wrong(wrong)}, (), Checked(None)))

    def work(tx: Transaction) -> Made:
        name = _once(visitor, once)
        if ready.corrects is not None:
            made = sending.correct(tx, visitor.person, ready.corrects, ready.notice, needs, name, now)
        else:
            made = sending.schedule(tx, visitor.person, ready.notice, needs, ready.starts_at, name, now)
        if not made.again:
            house.writer.tell(tx, made.told, now)
        return made

    made = await house.database.write(work)
    return _to_board(made, _what(made, now))


def _what(made: Made, now: int) -> str:
    if made.again:
        return "before"
    if made.broadcast.state is State.WAITING:
        return "waits"
    return "scheduled" if made.broadcast.starts_at > now else "sent"


def _to_board(made: Made, done: str) -> Response:
    return RedirectResponse(f"/console/notices/{made.notice.id}?of={made.broadcast.id}&done={done}", 303)


def _once(visitor: Visitor, once: str) -> str:
    return f"console:{visitor.person.id}:{once}"


def _sent_before(tx: Transaction, visitor: Visitor, once: str) -> Made | None:
    """What the same press made when it was on time and is not any more."""
    found = broadcasts.made_once(tx, _once(visitor, once))
    notice = notices.get(tx, found.notice) if found else None
    return Made(notice, found, again=True) if found and notice else None


async def _checked(house: House, visitor: Visitor, sent: Draft) -> Ready | Unready:
    now = house.clock()
    language = visitor.person.language

    def find(tx: Transaction) -> tuple[Area | None, tuple[Broadcast, Notice, Area] | None, Addressed]:
        lead = areas.get(tx, reach.led_by(visitor.person))
        old = _to_correct(tx, visitor, sent.corrects) if sent.corrects else None
        if old is not None:
            return lead, old, Addressed(from_json(old[1].audience))
        return lead, None, audience_form.read(tx, visitor.person, sent.audience)

    lead, old, addressed = await house.database.read(find)
    area = old[2] if old else lead
    checked = notice_form.check(house.writer.templates, sent, visitor.person.id, area.id if area else 0, language)
    wrong = dict(checked.wrong)
    starts_at = notice_form.starts(sent, now, house.zone)
    if isinstance(starts_at, Wrong):
        wrong["at"] = starts_at
    if wrong or checked.notice is None or addressed.audience is None or area is None or isinstance(starts_at, Wrong):
        return Unready(wrong, _said(house, visitor, checked, addressed), checked)
    notice = replace(checked.notice, audience=to_json(addressed.audience))
    return Ready(notice, addressed.audience, area, starts_at, old[0] if old else None)


def _said(house: House, visitor: Visitor, checked: Checked, addressed: Addressed) -> tuple[str, ...]:
    """Sentences about what is wrong with the words, with their place, and with the audience."""
    said: list[str] = []
    render, language = house.writer.templates.render, visitor.person.language
    if checked.refused:
        said += render(language, "notices/problems", {"text_problems": checked.refused}).splitlines()[1:]
    if addressed.audience is None:
        said += render(language, "notices/audience_gaps", {"unsettled": addressed.gaps}).splitlines()
    return tuple(line.removeprefix("·").strip() for line in said if line.strip())


def _to_correct(tx: Transaction, visitor: Visitor, broadcast: int) -> tuple[Broadcast, Notice, Area] | None:
    """A broadcast whose words somebody may put others in the place of."""
    found = broadcasts.get(tx, broadcast)
    notice = notices.get(tx, found.notice) if found else None
    area = areas.get(tx, notice.area) if notice else None
    if found is None or notice is None or area is None or not visitor.may(Action.SEND_NOTICE, area.path):
        return None
    return found, notice, area


def _fields(form: FormData, visitor: Visitor, file: FileReference | None) -> Sequence[tuple[str, str]]:
    """Every field as it was sent, for the press."""
    own = ("token", "act", "once", uploads.FIELD, uploads.KEPT, "without_file")
    fields = [(name, value) for name, value in form.multi_items() if isinstance(value, str) and name not in own]
    return [*fields, (uploads.KEPT, uploads.named(visitor, file))]


async def _form(
    house: House, visitor: Visitor, sent: Draft, unready: Unready | Ready | None = None
) -> Response:
    choices, spoken_of = await house.database.read(lambda tx: (
        audience_form.choices(tx, visitor.person), _spoken_of(tx, house, visitor, sent)))  # fmt: skip
    language = visitor.person.language
    found = unready if isinstance(unready, Unready) else Unready({}, (), Checked(None))
    return page(
        house, visitor, "notice_form.html.j2", 422 if found.wrong or found.said or found.checked.doubts else 200,
        draft=sent, choices=choices, unready=found, kept=uploads.named(visitor, sent.file), corrected=spoken_of,
        shipped=[(key, words.name(language, key)) for key in SHIPPED],
        question=lambda key: words.question(language, sent.template, key),
        case_label=lambda case: words.case_label(language, case),
        choice_label=lambda choice: words.choice_label(language, choice), answers=notice_form.ANSWERS,
        placeholder=lambda key: written(key, language)[1:-1],
    )  # fmt: skip


def _spoken_of(tx: Transaction, house: House, visitor: Visitor, sent: Draft) -> dict[str, Any]:
    """The notice that is corrected, and to whom it went in words."""
    old = _to_correct(tx, visitor, sent.corrects) if sent.corrects else None
    if old is None:
        return {}
    said = spoken(tx, from_json(old[1].audience), old[2].path)
    to = house.writer.templates.render(visitor.person.language, "notices/audience", {"audience": said})
    return {"notice": old[1], "to": to}
