"""A draft of a notice read back to its author before it goes out; of a large audience beside the turns.

The words as a reader gets them, to whom, how many, ten names, in which way, how long it takes, and who must confirm.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import structlog

from broadcasts.approving import approvers
from broadcasts.outbox import Reader as At
from broadcasts.outbox import Writer
from broadcasts.reach import leads, needs, reached
from broadcasts.spoken import spoken
from domain.audiences import from_json
from domain.drafts import Draft
from domain.messages import FileReference
from domain.notice_words import Reader, buildings_without, by_building, problems, words_for
from domain.notices import Answer
from domain.people import Person
from domain.reach import Reach
from domain.replies import NO, YES, Ask, Option, Reply
from domain.schedules import from_json as schedule_of
from domain.schedules import next_times
from storage import areas, audiences, audit, ledgers, people, questions, reach, sayings, settings
from storage.database import Database, DatabaseUnavailable, Transaction
from storage.questions import Question

log = structlog.get_logger()

FLOW = "composing"
LARGE = 2_000
"""People beyond whom an audience is counted beside the turns: a thousand take some eight milliseconds."""

TO_COUNT = 1
"""The subject of the questions of drafts whose audience is being counted."""

SHOWN_TIMES = 3


@dataclass(frozen=True, slots=True)
class Counted:
    """`needs`: why a second person must confirm; `unread`: how many would rather read the language in which there is
    no text."""

    reach: Reach
    needs: str
    unread: int


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
                    draft = Draft.from_json(question.data)
                    counting = partial(count, author=author, draft=draft, now=self.clock())
                    counted = await self.database.read(counting)
                    await self.database.write(
                        partial(self._answer, question=question, author=author, counted=counted)
                    )
        except DatabaseUnavailable as error:
            log.warning("counting put off", reason=str(error))

    def _answer(self, tx: Transaction, question: Question, author: Person, counted: Counted) -> None:
        """Unless the draft was changed, or dropped, meanwhile."""
        now, found = self.clock(), questions.by_nonce(tx, question.nonce)
        if found is None or found.state != "open":
            return
        draft, zone = Draft.from_json(question.data), self.writer.templates.zone
        reply = preview(tx, author, draft, counted, zone, self.paces, now)
        self.writer.write(tx, reply, At(question.address, author.id, author.language), now, sending=False)


def is_large(tx: Transaction, author: Person, draft: Draft) -> bool:
    """Whether to count its audience would keep everybody else waiting."""
    return reach.may_exceed(tx, from_json(draft.audience), leads(author), LARGE)


def count(tx: Transaction, author: Person, draft: Draft, now: int) -> Counted:
    """Whom a draft reaches at present. Only reads."""
    audience = from_json(draft.audience)
    found = audiences.people(tx, audience, leads(author), now)
    english = reach.reading(tx, found, "en") if _lacks(draft) else 0
    unread = len(found) - english if _lacks(draft) == "zh" else english
    return Counted(reached(tx, author, found, now), needs(tx, author, audience, found, now), unread)


def preview(
    tx: Transaction,
    author: Person,
    draft: Draft,
    counted: Counted,
    zone: ZoneInfo,
    paces: Mapping[str, float],
    now: int,
) -> Reply:
    """The draft, and what can be done with it. That its author sees names is in the record."""
    found, starts_at = counted.reach, draft.starts_at or now
    confirm = approvers(tx, author, draft.audience) if counted.needs else []
    audit.note(tx, author.id, "preview_notice", author.village, now)
    area = areas.get(tx, led_by(author))
    quiet = area is not None and not draft.emergency and settings.is_quiet(tx, area.path, zone, starts_at)
    values = {
        "notice_draft": draft, "audience": spoken(tx, from_json(draft.audience), leads(author)), "found": found,
        "needs": counted.needs, "names": [person.name for person in found.names], "unread_by": counted.unread,
        "lacks_text": _lacks(draft),
        "confirm_names": [person.name for key in confirm if (person := people.get(tx, key))],
        "kinds": sorted(found.by_kind.items(), key=lambda kind: -kind[1]),
        "without": _without(tx, author, draft, now),
        "minutes": -(-max(found.seconds(paces).values(), default=0) // 60), "quiet": quiet,
        "text_problems": [each for each in problems(draft.texts, draft.values) if not each.problem.refused],
        "times": next_times(schedule_of(dict(draft.schedule)), now, zone, SHOWN_TIMES) if draft.schedule else [],
        "has_file": bool(draft.file or draft.saying), "expires": starts_at + draft.lasts,
        "shown_buttons": [Answer(*each).label(author.language) for each in draft.choices],
        "text": words_for(draft.texts, draft.values, reader_of(author)), "village": area.name if area else "",
        "number": 0, "emergency": draft.emergency, "correction": bool(draft.of), "again": False,
    }  # fmt: skip
    stuck = not found.people or bool(counted.needs and not confirm and not draft.emergency)
    data = draft.to_json() | {"needs": counted.needs, "people": found.people}
    return Reply("notices/preview", values, ask(draft, data, stuck=stuck), file=file_of(tx, draft))


def _lacks(draft: Draft) -> str:
    """The language in which there is no text, "" when there is one in both."""
    return next((language for language in ("zh", "en") if language not in draft.texts), "")


def _without(tx: Transaction, author: Person, draft: Draft, now: int) -> list[str]:
    """The buildings of which nothing was said, though the words are not the same for all."""
    if not by_building(draft.values):
        return []
    found = audiences.people(tx, from_json(draft.audience), leads(author), now)
    doors = ledgers.doors(tx, sorted({household for _, household in found if household}))
    return [key for key in buildings_without(draft.texts, draft.values, doors) if key]


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


def reader_of(person: Person) -> Reader:
    """The author as the reader of their own notice."""
    return Reader(person.language, person.name, person.door)


def led_by(author: Person) -> int:
    """The area in which an author's notices are numbered, 0 for who leads none."""
    base = leads(author)
    return int(base.rstrip("/").split("/")[-1]) if base else 0
