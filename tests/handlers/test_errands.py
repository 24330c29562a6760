"""Errands asked in plain words by those who cannot go out, or for them."""

import pytest

from domain.people import Status
from nlu.names import search_terms
from storage import addresses, people
from storage.addresses import Address
from storage.database import Transaction
from tests.errands import errand, every, kept_in
from tests.town import ACCOUNT, NOON, Town


@pytest.mark.parametrize(
    "text", ["帮我去驿站拿个包裹", "能不能帮忙带瓶酱油", "灯泡坏了，要一个新的", "快递到了，在驿站，拿不了"]
)
async def test_plain_words_of_somebody_observed_are_an_errand(town: Town, text: str) -> None:
    await kept_in(town)
    await town.says("李阿公", text)
    assert "记下了，代办1：" in await town.last("李阿公")
    assert await town.choices("李阿公") == ["不用办了"]
    assert "代办1" in await town.last("小陈")
    assert "3幢201 李阿公　13800000001" in await town.last("小陈")
    assert await town.choices("小陈") == ["我来办"]
    assert (await errand(town)).words


@pytest.mark.parametrize("status", [Status.BEDRIDDEN, Status.ELDER])
async def test_so_they_are_of_whoever_is_old_or_bedridden(town: Town, status: Status) -> None:
    await kept_in(town, status=status)
    await town.says("李阿公", "帮我去驿站拿个包裹")
    assert (await errand(town)).words == "去驿站拿个包裹"


async def test_of_anybody_else_they_are_none_without_the_word(town: Town) -> None:
    await town.says("李阿公", "帮我去驿站拿个包裹")
    await town.says("李阿公", "能不能帮忙带瓶酱油")
    assert await every(town) == []
    await town.says("李阿公", "代办：去驿站拿个包裹")
    assert (await errand(town)).words == "去驿站拿个包裹"
    await town.says("李阿公", "/errand 寄个快递")
    assert (await errand(town, 2)).words == "寄个快递"


async def test_what_is_on_offer_is_an_order_and_no_errand(town: Town) -> None:
    await kept_in(town)
    await town.opens_window()
    await town.says("李阿公", "帮我买2斤猪肉")
    assert await every(town) == []
    assert "土猪肉" in await town.last("李阿公")
    await town.says("李阿公", "能不能帮忙带瓶酱油")
    assert (await errand(town)).words == "带瓶酱油"


async def test_the_same_words_are_an_order_as_soon_as_the_goods_are_on_offer(town: Town) -> None:
    from tests.town import Item

    await kept_in(town)
    await town.opens_window(Item(0, 0, "酱油", "瓶", 900, None, None, None))
    await town.says("李阿公", "能不能帮忙带瓶酱油")
    assert await every(town) == []
    assert "确认" in await town.choices("李阿公")


async def test_medicine_beside_goods_on_offer_is_an_errand_and_the_rest_an_order(town: Town) -> None:
    await kept_in(town)
    await town.opens_window()
    await town.says("李阿公", "帮我买2斤猪肉和一盒感冒药")
    assert (await errand(town)).words == "一盒感冒药"
    assert any("谁不舒服" in text for text in await town.heard("李阿公"))
    assert "土猪肉" in await town.last("李阿公")


async def test_a_neighbour_enters_one_for_an_old_woman_who_is_told(town: Town) -> None:
    await town.says("王阿婆", "帮3幢201李阿公代办：配降压药")
    assert "记下了，代办1：配降压药" in await town.last("王阿婆")
    assert "王阿婆替您记了一件事，代办1：配降压药" in await town.last("李阿公")
    found = await errand(town)
    assert (found.person, found.asker, found.entered_by) == (
        town.people["李阿公"], town.people["李阿公"], town.people["王阿婆"],
    )  # fmt: skip


async def test_by_plain_words_for_another_a_neighbour_learns_nothing_and_a_worker_enters_them(town: Town) -> None:
    await town.says("王阿婆", "帮3幢201李阿公买盒降压药")
    await kept_in(town)
    await town.settles("周大爷", "4幢101")
    await town.says("周大爷", "帮3幢201李阿公买盒降压药")
    assert await town.last("周大爷") == await town.last("王阿婆")
    assert await every(town) == []
    await town.says("小陈", "帮3幢201李阿公买盒降压药")
    assert (await errand(town)).words == "买盒降压药"


async def test_nobody_of_that_name_or_door_is_asked_back_and_nothing_noted(town: Town) -> None:
    await town.says("王阿婆", "帮99号刘阿婆代办：配降压药")
    assert "没有找到“99号刘阿婆”" in await town.last("王阿婆")
    await town.says("王阿婆", "帮我妈代办：配降压药")
    assert "是替哪一家办" in await town.last("王阿婆")
    assert await every(town) == []


async def test_an_empty_errand_is_asked_what_it_is(town: Town) -> None:
    await kept_in(town)
    for words in ("帮我买", "代办", "/errand", "帮我带点东西"):
        await town.says("李阿公", words)
        asked = await town.last("李阿公")
        assert "要办什么事" in asked or "现在没有代办" in asked
        assert await every(town) == []
    await town.opens_window()
    await town.says("李阿公", "猪肉2斤")
    assert "土猪肉" in await town.last("李阿公")
    assert await every(town) == []
    await town.says("李阿公", "/errand")
    await town.says("李阿公", "一瓶酱油")
    assert (await errand(town)).words == "一瓶酱油"


async def test_a_list_stays_one_errand_and_the_same_words_are_not_noted_twice(town: Town) -> None:
    await kept_in(town)
    await town.says("李阿公", "帮我买一瓶酱油、一包盐，还有两节电池")
    assert (await errand(town)).words == "买一瓶酱油、一包盐，还有两节电池"
    await town.says("李阿公", "帮我买一瓶酱油、一包盐，还有两节电池")
    assert "这件已经记着了" in await town.last("李阿公")
    assert len(await every(town)) == 1


async def test_a_household_that_is_not_known_is_asked_for(town: Town) -> None:
    def work(tx: Transaction) -> None:
        person = people.add(tx, "外地人", town.village.id, NOON, terms=search_terms("外地人"), confirmed=True)
        addresses.bind(tx, Address(ACCOUNT, "外地人"), person, "zh", NOON)
        town.people["外地人"] = person

    await town.database.write(work)
    await town.says("外地人", "代办：拿快递")
    assert "还不知道您住哪里" in await town.last("外地人")
    assert await every(town) == []


async def test_what_is_said_in_english_is_answered_in_english(town: Town) -> None:
    await kept_in(town)
    await town.database.write(lambda tx: people.set_language(tx, town.people["李阿公"], "en"))
    await town.says("李阿公", "can someone pick up my parcel please")
    assert "Noted, errand 1: can someone pick up my parcel" in await town.last("李阿公")
    assert await town.choices("李阿公") == ["Not needed any more"]


async def test_family_elsewhere_wants_something_for_their_one_home(town: Town) -> None:
    def acts(tx: Transaction) -> None:
        father = people.get(tx, town.people["李阿公"])
        assert father is not None
        son = people.add(tx, "李思远", town.village.id, NOON, terms=search_terms("李思远"), confirmed=True)
        people.let_act_for(tx, son, father.household, agreed_by=town.people["李阿公"], now=NOON)
        addresses.bind(tx, Address(ACCOUNT, "李思远"), son, "zh", NOON)

    await town.database.write(acts)
    await town.says("李思远", "帮我爸妈代办买两包盐")
    assert "记下了，代办1：买两包盐" in await town.last("李思远")
    assert (await errand(town)).door == "3幢201"
