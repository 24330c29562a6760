"""No query leads SQLite through all of a tenant's rows, save those that are meant to.

Without statistics SQLite takes it that one value of an index's first column has ten rows; the first column here is
the tenant, which has them all. So a plan that looks for the tenant alone is a walk through the whole table.

Nor does any go through a list that it was handed as JSON for each row of a table: the list comes first, and each of
its entries is looked up. (SQLite takes it that such a list is long. Settling a slice of a notice took 10 s that way.)
"""

import re
import sqlite3
from contextlib import closing
from typing import Any

import pytest

from storage.migrate import migrate_sqlite
from storage.queries import load_queries

FEW = {
    "areas.by_name", "audiences.villages", "areas.children", "areas.of_kind", "bulk.areas_by_name",
    "leases.release_all", "people.holders", "windows.every",
    "pictures.paying_by", "pictures.waiting_for",
}  # fmt: skip
"""Areas, leases, roles and windows are few."""

OPEN = {
    "desk.count_troubled", "desk.count_waiting", "desk.troubled", "desk.waiting", "handovers.open",
    "merging.hand_handovers", "merging.hand_questions", "notice_answers.unread", "nudges.open", "outbox.troubled",
    "observations.villages", "outbox.waiting", "desk.unheard",
}  # fmt: skip
"""Their index holds only what is open."""

SELDOM = {
    "left_files.is_named",
    "desk.held_up", "links.purge_links", "links.purge_sessions", "merging.hand_baskets", "merging.hand_gifts",
    "merging.hand_links", "merging.hand_stretches", "merging.orders_of", "people.count", "words.purge_strangers",
}  # fmt: skip
"""Asked now and then, and all rows are looked at."""

UNUSED = {"bags_volunteer", "fetches_saying", "payments_household", "swaps_duty", "weights_window"}
"""Indexes of released migrations that no query takes any more."""

QUERIES = load_queries("sqlite")
NAMES = sorted(
    f"{noun}.{name}"
    for noun, queries in vars(QUERIES).items()
    for name in queries.available_queries
    if not name.endswith("_cursor")
)


class Unbound(dict[str, None]):
    """Any parameter, without a value."""

    def __missing__(self, name: str) -> None:
        return None


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("plans") / "empty.db"
    migrate_sqlite(path, 0)
    with closing(sqlite3.connect(path)) as connection:
        yield connection


def plan_of(connection: sqlite3.Connection, name: str) -> list[tuple[int, int, str]]:
    """The steps of a query's plan: number, the step within which it is, and what is done."""
    noun, _, query = name.partition(".")
    text = getattr(getattr(QUERIES, noun), query).sql
    if text.lower().startswith("pragma"):
        return []
    return [(row[0], row[1], row[3]) for row in connection.execute(f"explain query plan {text}", Unbound())]


def walks(connection: sqlite3.Connection, name: str) -> list[str]:
    """The steps of a query's plan that read a whole table; the rows of a query within it are no table."""
    plan = [step for _, _, step in plan_of(connection, name)]
    bounded = {step.split()[-1] for step in plan if step.startswith(("CO-ROUTINE ", "MATERIALIZE "))}
    return [
        step for step in plan
        if re.search(r"\(tenant=\?\)|^SCAN (?!.*VIRTUAL TABLE|CONSTANT ROW)", step)
        and not (step.startswith("SCAN ") and step.split()[1] in bounded)
    ]  # fmt: skip


def lists_within(plan: list[tuple[int, int, str]]) -> list[str]:
    """The steps that go through a JSON list for each row of a table: of a join the outer loop stands first."""
    lists = {step.split()[-1] for number, _, step in plan if step.startswith(("CO-ROUTINE ", "MATERIALIZE "))
             and any(within == number and "VIRTUAL TABLE" in inner for _, within, inner in plan)}  # fmt: skip
    found, outer = [], set()
    for _, within, step in plan:
        kind, _, rest = step.partition(" ")
        if kind not in ("SCAN", "SEARCH"):
            continue
        is_list = "VIRTUAL TABLE" in step or rest.split()[0] in lists
        if is_list and within in outer:
            found.append(step)
        if not is_list:
            outer.add(within)
    return found


def test_a_query_reads_what_it_needs(schema: sqlite3.Connection) -> None:
    names = [name for name in NAMES if name not in FEW | OPEN | SELDOM]
    assert {name: found for name in names if (found := walks(schema, name))} == {}


def test_what_may_read_everything_is_named_only_when_it_does(schema: sqlite3.Connection) -> None:
    assert [name for name in sorted(FEW | OPEN | SELDOM) if not walks(schema, name)] == []


def test_each_index_serves_a_query(schema: sqlite3.Connection) -> None:
    """Save those that let nothing be there twice. Written at each insert and read by nobody an index only costs; and
    one of open rows that SQLite passes over makes a query read all rows that ever were."""
    used = {found[1] for name in NAMES for _, _, step in plan_of(schema, name)
            if (found := re.search(r"INDEX (\w+)", step))}  # fmt: skip
    kept = schema.execute("select name from sqlite_master where type = 'index' and sql like 'create index%'")
    assert {name for (name,) in kept} - used == UNUSED


def test_a_list_is_gone_through_once(schema: sqlite3.Connection) -> None:
    assert {name: found for name in NAMES if (found := lists_within(plan_of(schema, name)))} == {}


@pytest.mark.parametrize("listed", ["json_each('[1]')", "(select value from json_each('[1]'))"])
def test_a_list_within_a_loop_is_seen(schema: sqlite3.Connection, listed: str) -> None:
    def is_within(joined: str) -> bool:
        text = f"select 1 from {joined} where r.tenant = 1 and r.person = k.value"  # noqa: S608
        rows = schema.execute(f"explain query plan {text}").fetchall()
        return bool(lists_within([(row[0], row[1], row[3]) for row in rows]))

    assert is_within(f"recipients r cross join {listed} k")
    assert not is_within(f"{listed} k cross join recipients r")
