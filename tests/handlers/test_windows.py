"""A cadre pastes an announcement: read back item by item, corrected, confirmed, and only then open."""

import pytest

from domain.orders import Window
from storage import audit, windows
from storage.database import Transaction
from tests.town import NOON, Town

PASTED = "明天到货🐷土猪肉35元/斤 限4斤，带鱼25元/斤，豆腐免费送(李大哥捐)，今晚8点截止，文化礼堂拿"
EIGHT = NOON + 8 * 3_600_000


async def every(town: Town) -> list[Window]:
    def work(tx: Transaction) -> list[Window]:
        return [found for window in windows.every(tx) if (found := windows.get(tx, window.id)) is not None]

    return await town.database.read(work)


async def test_a_pasted_announcement_is_read_back_and_nothing_is_open_yet(town: Town) -> None:
    await town.says("陈主任", PASTED)
    draft = await town.last("陈主任")
    for line in ("1 土猪肉　35元/斤　每户限4斤", "2 带鱼　25元/斤", "3 豆腐　免费（李大哥送）", "20:00", "文化礼堂"):
        assert line in draft
    assert "还没有开" in draft
    assert await town.choices("陈主任") == ["开团", "修改", "取消"]
    assert await every(town) == []


async def test_a_confirmed_draft_opens_as_it_was_read_back(town: Town) -> None:
    await town.says("陈主任", PASTED)
    assert (await town.presses("陈主任", "开团")).toast == "开团了"
    (window,) = await every(town)
    assert (window.state, window.closes_at, window.place) == ("open", EIGHT, "文化礼堂")
    goods = [(item.name, item.unit, item.price, item.limit, item.donor) for item in window.items]
    assert goods == [
        ("土猪肉", "斤", 3_500, 4_000, ""), ("带鱼", "斤", 2_500, None, ""), ("豆腐", "块", 0, None, "李大哥"),
    ]  # fmt: skip
    await town.says("李阿公", "猪肉2斤")
    await town.says("李阿公", "好")
    assert await town.taken(window.id) == {"土猪肉": 2_000}


async def test_who_opened_a_window_is_on_record(town: Town) -> None:
    await town.says("陈主任", PASTED)
    await town.presses("陈主任", "开团")
    (window,) = await every(town)
    noted = await town.database.read(lambda tx: audit.about(tx, window.id))
    assert [(actor, action) for actor, _, action, _ in noted] == [(town.people["陈主任"], "open_window")]


async def test_the_words_on_the_button_may_be_typed(town: Town) -> None:
    await town.says("陈主任", PASTED)
    await town.says("陈主任", "开团")
    assert len(await every(town)) == 1


async def test_a_correction_replaces_one_line_and_keeps_the_rest(town: Town) -> None:
    await town.says("陈主任", PASTED)
    await town.says("陈主任", "带鱼26元/斤 限3斤")
    await town.says("陈主任", "明晚8点截止")
    draft = await town.last("陈主任")
    assert "2 带鱼　26元/斤　每户限3斤" in draft
    assert "12月1日（周二）20:00" in draft
    await town.presses("陈主任", "开团")
    (window,) = await every(town)
    assert [item.price for item in window.items] == [3_500, 2_600, 0]
    assert window.closes_at == EIGHT + 24 * 3_600_000


async def test_a_draft_that_was_corrected_cannot_be_opened_by_its_old_button(town: Town) -> None:
    await town.says("陈主任", PASTED)
    old = await town.button("陈主任", "开团")
    await town.says("陈主任", "带鱼26元/斤")
    await town.does(town.update("陈主任", press=old))
    assert await every(town) == []


async def test_a_missing_closing_time_is_asked(town: Town) -> None:
    await town.says("陈主任", "五花肉 35元/斤 限4斤 共200斤")
    assert "什么时候截止" in await town.last("陈主任")
    assert await town.choices("陈主任") == ["修改", "取消"]
    await town.says("陈主任", "今晚8点截止")
    await town.presses("陈主任", "开团")
    (window,) = await every(town)
    assert (window.closes_at, window.items[0].quota) == (EIGHT, 200_000)


async def test_a_closing_time_that_has_passed_is_asked_again(town: Town) -> None:
    await town.says("陈主任", "五花肉35元/斤，今天上午8点截止")
    assert "开团" not in await town.choices("陈主任")


async def test_a_draft_confirmed_after_its_closing_time_opens_nothing_and_asks_for_another(town: Town) -> None:
    await town.says("陈主任", PASTED)
    await town.later(9)
    await town.presses("陈主任", "开团")
    assert "截止时间已经过了" in await town.last("陈主任")
    assert await every(town) == []
    await town.says("陈主任", "明晚8点截止")
    await town.presses("陈主任", "开团")
    assert len(await every(town)) == 1


async def test_the_same_announcement_does_not_open_twice(town: Town) -> None:
    for _ in range(2):
        await town.says("陈主任", PASTED)
        await town.presses("陈主任", "开团")
    assert "没有重复开" in await town.last("陈主任")
    assert len(await every(town)) == 1


async def test_a_dropped_draft_is_gone(town: Town) -> None:
    await town.says("陈主任", PASTED)
    await town.presses("陈主任", "取消")
    assert "没有开团" in await town.last("陈主任")
    await town.says("陈主任", "好")
    assert await every(town) == []


