"""«供应商单», «结账», «谁没付», «付供应商15000», «结转», a picture with 收款码 under it: a cadre settles a round."""

import re

from domain.accounts import Supply
from domain.replies import NO, YES, Ask, Option, Reply
from handlers import which_round as rounds
from handlers.flow import Flow, Outcome, Turn, finish, say
from handlers.which_round import Round
from nlu.settlements import named_round, read_expense
from storage import accounts, audit, payments, people, pictures

flow = Flow("accounts")

_WORDS = {
    "supplier": re.compile(
        r"(?:看|发|要|打印)?(?:一下)?(?:给)?(?:供应商的?(?:单子?|清单)|供货[单表]|进货[单表]|采购[单表]|订货[单表]|要货[单表])"
        r"|supplier'?s?'? ?sheet", re.IGNORECASE,
    ),
    "account": re.compile(
        r"(?:看|做)?(?:一下)?(?:结账(?:单)?|结一?下账|总账|算账|对账|账目|结算|公布账目|公布结账|发布结账)(?:吧|了)?|accounts?",
        re.IGNORECASE,
    ),
    "remind": re.compile(
        r"(?:提醒|催)(?:一下)?(?:欠款|付款|这些人|款|账|钱|(?:还)?(?:没|未)有?(?:付|交|给)(?:清|过)?(?:款|钱)?(?:的|人|的人|户)?"
        r"|欠[款钱]的(?:人)?|他们)(?:付款|交钱|一下)?|remind (?:the )?unpaid", re.IGNORECASE,
    ),
    "unpaid": re.compile(
        r"(?:看|查)?(?:一下)?(?:谁|还有谁|哪些人|哪几户|哪些户|哪几家)?(?:还)?"
        r"(?:(?:没|未)有?(?:(?:付|交)(?:清|过)?(?:款|钱)?|给过?[款钱])|欠[款钱]|差钱)"
        r"(?:的|了|的人|的户|户)?(?:的?名单|有谁|有哪些|是谁)?[?？]?"
        r"|unpaid(?: list)?|who (?:has not|hasn't) paid|who owes",
        re.IGNORECASE,
    ),
    "carry": re.compile(r"结转(?:余额|到(?:下|这)(?:一)?期)?"),
}  # fmt: skip
COLLECTION = re.compile(r"(?:这是)?(?:新的?)?(?:收款|付款)(?:二维)?码")
MOST_SHOWN = 60


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    if not rounds.settles(turn):
        return None
    said = named_round(turn.text)[1]
    word = next((name for name, pattern in _WORDS.items() if pattern.fullmatch(said)), "")
    spent = None if word else read_expense(said)
    if not word and spent is None:
        return None
    found = rounds.find(turn)
    if isinstance(found, Outcome):
        return found
    if spent is not None:
        payments.spend(turn.tx, found.window.id, spent.label, spent.fen, turn.known().id, turn.now)
        audit.note(turn.tx, turn.known().id, "enter_expense", found.window.id, turn.now)
        account = accounts.load(turn.tx, found.window)
        return finish(Reply("accounts/spent", {"label": spent.label, "fen": spent.fen, "account": account}))
    return _DOES[word](turn, found)


@flow.sees
def see(turn: Turn) -> Outcome | None:
    """A picture with the words 收款码: under it people pay from now on."""
    if not turn.text or not COLLECTION.fullmatch(turn.text) or not rounds.settles(turn):
        return None
    sent = turn.update.files[0]
    found = rounds.find(turn)
    if isinstance(found, Outcome) or sent.kind != "photo":
        return found if isinstance(found, Outcome) else None
    pictures.show_code(turn.tx, found.window.id, sent, turn.saying)
    audit.note(turn.tx, turn.known().id, "set_collection", found.window.id, turn.now)
    return finish(Reply("accounts/collection_set", {"window": found.window}))


@flow.step("post")
def post(turn: Turn) -> Outcome:
    """«发布» under the account."""
    found = rounds.asked(turn)
    if found is None:
        return say("accounts/not_yours")
    if turn.answer == NO:
        return finish(Reply("accounts/not_posted"))
    if not accounts.post(turn.tx, found.window.id, turn.now):
        return finish(Reply("accounts/posted_before"))
    audit.note(turn.tx, turn.known().id, "post_account", found.window.id, turn.now)
    return finish(Reply("accounts/posted", {"window": found.window}))


