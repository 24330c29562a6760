"""A broadcast whose copies fail one after another stops by itself, and its author is told."""

from broadcasts.outbox import Writer
from domain.notices import Broadcast, Notice
from domain.replies import Ask, Option, Reply
from domain.settings import Setting
from storage import broadcasts, recipients, settings
from storage.database import Transaction

FAILURES = "failures"
"""Why it is paused, as the record has it."""


def pause_if_failing(
    tx: Transaction, writer: Writer, broadcast: Broadcast, notice: Notice, path: str, now: int
) -> bool:
    """Pauses when too large a share of the newest copies failed; who has blocked the bot does not count."""
    newest = settings.value(tx, Setting.FAILURE_WINDOW, path, now)
    share = settings.value(tx, Setting.FAILURE_SHARE, path, now)
    failed = recipients.tried_in_vain(tx, broadcast.id, newest)
    if failed * 100 <= newest * share:
        return False
    if broadcasts.move(tx, broadcast.id, "pause", now, why=FAILURES):
        ask = Ask(
            "sending", "resume", (Option("resume", "notice_resume"), Option("cancel", "notice_cancel_rest")),
            "notice_title", {"title": notice.title}, broadcast.id, beside=True,
        )  # fmt: skip
        values = {"notice": notice, "failed": failed, "of": newest}
        writer.write_to(tx, Reply("notices/paused_failing", values, ask), notice.author, now)
    return True
