"""«几点来水？», a picture or a voice after a notice: what nothing else understands goes to its author, who answers it
by the bot."""

from broadcasts import answering, sending
from broadcasts.reach import led_by
from domain.notices import Broadcast
from domain.permissions import Action, allowed, scope
from domain.replies import Ask, Option, Reply
from domain.spans import DAY, HOUR
from handlers.flow import Flow, Outcome, Turn, say
from nlu import phrases
from nlu.courtesies import is_courtesy
from nlu.notice_answers import asks_answers
from storage import areas, audit, broadcasts, notice_answers, notices, outbox, people, sayings
from storage.json_text import read_json

flow = Flow("answers")

SOON = 12 * HOUR
"""Milliseconds for which words after a notice are taken to be about it, when nothing else was sent to that chat."""

LOOKED_BACK = 30 * DAY
LOOKED_AT = 200
SHOWN = 8


@flow.step("wrote")
def wrote(turn: Turn) -> Outcome:
    """Asked of words, pictures and voices that nobody else takes; no reply when they are about no notice. A 好 or
    谢谢 asks nothing. Words under a picture that does not point at a notice are read first: they may be an order."""
    person, sent, pointing = turn.person, bool(turn.update.files), bool(turn.update.replies_to)
    asks = bool(turn.text) and not (is_courtesy(turn.text) or phrases.is_yes(turn.text))
    if person is None or not (pointing or not turn.text if sent else asks):
        return Outcome()
    broadcast = _meant(turn)
    notice = notices.get(turn.tx, broadcast.notice) if broadcast else None
    author = people.get(turn.tx, notice.author) if notice else None
    if broadcast is None or notice is None or author is None or author.id == person.id:
        return Outcome()
    if not sending.may_manage(turn.tx, author, notice):  # gone, or in another post by now
        return Outcome()
    told = answering.pass_on(
        turn.tx, broadcast, notice, person, turn.address, turn.saying, turn.update.text, turn.now
    )
    return Outcome((Reply("answers/passed_on", {"notice": notice, "author": author}), *told))


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """«通知12的回话»: what waits in the author's inbox."""
    if turn.person is None or not scope(turn.person, Action.SEND_NOTICE):
        return None
    number = asks_answers(turn.text)
    if number is None:
        return None
    area = led_by(turn.person)
    found = [notices.numbered(turn.tx, area, number)] if number else notices.latest(turn.tx, area)
    waiting = [notice for notice in found if notice and notice_answers.count_waiting(turn.tx, notice.id)]
    return _show(turn, waiting[0].id) if waiting else say("answers/nothing", number=number)


@flow.step("read", again=True)
def read(turn: Turn) -> Outcome:
    """«看回话» under how many wait."""
    return _show(turn, turn.subject)


@flow.step("write_back", again=True)
def write_back(turn: Turn) -> Outcome:
    """«回 李阿公» under what several wrote: the next text goes to them."""
    answer = notice_answers.get(turn.tx, int(turn.answer))
    notice = notices.get(turn.tx, answer.notice) if answer else None
    area = areas.get(turn.tx, notice.area) if notice else None
    if answer is None or area is None or not allowed(turn.person, Action.SEND_NOTICE, area.path):
        return say("handovers/not_yours")
    handover = answering.open_handover(turn.tx, answer, turn.known().id, turn.now)
    return Outcome(then=f"/answer {handover}", answered=False)


def _show(turn: Turn, key: int) -> Outcome:
    """The next few who wrote back, each with a button to answer them; from then on they are read."""
    notice = notices.get(turn.tx, key)
    area = areas.get(turn.tx, notice.area) if notice else None
    if notice is None or area is None or not allowed(turn.person, Action.SEND_NOTICE, area.path):
        return say("handovers/not_yours")
    found = notice_answers.waiting(turn.tx, notice.id, SHOWN)
    if not found:
        return say("answers/nothing", number=notice.number)
    for each in found:
        notice_answers.read(turn.tx, each.id, turn.known().id, turn.now)
    audit.note(turn.tx, turn.known().id, "see_answers", notice.id, turn.now)
    left = notice_answers.count_waiting(turn.tx, notice.id)
    options = tuple(Option(str(each.id), "write_back", {"name": each.name}) for each in found)
    ask = Ask(
        flow.name, "write_back", options, "answers_title", {"number": notice.number}, notice.id,
        lasts=answering.LASTS, beside=True,
    )  # fmt: skip
    shown = [
        answering.show(people.get(turn.tx, each.person), file) for each in found for file in each.files if file.kept
    ]
    return Outcome((*shown, Reply("answers/read", {"notice": notice, "wrote_back": found, "more": left}, ask)))


def _meant(turn: Turn) -> Broadcast | None:
    """The notice that a reply points at; else the one that was the last thing sent to this chat, or answered last."""
    just_now = int(_stands_under_a_picture(turn))  # of which this chat has been told already, in this turn
    most = LOOKED_AT if turn.update.replies_to else 1 + just_now
    sent = outbox.lately(turn.tx, turn.address.account, turn.address.chat, turn.now - LOOKED_BACK, most)[just_now:]
    if turn.update.replies_to:
        pointed = (broadcast for broadcast, parts, _ in sent if turn.update.replies_to in read_json(parts))
        return _broadcast(turn, next(pointed, 0))
    if not sent or sent[0][2] < turn.now - SOON:
        return None
    broadcast, _, at = sent[0]
    answered = notice_answers.newest_of(turn.tx, turn.known().id, turn.now - SOON)
    if not broadcast and answered is not None and answered[1] == at:
        broadcast = answered[0]
    return _broadcast(turn, broadcast)


def _stands_under_a_picture(turn: Turn) -> bool:
    _, files = sayings.get(turn.tx, turn.saying) or ("", ())
    return bool(files) and not turn.update.files


def _broadcast(turn: Turn, key: int) -> Broadcast | None:
    return broadcasts.get(turn.tx, key) if key else None
