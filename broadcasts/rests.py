"""When an account sends nothing at all: its vendor is away, its settings are wrong, or it has had enough for now."""

from broadcasts.receipts import Verdict
from domain.messages import FailureKind

SILENCE = 1_000
"""Milliseconds without anything taken after which a call that finds nobody means an outage."""


class Rest:
    """The rest of one account. Times are epoch milliseconds."""

    def __init__(self) -> None:
        self.until = 0
        self._answered_at = 0  #: when the vendor last took something, 0: not since the account last rested

    def lasts(self, now: int) -> bool:
        return self.until > now

    def prolong(self, until: int) -> None:
        """Not before then, whatever was said so far."""
        self.until = max(self.until, until)

    def answered(self, now: int) -> None:
        """The vendor took something."""
        self._answered_at = now

    def begin(self, verdict: Verdict, kind: FailureKind, now: int) -> None:
        """Nothing goes out for a while. An outage is tried by somebody else before this delivery's own time; what
        fails just after others were taken, or again although some were in between, is this chat's trouble alone."""
        outage = kind is FailureKind.UNREACHABLE
        if self._answered_at and (verdict.claimed.attempts or (outage and now - self._answered_at < SILENCE)):
            return
        rest = verdict.due - now
        self.until = now + (rest // 2 if outage else rest)
        self._answered_at = 0
