"""What people wrote back to notices: the inbox of those who send them, and an answer back."""

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from broadcasts.outbox import Reader
from console.house import LARGEST_ID, House, Visitor, number
from console.rendering import page
from domain.people import STAFF
from domain.permissions import Action
from domain.replies import Reply
from storage import addresses, audit, notice_answers, notices, people, register
from storage.database import Transaction
from storage.notice_answers import Written

PAGE = 40
LONGEST = 1_000


async def show(house: House, request: Request, visitor: Visitor) -> Response | None:
    """To the notices of the visitor's areas, or to one of them, the newest first. To read somebody's words is to look
    at them."""
    if not visitor.sends_notices:
        return None
    asked, now = request.query_params, house.clock()
    notice, before = number(asked.get("notice", "")), number(asked.get("before", "")) or LARGEST_ID

    def find(tx: Transaction) -> list[Written]:
        found = {
            each.id: each for path in visitor.scope(Action.SEND_NOTICE)
            for each in notice_answers.inbox(tx, path, notice, before, PAGE + 1)
        }  # fmt: skip
        return sorted(found.values(), key=lambda each: -each.id)[: PAGE + 1]

    def look(tx: Transaction) -> None:
        for person in sorted({each.person for each in found}):
            register.look(tx, visitor.person.id, person, now)

    found = await house.database.read(find)
    if found:
        await house.database.write(look)
    return page(
        house, visitor, "notice_answers.html.j2", written=found[:PAGE], more=len(found) > PAGE, notice=notice,
        done=asked.get("done", ""), once=house.make_secret(), longest=LONGEST,
    )  # fmt: skip


async def read(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """«看过了»: of all that stood on the page."""
    if not visitor.sends_notices:
        return None
    wanted, now = [number(each) for each in form.getlist("answer")[: PAGE + 1]], house.clock()

    def work(tx: Transaction) -> None:
        for answer in wanted:
            if _of(tx, visitor, answer):
                notice_answers.read(tx, answer, visitor.person.id, now)

    await house.database.write(work)
    return RedirectResponse(_back(form, "read"), 303)


async def reply(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """Words back to whoever wrote, where they read first; once a press."""
    answer, now = number(request.path_params["answer"]), house.clock()
    text = str(form.get("text", "")).replace("\r\n", "\n").strip()[:LONGEST]
    key = f"notice-answer:{answer}:{str(form.get('once', ''))[:60]}"

    def work(tx: Transaction) -> str:
        found = _of(tx, visitor, answer)
        notice = notices.get(tx, found[0]) if found else None
        person = people.get(tx, found[1]) if found else None
        if notice is None or person is None:
            return ""
        reachable = addresses.to_write_to(tx, person.id, now)
        if not text or not reachable:
            return "no_words" if not text else "no_chat"
        post = next((held.role.value for held in visitor.person.roles if held.role in STAFF), "")
        values = {"notice": notice, "worker": visitor.person, "post": post, "text": text}
        reader = Reader(reachable[0], person.id, person.language)
        written = house.writer.write(
            tx, Reply("notices/from_author", values), reader, now, sending=False, unique_key=key
        )
        if written is not None:
            audit.note(tx, visitor.person.id, "answer_back", person.id, now)
            notice_answers.read(tx, answer, visitor.person.id, now)
        return "replied"

    done = await house.database.write(work)
    return RedirectResponse(f"{_back(form, done)}#answer-{answer}", 303) if done else None


def _of(tx: Transaction, visitor: Visitor, answer: int) -> tuple[int, int] | None:
    """(notice, person) of what was written back, if the notice is of the visitor's area."""
    place = notice_answers.place(tx, answer)
    if place is None or not visitor.may(Action.SEND_NOTICE, place[2]):
        return None
    return place[0], place[1]


def _back(form: FormData, done: str) -> str:
    notice = number(form.get("notice", ""))
    return f"/console/notices/answers?done={done}{f'&notice={notice}' if notice else ''}"
