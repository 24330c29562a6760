"""«我来办», «12 办好了», «放到了», «垫了23.5», «转给小林», a photo: errands that go on, by button or words."""

from dataclasses import replace
from datetime import datetime

from broadcasts import errand_money as money
from broadcasts import errand_photos, shop_checks, visiting
from broadcasts import errands as acts
from broadcasts.errand_asks import ASKING, WORKING, about, short, title
from broadcasts.errands import Came
from domain.errands import FARTHEST, MOST_FEN, OVER, Errand, State, promised
from domain.permissions import Action, may_take_errand, owns_errand, scope
from domain.replies import NO, YES, Ask, Option, Reply
from handlers.errand_meant import errand_meant, numbered
from handlers.flow import Flow, Outcome, Turn, finish, say, wait_for
from nlu.errand_times import read_promise
from nlu.errand_words import Deed, DeedSaid, read_about, read_deed
from storage import errands, people, questions, sayings
from storage.questions import Question

flow = Flow(WORKING)

MOST = 8

ASKED_ELSEWHERE = frozenset(((shop_checks.FLOW, "photo"), (visiting.FLOW, "confirm")))
"""Questions whose answer a photo without words is, if nothing was asked after them."""


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """What somebody says of an errand, with its number or without; by when they will have done it."""
    if turn.person is None:
        return None
    said = read_deed(turn.text)
    if said is None:
        return _about_said(turn) or _promise_said(turn)
    found = errand_meant(turn, said)
    return _act(turn, found, said) if isinstance(found, Errand) else found


@flow.sees
def see(turn: Turn) -> Outcome | None:
    """A photo from somebody who has an errand in hand: which one it is of, and whether that is done."""
    photos = [sent for sent in turn.update.files if sent.kind == "photo"]
    if turn.person is None or not photos or not scope(turn.person, Action.TAKE_ERRAND):
        return None
    if not turn.text and turn.waiting and (turn.waiting[-1].flow, turn.waiting[-1].step) in ASKED_ELSEWHERE:
        return None
    said = read_deed(turn.text) if turn.text else None
    hand = errands.in_hand(turn.tx, turn.person.id)
    if not hand and not turn.text:
        done = errand_photos.done_lately(turn.tx, turn.person, turn.now)
        return Outcome((errand_photos.question(done, turn.saying),)) if done else None
    if not hand or (turn.text and (said is None or said.deed not in (Deed.DONE, Deed.LEFT))):
        return None
    if said is not None and (said.number or len(hand) == 1):
        found = errand_meant(turn, said)
        return _act(turn, found, said, turn.saying) if isinstance(found, Errand) else found
    options = [
        each for held in hand[:MOST] for each in (
            (Option(f"done:{held.id}", "errand_done"), Option(f"left:{held.id}", "errand_left")) if len(hand) == 1
            else (Option(f"done:{held.id}", "errand_done_which", {"number": held.number, "what": short(held.words)}),)
        )
    ]  # fmt: skip
    ask = Ask(
        flow.name, "photo", (*options, Option(NO, "errand_not_this")), "errand_photo_title",
        data={"saying": turn.saying}, beside=True,
    )  # fmt: skip
    return Outcome((Reply("errands/photo", {"errand_list": hand}, ask),))


@flow.step("photo")
def photo(turn: Turn) -> Outcome:
    """«办好了», «放到了» or «不是代办的» under a photo."""
    if turn.answer == NO:
        return finish(Reply("errands/photo_left"))
    deed, _, key = turn.answer.partition(":")
    held = errands.get(turn.tx, int(key))
    if held is None:
        return say("errands/not_yours")
    return _act(turn, held, DeedSaid(Deed(deed)), turn.data["saying"])


@flow.step("late")
def late(turn: Turn) -> Outcome:
    """«是这件的» or «不是代办的» under a photo that came after an errand was done."""
    if turn.answer == NO:
        return finish(Reply("errands/photo_left"))
    return finish(*errand_photos.show(turn.tx, turn.known(), turn.subject, turn.data["saying"], turn.now))


@flow.step("take", again=True)
def take(turn: Turn) -> Outcome:
    """«我来办»: the first press has it; «办不了» by whom it was passed on to."""
    held = errands.get(turn.tx, turn.subject)
    if held is None:
        return say("errands/not_yours")
    return _act(turn, held, DeedSaid(Deed.MINE if turn.answer == "take" else Deed.BACK))


@flow.step("promise")
def promise(turn: Turn) -> Outcome:
    """«一小时内», «今天下午», ... or «办不了»."""
    held = errands.get(turn.tx, turn.subject)
    if held is None:
        return say("errands/not_yours")
    if turn.answer == "back":
        return _act(turn, held, DeedSaid(Deed.BACK))
    return _promise(turn, held, promised(turn.answer, turn.now, turn.house.zone))


