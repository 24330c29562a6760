"""«12号付了70 现金», «退12号5元»: a cadre notes money. A villager's «已转账70» is a question, and no payment."""

from dataclasses import replace

from broadcasts import audience, bills
from domain.bills import Bill
from domain.replies import NO, YES, Ask, Option, Reply
from handlers import which_round as rounds
from handlers.flow import Flow, Outcome, Turn, finish, say
from handlers.which_round import Round
from nlu.payments import Paid as Claimed
from nlu.payments import asks_owed, says_paid
from nlu.settlements import (
    Paid,
    asks_bill,
    asks_how_much,
    asks_how_to_pay,
    named_round,
    read_payment,
    speaks_of_debt,
    takes_back,
)
from storage import accounts, audit, bags, orders, payments, questions, windows
from storage.questions import Question

flow = Flow("paying")

WAYS = (Option("cash", "cash"), Option("transfer", "transfer"), Option(NO, "not_now"))
_SIGNS = frozenset("付转支打汇给交缴扫结款钱账欠差少该共计价清码退信宝金包单据票")
_WORDS = ("pay", "paid", "owe", "bill", "transfer", "should")
"""Without any of them words are not about money: most orders are let through at once."""

LATEST = 5
"""Rounds that are looked through for somebody's bill."""


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """What staff note of money, what a villager says of it, and what they ask about it."""
    noted = [asked for asked in turn.waiting if (asked.flow, asked.step) == (flow.name, "undo")]
    if noted and takes_back(turn.text):
        questions.answer(turn.tx, noted[-1].nonce, "undo", turn.now)
        return undo(replace(turn, answer="undo", question=noted[-1]))
    if _SIGNS.isdisjoint(turn.text) and not any(word in turn.text.lower() for word in _WORDS):
        return None
    said = read_payment(named_round(turn.text)[1])
    if said is not None and rounds.settles(turn):
        found = rounds.find(turn)
        return found if isinstance(found, Outcome) else _note(turn, found, said)
    if turn.person is None or not turn.person.orders_for:
        return None
    paid = says_paid(turn.text)
    if paid is not None:
        return _claim(turn, paid)
    return _answer(turn)


@flow.step("way")
def way(turn: Turn) -> Outcome:
    """«现金» or «转账»"""
    found = rounds.asked(turn)
    if found is None or turn.answer == NO:
        return finish(Reply("accounts/not_noted" if found else "accounts/not_yours"))
    return _note(turn, found, Paid(turn.data["bag"], turn.data["fen"], turn.answer))


@flow.step("sure")
def sure(turn: Turn) -> Outcome:
    """More than is due: «就是这么多»."""
    found = rounds.asked(turn)
    if found is None or turn.answer == NO:
        return finish(Reply("accounts/not_noted" if found else "accounts/not_yours"))
    return _note(turn, found, Paid(turn.data["bag"], turn.data["fen"], turn.data["way"]), certain=True)


@flow.step("undo")
def undo(turn: Turn) -> Outcome:
    """«记错了，撤销»: a row of the opposite sign."""
    found = rounds.again(turn, turn.data["window"])
    if found is None:
        return say("accounts/not_yours")
    undone = payments.undo(turn.tx, found.window.id, turn.data["payment"], turn.known().id, turn.now)
    if undone is None:
        return say("accounts/undone_before")
    audit.note(turn.tx, turn.known().id, "undo_payment", found.window.id, turn.now)
    bill = bills.of_household(turn.tx, found.window, undone.household)
    return finish(Reply("accounts/undone", {"bill": bill, "fen": abs(undone.fen)}))


@flow.step("claim")
def claim(turn: Turn) -> Outcome:
    """«收到了» or «没看到» under what a villager says to have paid."""
    found = rounds.again(turn, turn.data["window"])
    if found is None or turn.question is None:
        return say("accounts/not_yours")
    household, fen, who = turn.data["household"], turn.data["fen"], turn.data["person"]
    orders.lock_window(turn.tx, found.window.id)
    asked = questions.by_nonce(turn.tx, turn.question.nonce)
    if asked is None or asked.state != "open":  # another cadre was quicker
        return say("accounts/claim_settled")
    for each in _claims(turn, found.window.id, household):
        questions.answer(turn.tx, each.nonce, turn.answer, turn.now)
    way = turn.data.get("way", "transfer")
    audit.note(turn.tx, turn.known().id, "enter_payment", found.window.id, turn.now)
    if turn.answer == NO:
        return finish(Reply("accounts/claim_refused"), Reply("accounts/not_seen", {"fen": fen, "way": way}, to=who))
    payments.pay(turn.tx, found.window.id, household, fen, way, turn.known().id, turn.now)
    bill = bills.of_household(turn.tx, found.window, household)
    return finish(
        Reply("accounts/noted", {"bill": bill, "fen": fen, "way": way, "door": "", "refund": False}),
        Reply("accounts/got", {"bill": bill, "fen": fen}, to=who),
    )


