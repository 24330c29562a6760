"""Who called for somebody is answered wherever they are now, and not where they were when they called."""

from dataclasses import replace

from domain.replies import Reply
from storage import people
from storage.database import Transaction
from storage.handovers import Handover


def to_caller(tx: Transaction, call: Handover, reply: Reply) -> Reply:
    """For whoever reads where a call came from; for that chat if nobody knows whose it is."""
    caller = people.at_address(tx, call.account, call.chat)
    return replace(reply, to=caller.id) if caller is not None else replace(reply, chat=(call.account, call.chat))
