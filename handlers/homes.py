"""Whose household words are about that name a door or a person, and who may order for it."""

from domain.people import STAFF, Person
from domain.permissions import Action, concerns, scope
from handlers.flow import Turn
from nlu.doors import read_door
from nlu.errands import Errand
from nlu.spoken_for import named_at_head
from storage import areas, neighbours
from storage.neighbours import Home


def spoken_for(turn: Turn) -> list[Errand]:
    """«小芳 豆腐2块»: of somebody who lives here and is no staff, whom people address; a bare 203 from a worker."""
    said = named_at_head(turn.text) if turn.person else None
    if said is None or (said.door and not is_worker(turn)):
        return []
    named = [whom for home in homes_meant(turn, said) if said.name and (whom := home.meant(turn.tx, said.name))]
    meant = bool(said.door or named) and not any(held.role in STAFF for whom in named for held in whom.roles)
    return [said] if meant else []


def homes_meant(turn: Turn, errand: Errand) -> list[Home]:
    """The households that may be meant: behind the door, if somebody of that name is there; else of that name."""
    if errand.door:
        found = homes_behind(turn, errand.door)
        return [home for home in found if home.meant(turn.tx, errand.name)]
    return neighbours.called(turn.tx, turn.known().village, errand.name)


def homes_behind(turn: Turn, door: str) -> list[Home]:
    """The households behind a door as it is written."""
    village, key = turn.known().village, read_door(door)
    place = areas.get(turn.tx, village)
    if key is None or place is None:
        return []
    short = neighbours.at_door(turn.tx, village, key.key.removeprefix(place.name))
    return short or neighbours.at_door(turn.tx, village, key.key)


def is_worker(turn: Turn) -> bool:
    return bool(scope(turn.person, Action.TAKE_HANDOVER))


def may_enter(writer: Person, whom: Person) -> bool:
    """The household's own grid worker, or whoever it has allowed to."""
    allowed = whom.household and whom.household in (writer.household, *writer.households)
    return bool(allowed) or concerns(writer, Action.TAKE_HANDOVER, whom.area_path or whom.village_path)
