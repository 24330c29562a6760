"""Questions: replies with choices, each with a nonce that a press must carry, asked of one chat until it expires."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from domain.messages import Choice, Press
from domain.people import Person
from storage.addresses import Address
from storage.database import Transaction
from storage.json_text import read_json, write_json

NOTICES = "notices"
"""The flow whose questions stand in the ledger of a broadcast."""

PRESSES_LAST = 30 * 24 * 3600 * 1000
"""Milliseconds for which a 收到 is still taken when a notice's words have expired."""


@dataclass(frozen=True, slots=True)
class Question:
    """A reply with choices as it was asked. `options` are the answers in the order of the buttons, each a pair of
    what the step is told and what the button says."""

    nonce: str
    account: str
    chat: str
    person: int
    flow: str
    step: str
    subject: int  #: the record it is about (a window, a person), 0 for none
    title: str  #: a few words that name it, when two are open
    options: tuple[tuple[str, str], ...]
    data: dict[str, Any]
    state: str = "open"
    answer: str = ""
    expires_at: int = 0

    @property
    def address(self) -> Address:
        return Address(self.account, self.chat)

    @property
    def buttons(self) -> tuple[Choice, ...]:
        """As they stand under it, for a message that shows them once more."""
        return tuple(Choice(label, Press(self.nonce, number)) for number, (_, label) in enumerate(self.options, 1))


def ask(tx: Transaction, question: Question, now: int) -> None:
    tx.sql.questions.ask(
        tx.connection, tenant=tx.tenant, nonce=question.nonce, account=question.account, chat=question.chat,
        person=question.person, flow=question.flow, step=question.step, subject=question.subject,
        title=question.title, options=write_json(question.options),
        data=write_json(question.data), now=now, expires_at=question.expires_at,
    )  # fmt: skip


def by_nonce(tx: Transaction, nonce: str) -> Question | None:
    row = tx.sql.questions.by_nonce(tx.connection, tenant=tx.tenant, nonce=nonce)
    return _question(row) if row else None


def pressed(tx: Transaction, nonce: str, address: Address, language: str) -> Question | None:
    """The question whose button was pressed in a chat; a notice's is read in the presser's language. None also for
    a notice that was another person's."""
    found = by_nonce(tx, nonce)
    if found is not None:
        return found
    row = tx.sql.questions.under_notice(
        tx.connection, tenant=tx.tenant, nonce=nonce, account=address.account, chat=address.chat
    )
    return replace(_under_notice(row, language), expires_at=row[12] + PRESSES_LAST) if row else None


def open_in(tx: Transaction, address: Address, person: Person | None, language: str, now: int) -> list[Question]:
    """The newest questions that wait for an answer in a chat (20 at most), oldest first, and the last few notices
    that its person has not answered. Whoever has other chats may answer here what was asked there."""
    where = {"account": address.account, "chat": address.chat, "person": person.id if person else 0, "now": now}
    rows = list(tx.sql.questions.open_in(tx.connection, tenant=tx.tenant, **where))
    if person is not None and person.elsewhere:
        rows = _together(rows, tx.sql.questions.open_elsewhere(tx.connection, tenant=tx.tenant, **where))
    return [_under_notice(row[:13], language) if row[4] == NOTICES else _question(row[:13]) for row in rows][::-1]


def _together(here: list[Any], there: Iterable[Any]) -> list[Any]:
    """Newest first. An alarm that went to several chats of its reader is asked once: here, or else where it came
    last."""
    asked = {_alike(row) for row in here if row[6]}
    found = list(here)
    for row in there:
        if not row[6] or _alike(row) not in asked:
            found.append(row)
            asked.add(_alike(row))
    return sorted(found, key=lambda row: row[13], reverse=True)


def _alike(row: Any) -> tuple[Any, ...]:
    """Flow, step, subject, title and choices."""
    return tuple(row[4:9])


def answer(tx: Transaction, nonce: str, given: str, now: int) -> bool:
    """Notes the answer; False when it had one, or a later question took its place."""
    return bool(tx.sql.questions.answer(tx.connection, tenant=tx.tenant, nonce=nonce, answer=given, now=now))


def supersede(tx: Transaction, address: Address, flow: str, person: int = 0) -> None:
    """A new question of a flow takes the place of the flow's open ones in this chat, and in all those of a person who
    has several."""
    where = {"account": address.account, "chat": address.chat, "flow": flow}
    if person:
        tx.sql.questions.supersede_everywhere(tx.connection, tenant=tx.tenant, person=person, **where)
    else:
        tx.sql.questions.supersede(tx.connection, tenant=tx.tenant, **where)


def supersede_one(tx: Transaction, nonce: str) -> None:
    """Another question has taken the place of this one."""
    tx.sql.questions.supersede_one(tx.connection, tenant=tx.tenant, nonce=nonce)


def close_about(tx: Transaction, flow: str, subject: int, given: str, now: int) -> None:
    """Somebody answered for all who were asked about a record."""
    tx.sql.questions.close_subject(
        tx.connection, tenant=tx.tenant, flow=flow, subject=subject, answer=given, now=now
    )


def purge(tx: Transaction, before: int, count: int) -> int:
    """Removes at most `count` questions that nobody could answer since before a time (epoch ms); how many."""
    return int(tx.sql.questions.purge(tx.connection, tenant=tx.tenant, before=before, count=count))


def move(tx: Transaction, nonce: str, subject: int, data: dict[str, Any]) -> None:
    """An open question is about another record from now on."""
    tx.sql.questions.move(tx.connection, tenant=tx.tenant, nonce=nonce, subject=subject, data=write_json(data))


def ask_at(tx: Transaction, nonce: str, address: Address) -> None:
    """An open question never came to its chat, and is asked in another."""
    tx.sql.questions.ask_at(
        tx.connection, tenant=tx.tenant, nonce=nonce, account=address.account, chat=address.chat
    )


def prolong(tx: Transaction, nonce: str, until: int) -> None:
    """An open question can be answered until then (epoch ms) at least."""
    tx.sql.questions.prolong(tx.connection, tenant=tx.tenant, nonce=nonce, until=until)


def open_about(tx: Transaction, flow: str, subject: int) -> list[Question]:
    rows = tx.sql.questions.open_about(tx.connection, tenant=tx.tenant, flow=flow, subject=subject)
    return [_question(row) for row in rows]


def _under_notice(row: Any, language: str) -> Question:
    """A notice's buttons as a question; its labels are kept by language."""
    choices = [(value, labels.get(language) or next(iter(labels.values()))) for value, labels in read_json(row[8])]
    return _question((*row[:8], write_json(choices), *row[9:]))


def _question(row: Any) -> Question:
    (nonce, account, chat, person, flow, step, subject, title, options, data, state, given, expires_at) = row
    answers = tuple((value, label) for value, label in read_json(options))
    return Question(
        nonce, account, chat, person, flow, step, subject, title, answers, read_json(data), state, given, expires_at
    )
