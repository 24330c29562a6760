"""`import people`: what is good is taken, what is not is named with its row, and twice is once."""

from pathlib import Path
from typing import Any

import pytest

HEADING = "name,phone,village,grid,microgrid,door,roles,telegram_id,language"
TOKEN = "77:abcdefghijkl"

PEOPLE = f"""{HEADING}
王建国,13800001111,上岙村,第一网格,第1微网格,3幢201,,111,
李阿公,,上岙村,第一网格,第1微网格,12号,,,
张三,,上岙村,第一网格,第1微网格,陈老板家三楼,村民,,en
小陈,13800002222,上岙村,第一网格,第1微网格,1幢101,网格员;村民,222,
王主任,13800003333,上岙村,第一网格,第1微网格,1幢102,cadre,,
刘主任,,上岙村,,,,cadre,,
小王,13900001111,上岙村,,,12号,家属,,
"""


def file(tmp_path: Path, text: str, name: str = "people.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


async def test_people_areas_and_households_are_made(tongxin: Any, tmp_path: Path, records: Any) -> None:
    done = tongxin("import", "people", file(tmp_path, PEOPLE), telegram_token=TOKEN)
    assert (done.returncode, done.stdout) == (0, "7 people imported, 0 were here already, 0 rows refused.\n")
    areas = await records("select kind, name from areas order by path")
    assert areas == [("village", "上岙村"), ("grid", "第一网格"), ("microgrid", "第1微网格")]
    homes = await records(
        "select h.door, h.landlord, a.name from households h join areas a on a.id = h.area order by h.door_key"
    )
    assert sorted(homes) == sorted(
        [("1幢101", "", "第1微网格"), ("1幢102", "", "第1微网格"), ("12号", "", "第1微网格"),
         ("3幢201", "", "第1微网格"), ("陈老板家3楼", "陈老板", "第1微网格")]
    )  # fmt: skip


async def test_roles_are_held_for_the_smallest_area_named_and_a_cadres_for_the_village(
    tongxin: Any, tmp_path: Path, records: Any
) -> None:
    tongxin("import", "people", file(tmp_path, PEOPLE))
    held = await records(
        "select p.name, r.role, a.name from roles r join persons p on p.id = r.person join areas a on a.id = r.area"
    )
    assert sorted(held) == [
        ("刘主任", "cadre", "上岙村"),
        ("小陈", "grid_worker", "第1微网格"),
        ("王主任", "cadre", "上岙村"),
    ]


async def test_family_elsewhere_acts_for_a_household_and_does_not_live_there(
    tongxin: Any, tmp_path: Path, records: Any
) -> None:
    tongxin("import", "people", file(tmp_path, PEOPLE))
    assert await records(
        "select p.name, p.household, p.staff, h.door from relatives r join persons p on p.id = r.person "
        "join households h on h.id = r.household"
    ) == [("小王", 0, 2, "12号")]


async def test_a_telegram_id_is_bound_to_the_bot_of_the_token(tongxin: Any, tmp_path: Path, records: Any) -> None:
    tongxin("import", "people", file(tmp_path, PEOPLE), telegram_token=TOKEN)
    bound = await records(
        "select d.account, d.chat, p.name from addresses d join persons p on p.id = d.person order by d.chat"
    )
    assert bound == [("telegram:77", "111", "王建国"), ("telegram:77", "222", "小陈")]


async def test_without_a_token_people_come_in_unbound_and_are_bound_the_next_time(
    tongxin: Any, tmp_path: Path, records: Any
) -> None:
    people = file(tmp_path, f"{HEADING}\n王建国,,上岙村,,,3幢201,,111,\n刘主任,,上岙村,,,,cadre,333,\n")
    first = tongxin("import", "people", people)
    assert (first.returncode, "2 telegram_ids could not be bound" in first.stderr) == (0, True)
    again = tongxin("import", "people", people, telegram_token=TOKEN)
    assert again.stdout == (
        "0 people imported, 2 were here already, 0 rows refused.\n"
        "Filled in for people who were here already: 2 telegram_ids.\n"
    )
    assert await records("select count(*) from addresses where person <> 0") == [(2,)]


async def test_the_same_file_twice_changes_nothing(tongxin: Any, tmp_path: Path, records: Any) -> None:
    people = file(tmp_path, PEOPLE)
    tongxin("import", "people", people, telegram_token=TOKEN)
    tables = ("persons", "households", "areas", "roles", "relatives", "addresses", "terms")
    before = [await records(f"select * from {table} order by 1, 2, 3") for table in tables]  # noqa: S608
    again = tongxin("import", "people", people, telegram_token=TOKEN)
    assert again.stdout == "0 people imported, 7 were here already, 0 rows refused.\n"
    assert [await records(f"select * from {table} order by 1, 2, 3") for table in tables] == before  # noqa: S608


async def test_bad_rows_are_refused_one_by_one_and_the_good_ones_taken(
    tongxin: Any, tmp_path: Path, records: Any
) -> None:
    bad = (
        "坏一,abc,上岙村,,,12号,,,\n坏二,,上岙村,,,12号,king,,\n,,上岙村,,,12号,,,\n"
        "坏四,,上岙村,,,,,,\n坏五,,,,,1号,,,\n"
    )
    done = tongxin("import", "people", file(tmp_path, f"{PEOPLE}{bad}"))
    assert done.returncode == 1
    assert done.stdout == "7 people imported, 0 were here already, 5 rows refused.\n"
    lines = done.stderr.splitlines()
    assert [line.split(":")[0] for line in lines if line.startswith("row")] == [f"row {n}" for n in range(9, 14)]
    assert "phone 'abc' is no phone number" in done.stderr
    assert "role 'king' is unknown" in done.stderr
    assert "row 12: door is missing" in done.stderr
    assert "row 13: village is missing" in done.stderr
    assert await records("select count(*) from persons") == [(7,)]


async def test_a_changed_door_is_reported_and_not_applied(tongxin: Any, tmp_path: Path, records: Any) -> None:
    tongxin("import", "people", file(tmp_path, PEOPLE))
    moved = file(tmp_path, f"{HEADING}\n王建国,13800001111,上岙村,第一网格,第1微网格,9幢909,,,\n", "moved.csv")
    done = tongxin("import", "people", moved)
    assert (done.returncode, done.stderr) == (
        1,
        "row 2: door differs from the recorded one, 上岙村 3幢201; not changed\n",
    )
    assert await records("select door from households where door = '9幢909'") == []


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("李四,13800001111,上岙村,,,3幢201,,111,", "bound to somebody of another name"),
        ("王建国,13899999999,上岙村,,,3幢201,,,", "phone differs"),
        ("王建国,13800001111,上岙村,第二网格,,3幢201,,,", "another grid"),
        ("王建国,13800001111,上岙村,第二网格,,,,,", "another grid"),
        ("王建国,13800001111,下岙村,,,,,,", "village differs from the recorded one of 王建国, 上岙村"),
        ("王建国,13800001111,上岙村,,,3幢201,,,en", "language differs from the recorded one of 王建国, zh"),
        ("王建国,13800001111,上岙村,,,3幢201,,999,", "telegram_id differs from the recorded one of 王建国"),
        ("王建国,13800001111,上岙村,,,3幢201,cadre,999,", "telegram_id differs"),
        ("张三,,上岙村,,,陈老板家三楼,cadre,,zh", "language differs from the recorded one of 张三, en"),
    ],
)
async def test_what_contradicts_the_records_is_reported_and_not_applied(
    tongxin: Any, tmp_path: Path, records: Any, row: str, reason: str
) -> None:
    tongxin("import", "people", file(tmp_path, PEOPLE), telegram_token=TOKEN)
    tables = ("persons", "roles", "addresses")
    before = [await records(f"select * from {table} order by 1, 2, 3") for table in tables]  # noqa: S608
    done = tongxin("import", "people", file(tmp_path, f"{HEADING}\n{row}\n", "other.csv"), telegram_token=TOKEN)
    assert (done.returncode, reason in done.stderr) == (1, True)
    assert [await records(f"select * from {table} order by 1, 2, 3") for table in tables] == before  # noqa: S608


