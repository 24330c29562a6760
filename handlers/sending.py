"""«通知12怎么样了», «暂停通知12», «撤回通知12», «更正通知12：…»: what becomes of notices that are on their way."""

from collections.abc import Mapping
from dataclasses import replace

from broadcasts import nudging, sending
from broadcasts.reach import led_by
from domain.drafts import Draft
from domain.messages import Operation
from domain.notices import DIGEST, Broadcast, Notice, Standing, State
from domain.permissions import Action, scope
from domain.replies import NO, YES, Ask, Option, Reply
from domain.spans import DAY
from handlers.amending import changed, show, wait, with_words
from handlers.flow import Flow, Outcome, Turn, finish, say, wait_for
from nlu.notice_changes import read_change
from nlu.notices import About, about
from storage import areas, audit, broadcasts, notices, people, questions, recipients, settings, windows
from storage.nudges import HAND, REMIND

flow = Flow(sending.FLOW)

LATELY = 3 * DAY
"""Milliseconds for which a bare 进度 may mean a notice."""

MOST_NAMED = 10
"""Silent people who are named in chat; the board names all."""

LARGE = 10_000
"""People of a ledger beyond which the board counts, so that no turn waits."""

STATES = ("answered", "told", "read", "delivered", "sent", "queued", "sending", "waiting", "phone", "knock", "failed",
          "unknown", "expired", "cancelled")  # fmt: skip

WITHOUT_REASON = ("没有", "不说", "无", "算了", "skip", "none")


@flow.dictates
def dictated(turn: Turn) -> Outcome | None:
    """«更正通知12：…»: what follows goes to others."""
    if not scope(turn.person, Action.SEND_NOTICE) or turn.update.files:
        return None
    wished = about(turn.update.text)
    return _correct(turn, wished) if wished is not None and wished.what == "correct" else None


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    if not scope(turn.person, Action.SEND_NOTICE):
        return None
    wished = about(turn.text)
    if wished is None:
        return None
    notice = _meant(turn, wished)
    broadcast = sending.current(turn.tx, notice.id) if notice else None
    if notice is None or broadcast is None:
        return None if wished.bare else say("notices/no_such", number=wished.number)
    if wished.bare and not _is_fresh(turn, broadcast, wished.what):
        return None
    match wished.what:
        case "progress":
            return _progress(turn, notice, broadcast)
        case "withdraw" | "cancel":
            return _make_sure(notice, broadcast, wished.what)
    return _do(turn, notice, broadcast, wished.what)


@flow.step("resume")
def resume(turn: Turn) -> Outcome:
    """«接着发» or «剩下的不发了» under the news that it has paused by itself."""
    return _asked(turn, turn.answer)


@flow.step("manage", again=True)
def manage(turn: Turn) -> Outcome:
    """The buttons under how a notice stands."""
    if turn.answer in ("withdraw", "cancel"):
        found = _found(turn)
        return _make_sure(*found, turn.answer) if found else say("notices/not_yours")
    if turn.answer == "correct":
        found = _found(turn)
        return _begin_correction(turn, *found) if found else say("notices/not_yours")
    if turn.answer in (REMIND, HAND):
        return _nudge(turn, turn.answer)
    return _asked(turn, turn.answer)


@flow.step("sure")
def sure(turn: Turn) -> Outcome:
    """«撤回» or «不发了», after it was asked whether they are sure."""
    if turn.answer == NO:
        return finish(Reply("notices/left"))
    return _asked(turn, str(turn.data["what"]))


@flow.step("decide")
def decide(turn: Turn) -> Outcome:
    """«同意发» or «不同意» of a second person."""
    if turn.answer == "approve":
        decided = sending.approve(turn.tx, turn.subject, turn.known(), turn.now)
        return _decided(turn, turn.subject, decided)
    found = broadcasts.get(turn.tx, turn.subject)
    notice = notices.get(turn.tx, found.notice) if found else None
    if found is None or notice is None or not sending.may_decide(turn.tx, turn.known(), found, notice):
        return say("notices/not_yours")
    if found.state is not State.WAITING:
        return say("notices/decided_before")
    return replace(wait_for(flow.name, "reason", Reply("notices/ask_reason"), broadcast=found.id), answered=False)


@flow.step("reason", verbatim=True)
def reason(turn: Turn) -> Outcome:
    """Why it is not to go out, for its author."""
    said = "" if turn.text.lower() in WITHOUT_REASON else turn.update.text
    broadcast = int(turn.data["broadcast"])
    return _decided(turn, broadcast, sending.decline(turn.tx, broadcast, turn.known(), said, turn.now))


