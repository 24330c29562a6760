"""Whom an audience is: the set algebra of its parts on a village's records, on both engines."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import reduce
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.areas import Area
from domain.audiences import (
    NOBODY,
    AllOf,
    AnyOf,
    AtDoors,
    Audience,
    InArea,
    InBuilding,
    Not,
    OnePerson,
    OrderedIn,
    SilentOn,
    WithRole,
    WithStatus,
)
from domain.people import Role, Status
from storage import areas, audiences, households, people
from storage.database import Database, Transaction
from storage.ids import Ids
from storage.queries import load_queries
from tests.town import HOUR, NOON, Town


class Village:
    """Two villages: one with two grids, of which the first has two micro-grids; the other for who is not meant."""

    def __init__(self, tx: Transaction) -> None:
        self.tx = tx
        self.district = areas.ensure(tx, None, "district", "滨海")
        self.village = areas.ensure(tx, self.district, "village", "王家村")
        self.other = areas.ensure(tx, self.district, "village", "李家村")
        self.grids = [areas.ensure(tx, self.village, "grid", f"第{number}网格") for number in "一二"]
        self.microgrids = [areas.ensure(tx, self.grids[0], "microgrid", f"微网格{number}") for number in (1, 2)]
        self.homes: dict[str, int] = {}
        self.people: dict[str, int] = {}

    def home(self, door: str, key: str, area: Area, village: Area | None = None) -> int:
        where = village or self.village
        self.homes[door] = households.ensure(self.tx, where.id, area.id, door, key, NOON).id
        return self.homes[door]

    def lives(self, name: str, household: int, village: Area | None = None) -> int:
        where = village or self.village
        self.people[name] = people.add(self.tx, name, where.id, NOON, terms=[], household=household, confirmed=True)
        return self.people[name]


def build(tx: Transaction) -> Village:
    made = Village(tx)
    first, second = made.microgrids
    for name, door, key, area in (
        ("阿甲", "3幢201", "3-201", first), ("阿乙", "3幢202", "3-202", second), ("阿丙", "13幢201", "13-201", first),
        ("阿丁", "5幢101", "5-101", made.grids[1]), ("阿戊", "3号陈老板家二楼", "3-陈老板2楼", second),
    ):  # fmt: skip
        made.lives(name, made.home(door, key, area))
    made.lives("阿甲嫂", made.homes["3幢201"])
    made.lives("李家人", made.home("3幢201李", "3-201", made.other, made.other), made.other)
    made.lives("值班员", 0)
    people.give_role(tx, made.people["值班员"], Role.GUARD, made.village.id)
    people.give_role(tx, made.people["阿乙"], Role.GRID_WORKER, second.id)
    people.give_role(tx, made.people["李家人"], Role.GRID_WORKER, made.other.id)
    people.let_act_for(tx, made.lives("在外的女儿", 0), made.homes["3幢201"], made.people["阿甲"], NOON)
    for door in ("3幢201", "5幢101", "3幢201李"):
        households.note_status(tx, made.homes[door], Status.OBSERVATION, NOON, None, 0, NOON)
    households.note_status(tx, made.homes["3幢202"], Status.OBSERVATION, NOON - 9 * HOUR, NOON - HOUR, 0, NOON)
    return made


def names(made: Village, audience: Audience, base: Area | None = None, now: int = NOON) -> set[str]:
    path = (base or made.village).path
    found = list(audiences.people(made.tx, audience, path, now))
    assert [person for person, _ in found] == sorted({person for person, _ in found})
    known = {person: name for name, person in made.people.items()}
    return {known[person] for person, _ in found}


EVERYBODY = {"阿甲", "阿甲嫂", "阿乙", "阿丙", "阿丁", "阿戊", "值班员"}


def cases(made: Village) -> list[tuple[str, Audience, set[str]]]:
    first, second = (InArea(area.id) for area in made.microgrids)
    observed = WithStatus(Status.OBSERVATION)
    third = InBuilding(made.village.id, "3")
    return [
        ("a village is who lives there and its staff, without family elsewhere", InArea(made.village.id), EVERYBODY),
        ("a district is all of its villages", InArea(made.district.id), EVERYBODY | {"李家人"}),
        ("a grid is its micro-grids", InArea(made.grids[0].id), {"阿甲", "阿甲嫂", "阿乙", "阿丙", "阿戊"}),
        ("a micro-grid", first, {"阿甲", "阿甲嫂", "阿丙"}),
        ("building 3 is neither 13 nor house 3, and of one village", third, {"阿甲", "阿甲嫂", "阿乙"}),
        ("a role without an area is of where the author leads", WithRole(Role.GRID_WORKER), {"阿乙"}),
        ("a role of an area of another village", WithRole(Role.GRID_WORKER, made.other.id), {"李家人"}),
        ("a role of a part of the village", WithRole(Role.GRID_WORKER, made.microgrids[0].id), set()),
        ("a status holds now and where the author leads", observed, {"阿甲", "阿甲嫂", "阿丁"}),
        ("and in another village when that is named", AllOf((InArea(made.other.id), observed)), {"李家人"}),
        ("all", AllOf((third, observed)), {"阿甲", "阿甲嫂"}),
        ("any", AnyOf((second, observed)), {"阿甲", "阿甲嫂", "阿丁", "阿乙", "阿戊"}),
        ("not, alone", Not(InArea(made.grids[0].id)), {"阿丁", "值班员"}),
        ("not, taken away from another village too", AllOf((InArea(made.other.id), Not(observed))), set()),
        ("not, among those one of which is enough", AnyOf((Not(InArea(made.village.id)), second)), {"阿乙", "阿戊"}),
        ("not not", Not(Not(second)), {"阿乙", "阿戊"}),
        ("nobody", NOBODY, set()),
        ("of no conditions: everybody", AllOf(()), EVERYBODY),
        ("a list of doors", AtDoors((made.homes["5幢101"], made.homes["3幢202"])), {"阿丁", "阿乙"}),
        ("one person, family elsewhere too", OnePerson(made.people["在外的女儿"]), {"在外的女儿"}),
        ("what is not there is nobody", AnyOf((InArea(1), OnePerson(1), AtDoors((1,)), OrderedIn(1), SilentOn(1))),
         set()),
    ]  # fmt: skip


async def test_an_audience_is_what_it_says(database: Database) -> None:
    def work(tx: Transaction) -> None:
        made = build(tx)
        for said, audience, expected in cases(made):
            assert names(made, audience) == expected, said

    await database.write(work)


async def test_who_leads_only_a_grid_has_the_rest_of_that_grid(database: Database) -> None:
    def work(tx: Transaction) -> None:
        made = build(tx)
        assert names(made, Not(InArea(made.microgrids[0].id)), made.grids[0]) == {"阿乙", "阿戊"}
        assert names(made, WithStatus(Status.OBSERVATION), made.grids[0]) == {"阿甲", "阿甲嫂"}

    await database.write(work)


async def test_who_is_gone_is_told_nothing(database: Database) -> None:
    def work(tx: Transaction) -> None:
        made = build(tx)
        tx.connection.execute("update persons set state = 'gone' where name in ('阿甲', '值班员', '阿乙')")
        assert names(made, InArea(made.village.id)) == EVERYBODY - {"阿甲", "值班员", "阿乙"}
        assert names(made, AnyOf((OnePerson(made.people["阿甲"]), WithRole(Role.GRID_WORKER)))) == set()

    await database.write(work)


async def test_who_ordered_in_a_window(town: Town) -> None:
    window = await town.opens_window()
    await town.says("李阿公", "猪肉2斤")
    await town.presses("李阿公", "确认")
    await town.says("王阿婆", "鸡蛋1盒")

    def work(tx: Transaction) -> list[tuple[int, int]]:
        return list(audiences.people(tx, OrderedIn(window), town.village.path, town.now))

    ((person, household),) = await town.database.read(work)
    assert person == town.people["李阿公"]
    assert household


def told(tx: Transaction, broadcast: int, *rows: tuple[int, int, str, str], **values: int | str) -> None:
    """A broadcast of notice 8 that was launched, with (person, household, way, answer)."""
    write(tx, "broadcasts", **{
        "id": broadcast, "notice": 8, "state": "finished", "once": f"once{broadcast}", "made_by": 1, "made_at": 1,
        "starts_at": 1, "frozen_at": 1, "expires_at": 9,
    } | values)  # fmt: skip
    for person, household, way, answer in rows:
        answered = {"answer": answer, "answered_at": 1} if answer else {}
        write(tx, "recipients", broadcast=broadcast, person=person, household=household, way=way, **answered)


def noticed(tx: Transaction, counted: str) -> None:
    write(tx, "notices", id=8, area=1, number=8, author=1, title="", texts="", audience="", counted=counted, lasts=1,
          made_at=1)  # fmt: skip


def write(tx: Transaction, table: str, **values: int | str) -> None:
    written = ", ".join(map(repr, values.values()))
    tx.connection.execute(f"insert into {table} (tenant, {', '.join(values)}) values ({tx.tenant}, {written})")  # noqa: S608


@pytest.mark.parametrize(
    ("counted", "silent"), [("person", {"阿甲嫂", "阿丙", "阿丁"}), ("household", {"阿丙", "阿丁"})]
)
async def test_who_is_silent_on_a_notice(database: Database, counted: str, silent: set[str]) -> None:
    def work(tx: Transaction) -> None:
        made = build(tx)
        noticed(tx, counted)
        home, who = made.homes, made.people
        told(
            tx, 100, (who["阿甲"], home["3幢201"], "chat", "收到"), (who["阿甲嫂"], home["3幢201"], "chat", ""),
            (who["阿乙"], home["3幢202"], "waiting", ""), (who["阿戊"], home["3号陈老板家二楼"], "cancelled", ""),
            (who["阿丙"], home["13幢201"], "knock", ""), (who["阿丁"], home["5幢101"], "chat", ""),
        )  # fmt: skip
        told(tx, 101, (who["值班员"], 0, "chat", ""), operation="edit")
        assert names(made, SilentOn(8)) == silent
        told(tx, 102, (who["阿丙"], home["13幢201"], "chat", "收到"))
        assert names(made, SilentOn(8)) == silent - {"阿丙"}
        told(tx, 103, (who["阿丁"], 0, "chat", ""), (who["阿甲"], home["3幢201"], "chat", ""), rule=1)
        assert names(made, SilentOn(8)) == {"阿丁", "阿甲"}, "a rule asks anew each time"
        tx.connection.execute(f"update recipients set told_at = 5 where person = {who['阿丁']}")  # noqa: S608
        assert names(made, SilentOn(8)) == {"阿甲"}, "who was told in person needs no second word"

    await database.write(work)


@pytest.fixture(scope="module")
def village(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Village]:
    """The two villages in a database of this module's own, only read."""
    copied = shutil.copy(migrated_file, tmp_path_factory.mktemp("audiences") / "tongxin.db")
    with closing(sqlite3.connect(copied)) as connection:
        yield build(Transaction(connection, load_queries("sqlite"), 1, Ids(1, lambda: NOON)))


