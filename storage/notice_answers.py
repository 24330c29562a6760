"""What people answered to a notice: each choice that was made, and the words that they wrote back to its author."""

from domain.notices import Broadcast
from storage.addresses import Address
from storage.database import Transaction


def chose(tx: Transaction, broadcast: Broadcast, person: int, address: Address, choice: str, now: int) -> None:
    """Keeps a choice; the ledger has the newest."""
    tx.sql.notice_answers.add(
        tx.connection, tenant=tx.tenant, id=tx.ids.next(), notice=broadcast.notice, broadcast=broadcast.id,
        person=person, account=address.account, chat=address.chat, saying=0, handover=0, choice=choice, now=now,
        read_at=now,
    )  # fmt: skip


def wrote(
    tx: Transaction, broadcast: Broadcast, person: int, address: Address, saying: int, handover: int, now: int
) -> int:
    """Keeps that somebody wrote back, for the author's inbox; the id."""
    answer = tx.ids.next()
    tx.sql.notice_answers.add(
        tx.connection, tenant=tx.tenant, id=answer, notice=broadcast.notice, broadcast=broadcast.id, person=person,
        account=address.account, chat=address.chat, saying=saying, handover=handover, choice="", now=now,
        read_at=None,
    )  # fmt: skip
    return answer
