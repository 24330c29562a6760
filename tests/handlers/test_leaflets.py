"""Rounds of leaflets and posters: read back, given to somebody, ticked off door by door, and seen by the author."""

from domain.people import Role
from storage import people
from tests.town import Town


async def volunteer(town: Town) -> None:
    """阿强 hands out in the village; it has two more doors in 3幢 and one in 5幢."""
    await town.settles("阿强", "5幢501", "13800000041")
    await town.settles("周伯", "3幢301")
    await town.database.write(lambda tx: people.give_role(tx, town.people["阿强"], Role.VOLUNTEER, town.village.id))
    await town.notifies(town.notice())


async def given(town: Town, words: str = "传单交给阿强：3号楼、5号楼") -> None:
    await volunteer(town)
    await town.says("陈主任", words)
    await town.presses("陈主任", "确认")


async def test_a_round_is_read_back_and_given_when_it_is_confirmed(town: Town) -> None:
    await volunteer(town)
    await town.says("陈主任", "传单交给阿强：3号楼、5号楼")
    assert "通知1「停水」的传单交给阿强，4户：3号楼、5号楼" in await town.last("陈主任")
    heard = len(await town.heard("阿强"))
    await town.presses("陈主任", "确认")
    assert len(await town.heard("阿强")) == heard + 1
    said = await town.last("阿强")
    assert "3幢201、3幢202、3幢301、5幢501" in said
    assert "李阿公" not in said, "whoever brings paper needs no names"


async def test_doors_are_ticked_off_by_button_by_word_and_by_building(town: Town) -> None:
    await given(town)
    await town.presses("阿强", "3幢201发了")
    assert "还有3处" in await town.last("阿强")
    await town.says("阿强", "3幢202发了")
    assert "还有2处" in await town.last("阿强")
    await town.says("阿强", "3号楼都发了")
    assert "还有1处" in await town.last("阿强")
    await town.says("阿强", "5-501 送到了")
    assert "都完了" in await town.last("阿强")
    assert "阿强：通知1「停水」的传单都发完了" in await town.last("陈主任")


async def test_a_repeat_says_that_it_was_noted(town: Town) -> None:
    await given(town)
    button = await town.button("阿强", "3幢201发了")
    for _ in range(2):
        await town.does(town.update("阿强", press=button))
    assert "之前记过了" in await town.last("阿强")
    assert "还有3处" in await town.last("阿强")


async def test_the_author_sees_what_is_left(town: Town) -> None:
    await given(town)
    await town.says("阿强", "3号楼都发了")
    await town.says("陈主任", "传单发得怎么样了")
    said = await town.last("陈主任")
    assert "阿强　传单 3/4" in said
    assert "还没到的：5幢501" in said


async def test_posters_go_to_places_in_words(town: Town) -> None:
    await given(town, "海报交给阿强：东门、菜场")
    await town.says("阿强", "东门贴了")
    assert "还有1处" in await town.last("阿强")
    await town.presses("阿强", "菜场贴了")
    assert "都贴好了" in await town.last("陈主任")


async def test_what_is_left_is_asked_for(town: Town) -> None:
    await given(town)
    await town.says("阿强", "3号楼都发了")
    await town.says("阿强", "传单名单")
    assert "还有1户" in await town.last("阿强")


async def test_a_round_that_goes_to_somebody_else_is_theirs(town: Town) -> None:
    await given(town)
    await town.says("阿强", "3幢201发了")
    await town.says("陈主任", "传单交给小林：3号楼")
    await town.presses("陈主任", "确认")
    assert "还有2户" in await town.last("小林")
    button = await town.button("阿强", "3幢202发了")
    await town.does(town.update("阿强", press=button))
    assert "不是您的" in await town.last("阿强")


async def test_what_cannot_be_is_said(town: Town) -> None:
    await volunteer(town)
    await town.says("陈主任", "传单交给张三丰：3号楼")
    assert "找不到能送货的张三丰" in await town.last("陈主任")
    await town.says("陈主任", "传单交给阿强：99号楼")
    assert "没找到" in await town.last("陈主任")
    await town.says("陈主任", "通知77的传单交给阿强：3号楼")
    assert "没有通知77" in await town.last("陈主任")
    await town.says("陈主任", "传单交给阿强：3号楼、河对岸那一片")
    assert "没找到：河对岸那一片" in await town.last("陈主任")


async def test_a_door_that_is_on_no_round_is_said(town: Town) -> None:
    await given(town, "传单交给阿强：5号楼")
    await town.says("阿强", "3幢201发了")
    assert "没有这一户" in await town.last("阿强")


async def test_a_villager_gives_no_rounds(town: Town) -> None:
    await volunteer(town)
    await town.says("李阿公", "传单交给阿强：3号楼")
    assert "确认" not in await town.choices("李阿公")