ATOMS = ("village", "first", "second", "grid", "third", "worker", "observed", "door", "person")
EXPRESSIONS = st.recursive(
    st.sampled_from(ATOMS),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["all", "any"]), st.lists(inner, max_size=3)), st.tuples(st.just("not"), inner)
    ),
    max_leaves=8,
)


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(expression=EXPRESSIONS)
def test_all_any_and_not_are_those_of_sets(village: Village, expression: object) -> None:
    atoms: dict[str, tuple[Audience, set[str]]] = {
        "village": (InArea(village.village.id), EVERYBODY),
        "first": (InArea(village.microgrids[0].id), {"阿甲", "阿甲嫂", "阿丙"}),
        "second": (InArea(village.microgrids[1].id), {"阿乙", "阿戊"}),
        "grid": (InArea(village.grids[1].id), {"阿丁"}),
        "third": (InBuilding(village.village.id, "3"), {"阿甲", "阿甲嫂", "阿乙"}),
        "worker": (WithRole(Role.GRID_WORKER), {"阿乙"}),
        "observed": (WithStatus(Status.OBSERVATION), {"阿甲", "阿甲嫂", "阿丁"}),
        "door": (AtDoors((village.homes["13幢201"],)), {"阿丙"}),
        "person": (OnePerson(village.people["值班员"]), {"值班员"}),
    }

    def made(expression: object) -> tuple[Audience, set[str]]:
        match expression:
            case str():
                return atoms[expression]
            case "not", inner:
                audience, inside = made(inner)
                return Not(audience), EVERYBODY - inside
            case ("all" | "any") as joined, list(inner):
                parts = [made(part) for part in inner]
                sets = [inside for _, inside in parts]
                if joined == "all":
                    return AllOf(tuple(part for part, _ in parts)), reduce(set.intersection, sets, EVERYBODY)
                return AnyOf(tuple(part for part, _ in parts)), reduce(set.union, sets, set())
        raise AssertionError(expression)

    audience, expected = made(expression)
    assert names(village, audience) == expected