@flow.step("remind")
def remind(turn: Turn) -> Outcome:
    """«提醒这些人» under the list of who has not paid."""
    found = rounds.asked(turn)
    return _remind(turn, found) if found else say("accounts/not_yours")


def _supplier(turn: Turn, found: Round) -> Outcome:
    account = accounts.load(turn.tx, found.window)
    goods: dict[int, list[Supply]] = {}
    for sold in filter(lambda sold: sold.ordered, account.goods):
        goods.setdefault(sold.item.supplier, []).append(Supply(sold.item, sold.ordered))
    named = {key: person.name for key in goods if key and (person := people.get(turn.tx, key))}
    audit.note(turn.tx, turn.known().id, "see_supplier", found.window.id, turn.now)
    replies = (
        Reply("accounts/supplier", {"window": found.window, "from_whom": named.get(key, ""), "to_bring": supply})
        for key, supply in goods.items()
    )
    return finish(*replies)


def _account(turn: Turn, found: Round) -> Outcome:
    """The account for the cadre, and the public version under it to be posted or copied."""
    account = accounts.load(turn.tx, found.window)
    items = {item.id: item for item in found.window.items}
    unweighed = sum(bool(each.unweighed(items)) for each in account.households)
    values = {"window": found.window, "account": account, "village": found.village.name, "unweighed": unweighed,
              "expenses": payments.expenses(turn.tx, found.window.id)}  # fmt: skip
    audit.note(turn.tx, turn.known().id, "see_account", found.window.id, turn.now)
    ask = Ask(flow.name, "post", (Option(YES, "post_account"), Option(NO, "not_now")), "account_title",
              {"title": found.window.title}, found.window.id)  # fmt: skip
    posted = bool(found.window.settled_at) or found.window.state != "closed"
    return finish(Reply("accounts/account", values), Reply("accounts/public", values, None if posted else ask))


def _unpaid(turn: Turn, found: Round) -> Outcome:
    """Who still owes something, with one press that reminds them in private."""
    owing = [each for each in accounts.load(turn.tx, found.window).households if each.rest > 0]
    bags = accounts.bags(turn.tx, found.window.id)
    found_bags = sorted((bags[each.id].number, bags[each.id].door, each.rest) for each in owing if each.id in bags)
    rows = [{"number": number, "door": door, "rest": rest} for number, door, rest in found_bags]
    audit.note(turn.tx, turn.known().id, "see_unpaid", found.window.id, turn.now)
    values = {"window": found.window, "rows": rows[:MOST_SHOWN], "more": len(rows[MOST_SHOWN:]),
              "total": sum(each.rest for each in owing)}  # fmt: skip
    ask = Ask(flow.name, "remind", (Option(YES, "remind_them"),), "unpaid_title", {}, found.window.id)
    return finish(Reply("accounts/unpaid", values, ask if rows else None))


def _remind(turn: Turn, found: Round) -> Outcome:
    accounts.remind(turn.tx, found.window.id, turn.now)
    audit.note(turn.tx, turn.known().id, "remind_payment", found.window.id, turn.now)
    return finish(Reply("accounts/reminded"))


def _carry(turn: Turn, found: Round) -> Outcome:
    """What is left open in the last round whose account is posted, into the one that is settled now."""
    source = accounts.last_settled(turn.tx, found.village.id)
    if source is None or found.window.settled_at or source.number >= found.window.number:
        return say("accounts/nothing_to_carry")
    moved = payments.carry(turn.tx, source.id, found.window.id, turn.known().id, turn.now)
    if not moved:
        return say("accounts/nothing_to_carry")
    audit.note(turn.tx, turn.known().id, "carry_balances", found.window.id, turn.now)
    owed, back = (sum(max(0, sign * fen) for fen in moved.values()) for sign in (1, -1))
    return finish(
        Reply("accounts/carried", {"source": source, "window": found.window, "count": len(moved), "owed": owed,
                                   "given_back": back})
    )  # fmt: skip


_DOES = {"supplier": _supplier, "account": _account, "unpaid": _unpaid, "remind": _remind, "carry": _carry}
