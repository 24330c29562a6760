"""`import windows`: json and sheets; a window with anything wrong in it is refused whole, with the place named."""

import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from commands.windows_import import open_all
from sheets.windows import read_windows
from storage import areas, windows
from storage.opening import open_database

NOON = 1_796_011_200_000
SHANGHAI = ZoneInfo("Asia/Shanghai")

PEOPLE = "name,village,door\n王建国,上岙村,3幢201\n李四,下岙村,1号\n"
PORK = {
    "item": "土猪肉", "unit": "斤", "price": "35", "market_price": "45.00", "quota": "200", "limit": "4",
    "aliases": ["猪肉"],
}  # fmt: skip
TOFU = {"item": "豆腐", "unit": "块", "price": "0"}
WINDOW = {"title": "周六鲜菜团", "village": "上岙村", "closes_at": "2099-12-01T20:00", "items": [PORK, TOFU]}


@pytest.fixture
def village(tongxin: Any, tmp_path: Path) -> Any:
    """The command line over a database with two villages."""
    (tmp_path / "people.csv").write_text(PEOPLE, "utf-8")
    assert tongxin("import", "people", tmp_path / "people.csv").returncode == 0
    return tongxin


def imported(tongxin: Any, tmp_path: Path, *windows: Any, **settings: str) -> Any:
    path = tmp_path / "windows.json"
    path.write_text(json.dumps(list(windows), ensure_ascii=False), "utf-8")
    return tongxin("import", "windows", path, **settings)


def exported(tongxin: Any) -> Any:
    return json.loads(tongxin("export", "windows").stdout)


def test_a_window_is_opened_with_its_items_at_its_local_closing_time(village: Any, tmp_path: Path) -> None:
    done = imported(village, tmp_path, WINDOW)
    assert (done.returncode, done.stdout) == (0, "1 windows opened, 0 were here already, 0 refused.\n")
    (window,) = exported(village)
    assert (window["title"], window["state"], window["closes_at"]) == (
        "周六鲜菜团",
        "open",
        "2099-12-01T20:00:00+08:00",
    )
    pork, tofu = window["items"]
    assert pork == {
        "item": "土猪肉", "unit": "斤", "price": "35", "market_price": "45", "quota": "200", "limit": "4",
        "aliases": ["猪肉"], "spec": "", "weighed": True, "donor": "", "taken": "0",
    }  # fmt: skip
    assert (tofu["price"], tofu["quota"], tofu["limit"], tofu["weighed"]) == ("0", None, None, False)


def test_a_closing_time_with_an_offset_is_taken_as_it_says(village: Any, tmp_path: Path) -> None:
    imported(village, tmp_path, WINDOW | {"closes_at": "2099-12-01T12:00Z"})
    assert exported(village)[0]["closes_at"] == "2099-12-01T20:00:00+08:00"


def test_the_same_window_twice_is_one(village: Any, tmp_path: Path) -> None:
    imported(village, tmp_path, WINDOW)
    done = imported(village, tmp_path, WINDOW, WINDOW | {"village": "下岙村"})
    assert (done.returncode, done.stdout) == (0, "1 windows opened, 1 were here already, 0 refused.\n")


def test_what_a_file_says_otherwise_of_a_window_is_reported_and_not_applied(village: Any, tmp_path: Path) -> None:
    imported(village, tmp_path, WINDOW)
    before = exported(village)
    changed = WINDOW | {
        "place": "祠堂",
        "items": [
            PORK | {"price": "36", "limit": None, "aliases": ["猪肉", "肉"]},
            {"item": "鱼", "unit": "条", "price": 9},
        ],
    }
    done = imported(village, tmp_path, changed)
    assert (done.returncode, done.stdout) == (1, "0 windows opened, 0 were here already, 1 refused.\n")
    assert done.stderr.splitlines() == [
        "window 1, field place: differs from the recorded one, which is empty; not changed",
        "window 1, item 1, field price: differs from the recorded one, 35; not changed",
        "window 1, item 1, field limit: differs from the recorded one, 4; not changed",
        "window 1, item 1, field aliases: differs from the recorded one, 猪肉; not changed",
        "window 1, item 2, field item: the recorded window has no 鱼; not changed",
        "window 1, field items: 豆腐 of the recorded window is missing; not changed",
    ]
    assert exported(village) == before