async def test_a_cadre_may_begin_with_one_word(town: Town) -> None:
    await town.says("陈主任", "开团")
    assert "开团的内容发过来" in await town.last("陈主任")
    await town.says("陈主任", PASTED)
    await town.presses("陈主任", "开团")
    assert len(await every(town)) == 1


async def test_who_may_not_open_a_window_is_told_who_may(town: Town) -> None:
    for who in ("李阿公", "小陈", "刘医生"):
        await town.says(who, f"/window {PASTED}")
        assert "村干部" in await town.last(who)
        await town.says(who, PASTED)
        await town.says(who, "好")
    assert await every(town) == []


async def test_two_cadres_drafts_do_not_mix(town: Town) -> None:
    await town.says("陈主任", PASTED)
    press = await town.button("陈主任", "开团")
    await town.does(town.update("李阿公", press=press))
    assert "用不了" in await town.last("李阿公")
    assert await every(town) == []


DRAFT = "五花肉 35元/斤 限4斤 共200斤 市场价42，带鱼25，豆腐2元/块，鸡蛋28元/板，今晚8点截止，文化礼堂拿"


async def drafted(town: Town, *corrections: str) -> str:
    """What the cadre reads after a draft and its corrections."""
    for words in (DRAFT, *corrections):
        await town.says("陈主任", words)
    return await town.last("陈主任")


async def test_a_new_price_leaves_limit_quota_and_market_price_as_they_were(town: Town) -> None:
    draft = await drafted(town, "五花肉 36元/斤")
    assert "1 五花肉　36元/斤　市场价42元　每户限4斤　共200斤　称重" in draft
    await town.presses("陈主任", "开团")
    (window,) = await every(town)
    item = window.items[0]
    assert (item.price, item.limit, item.quota, item.market_price) == (3_600, 4_000, 200_000, 4_200)


@pytest.mark.parametrize("words", ["删掉带鱼", "不要带鱼", "去掉带鱼", "带鱼不要了", "带鱼不卖了"])
async def test_an_item_is_taken_off_and_the_rest_read_back(town: Town, words: str) -> None:
    draft = await drafted(town, words)
    assert draft.startswith("去掉了：带鱼")
    assert "带鱼　" not in draft
    await town.presses("陈主任", "开团")
    (window,) = await every(town)
    assert [item.name for item in window.items] == ["五花肉", "豆腐", "鸡蛋"]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("加青菜3元/斤", "5 青菜　3元/斤　称重"),
        ("鸡蛋改成29", "4 鸡蛋　29元/板"),
        ("五花肉市价45", "1 五花肉　35元/斤　市场价45元　每户限4斤　共200斤　称重"),
        ("带鱼限2斤", "2 带鱼　25元/斤　每户限2斤　称重"),
        ("豆腐共50块", "3 豆腐　2元/块　共50块"),
        ("地点改成村口", "领取：村口"),
        ("截止改到明晚9点", "截止：12月1日（周二）21:00"),
        ("市价42", "“市价42”说的是哪一样？"),
        ("五花肉改成牛肉", "没看懂：“五花肉改成牛肉”"),
    ],
)
async def test_a_correction_changes_what_it_names_or_is_asked(town: Town, words: str, line: str) -> None:
    draft = await drafted(town, words)
    assert line in draft
    assert sum(row[:2] in ("1 ", "2 ", "3 ", "4 ", "5 ") for row in draft.splitlines()) == 4 + ("加" in words)


async def test_a_correction_whose_closing_time_is_over_leaves_none(town: Town) -> None:
    draft = await drafted(town, "截止改到昨晚8点")
    assert "“昨晚8点”已经过了" in draft
    assert await town.choices("陈主任") == ["修改", "取消"]


async def test_a_lone_time_answers_until_when(town: Town) -> None:
    await town.says("陈主任", "五花肉 35元/斤")
    await town.says("陈主任", "今晚8点")
    assert "截止：11月30日（周一）20:00" in await town.last("陈主任")


async def test_another_name_of_an_item_is_read_back(town: Town) -> None:
    await town.says("陈主任", "西红柿(番茄)5元/斤，今晚8点截止")
    assert "1 西红柿（也叫番茄）　5元/斤　称重" in await town.last("陈主任")


async def test_an_announcement_in_english_is_refused_kindly_as_a_whole(town: Town) -> None:
    await town.says("陈主任", "Group buy: pork 35/jin max 4 jin, ribbonfish 25/jin, closes 8pm tonight")
    draft = await town.last("陈主任")
    assert "没看懂：“Group buy" in draft
    assert "卖什么？" in draft


async def test_whoever_wanted_to_open_nothing_after_all_says_so(town: Town) -> None:
    await town.opens_window()
    await town.says("陈主任", "/window")
    await town.says("陈主任", "取消")
    assert await town.last("陈主任") == "好的，没有开团。"
    await town.says("陈主任", "/window")
    await town.says("陈主任", "猪肉35元/斤")
    await town.says("陈主任", "不要了")
    assert await town.last("陈主任") == "好的，没有开团。"
    await town.says("陈主任", "猪肉1斤")
    assert "您要的是" in await town.last("陈主任")