def _decided(turn: Turn, broadcast: int, decided: sending.Decided) -> Outcome:
    """Whoever else was asked need not decide any more."""
    if decided.outcome == "not_yours":
        return say("notices/not_yours")
    if decided.outcome == "over":
        return finish(Reply("notices/decided_before"))
    questions.close_about(turn.tx, flow.name, broadcast, decided.outcome, turn.now)
    done = Reply("notices/you_decided", {"approved": decided.outcome == "approved"})
    return replace(finish(done, *decided.told), toast="noted")


def _nudge(turn: Turn, kind: str) -> Outcome:
    """«提醒没回的», «交给网格员»"""
    found = _found(turn)
    if found is None:
        return say("notices/not_yours")
    work = nudging.remind if kind == REMIND else nudging.hand_over
    nudged, lists = work(turn.tx, turn.known(), found[1], turn.now)
    return Outcome((nudging.told(found[0], nudged, kind), *lists), answered=False)


def _asked(turn: Turn, what: str) -> Outcome:
    found = _found(turn)
    return _do(turn, *found, what) if found else say("notices/not_yours")


def _found(turn: Turn) -> tuple[Notice, Broadcast] | None:
    """The notice that a question is about, if whoever answers may manage it."""
    broadcast = broadcasts.get(turn.tx, turn.subject)
    notice = notices.get(turn.tx, broadcast.notice) if broadcast else None
    if broadcast is None or notice is None or not sending.may_manage(turn.tx, turn.person, notice):
        return None
    return notice, broadcast


def _do(turn: Turn, notice: Notice, broadcast: Broadcast, what: str) -> Outcome:
    """Does it, or says how it stands where that cannot be done any more."""
    if not sending.may_manage(turn.tx, turn.person, notice):
        return say("notices/not_yours")
    by = turn.known()
    if what == "withdraw":
        return _withdraw(turn, notice, broadcast)
    act = {"pause": sending.pause, "resume": sending.resume, "cancel": sending.cancel}[what]
    done = act(turn.tx, broadcast.id, by.id, turn.now)
    now = broadcasts.get(turn.tx, broadcast.id) or broadcast
    values = {"notice": notice, "what": what, "done": done, "state": now.state.value}
    return replace(finish(Reply("notices/managed", values)), toast="noted")


def _withdraw(turn: Turn, notice: Notice, broadcast: Broadcast) -> Outcome:
    before = sending.taken_back(turn.tx, broadcast)
    once = f"withdraw:{broadcast.id}"
    made = None if before else sending.withdraw(turn.tx, turn.known(), broadcast, once, turn.now)
    out = made is not None and made.broadcast.operation is Operation.WITHDRAW
    values = {"notice": notice, "again": before is not None or made is None or made.again, "out": out}
    return replace(finish(Reply("notices/withdrawing", values)), toast="noted")


def _make_sure(notice: Notice, broadcast: Broadcast, what: str) -> Outcome:
    yes = Option(YES, "notice_withdraw" if what == "withdraw" else "notice_cancel_rest")
    ask = Ask(
        flow.name, "sure", (yes, Option(NO, "notice_leave")), "notice_title", {"title": notice.title}, broadcast.id,
        data={"what": what},
    )  # fmt: skip
    return finish(Reply("notices/sure", {"notice": notice, "what": what}, ask))


def _progress(turn: Turn, notice: Notice, broadcast: Broadcast) -> Outcome:
    """How it stands, in plain words, with what can be done about it."""
    if not sending.may_manage(turn.tx, turn.person, notice):
        return say("notices/not_yours")
    counted = broadcast.people <= LARGE
    states = dict.fromkeys(STATES, 0) | (recipients.counts(turn.tx, broadcast.id) if counted else {})
    chosen = recipients.choices(turn.tx, broadcast.id) if counted else {}
    homes = notice.counted == "household" and counted
    by = people.get(turn.tx, broadcast.approved_by) if broadcast.approved_by else None
    values = {
        "notice": notice, "broadcast": broadcast, "quiet": _held_back(turn, notice, states),
        "state": broadcast.state.value, "states": states, "counted": counted and bool(broadcast.people),
        "chosen": [(each.label(turn.language), chosen.get(each.value, 0)) for each in notice.choices],
        "at_doors": recipients.households_answered(turn.tx, broadcast.id) if homes else None, "approved_by": by,
        "taken_back": sending.taken_back(turn.tx, broadcast) is not None,
        "board": f"{turn.house.address}/console/notices/{broadcast.id}",
        "silent_people": _silent(turn, notice, broadcast), "most_named": MOST_NAMED,
        "orders": bool(windows.taking_orders(turn.tx, turn.known().village, turn.now)),
    }  # fmt: skip
    ways = {
        State.RUNNING: ("pause", "cancel", "correct", "withdraw"),
        State.PAUSED: ("resume", "cancel", "correct", "withdraw"),
        State.SCHEDULED: ("cancel", "correct"), State.WAITING: ("cancel", "correct"),
    }.get(broadcast.state, ("correct", "withdraw"))  # fmt: skip
    silent = () if nudging.refused(turn.tx, broadcast, turn.now) else (REMIND, HAND)
    options = tuple(Option(way, LABELS[way]) for way in (*silent, *ways))
    title = {"title": notice.title}
    ask = Ask(flow.name, "manage", options, "notice_title", title, broadcast.id)
    return finish(Reply("notices/progress", values, ask))


