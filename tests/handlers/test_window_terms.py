"""A cadre announces cases, minimums and how free goods are shared; it is read back before it counts."""

from storage import windows
from tests.town import Town

ANNOUNCED = """土豆20元/袋，12袋一箱，整箱起订
大米3元/斤 满20斤才送
李大哥捐豆腐，免费，共80块，按户平分
今晚8点截止，文化礼堂拿"""


async def test_the_terms_are_read_back_and_stand_in_the_window(town: Town) -> None:
    await town.says("陈主任", ANNOUNCED)
    told = await town.last("陈主任")
    assert "12袋一箱，整箱订" in told
    assert "满20斤才有" in told
    assert "共80块，截止后各户平分" in told
    await town.presses("陈主任", "开团")
    (window,) = await town.database.read(windows.every)
    items = await town.database.read(lambda tx: windows.items(tx, window.id))
    assert [(item.case_size, item.minimum, item.sharing, item.to_share, item.quota) for item in items] == [
        (12_000, None, "", None, None), (None, 20_000, "", None, None), (None, None, "equally", 80_000, None),
    ]  # fmt: skip


async def test_terms_can_be_added_to_a_draft_and_survive_other_corrections(town: Town) -> None:
    await town.says("陈主任", "土豆20元/袋\n今晚8点截止，文化礼堂拿")
    await town.says("陈主任", "土豆满10袋才有")
    await town.says("陈主任", "土豆22元/袋")
    told = await town.last("陈主任")
    assert "土豆　22元/袋　满10袋才有" in told


async def test_what_is_to_be_shared_must_be_said(town: Town) -> None:
    await town.says("陈主任", "土豆20元/袋\n李大哥捐豆腐，免费，抽签\n今晚8点截止")
    told = await town.last("陈主任")
    assert "豆腐一共有多少可分" in told
    assert "开团" not in await town.choices("陈主任")
    await town.says("陈主任", "豆腐30块抽签")
    assert "共30块，截止后抽签" in await town.last("陈主任")
    assert "开团" in await town.choices("陈主任")


async def test_a_term_without_goods_is_asked_about(town: Town) -> None:
    await town.says("陈主任", "土豆20元/袋\n今晚8点截止")
    await town.says("陈主任", "满10箱才有")
    assert "“满10箱才有”说的是哪一样" in await town.last("陈主任")
