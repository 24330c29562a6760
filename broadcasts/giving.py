"""What cadres are asked about gifts, and what donors hear in the end.

Replies come back to be written by whoever has the turn; the tick writes its own.
"""

from broadcasts import audience, group_posts
from broadcasts.clock import Firing
from broadcasts.outbox import Writer
from domain.messages import Priority
from domain.orders import Window
from domain.replies import Ask, Option, Reply
from domain.spans import DAY
from storage import accounts, changes, gifts, windows
from storage.database import Transaction
from storage.gifts import Gift

FLOW = "giving"
"""The flow of what cadres are asked; donors answer in another (handlers/gifts.py)."""

NEXT = "next"
EQUALLY = "equally"
MOST_WINDOWS = 2
LASTS = 30 * DAY


def firings(writer: Writer) -> dict[str, Firing]:
    return {accounts.SETTLED: lambda tx, window, now: settled(tx, writer, window, now)}


def call(tx: Transaction, gift: Gift) -> list[Reply]:
    """«收下», «谢绝» to the village's cadres; the first press has it."""
    options = (Option(gifts.ACCEPTED, "accept_gift"), Option(gifts.DECLINED, "decline_gift"))
    ask = Ask(FLOW, "take", options, "gift_title", {"name": gift.name}, gift.id, lasts=LASTS, beside=True)
    told = audience.cadres_of(tx, gift.village)
    return [Reply("gifts/offered", {"gift": gift}, ask, to=cadre) for cadre in told]


def where_to(tx: Transaction, gift: Gift, cadre: int, now: int) -> Reply:
    """Into an open window for who comes first, shared at its closing, or into the next one."""
    opened = windows.taking_orders(tx, gift.village, now)[:MOST_WINDOWS]
    options = [
        Option(f"{window.id}:{sharing}", label, {"title": window.title})
        for window in opened for sharing, label in (("", "put_into"), (EQUALLY, "share_in"))
    ]  # fmt: skip
    options.append(Option(NEXT, "into_next"))
    ask = Ask(FLOW, "put", tuple(options), "gift_title", {"name": gift.name}, gift.id, lasts=LASTS, beside=True)
    return Reply("gifts/where_to", {"gift": gift, "windows": opened}, ask, to=cadre)


def settled(tx: Transaction, writer: Writer, window_id: int, now: int) -> None:
    """The account of a window is posted: in the village's groups, and each donor hears once what became of their
    gift."""
    window = windows.get(tx, window_id)
    if window:
        group_posts.post_account(tx, writer, window, now)
    for gift in gifts.of_window(tx, window_id) if window else ():
        if window and gifts.tell(tx, gift.id, now):
            writer.write_to(tx, _became(tx, window, gift), gift.person, now)


def _became(tx: Transaction, window: Window, gift: Gift) -> Reply:
    item = windows.item(tx, gift.item)
    given = min(item.taken, gift.quantity) if item else 0
    households = changes.households(tx, window.id, gift.item)
    values = {"gift": gift, "handed": given, "over": gift.quantity - given, "households": households}
    return Reply("gifts/became", values | {"window": window}, priority=Priority.NOTICE)
