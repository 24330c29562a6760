"""«发到群里»: a window in a village's group; lines that are written there are orders, confirmed in private."""

from dataclasses import replace
from typing import Any

from domain.messages import Link
from domain.orders import Window
from domain.people import Person
from domain.permissions import Action, scope
from domain.replies import Reply
from domain.spans import MINUTE
from handlers.baskets import look
from handlers.flow import Flow, Outcome, Turn, managed_village, offer_in, say, speaker
from handlers.group_lines import closed_since, edited, is_certain, is_order, is_question, names_goods
from handlers.taking import read
from nlu import phrases
from nlu.chain_signs import looks_like_chain
from nlu.health import looks_like_health
from nlu.offers import Offer
from nlu.orders import understand
from storage import accounts, addresses, areas, audit, conversations, groups, outbox, questions, sayings, windows
from storage.addresses import Address
from storage.door import ACCOUNT as WEB
from storage.ids import first_at

flow = Flow("groups")

HERE = ("/post", "开团")
MOST_TICKS, MOST_LINES = 16, 10
"""Of the 20 messages that a group takes a minute: from so many of ours on nothing is ticked, nobody is told."""

HALF_A_DAY = 12 * 3600_000
LATELY = 2 * 24 * 3600_000
"""Milliseconds after closing, or after its account was posted, for which a window's texts are still copied."""

MOST_KEPT = 9


@flow.step("group")
def group(turn: Turn) -> Outcome:
    """What is said in a group; an outcome without anything is none of ours."""
    person = speaker(turn)
    if turn.update.files or not turn.update.sender:
        return Outcome()
    if turn.text in HERE or phrases.command(turn.text) == "post":
        return _post_here(turn, person) if person and not turn.update.edited else Outcome()
    village = groups.village_of(turn.tx, turn.address)
    if not village or turn.text.startswith("/"):
        return Outcome()
    offer = offer_in(turn, village)
    if person is None:
        return _stranger(turn, village, offer)
    own = _own_chat(turn, person)
    waiting = tuple(questions.open_in(turn.tx, own, person, turn.language, turn.now)) if own else ()
    acting = replace(turn, person=person, waiting=waiting)
    return _correction(acting, village, offer, own) or _line(acting, village, offer, own)


@flow.command("post")
def post(turn: Turn) -> Outcome:
    """«发到群里», said in private."""
    village = managed_village(turn)
    if village is None:
        return say("groups/not_allowed")
    there = groups.of_village(turn.tx, village.id)
    if not there:
        return say("groups/no_group")
    posted = [reply for address in there for reply in _posts(turn, village.id, address)]
    if not posted:
        return say("groups/nothing_open")
    return replace(say("groups/posted", count=len(there)).also(*posted), toast="posted")


@flow.command("copy")
def copy(turn: Turn) -> Outcome:
    """«复制到微信群»: each text by itself, so that it can be copied whole."""
    person = turn.known()
    village = managed_village(turn)
    if village is None:
        return say("groups/not_allowed")
    since = turn.now - LATELY
    found = [
        window for window in windows.latest(turn.tx, village.id, 5)
        if window.state != "cancelled" and since < max(window.closes_at, window.settled_at)
    ]  # fmt: skip
    if not found:
        return say("groups/nothing_open")
    replies = [Reply("groups/copy_how")]
    for window in reversed(found):
        whole = replace(window, items=windows.items(turn.tx, window.id))
        texts = _copies(turn, whole)
        if window.settled_at:
            account = accounts.load(turn.tx, whole)
            texts = [("accounts/public", {"window": whole, "account": account, "village": village.name})]
        replies += [Reply(template, values) for template, values in texts]
        audit.note(turn.tx, person.id, "copy_list", window.id, turn.now)
    return Outcome(tuple(replies))


@flow.step("opened", again=True)
def opened(turn: Turn) -> Outcome:
    """«发到群里» or «复制到微信群» under a window that was just opened."""
    return post(turn) if turn.answer == "post" else copy(turn)


def _post_here(turn: Turn, person: Person) -> Outcome:
    """A cadre makes the group their village's, and what is open is posted in it."""
    own = _own_chat(turn, person)
    village = managed_village(replace(turn, person=person))
    if village is None:
        return _privately(turn, own, "groups/not_allowed")
    groups.bind(turn.tx, turn.address, village.id, person.id, turn.now)
    bound = groups.village_of(turn.tx, turn.address)
    if bound != village.id:
        return _privately(turn, own, "groups/other_village", village=_name(turn, bound), own_village=village.name)
    addresses.set_language(turn.tx, turn.address, person.language)
    audit.note(turn.tx, person.id, "post_in_group", village.id, turn.now)
    replies = _posts(turn, village.id, turn.address)
    return Outcome(tuple(replies)) if replies else _privately(turn, own, "groups/bound", village=village.name)


def _posts(turn: Turn, village: int, address: Address) -> list[Reply]:
    """Every open window for a group; the list of each follows below."""
    replies = []
    for window in windows.taking_orders(turn.tx, village, turn.now):
        whole = replace(window, items=windows.items(turn.tx, window.id))
        template, values = "groups/window", {"window": whole}
        if address.account in turn.house.unheard:
            template, values = _copies(turn, whole)[0]
        replies.append(Reply(template, values, chat=(address.account, address.chat)))
        groups.announce(turn.tx, address, window.id, turn.now)
    return replies


