"""Pick-ups: slots with room for so many households, bags with short numbers, and who is given which slot."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.doors import by_door, lies_in
from domain.people import Status

PICKUP = "pickup"
DELIVERY = "delivery"

AT_HOME = (Status.ELDER, Status.BEDRIDDEN, Status.INFANT, Status.OBSERVATION)
"""Whoever has one of these is delivered to without being asked, all in one list, so that it marks nobody."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A time at a place; `buildings` are the beginnings of the doors it is for, none for all."""

    id: int
    window: int
    place: str
    starts_at: int
    ends_at: int
    capacity: int  #: households
    taken: int = 0
    buildings: tuple[str, ...] = ()
    called_at: int = 0  #: when its households were called, 0 before

    @property
    def left(self) -> int:
        return self.capacity - self.taken

    def serves(self, door: str) -> bool:
        return not self.buildings or any(lies_in(door, beginning) for beginning in self.buildings)


@dataclass(frozen=True, slots=True)
class Bag:
    """What goes to one household in one window. `number` is 0 before closing; `way` says nothing of why."""

    window: int
    household: int
    number: int
    door: str
    part: str
    way: str
    slot: int
    chosen: bool  #: the household said how and when itself
    volunteer: int = 0
    place_in_route: int = 0
    handed_at: int = 0
    handed_by: int = 0
    secret: str = ""

    @property
    def order(self) -> tuple[list[tuple[int, str]], str, int]:
        """Sorts bags as a village is walked through."""
        return by_door(self.door), self.part, self.household


@dataclass(frozen=True, slots=True)
class Dealt:
    """A slot for each household, and those for whom there is no room."""

    slots: Mapping[int, int]
    left_out: tuple[int, ...]


def deal(doors: Mapping[int, str], slots: Sequence[Slot]) -> Dealt:
    """Gives each household (with its door) a place in a slot that serves it: neighbours together, the slots evenly
    full, nobody left out while any way of dealing has room for all."""
    in_order = sorted(doors, key=lambda household: (by_door(doors[household]), household))
    room = {slot.id: max(0, slot.left) for slot in slots}
    fitting = {household: [slot.id for slot in slots if slot.serves(doors[household])] for household in in_order}
    share = _even_share(slots, len(in_order))
    held: dict[int, list[int]] = {slot.id: [] for slot in slots}
    waiting: list[int] = []
    for household in in_order:
        place = next((slot for slot in fitting[household] if len(held[slot]) < share[slot]), 0)
        (held[place] if place else waiting).append(household)
    left_out = tuple(household for household in waiting if not _squeeze_in(household, fitting, held, room, set()))
    return Dealt({household: slot for slot, inside in held.items() for household in inside}, left_out)


def _even_share(slots: Sequence[Slot], count: int) -> dict[int, int]:
    """How many of `count` each slot would take so that all become equally full, those taken already included."""
    level, top = 0, max((slot.capacity for slot in slots), default=0)
    share = {slot.id: 0 for slot in slots}
    while sum(share.values()) < count and level < top:
        level += 1
        share = {slot.id: max(0, min(slot.capacity, level) - slot.taken) for slot in slots}
    return share


def _squeeze_in(
    household: int, fitting: Mapping[int, list[int]], held: dict[int, list[int]], room: Mapping[int, int],
    tried: set[int],
) -> bool:  # fmt: skip
    """Finds a place even where somebody must move for it to another slot that serves them as well."""
    for slot in fitting[household]:
        if len(held[slot]) < room[slot]:
            held[slot].append(household)
            return True
    for slot in fitting[household]:
        if slot in tried:
            continue
        tried.add(slot)
        for other in held[slot]:
            if _squeeze_in(other, fitting, held, room, tried):
                held[slot].remove(other)
                held[slot].append(household)
                return True
    return False


def divide(bags: Iterable[Bag], volunteers: Sequence[int]) -> dict[int, list[Bag]]:
    """Divides deliveries among volunteers in order of their doors, to each about as many as to the others."""
    walk = sorted(bags, key=lambda bag: bag.order)
    if not volunteers:
        return {}
    whole, rest = divmod(len(walk), len(volunteers))
    routes, start = {}, 0
    for place, volunteer in enumerate(volunteers):
        end = start + whole + (place < rest)
        routes[volunteer] = walk[start:end]
        start = end
    return routes
