"""`invite`: a one-time link into the chat or the console, for somebody new or somebody here already."""

import secrets
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated

import typer

from commands.house import Access, House, Refused, complain, now, run
from commands.invite_everybody import KINDS, Reach, invite_everybody, show
from domain.areas import Area, contains
from domain.people import Person, Role
from domain.permissions import ALLOWED, Action
from storage import areas, audit, links, people
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
    Role.SUPPLIER: "供应商",
}
"""What somebody is called whose name is not given."""

RoleOption = Annotated[Role | None, typer.Option("--role", help="What they are.")]
AreaOption = Annotated[
    str, typer.Option("--area", help="Where: a name, 前岸村/第一网格 where names recur, or an id.")
]
NameOption = Annotated[str, typer.Option("--name", help="What they are called.")]
PersonOption = Annotated[int | None, typer.Option("--person", help="The id of somebody who is here already.")]
ConsoleOption = Annotated[bool, typer.Option("--console", help="A link into the console instead of the chat.")]
WeComOption = Annotated[
    bool, typer.Option("--wecom-kf", help="A link into WeChat for everybody of an area, to be printed.")
]
PosterOption = Annotated[
    Path | None,
    typer.Option("--poster", help="With --wecom-kf: a sheet (.html, .pdf) or the bare code (.png, .svg)."),
]


def inviting(reach: Reach) -> Callable[..., None]:
    """The command; `reach` makes links into WeChat."""

    def invite(
        role: RoleOption = None,
        area: AreaOption = "",
        name: NameOption = "",
        person: PersonOption = None,
        console: ConsoleOption = False,
        wecom_kf: WeComOption = False,
        poster: PosterOption = None,
    ) -> None:
        """Make a one-time link, with a QR code, for a new person of a role in an area, or for somebody by id or name;
        or with --wecom-kf one for everybody of a village or grid."""
        name = " ".join(name.split())
        if wecom_kf:
            _refuse_beside(role is not None or bool(name) or person is not None or console, poster)
            run(lambda house: invite_everybody(house, reach, area, poster), Access.READ)
            return
        if poster is not None:
            raise typer.BadParameter("a poster is for everybody: name --wecom-kf as well", param_hint="--poster")
        if person is None and not (role is not None and area) and not (role is None and name):
            reason = "name both --role and --area, or somebody who is here already by --name or --person"
            raise typer.BadParameter(reason, param_hint="--role, --area")
        run(lambda house: _invite(house, reach, role, area, name, person, console), Access.CHANGE)

    return invite


def _refuse_beside(somebody: bool, poster: Path | None) -> None:
    if somebody:
        reason = "this link is for everybody of an area; leave --role, --name, --person and --console out"
        raise typer.BadParameter(reason, param_hint="--wecom-kf")
    if poster is not None and poster.suffix.lower() not in KINDS:
        reason = f"{poster} must end in one of {', '.join(KINDS)}"
        raise typer.BadParameter(reason, param_hint="--poster")


async def _invite(
    house: House, reach: Reach, role: Role | None, area: str, name: str, person: int | None, console: bool
) -> None:
    purpose = "console" if console else "chat"
    secret = secrets.token_hex(20)

    def work(tx: Transaction) -> tuple[Person, str]:
        where = _area(tx, area) if area else None
        found, said = person or 0, "is here already"
        if person is None and role is None:
            found = _named(tx, name, where)
        elif person is None and role is not None and where is not None:
            found = _same(tx, role, where, name)
            if not found:
                found = _add(tx, role, where, name, house.settings.language)
                said = f"is new: {role} in {where.name}"
        known = people.get(tx, found)
        if known is None or known.state == "gone":
            raise Refused(f"There is nobody with the id {found}; --name lists the ids of those of a name.")
        if person is not None and role is not None:
            if where is None:
                raise Refused("Name the --area of the role, too.")
            if not _holds(known, role, where):
                _give(tx, found, role, where)
                audit.note(tx, 0, "give_role", found, now())
                said = f"was here already and is {role} in {where.name} from now on"
            known = people.get(tx, found) or known
        if console and not any(held.role in ALLOWED[Action.ENTER_CONSOLE] for held in known.roles):
            raise Refused("The console is for grid workers, cadres, the street and doctors; leave --console out.")
        links.add(tx, secret, purpose, known.id, 0, now())
        return known, said

    known, said = await house.database.write(work)
    typer.echo(f"{known.name} ({known.id}, {known.door or 'no door'}) {said}.")
    show(f"{house.settings.address}/{purpose}/enter/{secret}")
    if not console:
        await _show_in_wechat(house, reach, secret)
    typer.echo("The link works once and for seven days; it is used up by the button on its page.")


