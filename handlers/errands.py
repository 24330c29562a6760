"""«帮我买盒感冒药», «代办：拿快递», «帮12号李阿婆代办：配降压药»: noted, offered, and asked whether it is done.

Whoever may go out says 代办 or /errand; of somebody who is observed, bedridden or old plain words will do.
"""

from dataclasses import replace

from broadcasts import errands as acts
from broadcasts.errand_asks import SEVERAL, SPARE, about
from domain.errands import Errand
from domain.people import Person, Status
from domain.permissions import Action, concerns, owns_errand, scope
from domain.replies import NO, YES, Ask, Option, Reply
from handlers.errand_noting import ASKS_HOW, note
from handlers.flow import Flow, Outcome, Turn, finish, load_offer, say, wait_for
from handlers.homes import homes_meant
from handlers.orderable import divide, on_offer
from nlu import phrases
from nlu.errand_requests import (
    ErrandSaid,
    asks_errands,
    asks_progress,
    is_rubbish,
    is_spare,
    names_cold_medicine,
    read_errand,
)
from nlu.errands import Errand as ForHome
from nlu.health import looks_like_health
from nlu.orders import understand
from storage import errands, households, people, questions
from storage.conversations import Conversation
from storage.neighbours import Home

flow = Flow("errands")

NEED = (Status.OBSERVATION, Status.BEDRIDDEN, Status.ELDER)
"""Those whose plain words are an errand."""

MOST_HOMES = 8

@flow.reports
def spare(turn: Turn) -> Outcome | None:
    """«没人病，就是备着» to «谁不舒服？», which is no report."""
    asked = next((each for each in reversed(turn.waiting) if (each.flow, each.step) == (flow.name, "ill")), None)
    if asked is None or turn.conversation.step or not is_spare(turn.text):
        return None
    questions.answer(turn.tx, asked.nonce, SPARE, turn.now)
    return ill(replace(turn, answer=SPARE, question=asked))


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """An errand that is called one, or that is plainly meant by somebody who cannot go out."""
    if turn.person is None:
        return None
    if asks_errands(turn.text) or (asks_progress(turn.text) and _waits(turn)):
        return mine(turn)
    said = read_errand(turn.text)
    if said is None:
        return None
    return _begin(turn, said) if said.named else _plain(turn, said)


@flow.command("errand")
def errand(turn: Turn) -> Outcome:
    """«/errand 拿快递»; without more, how one's errands stand."""
    if not turn.argument:
        return replace(mine(turn), conversation=wait_for(flow.name, "what").conversation)
    said = read_errand(f"代办 {turn.argument}")
    return _begin(turn, said) if said else say("errands/what")


@flow.step("what")
def what(turn: Turn) -> Outcome:
    """What it is, after «要办什么？»"""
    whom = people.get(turn.tx, turn.data["whom"]) if turn.data.get("whom") else None
    said = read_errand(turn.text)
    if said is not None and (said.other or not said.what):
        return _begin(turn, said)
    if phrases.is_no(turn.text):
        return finish(Reply("errands/dropped"))
    ordered = said is None and bool((offer := load_offer(turn)).windows) and on_offer(turn.text, offer)
    if ordered or (looks_like_health(turn.text) and not names_cold_medicine(turn.text)):
        return Outcome(conversation=Conversation(), then=turn.text)
    return note(turn, whom or turn.known(), said.what if said else turn.text)


@flow.step("home")
def home(turn: Turn) -> Outcome:
    """Which of the households behind one door was meant."""
    said = ErrandSaid(turn.data["what"], turn.data["door"], turn.data["name"], named=True, other=True)
    found = [each for each in _homes(turn, said) if str(each.household.id) == turn.answer]
    whom = found[0].meant(turn.tx, said.name) if found else None
    return finish(Reply("errands/dropped")) if whom is None else _for(turn, whom, said)


@flow.step("rubbish")
def rubbish(turn: Turn) -> Outcome:
    """«请来收» under how rubbish is put out."""
    return finish(Reply("errands/dropped")) if turn.answer == NO else note(turn, turn.known(), turn.data["what"])


@flow.step("ill")
def ill(turn: Turn) -> Outcome:
    """«谁不舒服？»"""
    asked = errands.get(turn.tx, turn.subject)
    if asked is None or not owns_errand(turn.known(), asked):
        return say("errands/not_yours")
    if turn.answer == SPARE:
        return finish(*acts.spare(turn.tx, turn.known(), asked, turn.now))
    who = int(turn.answer[1:]) if turn.answer != SEVERAL else 0
    return finish(*acts.ill(turn.tx, turn.known(), asked, who, turn.saying, turn.address, turn.now))