def test_the_same_window_in_one_file_with_another_price_is_reported(village: Any, tmp_path: Path) -> None:
    done = imported(village, tmp_path, WINDOW, WINDOW | {"items": [PORK, TOFU | {"price": "1"}]})
    assert (done.returncode, done.stdout) == (1, "1 windows opened, 0 were here already, 1 refused.\n")
    assert "window 2, item 2, field price: differs from the recorded one, 0; not changed" in done.stderr


def test_what_was_exported_is_known_again(village: Any, tmp_path: Path) -> None:
    imported(village, tmp_path, WINDOW)
    done = imported(village, tmp_path, *exported(village))
    assert (done.stdout, done.stderr) == ("0 windows opened, 1 were here already, 0 refused.\n", "")


def test_a_bad_window_is_refused_whole_and_the_good_one_opened(village: Any, tmp_path: Path) -> None:
    bad = WINDOW | {"title": "坏的", "items": [PORK, TOFU | {"price": "很贵"}]}
    done = imported(village, tmp_path, bad, WINDOW)
    assert (done.returncode, done.stdout) == (1, "1 windows opened, 0 were here already, 1 refused.\n")
    assert done.stderr == (
        "window 1, item 2, field price: '很贵' is no amount of yuan; write it such as 35 or 4.50\n"
    )
    assert [window["title"] for window in exported(village)] == ["周六鲜菜团"]


@pytest.mark.parametrize(
    ("window", "place"),
    [
        ({"title": ""}, "window 1, field title: is missing"),
        ({"village": "无名村"}, "window 1, field village: there is no village 无名村"),
        ({"closes_at": "明晚"}, "window 1, field closes_at: '明晚' is no time"),
        ({"closes_at": "2099-13-01T20:00"}, "window 1, field closes_at"),
        ({"closes_at": "2020-01-01T20:00"}, "window 1, field closes_at: 2020-01-01T20:00 is past"),
        ({"closes_at": "9999-12-31T23:59:59-14:00"}, "window 1, field closes_at"),
        ({"items": []}, "window 1, field items: must be a list"),
        ({"items": [PORK, PORK]}, "window 1, item 2, field item: 土猪肉 is in this window twice"),
        ({"items": [{"item": "豆腐", "unit": "块"}]}, "window 1, item 1, field price: is missing"),
        ({"items": [TOFU | {"price": "-1"}]}, "window 1, item 1, field price: '-1' is no amount"),
        ({"items": [TOFU | {"price": "0.001"}]}, "window 1, item 1, field price"),
        ({"items": [TOFU | {"price": [3]}]}, "window 1, item 1, field price: must be a text or a number"),
        ({"items": [TOFU | {"quota": "1e9"}]}, "window 1, item 1, field quota: '1e9' is no quantity"),
        ({"items": [TOFU | {"limit": "0"}]}, "window 1, item 1, field limit: must be above 0"),
        (
            {"items": [TOFU | {"limit": "20", "quota": "10"}]},
            "window 1, item 1, field limit: 20 a household is more than the quota of 10 in all",
        ),
        ({"items": [TOFU | {"qouta": "5"}]}, "window 1, item 1, field qouta: is unknown"),
        ({"items": [TOFU | {"unit": ""}]}, "window 1, item 1, field unit: is missing"),
        ({"items": [TOFU | {"weighed": "maybe"}]}, "window 1, item 1, field weighed"),
        ({"items": ["豆腐"]}, "window 1, item 1: is no object"),
    ],
)
async def test_what_is_wrong_is_named_with_its_place(tmp_path: Path, window: dict[str, Any], place: str) -> None:
    path = tmp_path / "windows.json"
    path.write_text(json.dumps([WINDOW | window]), "utf-8")
    database = await open_database(f"sqlite:///{tmp_path / 'tongxin.db'}", lambda: NOON)
    try:
        await database.write(lambda tx: areas.ensure(tx, None, "village", "上岙村"))
        outcome = await database.write(lambda tx: open_all(tx, list(read_windows(path)), SHANGHAI, NOON))
        kept = await database.read(windows.every)
    finally:
        await database.close()
    assert (outcome.opened, outcome.windows_refused, kept) == (0, 1, [])
    assert str(outcome.refused[0]).startswith(place)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "is no JSON at line 1, column 2"),
        ("{}", "must be a list of windows"),
        ("[" * 100_000, "is no JSON"),
        ("[" + "9" * 5_000 + "]", "thousands of digits"),
    ],
)
def test_a_file_that_is_no_list_of_windows_is_refused(tongxin: Any, tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "windows.json").write_text(text)
    done = tongxin("import", "windows", tmp_path / "windows.json")
    assert (done.returncode, reason in done.stderr) == (1, True), done.stderr


