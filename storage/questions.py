"""Questions: replies with choices, each with a nonce that a press must carry, asked of one chat until it expires."""

from dataclasses import dataclass
from typing import Any

from storage.addresses import Address
from storage.database import Transaction
from storage.json_text import read_json, write_json


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


def open_in(tx: Transaction, address: Address, now: int) -> list[Question]:
    """The newest questions that wait for an answer in a chat (20 at most), oldest first."""
    rows = tx.sql.questions.open_in(
        tx.connection, tenant=tx.tenant, account=address.account, chat=address.chat, now=now
    )
    return [_question(row) for row in rows][::-1]


def answer(tx: Transaction, nonce: str, given: str, now: int) -> bool:
    """Notes the answer; False when it had one, or a later question took its place."""
    return bool(tx.sql.questions.answer(tx.connection, tenant=tx.tenant, nonce=nonce, answer=given, now=now))


def supersede(tx: Transaction, address: Address, flow: str) -> None:
    """A new question of a flow takes the place of the flow's open ones in this chat."""
    tx.sql.questions.supersede(
        tx.connection, tenant=tx.tenant, account=address.account, chat=address.chat, flow=flow
    )


def supersede_one(tx: Transaction, nonce: str) -> None:
    """Another question has taken the place of this one."""
    tx.sql.questions.supersede_one(tx.connection, tenant=tx.tenant, nonce=nonce)


def close_about(tx: Transaction, flow: str, subject: int, given: str, now: int) -> None:
    """Somebody answered for all who were asked about a record."""
    tx.sql.questions.close_subject(
        tx.connection, tenant=tx.tenant, flow=flow, subject=subject, answer=given, now=now
    )


def move(tx: Transaction, nonce: str, subject: int, data: dict[str, Any]) -> None:
    """An open question is about another record from now on."""
    tx.sql.questions.move(tx.connection, tenant=tx.tenant, nonce=nonce, subject=subject, data=write_json(data))


def open_about(tx: Transaction, flow: str, subject: int) -> list[Question]:
    rows = tx.sql.questions.open_about(tx.connection, tenant=tx.tenant, flow=flow, subject=subject)
    return [_question(row) for row in rows]


def _question(row: Any) -> Question:
    (nonce, account, chat, person, flow, step, subject, title, options, data, state, given, expires_at) = row
    answers = tuple((value, label) for value, label in read_json(options))
    return Question(
        nonce, account, chat, person, flow, step, subject, title, answers, read_json(data), state, given, expires_at
    )