@flow.step("confirm")
def confirm(turn: Turn) -> Outcome:
    """«办好了» or «没办好», by whoever asked."""
    asked = errands.get(turn.tx, turn.subject)
    if asked is None or not owns_errand(turn.known(), asked):
        return say("errands/not_yours")
    if turn.answer == YES:
        came = acts.confirm(turn.tx, turn.known(), asked, turn.now)
        return finish(*came.told) if came.told else finish(Reply("errands/over", about(asked)))
    came = acts.not_done(turn.tx, turn.known(), asked, "", turn.now)
    if not came.told and came.state != "noted":
        return finish(Reply("errands/over", about(asked)))
    return wait_for(flow.name, "why", Reply("errands/why", about(asked)), *came.told, errand=asked.id)


@flow.step("why")
def why(turn: Turn) -> Outcome:
    """What was not right, after «没办好»."""
    asked = errands.get(turn.tx, turn.data["errand"])
    if asked is None or not owns_errand(turn.known(), asked):
        return finish(Reply("errands/not_yours"))
    told = acts.why(turn.tx, turn.known(), asked, turn.update.text, turn.now)
    return finish(Reply("errands/why_noted", about(asked)), *told)


@flow.step("asked")
def asked(turn: Turn) -> Outcome:
    """«不用办了»"""
    found = errands.get(turn.tx, turn.subject)
    if found is None or not owns_errand(turn.known(), found):
        return say("errands/not_yours")
    came = acts.cancel(turn.tx, turn.known(), found, turn.now)
    return finish(*came.told) if came.told else finish(Reply("errands/over", about(came.errand or found)))


def mine(turn: Turn) -> Outcome:
    """«我的代办»: what one waits for, and what one has in hand."""
    values = {"errand_waits": _waits(turn), "errand_hand": errands.in_hand(turn.tx, turn.known().id)}
    return say("errands/mine", **values, errand_now=turn.now)


def _waits(turn: Turn) -> list[Errand]:
    person = turn.known()
    of_home = errands.of_household(turn.tx, person.orders_for, errands.NEVER) if person.orders_for else []
    return [each for each in of_home if owns_errand(person, each)]


def _plain(turn: Turn, said: ErrandSaid) -> Outcome | None:
    """Without the word: only from, or for, somebody who cannot go out, and not what the village has on offer."""
    whom: Person | None = turn.known()
    if said.other:
        # Of others only to a worker: by what is taken as an errand a neighbour could learn who is observed.
        found = _homes(turn, said) if scope(turn.person, Action.DISPATCH_ERRAND) else []
        whom = found[0].meant(turn.tx, said.name) if len(found) == 1 else None
    household = whom.orders_for if whom else 0
    held = set(households.statuses(turn.tx, household, turn.now)) if household else set()
    if whom is None or whom.state != "confirmed" or not held & set(NEED) or looks_like_health(turn.text):
        return None  # what is said of somebody's health is no mere errand, whatever is wanted with it
    if is_rubbish(said.what) and Status.OBSERVATION not in held and ASKS_HOW.search(said.what):
        return None
    offer = load_offer(turn)
    if not said.what or not offer.windows or not on_offer(said.what, offer):
        return _for(turn, whom, said)
    if said.other:
        return None
    wanted, ordered = divide(said.what, offer)
    if not wanted:
        # 能不能帮忙带瓶酱油 asks nicely for what can be ordered.
        return None if understand(turn.text, offer.catalog).lines else Outcome(then=said.what)
    return replace(_for(turn, whom, replace(said, what=wanted)), then=ordered)


def _begin(turn: Turn, said: ErrandSaid) -> Outcome:
    if not said.other:
        return _for(turn, turn.known(), said)
    if not said.door and not said.name:
        acts_for = turn.known().households if not turn.known().household else ()
        return _for(turn, turn.known(), said) if len(acts_for) == 1 else say("errands/which_home")
    found = _homes(turn, said)
    if len(found) > 1 and said.door:
        rooms = [(each.household.id, each.household.part or each.household.landlord) for each in found[:MOST_HOMES]]
        options = (*(Option(str(key), room or "whole_home") for key, room in rooms), Option(NO, "neither"))
        data = {"what": said.what, "door": said.door, "name": said.name}
        ask = Ask(flow.name, "home", options, "household_title", {"door": said.door}, data=data, beside=True)
        return finish(Reply("errands/which_room", {"errand_door": said.door}, ask))
    whom = found[0].meant(turn.tx, said.name) if len(found) == 1 else None
    if whom is None:
        return say("errands/unknown_home", errand_door=said.door + said.name, errand_several=len(found) > 1)
    return _for(turn, whom, said)


def _for(turn: Turn, whom: Person, said: ErrandSaid) -> Outcome:
    """What is wanted for somebody, once it is known what."""
    if not whom.orders_for:
        return say("errands/no_home")
    if said.what:
        return note(turn, whom, said.what)
    return wait_for(flow.name, "what", Reply("errands/what"), whom=whom.id)


def _homes(turn: Turn, said: ErrandSaid) -> list[Home]:
    """Whom words about somebody else may mean; a newcomer nobody has confirmed may mean nobody but themselves."""
    writer = turn.known()
    if writer.state != "confirmed" and not concerns(writer, Action.DISPATCH_ERRAND, writer.village_path):
        return []
    return homes_meant(turn, ForHome(said.door, said.name, said.what, "", asked=True))
