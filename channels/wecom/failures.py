"""What a failed call of WeCom's interfaces means to the outbox.

Codes: https://developer.work.weixin.qq.com/document/path/90313
"""

from domain.messages import FailureKind, SendFailure

TOKEN_REFUSED = frozenset({40014, 42001})
"""Invalid or expired access token: refreshed once, tried again once."""

BUSY = -1
"""The vendor's system is: nothing was done."""

MINUTE = 60.0

MEANINGS: dict[int, tuple[FailureKind, float, bool]] = {
    # code: kind, seconds to wait, whether it concerns the whole account
    BUSY: (FailureKind.UNREACHABLE, 0, False),
    6000: (FailureKind.UNREACHABLE, 0, False),  # written by somebody else at this moment
    45009: (FailureKind.THROTTLED, MINUTE, True),  # called too often
    45033: (FailureKind.THROTTLED, 1.0, True),  # too many calls at once
    846607: (FailureKind.THROTTLED, MINUTE, False),  # 智能机器人: 30 a minute or 1,000 an hour in one conversation
    # Settings: nothing passes until somebody mends them.
    40001: (FailureKind.MISCONFIGURED, 0, True),  # wrong secret
    40013: (FailureKind.MISCONFIGURED, 0, True),  # wrong corp
    40014: (FailureKind.MISCONFIGURED, 0, True),
    853000: (FailureKind.MISCONFIGURED, 0, True),  # 智能机器人: wrong id or secret
    40056: (FailureKind.MISCONFIGURED, 0, True),  # wrong agent
    41001: (FailureKind.MISCONFIGURED, 0, True),  # no token
    42001: (FailureKind.MISCONFIGURED, 0, True),
    48002: (FailureKind.MISCONFIGURED, 0, True),  # the app may not call this
    60011: (FailureKind.MISCONFIGURED, 0, True),  # no right
    60020: (FailureKind.MISCONFIGURED, 0, True),  # this machine's address is not trusted
    301002: (FailureKind.MISCONFIGURED, 0, True),  # not this app's agent
    # This person takes nothing.
    60111: (FailureKind.BLOCKED, 0, False),  # no such member
    93006: (FailureKind.BLOCKED, 0, False),  # 智能机器人: nobody there has written to it yet
    81013: (FailureKind.BLOCKED, 0, False),  # nobody valid, or outside the app's range
    93000: (FailureKind.BLOCKED, 0, False),  # the robot was taken out of its group: another key is another chat
    40096: (FailureKind.BLOCKED, 0, False),  # no such customer (w7corp/easywechat#2621)
    # 微信客服, 95000 and up as in the vendor's list (90313; copied at kancloud.cn/wikizhima/wechatkf-api/2376708).
    95000: (FailureKind.MISCONFIGURED, 0, True),  # no such account: open_kfid
    95011: (FailureKind.MISCONFIGURED, 0, True),  # the service is run from somewhere else
    95012: (FailureKind.MISCONFIGURED, 0, True),
    95017: (FailureKind.MISCONFIGURED, 0, True),  # calls are switched off for the app
    # May be written to only after their next word.
    95001: (FailureKind.SPENT, 0, False),  # five messages were said
    95002: (FailureKind.SPENT, 0, False),  # 48 hours are over
    95013: (FailureKind.SPENT, 0, False),  # the session has ended
    95018: (FailureKind.SPENT, 0, False),  # its state: a human speaks there, or nobody (whyiyhw/chatgpt-wechat#128)
}


class Unsent(Exception):
    """No connection came about: the vendor has seen nothing of the call."""


class Unanswered(Exception):
    """The call went out and no readable answer came back: it may have been taken."""


class Refused(Exception):
    """The vendor answered with a code that is not 0. `said`: in which words, for whoever sets the house up."""

    def __init__(self, code: int, retry_after: float = 0.0, said: str = "") -> None:
        super().__init__(str(code))
        self.code = code
        self.retry_after = retry_after
        self.said = said


def failure(error: Exception) -> SendFailure:
    """What an error of a call means to whoever sends."""
    match error:
        case Refused(code=code, retry_after=retry_after):
            kind, seconds, whole_account = MEANINGS.get(code, (FailureKind.REFUSED, 0, False))
            return SendFailure(kind, retry_after or seconds, str(code), whole_account)
        case Unsent():
            return SendFailure(FailureKind.UNREACHABLE, code="unsent", whole_account=True)
    return SendFailure(FailureKind.UNKNOWN, code="unanswered")
