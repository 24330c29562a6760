"""«提醒没回的», «把没回的交给网格员»: what the author of a notice wants done about those who are silent."""

from broadcasts import nudging
from broadcasts.reach import led_by
from domain.messages import Operation
from domain.notices import DIGEST, Broadcast, Notice
from domain.permissions import Action, scope
from domain.replies import Ask, Option, Reply
from handlers.flow import Flow, Outcome, Turn, say
from nlu.nudges import HAND, REMIND, read_nudging
from storage import broadcasts, notices, nudges

flow = Flow("nudging")

LOOKED_AT = 10
"""Notices that words without a number may be about."""


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """Words of whoever sends notices; everybody else's go on to the other flows."""
    if turn.person is None or not scope(turn.person, Action.SEND_NOTICE):
        return None
    said = read_nudging(turn.text)
    if said is None:
        return None
    area = led_by(turn.person)
    if said.number:
        notice = notices.numbered(turn.tx, area, said.number)
        sent = _newest(turn, notice, corrections=True) if notice else None
        if notice is None or sent is None:
            return say("nudging/no_such", number=said.number)
        return _do(turn, said.kind, sent, notice)
    found = [(sent, notice) for notice in notices.latest(turn.tx, area, LOOKED_AT)
             if notice.template != DIGEST and (sent := _newest(turn, notice)) and _is_open(turn, sent)]  # fmt: skip
    if not found:
        return say("nudging/nothing")
    if len(found) == 1:
        return _do(turn, said.kind, *found[0])
    options = tuple(
        Option(str(sent.id), "numbered_notice", {"number": notice.number, "title": notice.title})
        for sent, notice in found
    )
    ask = Ask(flow.name, said.kind, options, "which_notice", {}, 0)
    return Outcome((Reply("nudging/which", {"open_notices": [notice for _, notice in found]}, ask),))


@flow.step("remind", again=True)
def remind(turn: Turn) -> Outcome:
    """«提醒没回的» under how a notice stands, or under «哪一条»."""
    return _chosen(turn, REMIND)


@flow.step("hand", again=True)
def hand(turn: Turn) -> Outcome:
    """«交给网格员»"""
    return _chosen(turn, HAND)


def _chosen(turn: Turn, kind: str) -> Outcome:
    sent = broadcasts.get(turn.tx, turn.subject or int(turn.answer))
    notice = notices.get(turn.tx, sent.notice) if sent else None
    return _do(turn, kind, sent, notice) if sent and notice else say("shared/press_unknown")


def _do(turn: Turn, kind: str, sent: Broadcast, notice: Notice) -> Outcome:
    work = nudging.remind if kind == REMIND else nudging.hand_over
    nudged, lists = work(turn.tx, turn.known(), sent, turn.now)
    return Outcome((nudging.told(notice, nudged, kind), *lists))


def _newest(turn: Turn, notice: Notice, corrections: bool = False) -> Broadcast | None:
    """The last time that a notice was sent; what took it back is no sending, and what corrected it is called by the
    number of that."""
    kinds = (Operation.SEND, Operation.EDIT) if corrections else (Operation.SEND,)
    sent = broadcasts.of_notice(turn.tx, notice.id)
    return next((each for each in sent if each.operation in kinds and each.frozen_at is not None), None)


def _is_open(turn: Turn, sent: Broadcast) -> bool:
    """Whether its words still hold and somebody has not answered."""
    if sent.expires_at <= turn.now or broadcasts.is_withdrawn(turn.tx, sent.id):
        return False
    return bool(nudges.silent(turn.tx, broadcasts.newest_of(turn.tx, sent).id, "person", 0, 1))
