"""What a cadre tries in the chat, and the way that is shown; a villager's same words go where they always went."""

import pytest

from domain.orders import Window
from nlu.signposts import TOPICS
from templates.render import Templates
from tests.handlers.test_settling import closed
from tests.town import NOON, ZONE, Town


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("装袋单", "/packing"), ("标签", "/labels"), ("到货", "/arrived"), ("收款", "/payments"),
        ("路线", "/pickup/routes"), ("取货时段", "/pickup"), ("支出", "/account"), ("捐赠", "/supplies"),
    ],
)  # fmt: skip
async def test_a_word_leads_to_its_page(town: Town, words: str, page: str) -> None:
    window = await closed(town)
    await town.says("陈主任", words)
    assert f"/console/windows/{window}{page}" in await town.last("陈主任")


async def test_who_asks_how_it_stands_hears_what_is_ordered(town: Town) -> None:
    await closed(town)
    await town.says("陈主任", "谁订了")
    said = await town.last("陈主任")
    assert "2户订了" in said
    assert "· 土猪肉 2斤" in said


async def test_a_round_can_be_named_and_what_was_never_opened_is_said(town: Town) -> None:
    await town.says("陈主任", "标签")
    assert "还没有开过" in await town.last("陈主任")
    window = await closed(town)
    await town.opens_window()
    await town.says("陈主任", "第1期 标签")
    assert f"/console/windows/{window}/labels" in await town.last("陈主任")
    await town.says("陈主任", "第9期 标签")
    assert "还没有开过" in await town.last("陈主任")


@pytest.mark.parametrize("words", ["没付钱的", "谁没付", "欠款名单", "未付款", "谁还没交钱", "unpaid"])
async def test_who_has_not_paid_is_asked_in_many_words(town: Town, words: str) -> None:
    await closed(town)
    await town.says("陈主任", words)
    assert "还没付清的，一共" in await town.last("陈主任")


@pytest.mark.parametrize(
    ("words", "answer"),
    [("提醒没付的", "私下提醒"), ("催一下没付钱的", "私下提醒"), ("账目", "应收"), ("采购单", "供应商单"),
     ("怎么称重", "开始称重")],
)  # fmt: skip
async def test_other_words_for_the_same_are_understood(town: Town, words: str, answer: str) -> None:
    await closed(town)
    await town.says("陈主任", words)
    assert any(answer in said for said in (await town.heard("陈主任"))[-2:])


async def test_a_villager_is_shown_no_way_and_no_list(town: Town) -> None:
    await closed(town)
    for words in ("谁没付", "没付钱的", "装袋单", "谁订了"):
        await town.says("李阿公", words)
        assert "console" not in await town.last("李阿公")
        assert "王阿婆" not in await town.last("李阿公")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_way_is_told_in_both_languages(language: str) -> None:
    window = Window(1, 1, 1, "周六鲜菜团", "closed", 1, NOON, NOON + 1, "", "", "", "")
    for topic in TOPICS:
        values = {"topic": topic, "window": window, "link": "http://x/console", "sold": [], "households": 2}
        said = Templates(ZONE).render(language, "signposts/way", values)
        assert said.strip()
        assert topic == "code" or "http://x/console" in said


async def test_a_draft_that_waits_takes_no_word_that_asks_the_way_and_no_slots(town: Town) -> None:
    await town.says("陈主任", "土猪肉35元/斤，今晚8点截止")
    for words in ("标签", "取货 文化礼堂 15:00-17:00 每半小时20户"):
        await town.says("陈主任", words)
        assert "请核对" not in await town.last("陈主任")
    await town.says("陈主任", "猪肉38元/斤")
    assert "38元" in await town.last("陈主任")
    await town.presses("陈主任", "开团")
    assert "开团了" in "".join((await town.heard("陈主任"))[-3:])


async def test_what_a_cadre_says_in_vain_goes_to_nobody_and_help_is_shown(town: Town) -> None:
    before = len(await town.heard("小陈"))
    for _ in range(2):
        await town.says("陈主任", "呜呜呜")
    assert "办团购的时候" in await town.last("陈主任")
    assert len(await town.heard("小陈")) == before


async def test_a_cadre_in_english_gets_the_list_and_claims_nothing(town: Town) -> None:
    await closed(town)
    await town.says("陈主任", "English")
    await town.says("陈主任", "unpaid")
    assert "not paid" in (await town.last("陈主任")).lower()
