"""A draft of a notice read back to its author in chat before it goes out; of a large audience beside the turns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import structlog

from broadcasts.outbox import Reader as At
from broadcasts.outbox import Writer
from broadcasts.previewing import Preview, note_look, preview_of
from broadcasts.reach import leads, led_by
from domain.audiences import from_json
from domain.drafts import Draft
from domain.messages import FileReference
from domain.notice_words import Reader, words_for
from domain.notices import Answer
from domain.people import Person
from domain.replies import NO, YES, Ask, Option, Reply
from domain.schedules import SHOWN_TIMES, next_times
from domain.schedules import from_json as schedule_of
from storage import areas, people, questions, reach, sayings
from storage.database import Database, DatabaseUnavailable, Transaction
from storage.questions import Question

log = structlog.get_logger()

FLOW = "composing"
LARGE = 2_000
"""People beyond whom an audience is counted beside the turns: a thousand take some eight milliseconds."""

TO_COUNT = 1
"""The subject of the questions of drafts whose audience is being counted."""


@dataclass(slots=True)
class Previewer:
    """Counts large audiences beside the clock and shows their drafts. `paces`: deliveries a second, by account or by
    kind of channel."""

    database: Database
    writer: Writer
    paces: Mapping[str, float]
    clock: Callable[[], int]

    async def show(self) -> None:
        """Answers whoever waits for a count."""
        try:
            for question in await self.database.read(lambda tx: questions.open_about(tx, FLOW, TO_COUNT)):
                author = await self.database.read(partial(people.get, person=question.person))
                if author is not None:
                    draft, zone = Draft.from_json(question.data), self.writer.templates.zone
                    found = await self.database.read(
                        partial(look, author=author, draft=draft, zone=zone, paces=self.paces, now=self.clock())
                    )
                    await self.database.write(partial(self._answer, question=question, author=author, found=found))
        except DatabaseUnavailable as error:
            log.warning("counting put off", reason=str(error))

    def _answer(self, tx: Transaction, question: Question, author: Person, found: Preview) -> None:
        """Unless the draft was changed, or dropped, meanwhile."""
        now, asked = self.clock(), questions.by_nonce(tx, question.nonce)
        if asked is None or asked.state != "open":
            return
        reply = read_back(tx, author, Draft.from_json(question.data), found, self.writer.templates.zone, now)
        self.writer.write(tx, reply, At(question.address, author.id, author.language), now, sending=False)


def is_large(tx: Transaction, author: Person, draft: Draft) -> bool:
    """Whether to count its audience would keep everybody else waiting."""
    return reach.may_exceed(tx, from_json(draft.audience), leads(author), LARGE)


def look(
    tx: Transaction, author: Person, draft: Draft, zone: ZoneInfo, paces: Mapping[str, float], now: int
) -> Preview:  # fmt: skip
    """What would go out. Only reads."""
    notice = draft.notice(author.id, led_by(author), None)
    return preview_of(tx, author, notice, draft.starts_at or now, zone, paces, now, not (draft.of or draft.schedule))


def read_back(tx: Transaction, author: Person, draft: Draft, found: Preview, zone: ZoneInfo, now: int) -> Reply:
    """The draft, and what can be done with it. That its author sees names is in the record."""
    note_look(tx, author, found, now)
    area, reader = areas.get(tx, led_by(author)), Reader(author.language, author.name, found.read_by or author.door)
    schedule = schedule_of(dict(draft.schedule)) if draft.schedule else None
    values = {
        "notice_draft": draft, "audience": found.audience, "found": found.reach, "needs": found.needs,
        "names": [person.name for person in found.reach.names], "unread_by": found.unread, "lacks_text": found.lacks,
        "confirm_names": found.confirm, "kinds": sorted(found.reach.by_kind.items(), key=lambda kind: -kind[1]),
        "without": found.without, "minutes": -(-found.seconds // 60), "quiet": found.quiet,
        "text_problems": found.odd, "read_by": found.read_by,
        "repeats": schedule, "times": next_times(schedule, now, zone, SHOWN_TIMES) if schedule else [],
        "has_file": bool(draft.file or draft.saying), "expires": (draft.starts_at or now) + draft.lasts,
        "shown_buttons": [Answer(*each).label(author.language) for each in draft.choices],
        "text": words_for(draft.texts, draft.values, reader), "village": area.name if area else "",
        "number": 0, "emergency": draft.emergency, "correction": bool(draft.of), "again": False,
    }  # fmt: skip
    stuck = not found.reach.people or bool(found.needs and not found.confirm and not draft.emergency)
    asked = ask(draft, draft.to_json() | {"needs": found.needs}, stuck=stuck)
    return Reply("notices/preview", values, asked, file=file_of(tx, draft))


def ask(draft: Draft, data: Mapping[str, Any], *, stuck: bool = False, subject: int = 0) -> Ask:
    """What can be done with a draft; one that is `stuck` cannot be sent as it is."""
    send = "notice_send_at" if draft.starts_at or draft.schedule else "notice_send"
    to_whom = () if draft.of else (Option("who", "notice_who"),)
    options = (
        *(() if stuck else (Option(YES, send),)), *to_whom, Option("words", "notice_words"),
        Option("buttons", "notice_buttons"),
        Option("counted", "notice_by_household" if draft.counted == "person" else "notice_by_person"),
        Option("emergency", "notice_not_urgent" if draft.emergency else "notice_urgent"), Option(NO, "notice_drop"),
    )  # fmt: skip
    return Ask(FLOW, "confirm", options, "notice_title", {"title": draft.title}, subject, data)


def file_of(tx: Transaction, draft: Draft) -> FileReference | None:
    """Its picture, voice or file; None while a vendor still holds it."""
    if draft.file:
        return FileReference(*draft.file)
    found = sayings.get(tx, draft.saying) if draft.saying else None
    return next((file for file in found[1] if file.kept), None) if found else None