async def test_the_same_person_twice_in_one_file_is_one(tongxin: Any, tmp_path: Path, records: Any) -> None:
    rows = f"{HEADING}\n王建国,,上岙村,,,3幢201,,,\n王建国,13800001111,上岙村,,,三栋201室,,,\n"
    done = tongxin("import", "people", file(tmp_path, rows))
    assert done.stdout == (
        "1 people imported, 1 were here already, 0 rows refused.\n"
        "Filled in for people who were here already: 1 phone.\n"
    )
    assert await records("select name, phone from persons") == [("王建国", "13800001111")]


async def test_two_of_one_family_may_share_a_phone(tongxin: Any, tmp_path: Path, records: Any) -> None:
    rows = f"{HEADING}\n李阿公,13800001111,上岙村,,,12号,,,\n李阿婆,13800001111,上岙村,,,12号,,,\n"
    tongxin("import", "people", file(tmp_path, rows))
    assert await records("select count(*) from persons") == [(2,)]
    assert await records("select count(*) from households") == [(1,)]


async def test_an_xlsx_with_a_chinese_heading_is_imported(tongxin: Any, tmp_path: Path, records: Any) -> None:
    import xlsxwriter

    path = tmp_path / "people.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["姓名", "电话", "村", "网格", "微网格", "门牌", "角色", "语言", "备注"])
    sheet.write_row(1, 0, ["王建国", 13800001111, "上岙村", "第一网格", "第1微网格", "3幢201", "网格员", "中文", "x"])
    book.close()
    done = tongxin("import", "people", path)
    assert done.stdout == "1 people imported, 0 were here already, 0 rows refused.\n"
    assert "Columns that are not read: 备注" in done.stderr
    assert await records("select name, phone, staff from persons") == [("王建国", "13800001111", 1)]