def _silent(turn: Turn, notice: Notice, broadcast: Broadcast) -> list[Standing]:
    """The first of those who have not answered, where all are of the author's own area, and one more where there are
    more. That they are seen is in the record."""
    if broadcast.needs or broadcast.frozen_at is None or broadcast.people > LARGE or not notice.choices:
        return []
    if broadcast.state not in (State.RUNNING, State.PAUSED, State.FINISHED):
        return []
    audit.note(turn.tx, turn.known().id, "see_ledger", broadcast.id, turn.now)
    return recipients.silent(turn.tx, broadcast.id, notice.counted, count=MOST_NAMED + 1)


def _held_back(turn: Turn, notice: Notice, states: Mapping[str, int]) -> bool:
    """Whether it waits for the end of the quiet hours."""
    area = areas.get(turn.tx, notice.area)
    if area is None or notice.emergency or not states["waiting"]:
        return False
    return settings.is_quiet(turn.tx, area.path, turn.house.zone, turn.now)


LABELS = {
    "pause": "notice_pause", "resume": "notice_resume", "cancel": "notice_cancel_rest", "correct": "notice_correct",
    "withdraw": "notice_withdraw", REMIND: "remind_silent", HAND: "hand_silent",
}  # fmt: skip


def _meant(turn: Turn, wished: About) -> Notice | None:
    """The notice of that number of one's own area, or the newest."""
    area = led_by(turn.known())
    if wished.number:
        return notices.numbered(turn.tx, area, wished.number)
    # A list of the day wants no answer, so that words without a number mean what was sent before it.
    return next((each for each in notices.latest(turn.tx, area) if each.template != DIGEST), None)


def _is_fresh(turn: Turn, broadcast: Broadcast, what: str) -> bool:
    """Whether words that name no notice can only mean this one: 进度 and 剩下的不发了 are said of group-buys, too."""
    taking = windows.taking_orders(turn.tx, turn.known().village, turn.now)
    return turn.now - broadcast.starts_at < LATELY and (what == "progress" or not taking) and not (
        taking and broadcast.state is State.FINISHED
    )


def _correct(turn: Turn, wished: About) -> Outcome:
    """«更正通知12：改成9点停水», «更正通知12：8点改成9点»"""
    notice = _meant(turn, wished)
    broadcast = sending.current(turn.tx, notice.id) if notice else None
    if notice is None or broadcast is None or not sending.may_manage(turn.tx, turn.person, notice):
        return say("notices/no_such", number=wished.number)
    if sending.taken_back(turn.tx, broadcast) is not None:
        return say("notices/withdrawing", notice=notice, again=True, out=True)
    if not wished.words:
        return _begin_correction(turn, notice, broadcast)
    draft, change = _draft(notice, broadcast), read_change(wished.words)
    made = changed(turn, draft, change) if change is not None and change.what == "replace" else None
    return show(turn, made if isinstance(made, Draft) else with_words(draft, wished.words))


def _begin_correction(turn: Turn, notice: Notice, broadcast: Broadcast) -> Outcome:
    return wait(turn, "words", "notices/ask_correction", _draft(notice, broadcast), notice=notice)


def _draft(notice: Notice, broadcast: Broadcast) -> Draft:
    """What was sent, as the draft of its correction."""
    file = notice.file
    return Draft(
        notice.audience, notice.texts, notice.title, notice.template, "", notice.values,
        [(choice.value, choice.labels) for choice in notice.choices], notice.counted, notice.lasts, notice.emergency,
        file=(file.kind, file.reference, file.media_type, file.size, file.seconds, True) if file else (),
        of=broadcast.id,
    )  # fmt: skip
