"""What happens to the bags of a window when it has closed: places dealt out, numbers given, tickets written."""

import io
from dataclasses import replace

import segno

from broadcasts import audience
from broadcasts.clock import Firing
from broadcasts.outbox import Writer
from domain.messages import FileReference, Priority
from domain.orders import Window
from domain.people import Status
from domain.pickups import AT_HOME, DELIVERY, PICKUP, Bag, deal
from domain.replies import Ask, Option, Reply
from domain.slot_questions import FLOW, slot_question
from storage import bags, households, questions, slots, windows
from storage.database import Transaction
from storage.files import FileStore

SLICE = 5
"""Tickets of one tick: drawing one takes some milliseconds, in which nobody's turn can run."""


def firings(writer: Writer, files: FileStore, address: str) -> dict[str, Firing]:
    """What happens when tickets are due; `address` is the base of the links in them."""
    return {
        bags.TICKETS: lambda tx, window, now: tickets(tx, writer, files, address, window, now),
        bags.LATE: lambda tx, window, now: late(tx, writer, window, now),
        slots.SET: lambda tx, window, now: announce(tx, writer, window, now),
        slots.SOON: lambda tx, slot, now: soon(tx, writer, slot, now),
    }


def bag(tx: Transaction, writer: Writer, window: Window, now: int) -> None:
    """Deals places out to those who chose none, numbers the bags, and tells the cadres how it stands."""
    left_out = _arrange(tx, writer, window, now)
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
    for cadre in audience.cadres_of(tx, window.village):
        writer.write_to(tx, Reply("pickups/dealt_out", values, priority=Priority.REMINDER), cadre, now)


def announce(tx: Transaction, writer: Writer, window_id: int, now: int) -> None:
    """There are slots now: who ordered before is asked, and where the window has closed, dealt out."""
    window = windows.get(tx, window_id)
    if window is None or window.state == "cancelled":
        return
    if window.state == "closed":
        bag(tx, writer, window, now)
        return
    at_home = households.with_any(tx, window.village, AT_HOME, now)
    offered = slots.of_window(tx, window_id)
    chosen = {each.household for each in bags.of_window(tx, window_id) if each.chosen or each.way == DELIVERY}
    open_now = questions.open_about(tx, FLOW, window_id)
    for household, (door, _) in sorted(bags.buying(tx, window_id).items()):
        if household in chosen or household in at_home:
            continue
        newest = str(max((slot.id for slot in offered if slot.serves(door)), default=0))
        asked = {each.person for each in open_now if newest in (value for value, _ in each.options)}
        question = slot_question(window, household, door, offered, None, now, writer.templates.clock)
        for person in bags.orderers(tx, window_id, household):
            if person not in asked:
                writer.write_to(tx, replace(question, priority=Priority.NOTICE), person, now)


def soon(tx: Transaction, writer: Writer, slot_id: int, now: int) -> None:
    """Asks the cadres to call a slot that is about to begin, if anybody waits in it."""
    slot = slots.get(tx, slot_id)
    window = windows.get(tx, slot.window) if slot else None
    if slot is None or window is None or slot.called_at or now >= slot.ends_at:
        return
    waiting = bags.in_slot(tx, window.id, slot.id)
    title = {"time": writer.templates.clock(slot.starts_at)}
    ask = Ask("slots", "call", (Option("call", "call_slot"),), "call_title", title, slot.id, beside=True)
    values = {"window": window, "given": slot, "count": len(waiting)}
    for cadre in audience.cadres_of(tx, window.village) if waiting else []:
        writer.write_to(tx, Reply("slots/soon", values, ask, priority=Priority.REMINDER), cadre, now)


def late(tx: Transaction, writer: Writer, window_id: int, now: int) -> None:
    """Whoever got something after the closing has a place, a number and a ticket like everybody else."""
    window = windows.get(tx, window_id)
    if window is not None and window.state == "closed":
        _arrange(tx, writer, window, now)


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
    # Trying all eight masks takes three quarters of the time, and readers take any.
    segno.make(link, error="m", micro=False, mask=2).save(drawn, kind="png", scale=6, border=4)
    return files.keep(drawn.getvalue(), "image/png", "photo")


def _arrange(tx: Transaction, writer: Writer, window: Window, now: int) -> list[int]:
    """Places for all, then numbers; those for whom there is no room."""
    bags.vacate(tx, window.id)
    _deliver(tx, writer, window, now)
    left_out = _deal(tx, writer, window, now)
    bags.number_all(tx, window.id, writer.make_nonce, now)
    return left_out


def _deliver(tx: Transaction, writer: Writer, window: Window, now: int) -> None:
    """Whoever cannot come is delivered to, unless they said that they will come; under observation nobody does."""
    at_home = households.with_any(tx, window.village, AT_HOME, now)
    kept_in = households.with_status(tx, window.village, Status.OBSERVATION, now)
    standing = {each.household: each for each in bags.of_window(tx, window.id)}
    again = []
    for household in sorted(bags.buying(tx, window.id)):
        each = standing.get(household)
        way, own = (each.way, each.chosen) if each else (PICKUP, False)
        brought = household in kept_in or (way == DELIVERY if own else household in at_home)
        wanted, secret = DELIVERY if brought else PICKUP, writer.make_nonce()
        if wanted != way and bags.settle(tx, window.id, household, wanted, 0, secret, chosen=own):
            again += [household] if each and each.number else []
    if again:
        bags.tell_again(tx, window.id, again, now)


def _deal(tx: Transaction, writer: Writer, window: Window, now: int) -> list[int]:
    """Gives a place to everybody who fetches and has none, and a new ticket to whoever had one without a place;
    those for whom there is no room."""
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
    told = {each.household for each in standing.values() if each.number}
    again = (dealt.slots.keys() - set(refused)) & told
    if again:
        bags.tell_again(tx, window.id, sorted(again), now)
    return sorted((*dealt.left_out, *refused), key=lambda household: (doors[household], household))


def _waits(each: Bag) -> bool:
    return each.way == PICKUP and not each.slot