@flow.step("hand")
def hand(turn: Turn) -> Outcome:
    """«办好了», «放到了» or «办不了»."""
    held = errands.get(turn.tx, turn.subject)
    return _act(turn, held, DeedSaid(Deed(turn.answer))) if held else say("errands/not_yours")


@flow.step("was_me")
def was_me(turn: Turn) -> Outcome:
    """«是我办的», of one that nobody had taken."""
    held = errands.get(turn.tx, turn.subject)
    if turn.answer == NO or held is None:
        return finish(Reply("errands/dropped"))
    came = acts.take(turn.tx, turn.known(), held.id, turn.now, turn.house.zone)
    if came.state != "noted" or came.errand is None:
        return _refuse(came)
    did = acts.done(turn.tx, turn.known(), came.errand, turn.data["how"], turn.now)
    return finish(*did.told, *came.told[2:])


@flow.step("meant")
def meant(turn: Turn) -> Outcome:
    """Which of several errands was meant."""
    held, said = (errands.get(turn.tx, int(turn.answer)) if turn.answer != NO else None), read_deed(turn.data["text"])
    if held is None or said is None:
        return finish(Reply("errands/dropped"))
    return _act(turn, held, said)


@flow.step("sum")
def sum_said(turn: Turn) -> Outcome:
    """Money that is asked about: much, or said a second time."""
    held = errands.get(turn.tx, turn.subject)
    if turn.answer == NO or held is None:
        return finish(Reply("errands/dropped"))
    came = money.advance(turn.tx, turn.known(), held, turn.data["fen"], turn.now, total=turn.answer == "total")
    return finish(*came.told) if came.told else _refuse(came)


def _act(turn: Turn, held: Errand, said: DeedSaid, saying: int = 0) -> Outcome:
    """One deed about one errand; who may do it is decided now."""
    person = turn.known()
    seen = acts.sees(turn.tx, person, held)
    if not seen and person.id != held.taken_by and said.deed is not Deed.REPAID:
        return say("errands/not_yours")
    match said.deed:
        case Deed.MINE:
            came = acts.take(turn.tx, person, held.id, turn.now, turn.house.zone)
        case Deed.BACK:
            came = acts.give_back(turn.tx, person, held, turn.now)
        case Deed.DONE | Deed.LEFT:
            return _done(turn, held, said, saying)
        case Deed.PASS:
            return _pass(turn, held, said.name)
        case Deed.ADVANCED:
            return _advance(turn, held, said.fen or 0)
        case Deed.REPAID:
            came = money.repay(turn.tx, person, held, said.fen, turn.now)
        case Deed.NOT_DONE | Deed.CANCEL:
            return _asker_says(turn, held, said)
    return finish(*came.told) if came.told else _refuse(came)


def _done(turn: Turn, held: Errand, said: DeedSaid, saying: int) -> Outcome:
    """By whoever has it; whoever asked confirms; of one that nobody has it is asked who it was."""
    person, how = turn.known(), "door" if said.deed is Deed.LEFT else "hand"
    if held.taken_by != person.id and owns_errand(person, held) and held.state in OVER:
        came = acts.confirm(turn.tx, person, held, turn.now)
        return finish(*came.told) if came.told else _refuse(came)
    if held.state is State.OPEN and may_take_errand(person, held):
        options = (Option(YES, "errand_was_me"), Option(NO, "no_need"))
        ask = Ask(flow.name, "was_me", options, *title(held), held.id, {"how": how}, beside=True)
        return finish(Reply("errands/was_it_you", about(held), ask))
    if held.taken_by != person.id or held.state is not State.TAKEN:
        return _refuse(Came("taken" if held.state is State.TAKEN else "over", (), held))
    shown = None
    if saying:
        _, files = sayings.get(turn.tx, saying) or ("", ())
        shown = next((sent for sent in files if sent.kept), None)
    first = _advance(turn, held, said.fen) if said.fen is not None else Outcome()
    came = acts.done(turn.tx, person, held, how, turn.now, shown)
    if not came.told:
        return _refuse(came)
    if saying:
        errands.note(turn.tx, held.id, person.id, "photo", turn.now, saying=saying)
    # That it is done says what was laid out; only a question about the sum is still to be put.
    return finish(*came.told, *(reply for reply in first.replies if reply.ask))


