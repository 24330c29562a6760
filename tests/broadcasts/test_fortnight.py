"""Each reminder once for each slot and each escalation at its minute, over fourteen days in which much happens."""

import shutil
from pathlib import Path

import pytest

from domain.escalations import level_of
from domain.rules import Do
from storage.json_text import read_json
from tests.broadcasts.fortnight import Fortnight

MANY, FEW = 2_000, 200
RUNS = [
    (0, MANY), (1, FEW), (2, FEW), (3, FEW),
    *(pytest.param((seed, MANY), marks=pytest.mark.soak) for seed in range(1, 200)),
]  # fmt: skip
"""(seed, people)"""


@pytest.fixture(params=RUNS, ids=lambda run: f"{run[0]} of {run[1]}")
def lived(request: pytest.FixtureRequest, migrated_file: Path, tmp_path: Path) -> Fortnight:
    seed, people = request.param
    run = Fortnight(seed, Path(shutil.copy(migrated_file, tmp_path / "town.db")), people)
    run.build()
    run.run()
    return run


def test_a_fortnight(lived: Fortnight) -> None:
    each_slot_once(lived)
    everybody_once_a_reminder(lived)
    each_step_at_its_minute(lived)


def each_slot_once(run: Fortnight) -> None:
    rows = run.connection.execute("select rule, subject, at, outcome, broadcast from fires").fetchall()
    assert {tuple(row[:3]): row[3] for row in rows} == run.wanted()
    assert all((broadcast != 0) == (outcome in ("sent", "late")) for *_, outcome, broadcast in rows)
    made = run.connection.execute("select count(*), count(distinct once) from broadcasts").fetchone()
    assert made == (sum(broadcast != 0 for *_, broadcast in rows),) * 2


def everybody_once_a_reminder(run: Fortnight) -> None:
    """As many copies as there are people, and one more for whoever was silent when they were reminded once more;
    fewer only where quiet hours held them back until their words had expired, or somebody had answered."""
    copies = dict(run.connection.execute("select broadcast, count(*) from outbox where broadcast <> 0 group by 1"))
    people = dict(run.connection.execute("select broadcast, count(*) from recipients group by 1"))
    again = reminded_again(run)
    for broadcast, made, expires in run.connection.execute("select id, made_at, expires_at from broadcasts"):
        place, silent = again.get(broadcast, (run.ticks.index(made), set()))
        most = people.get(broadcast, 0) + len(silent)
        at_once = not run.quiet(made) and not run.quiet(run.ticks[place]) and run.ticks[place] < expires
        assert copies.get(broadcast, 0) == most if at_once else copies.get(broadcast, 0) <= most


def reminded_again(run: Fortnight) -> dict[int, tuple[int, set[int]]]:
    return {broadcast: (place, silent) for broadcast, do, _, place, silent in steps(run) if do is Do.AGAIN}


def each_step_at_its_minute(run: Fortnight) -> None:
    rows = run.connection.execute("select broadcast, person, level, at, told from escalations").fetchall()
    wanted = {
        (broadcast, person, level, run.ticks[place])
        for broadcast, do, level, place, silent in steps(run) if do is Do.NEXT for person in silent
    }  # fmt: skip
    assert {tuple(row[:4]) for row in rows} == wanted
    assert len(rows) == len(wanted)
    assert all(person not in read_json(told) for _, person, _, _, told in rows)


def steps(run: Fortnight) -> list[tuple[int, Do, int, int, set[int]]]:
    """(broadcast, what, level, place of its tick, who had not answered by then) of every step that was due."""
    rules = {rule.id: rule for rule, _ in run.rules}
    found = []
    query = run.connection.execute
    for broadcast, rule, starts, made, expires in query(
        "select id, rule, starts_at, made_at, expires_at from broadcasts"
    ):
        since = run.ticks.index(made)
        ways = dict(query("select person, way from recipients where broadcast = ?", (broadcast,)))
        expired = run.first_tick(expires, since)
        for number, step in enumerate(rules[rule].follow):
            place = run.first_tick(starts + step.after, since)
            if place == len(run.ticks):
                continue
            silent = {
                person for person, way in ways.items()
                if run.answered.get((broadcast, person), place + 1) > place
                and (way != "expired" or place <= expired)  # held back in quiet hours until its words held no more
            }  # fmt: skip
            found.append((broadcast, step.do, level_of(rules[rule].follow, number), place, silent))
    return found
