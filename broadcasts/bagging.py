"""What happens to the bags of a window when it has closed: places dealt out, numbers given, tickets written."""

import io

import segno

from broadcasts.clock import Firing
from broadcasts.outbox import Writer
from domain.messages import FileReference, Priority
from domain.orders import Window
from domain.people import Role, Status
from domain.pickups import AT_HOME, DELIVERY, PICKUP, Bag, deal
from domain.replies import Reply
from storage import areas, bags, households, people, slots, windows
from storage.database import Transaction
from storage.files import FileStore

SLICE = 8
"""Tickets of one tick: drawing one takes some milliseconds, in which nobody's turn can run."""


def firings(writer: Writer, files: FileStore, address: str) -> dict[str, Firing]:
    """What happens when tickets are due; `address` is the base of the links in them."""
    return {bags.TICKETS: lambda tx, window, now: tickets(tx, writer, files, address, window, now)}


def bag(tx: Transaction, writer: Writer, window: Window, now: int) -> None:
    """Deals places out to those who chose none, numbers the bags, and tells the cadres how it stands."""
    bags.vacate(tx, window.id)
    _deliver(tx, writer, window, now)
    left_out = _deal(tx, writer, window)
    bags.number_all(tx, window.id, writer.make_nonce, now)
    listed = bags.of_window(tx, window.id)
    deliveries = [each for each in listed if each.way == DELIVERY]
    offered = slots.of_window(tx, window.id)
    if not (offered or deliveries):
        return
    doors = bags.buying(tx, window.id)
    values = {
        "window": window, "slots": offered, "deliveries": len(deliveries),
        "left_out": [doors[household][0] for household in left_out],
    }  # fmt: skip
    village = areas.get(tx, window.village)
    for cadre in people.with_role(tx, village.path, Role.CADRE) if village else []:
        writer.write_to(tx, Reply("pickups/dealt_out", values, priority=Priority.REMINDER), cadre, now)


def tickets(tx: Transaction, writer: Writer, files: FileStore, address: str, window_id: int, now: int) -> None:
    """Writes the next few tickets; the rest are due at the next tick."""
    window = windows.get(tx, window_id)
    waiting = bags.untold(tx, window_id, SLICE) if window else []
    if window is None or not waiting:
        return
    offered = {slot.id: slot for slot in slots.of_window(tx, window_id)}
    for each in waiting:
        bags.tell(tx, each, now)
        orderers = bags.orderers(tx, window_id, each.household)
        if not orderers:
            continue
        picture = None if each.way == DELIVERY else draw(files, f"{address}/console/bags/{each.secret}")
        values = {"bag": each, "slot": offered.get(each.slot), "window": window}
        for person in orderers:
            writer.write_to(tx, Reply("pickups/ticket", values, priority=Priority.NOTICE, file=picture), person, now)
    if len(waiting) == SLICE:
        bags.set_tickets_due(tx, window_id, now)


def draw(files: FileStore, link: str) -> FileReference:
    """A link as a QR code, kept as a picture."""
    drawn = io.BytesIO()
    segno.make(link, error="m", micro=False).save(drawn, kind="png", scale=8, border=4)
    return files.keep(drawn.getvalue(), "image/png", "photo")


def _deliver(tx: Transaction, writer: Writer, window: Window, now: int) -> None:
    """Whoever cannot come is delivered to, unless they said that they will come; under observation nobody does."""
    at_home = households.with_any(tx, window.village, AT_HOME, now)
    kept_in = households.with_status(tx, window.village, Status.OBSERVATION, now)
    chosen = {each.household for each in bags.of_window(tx, window.id) if each.chosen}
    standing = {each.household: each.way for each in bags.of_window(tx, window.id)}
    for household in sorted(bags.buying(tx, window.id)):
        own = household in chosen
        if household in kept_in or (household in at_home and not own):
            way = DELIVERY
        else:
            way = standing.get(household, PICKUP) if own else PICKUP
        if way != standing.get(household, PICKUP):
            bags.settle(tx, window.id, household, way, 0, writer.make_nonce(), chosen=own)


def _deal(tx: Transaction, writer: Writer, window: Window) -> list[int]:
    """Gives a place to everybody who fetches and has none; those for whom there is no room."""
    offered = slots.of_window(tx, window.id)
    if not offered:
        return []
    standing = {each.household: each for each in bags.of_window(tx, window.id)}
    doors = {
        household: door for household, (door, _) in bags.buying(tx, window.id).items()
        if household not in standing or _waits(standing[household])
    }  # fmt: skip
    dealt = deal(doors, offered)
    refused = [
        household
        for household, slot in sorted(dealt.slots.items())
        if not bags.settle(tx, window.id, household, PICKUP, slot, writer.make_nonce(), chosen=False)
    ]
    return sorted((*dealt.left_out, *refused), key=lambda household: (doors[household], household))


def _waits(each: Bag) -> bool:
    return each.way == PICKUP and not each.slot