def _pass(turn: Turn, held: Errand, name: str) -> Outcome:
    """«转给小林», by whoever has it, or who sends people out there."""
    person = turn.known()
    if held.taken_by != person.id and acts.sees(turn.tx, person, held) != "all":
        return _refuse(Came("taken", (), held))
    found = [
        other for number, _, _ in people.named(turn.tx, name)
        if (other := people.get(turn.tx, number)) and other.id != person.id and may_take_errand(other, held)
    ]  # fmt: skip
    if len(found) != 1:
        return say("errands/which_colleague", errand_by=name, errand_several=bool(found))
    came = acts.pass_on(turn.tx, person, held, found[0], turn.now)
    return finish(*came.told) if came.told else _refuse(came)


def _advance(turn: Turn, held: Errand, fen: int) -> Outcome:
    """Nothing at all is refused; what is much, or comes a second time, is asked about first."""
    if not fen:
        return say("errands/no_money")
    if held.taken_by != turn.known().id:
        return _refuse(Came("taken" if held.taken_by else "not_taken", (), held))
    before = money.owed(turn.tx, turn.known(), held).advanced
    if not before and fen <= MOST_FEN:
        return finish(*money.advance(turn.tx, turn.known(), held, fen, turn.now).told)
    options = [Option("total", "errand_total", {"yuan": f"{fen / 100:g}"})]
    options += [Option("more", "errand_more", {"yuan": f"{fen / 100:g}"})] if before else []
    ask = Ask(
        flow.name, "sum", (*options, Option(NO, "no_need")), *title(held), held.id, {"fen": fen}, beside=True
    )
    values = about(held, money=money.owed(turn.tx, turn.known(), held)) | {"errand_fen": fen}
    return finish(Reply("errands/sum", values, ask))


def _asker_says(turn: Turn, held: Errand, said: DeedSaid) -> Outcome:
    """«没办好，少了一瓶», «不用办了», by whom it is for, who asked, or who entered it."""
    person = turn.known()
    if not owns_errand(person, held):
        return say("errands/not_yours")
    if said.deed is Deed.CANCEL:
        came = acts.cancel(turn.tx, person, held, turn.now)
        return finish(*came.told) if came.told else _refuse(came)
    came = acts.not_done(turn.tx, person, held, said.words, turn.now)
    if came.state != "noted":
        return _refuse(came)
    if said.words:
        return finish(Reply("errands/why_noted", about(held)), *came.told)
    return wait_for(ASKING, "why", Reply("errands/why", about(held)), *came.told, errand=held.id)


def _about_said(turn: Turn) -> Outcome | None:
    """«代办12 下午三点»; any other words about an errand that there is are no new one: it is said how it stands."""
    said = read_about(turn.text)
    held = numbered(turn, said[0]) if said else None
    if said is None or held is None:
        return None
    promise = read_promise(said[1], datetime.fromtimestamp(turn.now / 1000, turn.house.zone))
    if promise is None or held.taken_by != turn.known().id:
        return finish(Reply("errands/one", about(held, turn.now)))
    outcome = _promise(turn, held, promise.at)
    for asked in turn.waiting if outcome.answered else ():
        if (asked.flow, asked.step, asked.subject) == (flow.name, "promise", held.id):
            questions.answer(turn.tx, asked.nonce, "words", turn.now)
    return outcome


def _promise_said(turn: Turn) -> Outcome | None:
    """«下午三点», to the question by when."""
    asked = [each for each in turn.waiting if (each.flow, each.step) in ((flow.name, "promise"), (flow.name, "hand"))]
    said = read_promise(turn.text, datetime.fromtimestamp(turn.now / 1000, turn.house.zone)) if asked else None
    if said is None:
        return None
    waiting: list[Question] = [each for each in asked if each.step == "promise"] or asked
    held = [each for question in waiting if (each := errands.get(turn.tx, question.subject))]
    if len(held) != 1:
        return say("errands/say_number", errand_list=held)
    outcome = _promise(turn, held[0], said.at)
    if outcome.answered:
        questions.answer(turn.tx, waiting[0].nonce, "words", turn.now)
    return outcome


def _promise(turn: Turn, held: Errand, at: int) -> Outcome:
    if not turn.now < at <= turn.now + FARTHEST:
        return replace(say("errands/when_again", errand=held, errand_past=at <= turn.now), answered=False)
    came = acts.promise(turn.tx, turn.known(), held, at, turn.now)
    return finish(*came.told) if came.told else _refuse(came)


def _refuse(came: Came) -> Outcome:
    """Why a word counts for nothing: another has it, nobody has it, it is over, or it is not theirs."""
    if came.errand is None:
        return finish(Reply("errands/not_yours"))
    template = {
        "before": "errands/before", "taken": "errands/taken_before", "not_taken": "errands/not_taken",
        "nothing_owed": "errands/nothing_owed", "not_theirs": "errands/which_colleague",
    }.get(came.state, "errands/over")  # fmt: skip
    return finish(Reply(template, about(came.errand) | {"errand_several": False}))
