"""What somebody under observation reports is read as said; what cannot be known is asked."""

import json
from pathlib import Path

import pytest

from nlu.checkins import Reading, looks_like_check_in, read_check_in

UTTERANCES = Path(__file__).parents[3] / "shared" / "data" / "utterances"


def test_a_family_in_one_line_is_told_apart() -> None:
    assert read_check_in("我36.4 老婆36.5 孙子37.6").readings == (
        Reading(3640, "我"),
        Reading(3650, "老婆"),
        Reading(3760, "孙子"),
    )
    assert read_check_in("我和老婆36.4 36.5，孙子37.6").readings == (
        Reading(3640, "我"),
        Reading(3650, "老婆"),
        Reading(3760, "孙子"),
    )
    assert [reading.temperature for reading in read_check_in("36.5 36.8 36.2").readings] == [3650, 3680, 3620]


def test_morning_and_evening_are_told_apart() -> None:
    assert read_check_in("早36.5 晚36.8").readings == (Reading(3650, part="morning"), Reading(3680, part="evening"))
    assert read_check_in("早上好，今天36.3").readings == (Reading(3630),)


@pytest.mark.skipif(not UTTERANCES.exists(), reason="the starter utterances are not beside the project")
def test_every_starter_case_is_read_as_it_should() -> None:
    for line in (UTTERANCES / "checkins.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        read = read_check_in(case["text"])
        assert [reading.temperature / 100 for reading in read.readings] == case["temps"], case["text"]
        assert (list(read.symptoms), read.abnormal(3730)) == (case["symptoms"], case["abnormal"]), case["text"]
        assert (read.intent, len(read.errands)) == (case["intent"], len(case["errands"])), case["text"]
        assert ("ask_temp" in read.flags) == ("ask_temp" in case["flags"]), case["text"]
        assert ("human" in read.flags) == ("human" in case["flags"]), case["text"]


def test_an_order_is_no_report() -> None:
    assert not looks_like_check_in("猪肉2斤")
    assert looks_like_check_in("36.5")
