"""`invite`: a one-time link into the chat or the console, for somebody new or somebody here already."""

import secrets
import sys
from typing import Annotated

import typer

from commands.house import House, Refused, now, run
from domain.areas import Area
from domain.people import Person, Role
from domain.permissions import ALLOWED, Action
from storage import areas, links, people
from storage.database import Transaction

TITLES = {
    Role.VILLAGER: "村民",
    Role.GRID_WORKER: "网格员",
    Role.CADRE: "村干部",
    Role.STREET: "街道干部",
    Role.VOLUNTEER: "志愿者",
    Role.GROUP_LEADER: "村民小组长",
    Role.DOCTOR: "村医",
    Role.PROPERTY: "物业",
    Role.GUARD: "卡口值守",
}
"""What somebody is called whose name is not given."""

RoleOption = Annotated[Role | None, typer.Option("--role", help="What they are.")]
AreaOption = Annotated[
    str, typer.Option("--area", help="Where: a name, 前岸村/第一网格 where names recur, or an id.")
]
NameOption = Annotated[str, typer.Option("--name", help="What they are called.")]
PersonOption = Annotated[int | None, typer.Option("--person", help="The id of somebody who is here already.")]
ConsoleOption = Annotated[bool, typer.Option("--console", help="A link into the console instead of the chat.")]


def invite(
    role: RoleOption = None,
    area: AreaOption = "",
    name: NameOption = "",
    person: PersonOption = None,
    console: ConsoleOption = False,
) -> None:
    """Make a one-time link, with a QR code, for a new person of a role in an area, or for somebody by id or name."""
    if person is None and (role is None or not area):
        raise typer.BadParameter("name both --role and --area, or an existing --person", param_hint="--role, --area")
    run(lambda house: _invite(house, role, area, " ".join(name.split()), person, console))


async def _invite(house: House, role: Role | None, area: str, name: str, person: int | None, console: bool) -> None:
    purpose = "console" if console else "chat"
    secret = secrets.token_hex(20)

    def work(tx: Transaction) -> Person:
        where = _area(tx, area) if area else None
        found = person if person is not None else 0
        if not found and role is not None and where is not None:
            found = _same(tx, role, where, name) or _add(tx, role, where, name, house.settings.language)
        known = people.get(tx, found)
        if known is None or known.state == "gone":
            raise Refused(f"There is nobody with the id {found}; with --role, --area and --name the ids are listed.")
        if person is not None and role is not None:
            if where is None:
                raise Refused("Name the --area of the role, too.")
            _give(tx, found, role, where)
            known = people.get(tx, found) or known
        if console and not any(held.role in ALLOWED[Action.USE_CONSOLE] for held in known.roles):
            raise Refused("The console is for grid workers, cadres and the street; leave --console out.")
        links.add(tx, secret, purpose, known.id, 0, now())
        return known

    known = await house.database.write(work)
    _show(known, f"{house.settings.address}/{purpose}/enter/{secret}")


def _area(tx: Transaction, written: str) -> Area:
    """The area meant: by id, by name, or by the names on the way to it."""
    *above, name = [part.strip() for part in written.strip("/ ").split("/")]
    if not above and name.isascii() and name.isdigit():
        by_id = areas.get(tx, int(name[:16]))
        if by_id is not None:
            return by_id
    found = [area for area in areas.named(tx, name) if set(above) <= set(_names(tx, area))]
    if not found:
        raise Refused(f"There is no area called {written}; `import people` makes areas.")
    if len(found) > 1:
        listed = "\n".join(f"  {area.id}  {'/'.join(_names(tx, area))}" for area in found)
        raise Refused(f"{len(found)} areas are called {written}; name one by its id:\n{listed}")
    return found[0]


def _names(tx: Transaction, area: Area) -> list[str]:
    above = [areas.get(tx, int(part)) for part in area.path.split("/") if part]
    return [found.name for found in above if found is not None]


def _village(tx: Transaction, area: Area) -> Area:
    """The village that an area lies in, or the area itself above the villages."""
    above = [areas.get(tx, int(part)) for part in area.path.split("/") if part]
    return next((found for found in above if found is not None and found.kind == "village"), area)


def _same(tx: Transaction, role: Role, area: Area, name: str) -> int:
    """Who of that name has the role there already, 0 for nobody. Raises Refused when it cannot be told."""
    if not name:
        return 0
    village = _village(tx, area)
    alike = [person for key, _, _ in people.named(tx, name) if (person := people.get(tx, key)) is not None]
    alike = [person for person in alike if person.village == village.id]
    same = [
        person for person in alike
        if role is Role.VILLAGER or any(held.role is role and held.area == area.id for held in person.roles)
    ]  # fmt: skip
    if len(same) == 1:
        return same[0].id
    if alike:
        listed = "\n".join(f"  {person.id}  {person.door or 'no door'}" for person in alike)
        raise Refused(f"In {village.name} {name} is here already; name whom you mean with --person ID:\n{listed}")
    return 0


def _add(tx: Transaction, role: Role, area: Area, name: str, language: str) -> int:
    from nlu.names import search_terms

    if role is Role.RELATIVE:
        raise Refused("Family elsewhere acts for a household: `import people` with its door makes them.")
    name = (name or TITLES[role])[:64]
    village = _village(tx, area).id
    # A villager is confirmed by a worker once they have said where they live.
    person = people.add(
        tx, name, village, now(), terms=search_terms(name), language=language, confirmed=role is not Role.VILLAGER
    )
    _give(tx, person, role, area)
    return person


def _give(tx: Transaction, person: int, role: Role, area: Area) -> None:
    if role is Role.RELATIVE:
        raise Refused("Family elsewhere acts for a household: `import people` with its door makes them.")
    if role is not Role.VILLAGER:
        people.give_role(tx, person, role, area.id)


def _show(person: Person, link: str) -> None:
    import segno

    typer.echo(f"{person.name} ({person.id})")
    typer.echo(f"{link}\n")
    segno.make(link, micro=False).terminal(out=sys.stdout, compact=True, border=2)
    typer.echo("\nThe link works once and for seven days; it is used up by the button on its page.")
