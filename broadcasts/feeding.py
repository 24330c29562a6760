"""Feeding: a running broadcast's copies go into the outbox only as fast as its doors take them.

So a pause, a cancellation, quiet hours and an address that has gone all take effect within seconds, whatever the size
of the audience: whom and how is decided for each person at the moment when their copy is about to go out.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial

import structlog

from broadcasts import deciding, launch, pausing, sending
from broadcasts.copies import Printer
from broadcasts.outbox import Writer
from broadcasts.reminders import COMPOSER
from domain.areas import Area
from domain.messages import Operation, Priority
from domain.notices import DIGEST, Broadcast, Notice, State, Way
from domain.people import Status
from storage import areas, broadcasts, households, notices, people, recipients, rules, settings
from storage.database import Database, DatabaseUnavailable, Transaction
from storage.recipients import Copy, Earlier, Waiting

log = structlog.get_logger()

SLICE = 250
"""People settled in one transaction: some milliseconds in which nobody's turn can run."""

AHEAD = 5
"""Seconds of its doors' pace for which copies lie ready in the outbox."""

UNPACED = 4_000
"""Copies a second that are reckoned where a door knows no pace."""

PRINTERS_KEPT = 20

AT_ONCE = 200
"""Broadcasts that are fed in one round; where more run, the others have the next."""

EXPIRE = 5_000
"""People whose words have expired before they were told, written in one transaction."""

AT_HOME = (Status.OBSERVATION, Status.BEDRIDDEN)
"""Who must or can only stay in: they read the variant of a text that is made for that, where there is one."""


@dataclass(slots=True)
class Feeder:
    """Feeds what runs. `pace`: messages a second over all doors, 0 for any."""

    database: Database
    writer: Writer
    clock: Callable[[], int]
    pace: float = 0.0
    _printers: dict[tuple[int, int], Printer] = field(default_factory=dict)
    _after: int = 0  #: whose turn it is next, where more run than are fed at once

    @property
    def ready(self) -> int:
        """How many copies of a broadcast lie ready at most."""
        return int((self.pace or UNPACED) * AHEAD)

    async def feed(self) -> None:
        """Brings every broadcast on: its ledger, the next copies, a pause when too many fail, its end."""
        try:
            for broadcast in await self.database.read(broadcasts.unfrozen):
                await self._alone(broadcast, launch.freeze(self.database, broadcast, self.clock))
            found = await self.database.read(partial(running, after=self._after))
            self._after = found[-1][0].id if len(found) == AT_ONCE else 0
            for broadcast, notice in found:
                await self._alone(broadcast, self._bring_on(broadcast, notice))
        except DatabaseUnavailable as error:
            log.warning("feeding put off", reason=str(error))

    async def _alone(self, broadcast: Broadcast, work: Awaitable[object]) -> None:
        """What goes wrong with one broadcast stands in no other's way; it is tried again with the next tick."""
        try:
            await work
        except DatabaseUnavailable:
            raise
        except Exception:
            log.exception("broadcast not fed", broadcast=broadcast.id)

    async def _bring_on(self, broadcast: Broadcast, notice: Notice) -> None:
        printer = self._printers.get((broadcast.id, notice.id)) or await self._printer(broadcast, notice)
        while await self.database.write(lambda tx: step(tx, printer, self.ready, self.clock())):
            pass

    async def _printer(self, broadcast: Broadcast, notice: Notice) -> Printer:
        printer = await self.database.read(lambda tx: printer_of(tx, broadcast, notice, self.writer))
        self._printers = {(broadcast.id, notice.id): printer, **dict(list(self._printers.items())[:PRINTERS_KEPT])}
        return printer


def printer_of(tx: Transaction, broadcast: Broadcast, notice: Notice, writer: Writer) -> Printer:
    area = areas.get(tx, notice.area) or Area(notice.area, "", "", "")
    rule = rules.get(tx, broadcast.rule) if broadcast.rule else None
    compose = f"{COMPOSER}:{rule.id}" if rule and rule.condition else ""
    compose = f"{DIGEST}:{broadcast.id}" if notice.template == DIGEST else compose
    return Printer(broadcast, notice, writer, area, compose)


def running(tx: Transaction, after: int = 0) -> list[tuple[Broadcast, Notice]]:
    """What runs and is frozen, emergencies first; whoever is told from now on reads the newest words."""
    found = broadcasts.running(tx, after, AT_ONCE)
    return [(each, notice) for each in found if (notice := notices.get(tx, broadcasts.words_of(tx, each)))]


