"""Two records turn out to be one person: what the newer one did is handed to the other, and nothing is dropped."""

from storage import conversations, people, waits
from storage.addresses import Address
from storage.database import Transaction
from storage.orders import ORDERED
from storage.waits import Wait


def merge(tx: Transaction, newcomer: int, person: int, now: int) -> None:
    """Makes `person` of somebody who introduced themselves anew: chats, orders, open questions, calls for
    help, places in queues, wishes, gifts, shifts, errands, observations, returns, complaints and disputes, and what
    is known of their health.

    Both are of one household, so that stock and the household's limit stay as they were: the lines of an order are
    taken back in one place and written in the other. The newcomer's record stays, gone.
    """
    _hold_chats(tx, newcomer, now)
    for order, window, household in list(tx.sql.merging.orders_of(tx.connection, tenant=tx.tenant, person=newcomer)):
        _hand_order(tx, order, window, household, person, now)
    tx.sql.merging.hand_questions(tx.connection, tenant=tx.tenant, person=newcomer, other=person)
    tx.sql.merging.hand_handovers(tx.connection, tenant=tx.tenant, person=newcomer, other=person)
    tx.sql.merging.hand_baskets(tx.connection, tenant=tx.tenant, person=newcomer, other=person)
    _hand_places(tx, newcomer, person, now)
    both = {"tenant": tx.tenant, "person": newcomer, "other": person}
    tx.sql.merging.hand_wishes(tx.connection, **both)
    tx.sql.merging.end_wishes(tx.connection, tenant=tx.tenant, person=newcomer, now=now)
    tx.sql.merging.hand_stretches(tx.connection, **both)
    tx.sql.merging.hand_gifts(tx.connection, **both)
    tx.sql.merging.hand_agreements(tx.connection, **both)
    tx.sql.merging.hand_duties(tx.connection, **both)
    tx.sql.merging.end_duties(tx.connection, tenant=tx.tenant, person=newcomer, now=now)
    tx.sql.merging.hand_leads(tx.connection, **both)
    _hand_errands(tx, newcomer, person)
    _hand_health(tx, newcomer, person, now)
    _hand_returnees(tx, newcomer, person)
    for of_matters in ("matters", "matter_entries", "matter_parties", "matter_hands"):
        getattr(tx.sql.merging, f"hand_{of_matters}")(tx.connection, **both)
    tx.sql.merging.keep_acting(tx.connection, tenant=tx.tenant, person=person)
    tx.sql.merging.hand_links(tx.connection, tenant=tx.tenant, person=newcomer, other=person)
    tx.sql.merging.rebind(tx.connection, tenant=tx.tenant, person=newcomer, other=person, now=now)
    people.index(tx, newcomer, ())
    tx.sql.merging.retire(tx.connection, tenant=tx.tenant, person=newcomer)


def _hand_errands(tx: Transaction, newcomer: int, person: int) -> None:
    both = {"tenant": tx.tenant, "person": newcomer, "other": person}
    home = people.get(tx, person)
    tx.sql.merging.hand_errands(tx.connection, household=home.household if home else 0, **both)
    tx.sql.merging.hand_taken_errands(tx.connection, **both)
    tx.sql.merging.hand_advances(tx.connection, **both)


def _hand_health(tx: Transaction, newcomer: int, person: int, now: int) -> None:
    """Their observation, what they always have, and alarms about them. Of two open cases the other's goes on."""
    both = {"tenant": tx.tenant, "person": newcomer, "other": person}
    tx.sql.merging.hand_reporting(tx.connection, **both)
    tx.sql.merging.hand_cases(tx.connection, **both)
    tx.sql.merging.end_cases(tx.connection, tenant=tx.tenant, person=newcomer, now=now)
    tx.sql.merging.hand_chronic(tx.connection, **both)
    tx.sql.merging.hand_alarms(tx.connection, **both)


def _hand_returnees(tx: Transaction, newcomer: int, person: int) -> None:
    home = people.get(tx, person)
    tx.sql.merging.hand_returnees(
        tx.connection, tenant=tx.tenant, household=home.household if home else 0, person=newcomer, other=person
    )


def _hold_chats(tx: Transaction, person: int, now: int) -> None:
    """Locks the chats of a person, so that no turn of theirs runs beside this one."""
    for account, chat in list(tx.sql.merging.chats_of(tx.connection, tenant=tx.tenant, person=person)):
        conversations.touch(tx, Address(account, chat), now)


def _hand_order(tx: Transaction, order: int, window: int, household: int, person: int, now: int) -> None:
    standing = list(tx.sql.orders.priced_lines(tx.connection, tenant=tx.tenant, order=order))
    if not standing:
        return
    other = tx.sql.orders.hold(
        tx.connection, tenant=tx.tenant, id=tx.ids.next(), window=window, household=household, person=person, now=now
    )
    for there, sign, state in ((order, -1, "cancelled"), (other, 1, "confirmed")):
        for item, price, quantity, _ in standing:
            tx.sql.orders.add_line_at(
                tx.connection, tenant=tx.tenant, id=tx.ids.next(), order=there, item=item, qty=sign * int(quantity),
                price=price, cause=ORDERED, entered_by=person, now=now,
            )  # fmt: skip
        tx.sql.orders.settle(tx.connection, tenant=tx.tenant, order=there, state=state, now=now)
    tx.sql.merging.hand_notes(tx.connection, tenant=tx.tenant, order=order, other=other)


def _hand_places(tx: Transaction, newcomer: int, person: int, now: int) -> None:
    """Where both stand in a queue, the place counts to which something is offered, else the earlier one."""
    for place in waits.places(tx, newcomer):
        waits.hold(tx, place.item, place.household)
        there = waits.of_person(tx, place.item, person)
        kept, ended = (place, there) if there is None or _before(place, there) else (there, place)
        if ended is not None:
            waits.end(tx, ended, "left", now)
        if kept is place:
            tx.sql.merging.hand_place(tx.connection, tenant=tx.tenant, wait=place.id, other=person)


def _before(place: Wait, other: Wait) -> bool:
    return (not place.offered, place.id) < (not other.offered, other.id)
