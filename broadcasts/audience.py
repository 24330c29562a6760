"""Who is told of something that concerns an area: those who hold a role there and can be reached in chat."""

from domain.people import Person, Role
from storage import addresses, areas, people
from storage.database import Transaction

MOST = 50
"""People who are told of one thing."""

CONTACTS = 3


def helpers(tx: Transaction, path: str) -> list[int]:
    """The workers of the micro-grid (or the nearest up), else the cadres, else any worker of that area. With path ""
    nobody knows where: whoever leads the whole district."""
    if not path:
        return _leaders(tx)
    return (
        _nearest(tx, path, Role.GRID_WORKER)
        or _nearest(tx, path, Role.CADRE)
        or _within(tx, path, Role.GRID_WORKER)
        or _nearest(tx, path, Role.STREET)
    )[:MOST]


def cadres(tx: Transaction, path: str) -> list[int]:
    """The cadres of the village, else those above them."""
    return (_nearest(tx, path, Role.CADRE) or _nearest(tx, path, Role.STREET))[:MOST]


def cadres_of(tx: Transaction, village: int) -> list[int]:
    """The cadres of a village by its id, else those above them."""
    area = areas.get(tx, village)
    return cadres(tx, area.path) if area else []


def responders(tx: Transaction, path: str) -> list[int]:
    """Who is alarmed: the micro-grid's workers, or all of the village's when no micro-grid is known, and the village
    doctors; the cadres when there is neither. With path "" nobody knows where: whoever leads the whole district."""
    if not path:
        return _leaders(tx)
    workers = _nearest(tx, path, Role.GRID_WORKER) or _within(tx, path, Role.GRID_WORKER)
    found = dict.fromkeys([*workers, *_nearest(tx, path, Role.DOCTOR)])
    return list(found)[:MOST] or cadres(tx, path)


def responsible(tx: Transaction, path: str, role: Role) -> list[int]:
    """Holders of a role in the nearest area up in which any of them can be reached."""
    return _nearest(tx, path, role)[:MOST]


def contacts(tx: Transaction, path: str) -> list[Person]:
    """Whom somebody who lives there may telephone: workers with a number, else cadres."""
    for role in (Role.GRID_WORKER, Role.CADRE, Role.STREET):
        found = [people.get(tx, person) for person in people.with_role(tx, path, role)]
        reachable = [person for person in found if person and person.phone and person.state != "gone"]
        if reachable:
            return reachable[:CONTACTS]
    return []


def _leaders(tx: Transaction) -> list[int]:
    return (_within(tx, "", Role.STREET) or _within(tx, "", Role.CADRE))[:MOST]


def _nearest(tx: Transaction, path: str, role: Role) -> list[int]:
    """Holders of a role in the nearest area up from `path` in which any of them can be reached."""
    for area in reversed(path.split("/")[:-1]):
        found = _reachable(tx, people.with_role(tx, f"{area}/", role))
        if found:
            return found
    return []


def _within(tx: Transaction, path: str, role: Role) -> list[int]:
    return _reachable(tx, people.holders(tx, path, role))


def _reachable(tx: Transaction, found: list[int]) -> list[int]:
    return [person for person in found if addresses.of_person(tx, person)]
