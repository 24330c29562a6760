"""How a notice begins, what changes its draft, and what is said of one that is out."""

import pytest

from nlu.notice_changes import Change, read_change
from nlu.notices import About, Opening, about, opening, template_named, title_of


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("发通知", Opening()), ("怎么发通知", Opening()),
        ("发通知：明天停水，请接水。", Opening("明天停水，请接水。")),
        ("发通知，明天开会", Opening("明天开会")), ("给3号楼发通知 明天停水", Opening("明天停水", "3号楼")),
        ("给3号楼和5号楼的志愿者发个通知：明天开会", Opening("明天开会", "3号楼和5号楼的志愿者")),
        ("发通知给一网格：明天开会", Opening("明天开会", "一网格")),
        ("请给全村发一条通知，明天下午2点开会", Opening("明天下午2点开会", "全村")),
        ("发紧急通知：台风来了", Opening("台风来了", emergency=True)),
        ("紧急通知：台风来了", Opening("台风来了", emergency=True)),
        ("通知：各位村民，明天停水。", Opening("各位村民，明天停水。", sure=False)),
        ("发通知 模板 停水", Opening(template="停水")), ("发通知 模板", Opening(template="")),
        ("send a notice to building 3: no water", Opening("no water", "building 3")),
    ],
)  # fmt: skip
def test_a_notice_begins(text: str, meant: Opening) -> None:
    assert opening(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "发通知了吗", "昨天给大家发通知说的是几点？", "谁发通知", "不要发通知", "通知12怎么样了", "我们发通知了吗？",
        "收到通知了", "看到通知了，谢谢", "猪肉2斤", "通知：明天到货土猪肉35一斤，带鱼25一斤，今晚8点截止",
    ],
)  # fmt: skip
def test_other_words_begin_none(text: str) -> None:
    assert opening(text) is None


def test_words_stay_as_they_were_written() -> None:
    found = opening("发通知：　全体村民，　明天８点……\n請帶身份證！")
    assert found is not None
    assert found.words == "全体村民，　明天８点……\n請帶身份證！"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("通知12怎么样了", About("progress", 12)), ("通知进度", About("progress")),
        ("进度", About("progress", bare=True)), ("撤回通知12", About("withdraw", 12)),
        ("撤回通知", About("withdraw")),
        ("更正通知12：改成9点停水", About("correct", 12, "改成9点停水")),
        ("更正12号通知：8点改成9点", About("correct", 12, "8点改成9点")), ("暂停通知12", About("pause", 12)),
        ("通知12先别发了", About("pause", 12)), ("继续发通知12", About("resume", 12)),
        ("通知12剩下的不发了", About("cancel", 12)), ("剩下的不发了", About("cancel", bare=True)),
        ("取消通知12", About("cancel", 12)), ("第12条通知怎么样了", About("progress", 12)),
        ("通知十二的进度", About("progress", 12)), ("how is notice 12?", About("progress", 12)),
        ("谁还没回通知", About("progress")), ("谁没看通知3", About("progress", 3)),
        ("还有哪些人没收到这条通知？", About("progress")), ("withdraw notice 12", About("withdraw", 12)),
        ("correct notice 12: no water", About("correct", 12, "no water")),
    ],
)  # fmt: skip
def test_what_is_said_of_a_notice(text: str, meant: About) -> None:
    assert about(text) == meant


@pytest.mark.parametrize(
    "text", ["订单进度", "明天的通知取消", "取消订单", "猪肉不要了", "发通知", "通知大家明天停水", "撤回"]
)
def test_other_words_are_about_none(text: str) -> None:
    assert about(text) is None


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("改成8点", Change("replace", "8点")), ("把8点改成9点", Change("replace", "9点", "8点")),
        ("“小广场”改成“文化礼堂”", Change("replace", "文化礼堂", "小广场")),
        ("按钮：能来、不能来", Change("buttons", "能来、不能来", choices=("能来", "不能来"))),
        ("按钮换成收到", Change("buttons", "收到", choices=("收到",))), ("不要按钮", Change("buttons")),
        ("给一网格", Change("to", "一网格")), ("只发给3号楼", Change("to", "3号楼")),
        ("按户", Change("counted", "household")),
        ("按人统计", Change("counted", "person")), ("紧急", Change("emergency", "yes")),
        ("不紧急", Change("emergency")),
        ("有效期2天", Change("lasts", lasts=48 * 3_600_000)),
        ("24小时内有效", Change("lasts", lasts=24 * 3_600_000)),
        ("英文：No water.", Change("english", "No water.")), ("内容：后天停水", Change("words", "后天停水")),
        ("标题：停水", Change("title", "停水")), ("现在发", Change("now")),
        ("明天早上7点发", Change("at", "明天早上7点发")),
        ("发吧", Change("send")), ("每天早上7:30发到20号", Change("at", "每天早上7:30发到20号")),
        ("去掉图片", Change("no_file")), ("to building 3", Change("to", "building 3")), ("send now", Change("now")),
    ],
)  # fmt: skip
def test_a_draft_is_changed(text: str, change: Change) -> None:
    assert read_change(text) == change


@pytest.mark.parametrize("text", ["猪肉38", "李阿公要2斤猪肉", "模板", "好的", "我的订单", "谢谢", ""])
def test_other_words_change_none(text: str) -> None:
    assert read_change(text) is None


def test_a_shipped_notice_is_named() -> None:
    assert [template_named(text) for text in ("模板 停水", "停水模板", "有哪些模板", "模板3", "停水")] == [
        "停水", "停水", "", "3", None,
    ]  # fmt: skip


def test_a_title_is_how_the_words_begin() -> None:
    assert title_of("明天8点到12点停水，请接水。") == "明天8点到12点停水"
    assert title_of("{姓名}您好，明天停电。") == "明天停电"
    assert title_of("各位村民：\n今晚开会") == "今晚开会"
    assert title_of("大家好！") == "大家好"
    assert title_of("停" * 40) == "停" * 16 + "…"


def test_what_is_put_off_is_no_other_word_for_it() -> None:
    assert read_change("停水改到后天上午8点") is None
    assert read_change("8点改到9点") == Change("replace", "9点", "8点")
