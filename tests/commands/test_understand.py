"""`understand` on the command line: predictions on stdout, what is wrong on stderr, good lines anyway."""

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from commands.understand import understand

CATALOGS = {
    "A": {
        "items": [
            {"item": "猪肉", "unit": "斤", "price": "35", "max": "4", "aliases": ["土猪肉"]},
            {"item": "豆腐", "unit": "块", "price": "2.5", "aliases": []},
        ]
    }
}


@pytest.fixture
def catalogs(tmp_path: Path) -> Path:
    path = tmp_path / "catalogs.json"
    path.write_text(json.dumps(CATALOGS, ensure_ascii=False), "utf-8")
    return path


def run(*arguments: str | Path) -> Result:
    app = typer.Typer()
    app.command()(understand)
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def cases(folder: Path, *rows: dict[str, Any] | str) -> Path:
    path = folder / "cases.jsonl"
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), "utf-8")
    return path


def test_a_case_comes_back_with_its_lines_intent_and_flags(tmp_path: Path, catalogs: Path) -> None:
    path = cases(tmp_path, {"id": 1, "catalog": "A", "text": "猪肉2斤 豆腐一块"})
    result = run("orders", "--catalog", catalogs, path)
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "id": 1,
        "catalog": "A",
        "text": "猪肉2斤 豆腐一块",
        "lines": [{"item": "猪肉", "qty": "2", "unit": "斤"}, {"item": "豆腐", "qty": "1", "unit": "块"}],
        "intent": "order",
        "flags": [],
    }


def test_the_running_order_and_what_is_pending_are_read_and_written(tmp_path: Path, catalogs: Path) -> None:
    context = {"order": [{"item": "猪肉", "qty": "1.5", "unit": "斤"}]}
    path = cases(tmp_path, {"id": 1, "catalog": "A", "text": "再来3斤猪肉", "context": context})
    result = run("orders", "--catalog", catalogs, path)
    answer = json.loads(result.stdout)
    assert (answer["intent"], answer["lines"], answer["flags"]) == ("add", [], ["over_limit"])
    assert answer["pending"] == [{"item": "猪肉", "qty": "3", "unit": "斤"}]


def test_bad_lines_are_named_with_a_remedy_and_the_good_ones_still_written(tmp_path: Path, catalogs: Path) -> None:
    good = {"id": 4, "catalog": "A", "text": "帮王奶奶订2斤猪肉"}
    bad_context = {"id": 3, "catalog": "A", "text": "猪肉", "context": {"order": [{"item": "猪肉"}]}}
    path = cases(tmp_path, "{", {"id": 2, "catalog": "B", "text": "猪肉"}, bad_context, "", good)
    result = run("orders", "--catalog", catalogs, path)
    assert result.exit_code == 1
    assert [json.loads(line)["lines"] for line in result.stdout.splitlines()] == [
        [{"item": "猪肉", "qty": "2", "unit": "斤", "for": "王奶奶"}]
    ]
    assert [f"line {number}:" in result.stderr for number in (1, 2, 3, 4, 5)] == [True, True, True, False, False]


def test_an_unknown_kind_is_said_with_the_known_ones(tmp_path: Path, catalogs: Path) -> None:
    result = run("sonnets", "--catalog", catalogs, cases(tmp_path))
    assert result.exit_code == 1
    assert "sonnets" in result.stderr
    assert "orders" in result.stderr


def test_a_missing_catalog_file_is_said_plainly(tmp_path: Path) -> None:
    result = run("orders", "--catalog", tmp_path / "none.json", cases(tmp_path))
    assert result.exit_code == 1
    assert "There is no catalog file" in result.stderr


def test_a_missing_or_unreadable_file_is_said_plainly(tmp_path: Path, catalogs: Path) -> None:
    odd = tmp_path / "odd.jsonl"
    odd.write_bytes("猪肉".encode("gb18030"))
    told = {tmp_path / "nope.jsonl": "There is no file", odd: "is not in UTF-8", tmp_path: "cannot be read"}
    for path, words in told.items():
        result = run("orders", "--catalog", catalogs, path)
        assert (result.exit_code, words in result.stderr, "Errno" in result.stderr) == (1, True, False)


@pytest.mark.parametrize(
    "content",
    [
        "[",
        "[]",
        '{"A": {}}',
        '{"A": {"items": [{"item": "猪肉"}]}}',
        '{"A": {"items": [{"item": "猪肉", "unit": "斤", "max": "x"}]}}',
        '{"A": {"items": [{"item": "猪肉", "unit": "斤", "price": "-1"}]}}',
    ],
)
def test_a_catalog_that_is_not_one_is_said_plainly(tmp_path: Path, content: str) -> None:
    path = tmp_path / "catalogs.json"
    path.write_text(content, "utf-8")
    result = run("orders", "--catalog", path, cases(tmp_path))
    assert result.exit_code == 1
    assert str(path) in result.stderr


def test_a_chain_post_comes_back_with_one_entry_a_person(tmp_path: Path, catalogs: Path) -> None:
    text = "#接龙\n1. 王芳 3-201 猪肉2斤\n2. 李强 3-202 豆腐9斤\n3. 王芳 3-201 再加豆腐一块"
    result = run("chains", "--catalog", catalogs, cases(tmp_path, {"id": 1, "catalog": "A", "text": text}))
    assert result.exit_code == 0
    assert json.loads(result.stdout)["orders"] == [
        {
            "who": "王芳",
            "house": "3-201",
            "lines": [{"item": "猪肉", "qty": "2", "unit": "斤"}, {"item": "豆腐", "qty": "1", "unit": "块"}],
            "flags": [],
        },
        {"who": "李强", "house": "3-202", "lines": [], "flags": ["needs_confirm"]},
    ]


def test_a_chain_post_that_is_too_long_is_said_and_not_half_read(tmp_path: Path, catalogs: Path) -> None:
    text = "\n".join(f"{number}. 王芳 3-{100 + number} 猪肉1斤" for number in range(1, 1100))
    result = run("chains", "--catalog", catalogs, cases(tmp_path, {"id": 1, "catalog": "A", "text": text}))
    assert (result.exit_code, result.stdout, "too long" in result.stderr) == (1, "", True)


def test_check_ins_need_no_catalog(tmp_path: Path) -> None:
    result = run("checkins", cases(tmp_path, {"id": "a", "text": "36.6，帮忙带瓶酱油 有点咳"}))
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "id": "a",
        "text": "36.6，帮忙带瓶酱油 有点咳",
        "temps": [36.6],
        "symptoms": ["cough"],
        "abnormal": True,
        "errands": ["带酱油1瓶"],
        "intent": "checkin",
        "flags": [],
    }


def test_visits_need_no_catalog_but_the_day_on_which_they_were_written(tmp_path: Path) -> None:
    text = "旧街4号租户2人 安徽六安 1.30到"
    result = run("visits", cases(tmp_path, {"id": 1, "text": text}, {"id": 2, "sent": "2020-02-02", "text": text}))
    assert (result.exit_code, "sent" in result.stderr, "line 1" in result.stderr) == (1, True, True)
    assert json.loads(result.stdout) == {
        "id": 2,
        "text": text,
        "sent": "2020-02-02",
        "household": "旧街4号",
        "persons": 2,
        "returnees": [{"from": "六安", "date": "01-30", "count": 2}],
        "abnormal": False,
        "kind": "visit",
        "flags": ["needs_confirm"],
        "temps": [],
    }
