"""What a cadre says of reminders is told apart by its first words; everything else is somebody else's."""

import pytest

from domain.rules import Do, Follow
from domain.spans import HOUR
from nlu.rule_commands import RuleCommand, read_follow, read_rule_command


@pytest.mark.parametrize(("said", "meant"), [
    ("提醒", RuleCommand("new")),
    ("提醒列表", RuleCommand("list")),
    ("有哪些提醒列表", RuleCommand("list")),
    ("reminders", RuleCommand("list")),
    ("关掉提醒3", RuleCommand("off", 3)),
    ("提醒3关掉", RuleCommand("off", 3)),
    ("turn off reminder 3", RuleCommand("off", 3)),
    ("打开提醒12", RuleCommand("on", 12)),
    ("提醒3停到周五", RuleCommand("snooze", 3, "周五")),
    ("提醒三先停三天", RuleCommand("snooze", 3, "三天")),
    ("snooze reminder 3 until Friday", RuleCommand("snooze", 3, "Friday")),
    ("改提醒3 每天8:30", RuleCommand("change", 3, "每天8:30")),
    ("提醒3改成每天8:30", RuleCommand("change", 3, "每天8:30")),
    ("提醒3", RuleCommand("show", 3)),
    ("提醒三组每天7:30和16:30：请量体温", RuleCommand("new", 0, "三组每天7:30和16:30", "请量体温")),
    ("新建提醒 全村的网格员，截止前两小时：看看，谁没来",
     RuleCommand("new", 0, "全村的网格员,截止前两小时", "看看，谁没来")),
    ("remind all grid workers every day at 7:30: hand in the list",
     RuleCommand("new", 0, "all grid workers every day at 7:30", "hand in the list")),
])  # fmt: skip
def test_a_command_is_read(said: str, meant: RuleCommand) -> None:
    assert read_rule_command(said) == meant


@pytest.mark.parametrize(
    "said", ["猪肉2斤", "谢谢提醒", "请提醒我", "提醒我交钱", "好", "收到提醒了", "通知", "发通知"]
)
def test_other_words_are_none(said: str) -> None:
    assert read_rule_command(said) is None


@pytest.mark.parametrize(("said", "meant"), [
    ("2小时后再提醒，4小时后告诉上级", (Follow(2 * HOUR, Do.AGAIN), Follow(4 * HOUR, Do.NEXT))),
    ("没人回的话两个小时后再催，三个半小时后告诉网格员",
     (Follow(2 * HOUR, Do.AGAIN), Follow(7 * HOUR // 2, Do.NEXT))),
    ("半小时没回再提醒", (Follow(HOUR // 2, Do.AGAIN),)),
    ("30分钟后再提醒", (Follow(HOUR // 2, Do.AGAIN),)),
    ("不用催", ()),
    ("每天7:30", None),
])  # fmt: skip
def test_what_follows_silence_is_read(said: str, meant: tuple[Follow, ...] | None) -> None:
    assert read_follow(said) == meant