def _note(turn: Turn, found: Round, said: Paid, certain: bool = False) -> Outcome:
    """Writes a payment down, once it is certain how it was made and that it is not too much."""
    window = found.window
    bag = bags.numbered(turn.tx, window.id, said.bag)
    if bag is None:
        return say("accounts/no_bag", number=said.bag)
    bill = bills.of_household(turn.tx, window, bag.household)
    fen = bill.rest if said.fen is None else said.fen
    if not fen:
        return say("accounts/nothing_due", bill=bill)
    if not said.way:
        ask = Ask(flow.name, "way", WAYS, "payment_title", {"number": said.bag}, window.id,
                  {"bag": said.bag, "fen": said.fen})  # fmt: skip
        return Outcome((Reply("accounts/which_way", {"bill": bill, "fen": abs(fen), "refund": fen < 0}, ask),))
    if not certain and (fen > max(0, bill.rest) or fen < min(0, bill.rest)):
        ask = Ask(flow.name, "sure", (Option(YES, "so_much"), Option(NO, "not_now")), "payment_title",
                  {"number": said.bag}, window.id, {"bag": said.bag, "fen": fen, "way": said.way})  # fmt: skip
        return Outcome((Reply("accounts/more_than_due", {"bill": bill, "fen": abs(fen), "refund": fen < 0}, ask),))
    payment = payments.pay(turn.tx, window.id, bag.household, fen, said.way, turn.known().id, turn.now)
    audit.note(turn.tx, turn.known().id, "enter_payment", window.id, turn.now)
    ask = Ask(flow.name, "undo", (Option("undo", "undo_payment"),), "payment_title", {"number": said.bag},
              window.id, {"window": window.id, "payment": payment})  # fmt: skip
    after = bills.of_household(turn.tx, window, bag.household)
    values = {"bill": after, "fen": abs(fen), "way": said.way, "door": bag.door, "refund": fen < 0}
    return finish(Reply("accounts/noted", values, ask))


def _claim(turn: Turn, paid: Claimed) -> Outcome | None:
    """Somebody says they have paid: the cadres are asked whether it is there, and not again for the same words."""
    person = turn.known()
    bill = _own_bill(turn, owing=True)
    if bill is None:
        return None
    before = _claims(turn, bill.window.id, bill.household)
    if any(paid.fen in (None, each.data["fen"]) for each in before):
        return say("accounts/claim_passed")
    for each in before:
        questions.supersede_one(turn.tx, each.nonce)
    sum_said = bill.rest if paid.fen is None else paid.fen
    data = {
        "window": bill.window.id, "household": bill.household, "fen": sum_said, "person": person.id, "way": paid.way,
    }  # fmt: skip
    ask = Ask(flow.name, "claim", (Option(YES, "money_here"), Option(NO, "money_not_seen")), "claim_title",
              {"name": person.name}, bill.household, data, beside=True)  # fmt: skip
    values = {"bill": bill, "person": person, "fen": sum_said, "named": paid.fen is not None, "way": paid.way}
    cadres = audience.cadres_of(turn.tx, bill.window.village)
    return say("accounts/claim_passed").also(*(Reply("accounts/claim", values, ask, to=each) for each in cadres))


def _claims(turn: Turn, window: int, household: int) -> list[Question]:
    """What a household says to have paid in a window, as far as no cadre has looked."""
    asked = questions.open_about(turn.tx, flow.name, household)
    return [each for each in asked if each.step == "claim" and each.data["window"] == window]


def _answer(turn: Turn) -> Outcome | None:
    """«我还欠多少», «怎么付», «我的账单»"""
    asked = asks_bill(turn.text) or asks_how_to_pay(turn.text)
    how_much = asks_how_much(turn.text)
    if not (asked or how_much or asks_owed(turn.text)):
        return None
    person = turn.known()
    bill = _own_bill(turn)
    ordering = bool(windows.open_now(turn.tx, person.village, turn.now)) and not asked
    if bill is None or (ordering and not speaks_of_debt(turn.text)):
        return None
    return finish(bills.say(bill))


def _own_bill(turn: Turn, owing: bool = False) -> Bill | None:
    """The newest bill of somebody's household on which something is open, or else the newest; `owing`: something is
    to be paid."""
    person = turn.known()
    found: list[Bill] = []
    for window in windows.latest(turn.tx, person.village, LATEST):
        household = accounts.of_household(turn.tx, window.id, person.orders_for)
        if household.lines or household.rest:
            whole = windows.get(turn.tx, window.id) or window
            found.append(bills.of_household(turn.tx, whole, person.orders_for))
    waiting = [bill for bill in found if (bill.rest > 0 if owing else bill.rest)]
    return waiting[0] if waiting else found[0] if found and not owing else None
