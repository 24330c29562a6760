"""Half of the enrolment for observation: which household and people a worker's words mean."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.enrolments import Draft
from domain.names import may_be_called
from domain.people import Household, Person
from domain.permissions import Action, concerns
from domain.replies import NO, Ask, Option, Reply
from domain.spans import DAY
from handlers.flow import Turn
from nlu.doors import Door
from storage import areas, households, people
from storage.database import Transaction

MOST = 8


@dataclass(frozen=True, slots=True)
class Said:
    """Whom a line names."""

    door: Door | None = None
    names: tuple[str, ...] = ()
    phone: str = ""
    whole: bool = False

    def __bool__(self) -> bool:
        return bool(self.door or self.names or self.whole)


def may_observe(tx: Transaction, worker: Person, household: int) -> bool:
    return concerns(worker, Action.OBSERVE, households.path(tx, household))


def living(tx: Transaction, household: int) -> list[Person]:
    """Who lives there, as far as the register knows."""
    found = [people.get(tx, each) for each in people.in_household(tx, household)]
    return [person for person in found if person is not None and person.state != "gone"]


def resolve(turn: Turn, draft: Draft, said: Said) -> tuple[Draft, Reply | None]:
    """The draft with the household and the people that are meant; or what must be said or asked first."""
    if said.door is not None:
        homes = _behind(turn, said.door)
        if not homes:
            return replace(draft, asking="door"), Reply("observations/no_such_door", {"door": said.door.text})
        mine = [home for home in homes if may_observe(turn.tx, turn.known(), home.id)]
        if not mine:
            return replace(draft, asking="door"), Reply("observations/not_your_door", {"door": said.door.text})
        named = [home for home in mine if any(_meant(living(turn.tx, home.id), name) for name in said.names)]
        fitting = named or mine
        if len(fitting) > 1:
            return draft, _which_home(draft, said, fitting[:MOST])
        return _at_home(turn.tx, draft, fitting[0], said), None
    if draft.household and (said.whole or said.names):
        home = households.get(turn.tx, draft.household)
        return (_at_home(turn.tx, draft, home, said), None) if home else (draft, None)
    return _by_name(turn, draft, said)


def at_home(turn: Turn, draft: Draft, household: int, said: Said) -> Draft:
    """The same where a button has said which household."""
    home = households.get(turn.tx, household)
    return _at_home(turn.tx, draft, home, said) if home else draft


def _at_home(tx: Transaction, draft: Draft, home: Household, said: Said) -> Draft:
    there = living(tx, home.id)
    persons = [person.id for person in there] if said.whole else []
    new: list[tuple[str, str]] = []
    for name in said.names:
        found = _meant(there, name)
        if found is None:
            new.append((name, said.phone if len(said.names) == 1 else ""))
        elif found.id not in persons:
            persons.append(found.id)
    return replace(
        draft, household=home.id, door=f"{home.door} {home.part}".strip(), persons=tuple(persons), new=tuple(new),
        asking="",
    )  # fmt: skip


def _by_name(turn: Turn, draft: Draft, said: Said) -> tuple[Draft, Reply | None]:
    """Without a door: somebody of just that name in the worker's own areas."""
    found: list[Person] = []
    for name in said.names:
        for number, _, _ in people.named(turn.tx, name):
            person = people.get(turn.tx, number)
            if person is None or person.state == "gone" or person in found:
                continue
            if concerns(turn.known(), Action.OBSERVE, person.area_path or person.village_path):
                found.append(person)
    homeless = [person for person in found if not person.household]
    if homeless and len(homeless) == len(found):
        return replace(draft, asking="door"), Reply("observations/no_home", {"name": homeless[0].name})
    homes = list(dict.fromkeys(person.household for person in found if person.household))
    if len(homes) == 1:
        return at_home(turn, draft, homes[0], said), None
    if homes:
        known = [home for each in homes[:MOST] if (home := households.get(turn.tx, each)) is not None]
        return draft, _which_home(draft, said, known)
    new = tuple((name, said.phone if len(said.names) == 1 else "") for name in said.names)
    missing = Reply("observations/not_found", {"names": list(said.names)})
    return replace(draft, new=new, asking="door"), missing


def _behind(turn: Turn, door: Door) -> list[Household]:
    """The households behind a door, whose key people write with and without the village's name."""
    village = turn.known().village
    place = areas.get(turn.tx, village)
    short = door.key.removeprefix(place.name) if place else door.key
    return households.at_door(turn.tx, village, short) or households.at_door(turn.tx, village, door.key)


def _which_home(draft: Draft, said: Said, homes: Sequence[Household]) -> Reply:
    data = draft.to_json() | {"names": said.names, "phone": said.phone, "whole": said.whole}
    options = tuple(Option(f"home:{home.id}", f"{home.door} {home.part or home.landlord}".strip()) for home in homes)
    ask = Ask("observing", "chosen", (*options, Option(NO, "neither")), "observe_title", data=data, lasts=DAY)
    return Reply("observations/which_home", {"names": list(said.names)}, ask)


def _meant(there: Sequence[Person], name: str) -> Person | None:
    exact = [person for person in there if person.name == name]
    fitting = [person for person in there if may_be_called(person.name, name)]
    return exact[0] if exact else fitting[0] if len(fitting) == 1 else None
