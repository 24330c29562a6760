"""`import shifts`: a roster from csv or xlsx; refused rows say why, and twice is once."""

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

PEOPLE = """name,phone,village,door,roles
王强,13800000061,上岙村,3幢201,卡口
李敏,13800000062,上岙村,3幢202,卡口
张伟,13800000063,上岙村,3幢203,卡口
张伟,13800000064,上岙村,5幢101,
周三多,,下岙村,1号,
"""
HEADING = "日期,时间,岗位,值班人员,带班\n"
ROSTER = f"""{HEADING}2099-12-01,8:00-16:00,东门,王强、李敏,王强
2099/12/1,20:00-次日8:00,东门,王强,
2099年12月2日,20:00-8:00,东门,李敏,
"""


@pytest.fixture
def village(tongxin: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The command line over a village, in the year 2099."""
    monkeypatch.setattr("commands.importing.now", lambda: 4_099_680_000_000)
    (tmp_path / "people.csv").write_text(PEOPLE, "utf-8")
    assert tongxin("import", "people", tmp_path / "people.csv").returncode == 0
    return tongxin


def imported(tongxin: Any, tmp_path: Path, text: str) -> Any:
    (tmp_path / "roster.csv").write_text(text, "utf-8")
    return tongxin("import", "shifts", tmp_path / "roster.csv")


def with_village(text: str, name: str = "上岙村") -> str:
    heading, *rows = text.splitlines()
    return "\n".join([f"{heading},村", *(f"{row},{name}" for row in rows)]) + "\n"


SHIFTS = """select p.name, o.name, s.starts_at / 1000, s.ends_at / 1000, coalesce(l.name, '') from duties d
join shifts s on s.id = d.shift join posts o on o.id = s.post join persons p on p.id = d.person
left join persons l on l.id = s.leader order by s.starts_at, p.phone"""


async def test_a_roster_is_taken_in_night_shifts_too_and_twice_is_once(
    village: Any, tmp_path: Path, records: Any
) -> None:
    done = imported(village, tmp_path, with_village(ROSTER))
    assert (done.returncode, done.stdout) == (0, "4 duties imported, 0 were here already, 0 rows refused.\n")
    midnight = 4_099_737_600
    assert await records(SHIFTS) == [
        ("王强", "东门", midnight + 8 * 3600, midnight + 16 * 3600, "王强"),
        ("李敏", "东门", midnight + 8 * 3600, midnight + 16 * 3600, "王强"),
        ("王强", "东门", midnight + 20 * 3600, midnight + 32 * 3600, ""),
        ("李敏", "东门", midnight + 44 * 3600, midnight + 56 * 3600, ""),
    ]
    again = imported(village, tmp_path, with_village(ROSTER))
    assert (again.returncode, again.stdout) == (0, "0 duties imported, 4 were here already, 0 rows refused.\n")
    assert len(await records(SHIFTS)) == 4


async def test_what_was_swapped_or_called_off_since_stays_so(village: Any, tmp_path: Path, records: Any) -> None:
    imported(village, tmp_path, with_village(ROSTER))
    await records("select 1")
    for change in (
        "update duties set person = (select id from persons where phone = '13800000063') where id = "
        "(select max(id) from duties)",
        "update duties set state = 'off' where id = (select min(id) from duties)",
    ):
        await _write(records, change)
    again = imported(village, tmp_path, with_village(ROSTER))
    assert again.stdout == "0 duties imported, 2 were here already, 1 rows refused.\n"
    assert again.stderr == "row 2: the part of 王强 in this shift was called off; not added again\n"


async def _write(records: Any, statement: str) -> None:
    """A change as the bot would have made it; the fixture only reads."""
    cell = next(each for each in records.__closure__ if isinstance(each.cell_contents, list))
    await cell.cell_contents[0].write(lambda tx: tx.connection.execute(statement) and None)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("2099-12-01,8:00-16:00,东门,刘备,", "nobody called 刘备 is on record in 上岙村; check the name, or"),
        ("2099-12-01,8:00-16:00,东门,张伟,", "several people of 上岙村 are called 张伟 (3幢203, 5幢101); write"),
        ("2099-12-01,8:00-16:00,东门,周三多,", "nobody called 周三多 is on record in 上岙村"),
        ("2099-04-31,8:00-16:00,东门,王强,", "there is no such day"),
        ("2099-02-29,8:00-16:00,东门,王强,", "there is no such day"),
        (",8:00-16:00,东门,王强,", "there is no day"),
        ("2099-12-01,白班,东门,王强,", "the hours cannot be read"),
        ("2099-12-01,16:00-12:00,东门,王强,", "may end in the afternoon or on the next morning"),
        ("2099-12-01,8:00-8:05,东门,王强,", "is shorter than 15 minutes"),
        ("2099-11-01,8:00-16:00,东门,王强,", "is over; only shifts to come are taken"),
        ("2101-12-01,8:00-16:00,东门,王强,", "there is no such day"),
        ("2099-12-01,8:00-16:00,,王强,", "there is no post"),
        ("2099-12-01,8:00-16:00,东门,,", "nobody is named"),
        ("2099-12-01,8:00-16:00,东门,李敏,王强", ""),
    ],
)
def test_a_bad_row_is_refused_with_what_to_do_and_the_good_one_taken(
    village: Any, tmp_path: Path, row: str, why: str
) -> None:
    good = "2099-12-24,8:00-16:00,东门,李敏,"
    done = imported(village, tmp_path, with_village(f"{HEADING}{row}\n{good}\n"))
    if not why:
        assert done.stdout == "3 duties imported, 0 were here already, 0 rows refused.\n"
        return
    assert (done.returncode, done.stdout) == (1, "1 duties imported, 0 were here already, 1 rows refused.\n")
    assert done.stderr.startswith(f"row 2: {why}")


def test_overlaps_of_one_person_are_said_with_the_file_and_with_the_records(village: Any, tmp_path: Path) -> None:
    imported(village, tmp_path, with_village(ROSTER))
    text = (
        f"{HEADING}2099-12-01,15:00-17:00,南门,王强,\n2099-12-05,8:00-16:00,南门,王强,\n"
        "2099-12-05,12:00-20:00,东门,王强,\n2099-12-01,8:00-16:00,东门,李敏,李敏\n"
    )
    done = imported(village, tmp_path, with_village(text))
    assert done.stdout == "1 duties imported, 0 were here already, 3 rows refused.\n"
    assert done.stderr.splitlines() == [
        "row 2: 王强 has a shift at that time, 2099-12-01 08:00 to 16:00 at 东门; not added",
        "row 4: 王强 has a shift at that time, 2099-12-05 08:00 to 16:00 at 南门; not added",
        "row 5: this shift is led by 王强; not changed",
    ]


def test_the_door_or_the_phone_tells_two_of_a_name_apart(village: Any, tmp_path: Path) -> None:
    rows = "2099-12-01,8:00-16:00,东门,张伟（5幢101）,\n2099-12-01,8:00-16:00,南门,张伟0063,\n"
    done = imported(village, tmp_path, with_village(HEADING + rows))
    assert done.stdout == "2 duties imported, 0 were here already, 0 rows refused.\n"


def test_a_workbook_with_dates_and_clock_times_is_read(village: Any, tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        day, clock = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "hh:mm"})
        sheet.write_row(0, 0, ["日期", "开始", "结束", "岗位", "姓名", "带班领导", "村", "备注"])
        sheet.write_datetime(1, 0, date(2099, 12, 1), day)
        sheet.write_datetime(1, 1, time(20, 0), clock)
        sheet.write_datetime(1, 2, time(8, 0), clock)
        sheet.write_row(1, 3, ["东门", "王强 李敏", "李敏", "上岙村", "x"])
    done = village("import", "shifts", path)
    assert done.stdout == "2 duties imported, 0 were here already, 0 rows refused.\n"
    assert done.stderr == "Columns that are not read: 备注\n"


def test_without_a_village_the_only_one_is_meant_and_of_two_one_must_be_named(village: Any, tmp_path: Path) -> None:
    done = imported(village, tmp_path, ROSTER)
    assert "row 2: village is missing; there are 2 villages here" in done.stderr
    assert "row 2: there is no village 无名村" in imported(village, tmp_path, with_village(ROSTER, "无名村")).stderr


def test_a_file_that_is_no_roster_is_refused_whole(village: Any, tmp_path: Path) -> None:
    done = imported(village, tmp_path, "岗位,备注\n东门,x\n")
    assert done.returncode == 1
    assert "the first row must be a heading with who" in done.stderr
