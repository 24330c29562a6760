"""Who is told what their bag came to, what a round came to, and what they still owe. Writes rows only."""

from collections.abc import Iterable
from datetime import datetime

from broadcasts.clock import Firing
from broadcasts.outbox import Reader, Writer
from domain.bills import Bill, bill, is_settled_by_weight
from domain.messages import Priority
from domain.orders import Item, Window
from domain.replies import Reply
from storage import accounts, addresses, areas, bags, households, orders, people, pictures, slices, windows
from storage.arrivals import Share
from storage.database import Transaction


def firings(writer: Writer) -> dict[str, Firing]:
    """What happens when an account is posted, and when those who have not paid are to be reminded."""
    return {
        accounts.POSTED: lambda tx, window, now: post(tx, writer, window, now),
        accounts.BILLS: lambda tx, window, now: send(tx, writer, window, now),
        accounts.REMIND: lambda tx, window, now: remind(tx, writer, window, now),
    }


def of_household(tx: Transaction, window: Window, household: int) -> Bill:
    """A household's bill as it stands."""
    bag = bags.get(tx, window.id, household)
    return bill(window, accounts.of_household(tx, window.id, household), bag.number if bag else 0)


def say(found: Bill, to: int = 0) -> Reply:
    """A bill with the code to pay by, as long as there is something to pay."""
    shown = pictures.code(found.window) if found.rest > 0 else None
    return Reply("accounts/bill", {"bill": found}, to=to, file=shown)


def weighed(tx: Transaction, window: int, weighed_now: Iterable[int]) -> list[Reply]:
    """The bills of households of which everything is weighed by now, for whoever ordered."""
    found = windows.get(tx, window)
    if found is None:
        return []
    told = []
    for household in dict.fromkeys(weighed_now):
        if is_settled_by_weight(found, accounts.of_household(tx, window, household)):
            told += to_household(tx, found, household)
    return told


def to_household(tx: Transaction, window: Window, household: int) -> list[Reply]:
    """A household's bill for each who receives what concerns its order."""
    found = of_household(tx, window, household)
    return [say(found, to=person) for person in households.receivers(tx, household, window.id)]


def short(tx: Transaction, item: Item, less: Iterable[Share]) -> list[Reply]:
    """What each buyer hears of a delivery that was too little."""
    return [
        Reply("accounts/short", {"item": item, "share": share}, to=person)
        for share in less
        for person in households.receivers(tx, share.line.household, item.window)
    ]


def post(tx: Transaction, writer: Writer, window_id: int, now: int) -> None:
    """An account is posted: every buyer hears the public version, and when all have, the bills follow."""
    window = windows.get(tx, window_id)
    village = areas.get(tx, window.village) if window else None
    if window is None or village is None:
        return
    some, last = slices.take(tx, accounts.POSTED, window_id, orders.buyers(tx, window_id), now)
    values = {"window": window, "account": accounts.load(tx, window), "village": village.name}
    for buyer in some:
        writer.write_to(tx, Reply("accounts/public", values, priority=Priority.NOTICE), buyer, now)
    if last:
        send(tx, writer, window_id, now)


def send(tx: Transaction, writer: Writer, window_id: int, now: int) -> None:
    """The bill goes to who has a balance, and to who has not had it after a weigh-up."""
    window = windows.get(tx, window_id)
    if window is None:
        return
    open_bills = [
        household.id for household in accounts.load(tx, window).households
        if household.rest or (household.lines and not is_settled_by_weight(window, household))
    ]  # fmt: skip
    some, _ = slices.take(tx, accounts.BILLS, window_id, open_bills, now)
    for household in some:
        writer.tell(tx, to_household(tx, window, household), now)


def remind(tx: Transaction, writer: Writer, window_id: int, now: int) -> None:
    """Whoever still owes something for a window is reminded in private, once a day at most."""
    window = windows.get(tx, window_id)
    if window is None:
        return
    day = datetime.fromtimestamp(now / 1000, writer.templates.zone).date().isoformat()
    owing = [household.id for household in accounts.load(tx, window).households if household.rest > 0]
    some, _ = slices.take(tx, accounts.REMIND, window_id, owing, now)
    for household in some:
        found = of_household(tx, window, household)
        told = Reply("accounts/reminder", {"bill": found}, priority=Priority.REMINDER, file=pictures.code(window))
        for person in households.receivers(tx, household, window_id):
            reader, reachable = people.get(tx, person), addresses.to_write_to(tx, person, now)[:1]
            for address in reachable if reader else ():
                writer.write(
                    tx, told, Reader(address, person, reader.language if reader else ""), now, sending=False,
                    unique_key=f"owes:{window_id}:{household}:{person}:{day}",
                )  # fmt: skip
