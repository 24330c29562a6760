"""Keeps the one list post of each window and group up to date within the group's pace: by editing it, or, where what
was said stays as it is, by posting it anew now and then."""

from collections.abc import Callable, Container
from dataclasses import dataclass
from functools import partial

from broadcasts.clock import Firing
from broadcasts.outbox import Reader, Writer
from domain.messages import Content, Delivery, Operation, Priority
from domain.orders import Window
from domain.replies import Reply
from domain.spans import MINUTE
from storage import accounts, addresses, areas, dues, groups, orders, outbox, windows
from storage.database import Transaction
from storage.groups import Post
from storage.ids import first_at
from storage.outbox import Fate

MOST = 18
"""Messages of ours in a group within a minute, edits and all, from which on an edit waits."""

LATER = 5_000
"""Milliseconds until an edit is tried again whose post is still on its way, or whose group has had enough."""


ANEW = 10 * MINUTE
"""Milliseconds until a list that cannot be edited is posted anew, while its window is open: a group is no ticker."""


@dataclass(frozen=True, slots=True)
class Doors:
    """What groups are like, by account, and what leads to us from one that is not heard."""

    unedited: Container[str] = ()  #: what was said stays as it is
    unheard: Container[str] = ()  #: nobody can order there
    link: str = ""  #: opens the web chat
    bot: Callable[[], str] = str  #: opens our chat at a vendor, "" where there is none


def firings(writer: Writer, doors: Doors) -> dict[str, Firing]:
    return {groups.POST: partial(keep_up, writer=writer, doors=doors)}


def keep_up(tx: Transaction, post_id: int, now: int, writer: Writer, doors: Doors) -> None:
    """Brings a post to what is ordered now: sent when there is none yet, edited when its text has changed.

    The window is held first: orders under way are in before the list is read, and those after it set the post due
    anew. Nothing overtakes: what the post was sent or last edited by must be out before it is edited again.
    """
    post = groups.post(tx, post_id)
    if post is None:
        return
    orders.lock_window(tx, post.window)
    fate = outbox.fate(tx, post.delivery)
    crowded = outbox.count_since(tx, *_chat(post), first_at(now - MINUTE)) >= MOST
    if crowded or (fate is not None and fate.state in ("queued", "sending")):
        dues.set_due(tx, groups.POST, post.id, now + LATER)
        return
    text = _text(tx, writer, post, doors, now)
    if post.address.account in doors.unedited:
        _post_anew(tx, writer, post, text, now)
        return
    if not post.shown or (fate is not None and _was_deleted(fate) and not post.renewed):
        _send(tx, writer, post, fate, text, now)
    elif fate is not None and fate.parts and fate.state != "failed" and text != post.shown:
        groups.shown(tx, post.id, _edit(tx, post, fate.parts, text, now), text, post.renewed, now)
    else:
        return
    # Looked at once more, to see whether it went well.
    dues.set_due(tx, groups.POST, post.id, now + groups.EVERY)


def _post_anew(tx: Transaction, writer: Writer, post: Post, text: str, now: int) -> None:
    """With the first order, once every few minutes while more come in, and when no more do."""
    window = windows.get(tx, post.window)
    if text == post.shown or window is None:
        return
    taking = window.taking_orders(now)
    if taking and post.shown and now < post.edited_at + ANEW:
        dues.set_due(tx, groups.POST, post.id, min(post.edited_at + ANEW, window.closes_at))
    elif post.shown or not taking or groups.public_list(tx, window).entries:
        _send(tx, writer, post, None, text, now)


def post_account(tx: Transaction, writer: Writer, window: Window, now: int) -> None:
    """The closing account, without names, doors and debts, for the groups in which the window was posted."""
    village = areas.get(tx, window.village)
    account = accounts.load(tx, window)
    values = {"window": window, "account": account, "village": village.name if village else ""}
    for address in groups.posted_in(tx, window.id):
        reader = Reader(address, 0, addresses.language(tx, address))
        reply = Reply("accounts/public", values, priority=Priority.NOTICE)
        writer.write(tx, reply, reader, now, sending=False, unique_key=f"account {window.id} {address.chat}")


def _chat(post: Post) -> tuple[str, str]:
    return post.address.account, post.address.chat


def _was_deleted(fate: Fate) -> bool:
    """Whether there is nothing any more that could be edited: an edit was refused, or what was sent is lost."""
    edited = fate.operation is Operation.EDIT
    return (edited and fate.state == "failed") or (not edited and fate.state == "unknown")


def _text(tx: Transaction, writer: Writer, post: Post, doors: Doors, now: int) -> str:
    """The list; where nobody can order, it says where one can."""
    window = windows.get(tx, post.window)
    if window is None:
        return ""
    listed = groups.public_list(tx, window)
    template, values = "groups/list", listed.told(window, now)
    if post.address.account in doors.unheard and window.state != "cancelled":
        template, values = listed.copies(window, now, doors.link, doors.bot())[-1]
    return writer.templates.render(_language(tx, post), template, values)


def _language(tx: Transaction, post: Post) -> str:
    return addresses.language(tx, post.address)


def _send(tx: Transaction, writer: Writer, post: Post, before: Fate | None, text: str, now: int) -> None:
    """Posts the list, or posts it anew; one that stands further up then says so."""
    if not post.shown and before is not None and before.parts and before.state != "failed":
        _edit(tx, post, before.parts, writer.templates.render(_language(tx, post), "groups/moved", {}), now)
    delivery = Delivery(tx.ids.next(), *_chat(post), Content(text))
    outbox.add(tx, delivery, 0, now, sending=False)
    groups.shown(tx, post.id, delivery.id, text, bool(post.shown), now)


def _edit(tx: Transaction, post: Post, parts: tuple[str, ...], text: str, now: int) -> int:
    delivery = Delivery(tx.ids.next(), *_chat(post), Content(text), Operation.EDIT, parts=parts)
    outbox.add(tx, delivery, 0, now, sending=False)
    return delivery.id