async def _show_in_wechat(house: House, reach: Reach, secret: str) -> None:
    """The same for a telephone with WeChat; where it cannot be had the other link is still good."""
    if not house.settings.wecom_kf_ids:
        return
    try:
        link = await reach(house.settings, "invite", secret)
    except Refused as error:
        complain(f"There is no link into WeChat: {error}")
        return
    typer.echo("Or in WeChat, where the first to open it is taken for them:")
    show(link)


def _area(tx: Transaction, written: str) -> Area:
    """The area meant: by id, by name, or by the names on the way to it."""
    found = areas.meant(tx, written)
    if not found:
        raise Refused(f"There is no area called {written}; `import people` makes areas.")
    if len(found) > 1:
        listed = "\n".join(f"  {area.id}  {'/'.join(_names(tx, area))}" for area in found)
        raise Refused(f"{len(found)} areas are called {written}; name one by its id:\n{listed}")
    return found[0]


def _names(tx: Transaction, area: Area) -> list[str]:
    return [found.name for found in areas.on_path(tx, area.path)]


def _village(tx: Transaction, area: Area) -> Area:
    """The village that an area lies in, or the area itself above the villages."""
    return next((found for found in areas.on_path(tx, area.path) if found.kind == "village"), area)


def _named(tx: Transaction, name: str, area: Area | None) -> int:
    """The one person of that name, in an area if one is named. Raises Refused when there is none, or several."""
    alike = [
        person for person in _called(tx, name)
        if area is None or contains(area.path, person.area_path or person.village_path)
    ]  # fmt: skip
    if not alike:
        where = f" in {area.name}" if area else ""
        raise Refused(f"Nobody{where} is called {name}; with --role and --area somebody new is made.")
    if len(alike) > 1:
        raise Refused(f"{len(alike)} people are called {name}; name whom you mean with --person ID:\n{_list(alike)}")
    return alike[0].id


def _same(tx: Transaction, role: Role, area: Area, name: str) -> int:
    """Who of that name has the role there already, 0 for nobody. Raises Refused when it cannot be told.

    Without a name it is whoever was made here before under the role's title: staff is not made twice. Villagers
    without a name are different people.
    """
    if not name and role is Role.VILLAGER:
        return 0
    village = _village(tx, area)
    alike = [person for person in _called(tx, name or TITLES.get(role, "")) if person.village == village.id]
    same = [person for person in alike if role is Role.VILLAGER or _holds(person, role, area)]
    if len(same) == 1:
        return same[0].id
    if same or (alike and name):
        called = name or TITLES[role]
        listed = _list(same or alike)
        raise Refused(f"In {village.name} {called} is here already; name whom you mean with --person ID:\n{listed}")
    return 0


def _called(tx: Transaction, name: str) -> list[Person]:
    """Those of exactly that name who have not moved away."""
    found = [people.get(tx, key) for key, _, _ in people.named(tx, name)]
    return [person for person in found if person is not None and person.state != "gone"]


def _holds(person: Person, role: Role, area: Area) -> bool:
    return any(held.role is role and held.area == area.id for held in person.roles)


def _list(found: Iterable[Person]) -> str:
    return "\n".join(f"  {person.id}  {person.door or 'no door'}" for person in found)


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
