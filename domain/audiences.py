"""To whom a notice goes: areas, buildings, roles, statuses, who ordered, who is silent, doors; with and, or, not."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from domain.people import Role, Status

MOST_PARTS = 300
"""Parts of one expression, so that nobody hands in one that takes minutes."""

DEEPEST = 8
MOST_DOORS = 2_000
LONGEST_BUILDING = 40


T = TypeVar("T", Role, Status)


class AudienceRefused(ValueError):
    """An expression that cannot be read; the text says where and why."""


@dataclass(frozen=True, slots=True)
class InArea:
    """Everybody who lives in an area, and its staff who live elsewhere; no family elsewhere."""

    area: int


@dataclass(frozen=True, slots=True)
class InBuilding:
    """Who lives in a building of a village; `building` as door keys begin: "3" of 3-201."""

    village: int
    building: str


@dataclass(frozen=True, slots=True)
class WithRole:
    """Who holds a role in an area or a part of it; area 0: in what it is combined with, or where the author leads."""

    role: Role
    area: int = 0


@dataclass(frozen=True, slots=True)
class WithStatus:
    """Who lives in a household for which something holds when the audience is computed."""

    status: Status


@dataclass(frozen=True, slots=True)
class OrderedIn:
    """Who has an order in a window, family elsewhere too."""

    window: int


@dataclass(frozen=True, slots=True)
class SilentOn:
    """Who was told of a notice in chat and has not answered, nor been told in person; by household where the notice
    counts so."""

    notice: int


@dataclass(frozen=True, slots=True)
class AtDoors:
    """Who lives in one of several households: a typed list of doors."""

    households: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OnePerson:
    person: int


@dataclass(frozen=True, slots=True)
class AllOf:
    """Who is in every part. Parts with Not are taken away from the others. Of no parts: where the author leads."""

    parts: tuple["Audience", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Who is in one of the parts; of no parts it is nobody."""

    parts: tuple["Audience", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Everybody else where the author leads."""

    part: "Audience"


Audience = (
    InArea | InBuilding | WithRole | WithStatus | OrderedIn | SilentOn | AtDoors | OnePerson | AllOf | AnyOf | Not
)

NOBODY = AnyOf(())


def parts(audience: Audience) -> Iterator[Audience]:
    """The expression and everything in it, from the outside in."""
    yield audience
    match audience:
        case AllOf(inner) | AnyOf(inner):
            for part in inner:
                yield from parts(part)
        case Not(part):
            yield from parts(part)
        case _:
            pass


def to_json(audience: Audience) -> dict[str, Any]:
    """As it is kept: {"all": [{"area": 7}, {"not": {"status": "observation"}}]}."""
    match audience:
        case InArea(area):
            return {"area": area}
        case InBuilding(village, building):
            return {"building": [village, building]}
        case WithRole(role, area):
            return {"role": role.value, "area": area} if area else {"role": role.value}
        case WithStatus(status):
            return {"status": status.value}
        case OrderedIn(window):
            return {"ordered": window}
        case SilentOn(notice):
            return {"silent": notice}
        case AtDoors(households):
            return {"households": list(households)}
        case OnePerson(person):
            return {"person": person}
        case AllOf(inner):
            return {"all": [to_json(part) for part in inner]}
        case AnyOf(inner):
            return {"any": [to_json(part) for part in inner]}
        case Not(part):
            return {"not": to_json(part)}


def from_json(value: object) -> Audience:
    """Reads what `to_json` writes. Raises AudienceRefused, saying where and why."""
    audience = _read(value, "audience", 1)
    count = sum(1 for _ in parts(audience))
    if count > MOST_PARTS:
        raise AudienceRefused(f"audience: {count} parts, at most {MOST_PARTS} are read")
    return audience


def _read(value: object, place: str, depth: int) -> Audience:
    if depth > DEEPEST:
        raise AudienceRefused(f"{place}: nested deeper than {DEEPEST}")
    if not isinstance(value, dict) or not value:
        raise AudienceRefused(f"{place}: an object with one key is expected")
    kind = next(iter(value))
    if set(value) != ({"role", "area"} if "role" in value and "area" in value else {kind}):
        raise AudienceRefused(f"{place}: {', '.join(map(str, value))} do not go together")
    if kind in ("all", "any"):
        inner = _list(value[kind], f"{place}.{kind}", MOST_PARTS)
        read = tuple(_read(part, f"{place}.{kind}[{number}]", depth + 1) for number, part in enumerate(inner))
        return AllOf(read) if kind == "all" else AnyOf(read)
    if kind == "not":
        return Not(_read(value[kind], f"{place}.not", depth + 1))
    return _atom("role" if "role" in value else str(kind), value, place)


def _atom(kind: str, value: dict[str, Any], place: str) -> Audience:
    here = f"{place}.{kind}"
    match kind:
        case "area":
            return InArea(_id(value[kind], here))
        case "building":
            pair = _list(value[kind], here, 2)
            if len(pair) != 2 or not isinstance(pair[1], str) or not 0 < len(pair[1]) <= LONGEST_BUILDING:
                raise AudienceRefused(f"{here}: a village and the name of a building are expected")
            return InBuilding(_id(pair[0], here), pair[1])
        case "role":
            return WithRole(_word(Role, value[kind], here), _id(value["area"], here) if "area" in value else 0)
        case "status":
            return WithStatus(_word(Status, value[kind], here))
        case "ordered":
            return OrderedIn(_id(value[kind], here))
        case "silent":
            return SilentOn(_id(value[kind], here))
        case "households":
            return AtDoors(tuple(_id(each, here) for each in _list(value[kind], here, MOST_DOORS)))
        case "person":
            return OnePerson(_id(value[kind], here))
        case _:
            raise AudienceRefused(f"{place}: {kind} is not known")


def _id(value: object, place: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 2**53:
        raise AudienceRefused(f"{place}: an id is expected")
    return value


def _list(value: object, place: str, most: int) -> list[Any]:
    if not isinstance(value, list):
        raise AudienceRefused(f"{place}: a list is expected")
    if len(value) > most:
        raise AudienceRefused(f"{place}: {len(value)} entries, at most {most} are read")
    return value


def _word(kind: type[T], value: object, place: str) -> T:
    if not isinstance(value, str) or value not in list(kind):
        raise AudienceRefused(f"{place}: {value!r} is not one of {', '.join(kind)}")
    return kind(value)