def test_a_file_that_is_no_list_of_people_is_refused_without_a_traceback(tongxin: Any, tmp_path: Path) -> None:
    done = tongxin("import", "people", file(tmp_path, "a,b\n1,2\n"))
    assert (done.returncode, done.stdout) == (1, "")
    assert "must be a heading with name, village" in done.stderr


def test_the_columns_are_listed_with_their_chinese_names_when_the_heading_lacks_one(
    tongxin: Any, tmp_path: Path
) -> None:
    done = tongxin("import", "people", file(tmp_path, "户主,备注\n王建国,x\n"), language="zh")
    for column in ("name (姓名/名字)", "village (村/村庄/", "phone (电话/手机/手机号/", "door (门牌/门牌号/"):
        assert column in done.stderr


@pytest.mark.parametrize(
    "heading",
    [
        "姓名,手机号,村庄,所属网格,微网格,门牌号",
        "名字,电话号码,行政村,网格,微网格,住址",
        "姓名*,手机号码（必填）,村,网格,微网格,家庭住址",
    ],
)
async def test_chinese_headings_are_understood(tongxin: Any, tmp_path: Path, records: Any, heading: str) -> None:
    row = "王建国,13800001111,上岙村,第一网格,第1微网格,3幢201"
    done = tongxin("import", "people", file(tmp_path, f"{heading}\n{row}\n"))
    assert (done.stdout, done.stderr) == ("1 people imported, 0 were here already, 0 rows refused.\n", "")
    assert await records("select name, phone from persons") == [("王建国", "13800001111")]


def test_an_export_in_json_is_refused_with_what_people_come_in_as(tongxin: Any, tmp_path: Path) -> None:
    tongxin("import", "people", file(tmp_path, PEOPLE))
    path = tmp_path / "people.json"
    tongxin("export", "people", "--format", "json", "--out", path)
    done = tongxin("import", "people", path)
    assert (done.returncode, "people.json is JSON; people come in as csv or xlsx" in done.stderr) == (1, True)


def test_a_file_that_is_not_there_is_wrong_usage(tongxin: Any) -> None:
    done = tongxin("import", "people", "nobody.csv")
    assert (done.returncode, done.stdout) == (2, "")


async def test_a_file_of_many_slices_is_taken_whole_and_nothing_but_the_answer_is_printed_into_a_pipe(
    tongxin: Any, tmp_path: Path, records: Any
) -> None:
    rows = "".join(f"村民{n},{13_000_000_000 + n},上岙村,,,{n // 2 + 1}号,,,\n" for n in range(1_200))
    done = tongxin("import", "people", file(tmp_path, f"{HEADING}\n{rows}"))
    assert (done.stdout, done.stderr) == ("1200 people imported, 0 were here already, 0 rows refused.\n", "")
    assert await records("select count(*), count(distinct household) from persons") == [(1_200, 600)]


async def test_what_stands_before_an_unreadable_line_is_kept_and_the_line_is_named(
    tongxin: Any, tmp_path: Path, records: Any
) -> None:
    rows = "".join(f"村民{n},{13_000_000_000 + n},上岙村,,,{n + 1}号,,,\n" for n in range(600))
    done = tongxin("import", "people", file(tmp_path, f'{HEADING}\n{rows}"' + "x" * 200_000))
    assert (done.returncode, "line 602: this is no csv" in done.stderr) == (1, True)
    assert await records("select count(*) from persons") == [(500,)]
