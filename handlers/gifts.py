"""«明早送豆腐80块»: a donor's offer is read back, by name or not; the cadres accept it and say where it goes."""

import re
from dataclasses import asdict, replace

from broadcasts.giving import EQUALLY, FLOW, NEXT, call, where_to
from domain.orders import Item
from domain.permissions import Action, allowed
from domain.replies import NO, YES, Ask, Option, Reply
from handlers.flow import Flow, Outcome, Turn, finish, say
from nlu.gifts import read_gift, wants_no_name
from nlu.units import GRAMS, plain_unit
from storage import areas, audit, changes, gifts, orders, people, questions, windows
from storage.gifts import Gift

flow = Flow("gifts")
giving = Flow(FLOW)
"""What cadres are asked: calls that stand beside one another."""

NAMED = (Option(YES, "register_gift"), Option("unnamed", "unnamed_gift"), Option(NO, "cancel"))
UNNAMED = (Option("unnamed", "register_gift"), Option(NO, "cancel"))
UNKNOWN = "爱心人士"
"""Who stands beside the goods of a donor who wants no name, in whatever language."""

_WITHDRAWN = re.compile(r"(?:我)?(?:不(?:送|捐)了|(?:取消|撤回)捐(?:赠|助)?)(?:吧|啊|。)*")


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """Anybody who is known may give."""
    if turn.person is None:
        return None
    if _WITHDRAWN.fullmatch(turn.text):
        return _withdraw(turn)
    asked = [each for each in turn.waiting if (each.flow, each.step) == (flow.name, "confirm")]
    found = read_gift(turn.text)
    if found is None and asked and wants_no_name(turn.text):
        questions.answer(turn.tx, asked[-1].nonce, "unnamed", turn.now)
        return confirm(replace(turn, answer="unnamed", question=asked[-1]))
    if found is None:
        return None
    data = {**asdict(found), "words": turn.update.text}
    options = UNNAMED if found.anonymous else NAMED
    ask = Ask(flow.name, "confirm", options, "gift_title", {"name": found.item}, data=data)
    return finish(Reply("gifts/draft", {"said": found, "person": turn.person}, ask))


@flow.step("confirm")
def confirm(turn: Turn) -> Outcome:
    """«好，替我登记», «不留名» or «取消»."""
    if turn.answer == NO:
        return replace(finish(Reply("gifts/dropped")), toast="dropped_gift")
    person, data = turn.known(), turn.data
    donor = person.name if turn.answer == YES else ""
    offer = Gift(0, person.village, person.id, data["item"], data["quantity"], data["unit"], data["when"], donor)
    gift = gifts.offer(turn.tx, offer, data["words"], turn.now)
    return replace(finish(Reply("gifts/registered", {"gift": gift}), *call(turn.tx, gift)), toast="registered")


@giving.step("take")
def take(turn: Turn) -> Outcome:
    """«收下» or «谢绝»: the first press has it, the others see who."""
    gift, cadre = _about(turn), turn.known()
    if gift is None:
        return say("windows/not_allowed")
    if not gifts.decide(turn.tx, gift.id, turn.answer, cadre.id):
        other = people.get(turn.tx, gifts.decided_by(turn.tx, gift.id))
        return say("gifts/decided_before", gift=gift, worker=other)
    others = {asked.person for asked in questions.open_about(turn.tx, giving.name, gift.id)} - {cadre.id, 0}
    questions.close_about(turn.tx, giving.name, gift.id, turn.answer, turn.now)
    audit.note(turn.tx, cadre.id, "take_gift", gift.id, turn.now)
    accepted = turn.answer == gifts.ACCEPTED
    values = {"gift": gift, "worker": cadre, "accepted": accepted}
    told = [Reply("gifts/decided_by", values, to=other) for other in sorted(others)]
    thanks = Reply("gifts/accepted" if accepted else "gifts/declined", values, to=gift.person)
    mine = where_to(turn.tx, gift, 0, turn.now) if accepted else Reply("gifts/declined_it", values)
    return Outcome((mine, thanks, *told))


@giving.step("put")
def put(turn: Turn) -> Outcome:
    """Into the list of a window, to be shared at its closing, or into the next one."""
    gift = _about(turn)
    if gift is None or gift.state != gifts.ACCEPTED:
        return say("gifts/gone")
    if gift.item:
        return say("gifts/put_before", gift=gift)
    if turn.answer == NEXT:
        return say("gifts/kept", gift=gift)
    number, _, sharing = turn.answer.partition(":")
    orders.lock_window(turn.tx, int(number))
    window = windows.get(turn.tx, int(number))
    if window is None or not window.taking_orders(turn.now):
        return say("changes/too_late")
    names = {item.name for item in window.items}
    donor = gift.donor or UNKNOWN
    name = gift.name if gift.name not in names else f"{gift.name}（{donor}送）"
    item = Item(0, 0, name, gift.unit, 0, weighed=plain_unit(gift.unit) in GRAMS, donor=donor, gift=gift.id)
    shared = replace(item, sharing=EQUALLY, to_share=gift.quantity)
    (new,) = changes.add_items(
        turn.tx, window.id, [shared if sharing == EQUALLY else replace(item, quota=gift.quantity)]
    )
    gifts.put(turn.tx, gift.id, window.id, new)
    windows.touch(turn.tx, window.id)
    audit.note(turn.tx, turn.known().id, "change_window", window.id, turn.now)
    return say("gifts/put", gift=gift, window=window, shared=sharing == EQUALLY)


def _withdraw(turn: Turn) -> Outcome | None:
    """«不送了»: what is in no window yet; the cadres hear of it."""
    person = turn.known()
    for gift in gifts.of_person(turn.tx, person.village, person.id, turn.now):
        if gifts.withdraw(turn.tx, gift.id):
            asked = {each.person for each in questions.open_about(turn.tx, giving.name, gift.id)} - {0}
            questions.close_about(turn.tx, giving.name, gift.id, NO, turn.now)
            told = asked | {gifts.decided_by(turn.tx, gift.id)} - {0}
            replies = [Reply("gifts/withdrawn", {"gift": gift}, to=cadre) for cadre in sorted(told)]
            return Outcome((Reply("gifts/dropped"), *replies))
    return None


def _about(turn: Turn) -> Gift | None:
    """The gift of a question, for whoever opens windows in its village."""
    gift = gifts.get(turn.tx, turn.subject)
    village = areas.get(turn.tx, gift.village) if gift else None
    may = village is not None and allowed(turn.person, Action.OPEN_WINDOW, village.path)
    return gift if may else None