def _copies(turn: Turn, window: Window) -> list[tuple[str, dict[str, Any]]]:
    """The texts about a window for a group that we do not hear."""
    listed = groups.public_list(turn.tx, window)
    return listed.copies(window, turn.now, f"{turn.house.address}/chat", turn.house.bot_link(""))


def _correction(turn: Turn, village: int, offer: Offer, own: Address | None) -> Outcome | None:
    """An edit of a line: what it changes, asked in private when that is not plain, and refused after closing."""
    if not turn.update.edited:
        return None
    written = sayings.versions(turn.tx, turn.address, turn.update.message)
    before = next(((text, at) for key, text, at in written if key != turn.saying), None)
    if before is None:
        return None
    was, at = before
    closed = closed_since(turn, village, at)
    if closed.windows and (names_goods(was, closed) or names_goods(turn.text, closed)):
        return _privately(turn, own, "groups/edit_too_late", window=closed.windows[0])
    if not offer.windows:
        return Outcome()
    if looks_like_chain(turn.text):
        return None
    change = edited(look(turn, offer), was, turn.text)
    if change is None:
        return None
    if not change and names_goods(was, offer) and not names_goods(turn.text, offer):
        return _privately(turn, own, "groups/edit_unclear", was=was, text=turn.text)
    return _aside(turn, own, change) if change else Outcome()


def _line(turn: Turn, village: int, offer: Offer, own: Address | None) -> Outcome:
    """A line of somebody known: an order, a question about one, a chain to take down, something about health, or
    chatter."""
    health, person = looks_like_health(turn.text), turn.known()
    if not offer.windows:
        late = closed_since(turn, village, turn.now - HALF_A_DAY)
        return _aside(turn, own, turn.update.text) if health or names_goods(turn.text, late) else Outcome()
    if looks_like_chain(turn.text):
        if person.village == village and scope(person, Action.ENTER_CHAIN):
            return _aside(turn, own, turn.update.text)
        return _privately(turn, own, "groups/only_your_line")
    shelf = look(turn, offer)
    asked = read(turn, shelf)
    understood = asked.understood
    order = asked.again is not None or is_order(understood, shelf)
    if not (order or health or is_question(understood, shelf, turn.text)):
        return Outcome()
    if person.village != village and not health:
        names = {"village": _name(turn, village), "own_village": _name(turn, person.village)}
        return _privately(turn, own, "groups/other_village", **names)
    outcome = _aside(turn, own, turn.update.text)
    if own and order and not health and is_certain(turn, understood, shelf) and _room(turn, MOST_TICKS):
        return outcome.also(Reply("", answers=turn.update.message))
    return outcome


def _stranger(turn: Turn, village: int, offer: Offer) -> Outcome:
    """Somebody unknown is told once how to write to the bot; what they ordered waits until then."""
    if looks_like_health(turn.text):
        return _write_to_me(turn)
    understood = understand(turn.text, offer.catalog)
    if offer.windows and is_order(understood, None):
        return _write_to_me(turn)
    versions = {key for key, _, _ in sayings.versions(turn.tx, turn.address, turn.update.message)}
    kept, _ = groups.stranger(turn.tx, turn.address, turn.update.sender)
    return _write_to_me(turn) if versions & {*kept} else Outcome()


def _aside(turn: Turn, own: Address | None, text: str) -> Outcome:
    """The words go to the writer's own chat, and are answered there."""
    return Outcome(then=text, own_chat=own) if own else _write_to_me(turn)


def _privately(turn: Turn, own: Address | None, template: str, **values: object) -> Outcome:
    if own is None:
        return _write_to_me(turn)
    return Outcome((Reply(template, values, chat=(own.account, own.chat)),))


def _write_to_me(turn: Turn) -> Outcome:
    """One line under what somebody wrote who cannot be reached, once a person; it never says what about."""
    sender = turn.update.sender
    kept, told_at = groups.stranger(turn.tx, turn.address, sender)
    versions = {key for key, _, _ in sayings.versions(turn.tx, turn.address, turn.update.message)}
    waiting = [*(key for key in kept if key not in versions), turn.saying][-MOST_KEPT:]
    quiet = bool(told_at) or not _room(turn, MOST_LINES)
    groups.keep_stranger(turn.tx, turn.address, sender, waiting, told_at or (0 if quiet else turn.now))
    if quiet:
        return Outcome()
    link = turn.house.bot_link(groups.PAYLOAD)
    button = Link("write_to_me", link) if link else None
    return Outcome((Reply("groups/write_to_me", answers=turn.update.message, link=button),))


def _own_chat(turn: Turn, person: Person) -> Address | None:
    """Where somebody can be answered in private: a bot cannot write first, so they must have written before."""
    here = Address(turn.address.account, turn.update.sender)
    reachable = addresses.of_person(turn.tx, person.id)
    for address in sorted(reachable, key=lambda found: found != here):
        if address.account == WEB or conversations.begun(turn.tx, address):
            return address
    return None


def _room(turn: Turn, most: int) -> bool:
    given = outbox.count_since(turn.tx, turn.address.account, turn.address.chat, first_at(turn.now - MINUTE))
    return given < most


def _name(turn: Turn, village: int) -> str:
    found = areas.get(turn.tx, village)
    return found.name if found else ""
