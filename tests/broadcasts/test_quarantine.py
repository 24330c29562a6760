"""Nobody's missing report is lost and nobody is released early, over fourteen days in which much happens."""

import shutil
from pathlib import Path

import pytest

from tests.broadcasts.quarantine import SECOND, Quarantine

MANY, FEW = (2_000, 30), (200, 8)
RUNS = [
    (0, MANY), (1, FEW), (2, FEW),
    *(pytest.param((seed, MANY), marks=pytest.mark.soak) for seed in range(1, 500)),
]  # fmt: skip
"""(seed, (people, families observed))"""


@pytest.mark.parametrize("run", RUNS, ids=lambda run: f"{run[0]} of {run[1][0]}")
def test_fourteen_days_of_observation(run: tuple[int, tuple[int, int]], migrated_file: Path, tmp_path: Path) -> None:
    seed, (people, families) = run
    lived = Quarantine(seed, Path(shutil.copy(migrated_file, tmp_path / "town.db")), people, families)
    lived.build()
    lived.run()
    the_missed_list_is_right(lived)
    nobody_is_released_early_or_kept(lived)
    each_call_comes_once_and_in_its_time(lived)


def the_missed_list_is_right(lived: Quarantine) -> None:
    assert len(lived.looks) > 10
    assert any(any(wanted.values()) for _, _, wanted in lived.looks)
    for at, found, wanted in lived.looks:
        assert found == wanted, at


def nobody_is_released_early_or_kept(lived: Quarantine) -> None:
    assert lived.early == []
    assert lived.kept == []


def each_call_comes_once_and_in_its_time(lived: Quarantine) -> None:
    rows = lived.connection.execute("select reporter, slot, level, at from report_calls where level < 4").fetchall()
    assert len({level for _, _, level, _ in rows}) == 4
    assert len({row[:3] for row in rows}) == len(rows)
    found = {row[:3]: row[3] for row in rows if row[:2] not in lived.twice}
    wanted = {call: at for call, at in lived.calls.items() if call[:2] not in lived.twice}
    assert found.keys() == wanted.keys()
    assert all(0 <= at - wanted[call] <= SECOND for call, at in found.items())