def test_a_sheet_with_a_row_an_item_is_imported(village: Any, tmp_path: Path) -> None:
    (tmp_path / "windows.csv").write_text(
        "标题,村,截止时间,品名,单位,单价,市场价,总量,限购,别名,取货点\n"
        "周六团,上岙村,2099/12/1 20:00,土猪肉,斤,35,45,200,4,猪肉；肉,文化礼堂\n"
        "周六团,上岙村,2099/12/1 20:00,豆腐,块,0,,,2,,\n"
        "周日团,下岙村,2099-12-02 9:30,青菜,斤,4.5,,,,,\n",
        "gb18030",
    )
    done = village("import", "windows", tmp_path / "windows.csv")
    assert (done.returncode, done.stdout) == (0, "2 windows opened, 0 were here already, 0 refused.\n")
    first, second = exported(village)
    assert [item["item"] for item in first["items"]] == ["土猪肉", "豆腐"]
    assert (first["place"], first["items"][0]["aliases"]) == ("文化礼堂", ["猪肉", "肉"])
    assert second["closes_at"] == "2099-12-02T09:30:00+08:00"


def test_prices_and_times_are_read_as_people_write_them(village: Any, tmp_path: Path) -> None:
    (tmp_path / "windows.csv").write_text(
        "团购名称,村庄,截止日期,货品,单位,单价（元）,市场价格,总数,每户限量\n"
        "周六团,上岙村,2099年12月1日 20:00,土猪肉,斤,￥35,45.50元,200斤,4斤\n"
        "周六团,上岙村,2099年12月1日 20:00,豆腐,块,12.50元,,,\n"
    )
    done = village("import", "windows", tmp_path / "windows.csv", language="zh")
    assert (done.returncode, done.stderr) == (0, "")
    (window,) = exported(village)
    assert window["closes_at"] == "2099-12-01T20:00:00+08:00"
    assert [(item["price"], item["market_price"], item["quota"]) for item in window["items"]] == [
        ("35", "45.5", "200"),
        ("12.5", None, None),
    ]


def test_what_is_wrong_in_a_sheet_is_named_with_its_row(village: Any, tmp_path: Path) -> None:
    (tmp_path / "windows.csv").write_text(
        "title,village,closes_at,item,unit,price\n周六团,上岙村,2099-12-01 20:00,青菜,斤,\n"
    )
    done = village("import", "windows", tmp_path / "windows.csv")
    assert done.stderr == "row 2, field price: is missing; write 0 for what a donor gives\n"


def test_cases_minimums_and_sharing_come_in_and_go_out_again(village: Any, tmp_path: Path) -> None:
    goods = [
        {"item": "土豆", "unit": "袋", "price": "20", "case_size": "12", "minimum": "24袋"},
        TOFU | {"sharing": "平分", "to_share": "80"},
    ]
    window = WINDOW | {"items": goods}
    assert imported(village, tmp_path, window).returncode == 0
    potatoes, tofu = exported(village)[0]["items"]
    assert (potatoes["case_size"], potatoes["minimum"]) == ("12", "24")
    assert (tofu["sharing"], tofu["to_share"], tofu["quota"]) == ("equally", "80", None)
    assert "sharing" not in potatoes
    again = imported(village, tmp_path, window)
    assert again.stdout == "0 windows opened, 1 were here already, 0 refused.\n"
    other = WINDOW | {"items": [goods[0], TOFU | {"sharing": "抽签", "to_share": "80"}]}
    assert "field sharing: differs from the recorded one, equally" in imported(village, tmp_path, other).stderr


@pytest.mark.parametrize(
    ("terms", "place"),
    [({"sharing": "平分"}, "field to_share"), ({"to_share": "80"}, "field sharing"),
     ({"sharing": "随便", "to_share": "80"}, "field sharing"), ({"case_size": "0"}, "field case_size")],
)  # fmt: skip
def test_unclear_terms_are_refused(village: Any, tmp_path: Path, terms: dict[str, str], place: str) -> None:
    done = imported(village, tmp_path, WINDOW | {"items": [TOFU | terms]})
    assert done.returncode == 1
    assert place in done.stderr + done.stdout