def step(tx: Transaction, printer: Printer, ready: int, now: int) -> bool:
    """Feeds one slice of a broadcast; whether there is room and there are people for another."""
    broadcast, notice, path = printer.broadcast, printer.notice, printer.area.path
    current = broadcasts.get(tx, broadcast.id)
    if current is None or current.state is not State.RUNNING:
        return False
    # What can no longer be changed or deleted is no mounting failure: it is told in a message of its own, or counted.
    sends = broadcast.operation is Operation.SEND
    if sends and pausing.pause_if_failing(tx, printer.writer, current, notice, path, now):
        return False
    if now >= broadcast.expires_at and recipients.end_waiting(tx, broadcast.id, Way.EXPIRED, EXPIRE) == EXPIRE:
        return True
    silent = notice.emergency or broadcast.operation is Operation.WITHDRAW  # nobody is woken by what goes away
    if not silent and settings.is_quiet(tx, path, printer.writer.templates.zone, now):
        return False
    room = ready - recipients.under_way(tx, broadcast.id, ready)
    if room <= 0:
        return False
    waiting = recipients.waiting(tx, broadcast.id, now, min(SLICE, room))
    if not waiting:
        return recipients.is_all_settled(tx, broadcast.id) and _goes_on(tx, printer, now)
    copies = _copies(tx, printer, waiting, now)
    if sends:
        _tell_families(tx, printer, waiting, copies, now)
    for operation in Operation:
        recipients.settle(
            tx, broadcast.id, [copy for copy in copies if _operation(copy, broadcast) is operation], now,
            priority=_priority(broadcast, notice).value, operation=operation.value, expires_at=broadcast.expires_at,
            compose=printer.compose,
        )  # fmt: skip
    if len(waiting) < min(SLICE, room) or not copies:
        return False
    # What little room is left is filled with the next tick, unless few of these could be told by chat.
    return room > SLICE or 2 * sum(copy.address is not None for copy in copies) < room


def _tell_families(
    tx: Transaction, printer: Printer, waiting: list[Waiting], copies: list[Copy], now: int
) -> None:
    """Who must be telephoned or knocked for, because they may be written to only after their next word, has family
    elsewhere that can be told at once."""
    lost = {copy.person for copy in copies if copy.way in (Way.PHONE, Way.KNOCK)}
    for household, relative in people.families_of_shut(tx, lost) if lost else ():
        home = [each for each in waiting if each.household == household and each.person in lost]
        printer.for_family(tx, home, relative, now)


def _goes_on(tx: Transaction, printer: Printer, now: int) -> bool:
    """Everybody's copy is decided: whoever's could not be corrected is told in a message of its own, else it is
    over."""
    broadcast = printer.broadcast
    unchanged = recipients.not_changed(tx, broadcast.id, SLICE) if broadcast.operation is Operation.EDIT else []
    if unchanged and recipients.wait_again(tx, broadcast.id, unchanged):
        return True
    if not broadcasts.move(tx, broadcast.id, "finish", now):
        return False
    if broadcast.operation is Operation.WITHDRAW:
        told = sending.withdrawn(tx, broadcast, printer.notice)
        printer.writer.write_to(tx, told, broadcast.made_by, now)
    elif asked := deciding.question(tx, broadcast, printer.notice, now):
        printer.writer.write_to(tx, asked, printer.notice.author, now)
    return False


def _operation(copy: Copy, broadcast: Broadcast) -> Operation:
    return broadcast.operation if copy.replaces else Operation.SEND


def _copies(tx: Transaction, printer: Printer, waiting: list[Waiting], now: int) -> list[Copy]:
    printer.begin(tx)
    homes = {reader.household for reader in waiting}
    at_home = households.with_any_of(tx, homes, AT_HOME, now) if _has_variant(printer.notice) else set()
    ids = tx.ids.reserve(len(waiting))
    broadcast = printer.broadcast
    earlier: dict[int, Earlier] = {}
    if broadcast.operation is not Operation.SEND:
        # Whoever had a copy of the correction itself is told in a message of its own: it changed nothing, or they are
        # reminded.
        earlier = recipients.earlier_copies(tx, broadcast.of, [each.person for each in waiting if not each.tried])
    return [
        _copy(tx, printer, reader, delivery, earlier.get(reader.person), reader.household in at_home)
        for reader, delivery in zip(waiting, ids, strict=True)
        if reader.person not in earlier or earlier[reader.person].out  # else it waits for what it changes
    ]


def _copy(
    tx: Transaction, printer: Printer, reader: Waiting, delivery: int, earlier: Earlier | None, at_home: bool
) -> Copy:
    if earlier is not None:
        return printer.change(tx, reader, delivery, earlier, at_home)
    if printer.broadcast.operation is Operation.WITHDRAW:
        return Copy(reader.person, Way.CANCELLED)
    return printer.copy(tx, reader, delivery, at_home)


def _has_variant(notice: Notice) -> bool:
    return any(":" in name for name in notice.texts)


def _priority(broadcast: Broadcast, notice: Notice) -> Priority:
    """An emergency goes with the reminders, ahead of every other notice."""
    return Priority.REMINDER if notice.emergency or broadcast.rule else Priority.NOTICE
