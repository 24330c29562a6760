"""The sheets of a round: each page and file has what its reader needs, and nothing that they may not see."""

import csv
import io
import re
from html import unescape
from pathlib import Path

import pytest

from domain.people import Role
from sheets.table import read_table
from storage import people
from tests.console.house import Office
from tests.console.round import closed_round, pays, weighs

GOLDEN = Path(__file__).parent.parent / "golden" / "sheets"
PAPERS = ("supplier", "packing", "labels", "unpaid", "account")
FILES = ("supplier", "packing", "unpaid", "account")


def as_read(html: str) -> str:
    """What stands on the paper, a line a row."""
    paper = html[html.index('<article class="paper">') : html.index("</article>")]
    rows = re.sub(r"</(?:tr|p|h2|h3|li)>|<br>", "\n", paper.replace("\n", ""))
    cells = re.sub(r"</t[hd]>", " | ", rows)
    lines = (" ".join(unescape(re.sub(r"<[^>]+>", "", line)).split()) for line in cells.splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def golden(name: str, found: str) -> None:
    """Compares with the file that somebody looked at; a missing one is written, to be looked at."""
    path = GOLDEN / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found, encoding="utf-8", newline="")
        pytest.fail(f"{name} is new: look at it")
    assert found == path.read_bytes().decode("utf-8")


async def settled(office: Office) -> int:
    window = await closed_round(office)
    await weighs(office, window, 1, 2_150)
    await pays(office, window, 1, 7_000)
    await pays(office, window, 2, 7_750, "transfer")
    return window


@pytest.mark.parametrize("paper", PAPERS)
async def test_a_page_is_as_it_was_looked_at(office: Office, paper: str) -> None:
    window = await settled(office)
    async with office.signed_in("陈主任") as client:
        answer = await client.get(f"/console/windows/{window}/{paper}")
    assert answer.status_code == 200
    golden(f"{paper}.txt", as_read(answer.text))


@pytest.mark.parametrize("name", FILES)
async def test_a_file_is_as_it_was_looked_at_and_the_same_in_both_formats(
    office: Office, name: str, tmp_path: Path
) -> None:
    window = await settled(office)
    async with office.signed_in("陈主任") as client:
        as_csv = (await client.get(f"/console/windows/{window}/{name}.csv")).content
        as_xlsx = (await client.get(f"/console/windows/{window}/{name}.xlsx")).content
    golden(f"{name}.csv", as_csv.decode("utf-8"))
    rows = list(csv.reader(io.StringIO(as_csv.decode("utf-8-sig"))))
    (tmp_path / "sheet.xlsx").write_bytes(as_xlsx)
    columns = {f"c{place}": (heading,) for place, heading in enumerate(rows[0])}
    table = read_table(tmp_path / "sheet.xlsx", columns, ())
    found = [[row.get(column) for column in columns] for row in table.rows]
    assert [[_plain(cell) for cell in row] for row in found] == [[_plain(cell) for cell in row] for row in rows[1:]]


def _plain(cell: str) -> str:
    """A cell without what only one of the formats needs: the guard of a text, the zeros of a number."""
    cell = cell.removeprefix("'")
    return f"{float(cell):g}" if re.fullmatch(r"-?\d+(?:\.\d+)?", cell) else cell


async def test_no_text_becomes_a_formula(office: Office) -> None:
    window = await settled(office)
    async with office.signed_in("陈主任") as client:
        for name in ("supplier", "packing", "account"):
            text = (await client.get(f"/console/windows/{window}/{name}.csv")).text
            assert "'=鸡蛋" in text
            assert ",=鸡蛋" not in text


async def test_who_packs_sees_names_and_doors_but_no_money(office: Office) -> None:
    window = await settled(office)
    worker = office.people["小陈"]
    await office.database.write(lambda tx: people.give_role(tx, worker, Role.GRID_WORKER, office.town.village.id))
    async with office.signed_in("小陈") as client:
        packing = (await client.get(f"/console/windows/{window}/packing")).text
        assert "3幢201" in packing
        assert "李阿公" in packing
        for paper in ("unpaid", "account"):
            for tail in (paper, f"{paper}.csv", f"{paper}.xlsx"):
                assert (await client.get(f"/console/windows/{window}/{tail}")).status_code == 404
        assert "/account" not in packing


async def test_a_worker_of_one_micro_grid_gets_no_sheet_of_the_village(office: Office) -> None:
    window = await settled(office)
    async with office.signed_in("老赵") as client:
        for tail in ("supplier", "packing", "labels", "unpaid", "packing.csv", "packing.xlsx", "nothing.csv"):
            assert (await client.get(f"/console/windows/{window}/{tail}")).status_code == 404


async def test_labels_bear_no_name_debt_or_reason(office: Office) -> None:
    window = await settled(office)
    async with office.signed_in("陈主任") as client:
        page = (await client.get(f"/console/windows/{window}/labels")).text
        text = as_read(page)
        assert '<li class="few">' in page  # few goods are printed large: a bag is read at arm's length
    assert "3幢201" in text
    for word in ("李阿公", "元", "观察", "不要肥的"):
        assert word not in text


async def test_every_look_at_a_sheet_is_written_down(office: Office) -> None:
    window = await settled(office)
    async with office.signed_in("陈主任") as client:
        for tail in ("supplier", "packing", "labels", "unpaid", "packing.xlsx"):
            await client.get(f"/console/windows/{window}/{tail}")
    deeds = [deed for _, deed in await office.deeds(window)]
    assert deeds == ["see_supplier", "see_packing", "see_labels", "see_unpaid", "export_packing"]
