"""A donor offers in chat, by name or not; a cadre accepts and places it; the donor hears what became of it, once."""

from domain.orders import Window
from domain.people import Role
from storage import dues, people, windows, wishes
from storage.addresses import Address, bind
from storage.database import Transaction
from tests.town import ACCOUNT, Town

CADRE, DONOR = "陈主任", "李阿公"
OFFER = "明早送豆腐80块"
PUT = "放进周六鲜菜团（先订先得）"


async def offers(town: Town, text: str = OFFER, label: str = "好，替我登记") -> None:
    await town.says(DONOR, text)
    await town.presses(DONOR, label)


async def look(town: Town, window: int) -> Window:
    found = await town.database.read(lambda tx: windows.get(tx, window))
    assert found
    return found


async def another_cadre(town: Town) -> None:
    def work(tx: Transaction) -> None:
        town.people["周主任"] = people.add(tx, "周主任", town.village.id, town.now, terms=(), confirmed=True)
        people.give_role(tx, town.people["周主任"], Role.CADRE, town.village.id)
        bind(tx, Address(ACCOUNT, "周主任"), town.people["周主任"], "zh", town.now)

    await town.database.write(work)


async def test_an_offer_is_read_back_and_nothing_is_registered_yet(town: Town) -> None:
    await town.says(DONOR, OFFER)
    assert "您要送80块豆腐（明早）给大家" in await town.last(DONOR)
    assert await town.choices(DONOR) == ["好，替我登记", "不留名", "取消"]
    assert await town.heard(CADRE) == []
    await town.presses(DONOR, "取消")
    assert await town.heard(CADRE) == []


async def test_the_first_cadre_has_it_and_the_other_is_told(town: Town) -> None:
    await another_cadre(town)
    await offers(town)
    assert "李阿公要送80块豆腐，明早到" in await town.last("周主任")
    late = await town.button("周主任", "收下")
    await town.presses(CADRE, "收下")
    assert "陈主任收下了80块豆腐" in await town.last("周主任")
    assert "村里收下了您的80块豆腐" in await town.last(DONOR)
    await town.does(town.update("周主任", press=late))
    assert sum("村里收下了" in text for text in await town.heard(DONOR)) == 1


async def test_an_accepted_gift_goes_into_the_open_window_once(town: Town) -> None:
    window = await town.opens_window(*[item for item in (await goods()) if item.name != "豆腐"])
    await offers(town)
    await town.presses(CADRE, "收下")
    await town.presses(CADRE, PUT)
    await town.presses(CADRE, PUT)
    (tofu,) = [item for item in (await look(town, window)).items if item.name == "豆腐"]
    assert (tofu.price, tofu.quota, tofu.donor, tofu.unit) == (0, 80_000, "李阿公", "块")
    await town.says("王阿婆", "豆腐2块")
    assert "免费（李阿公送）" in await town.last("王阿婆")


async def goods() -> tuple:  # type: ignore[type-arg]
    from tests.town import GOODS

    return GOODS


async def test_a_donor_who_wants_no_name_has_none_anywhere(town: Town) -> None:
    window = await town.opens_window(title="周六鲜菜团")
    await offers(town, label="不留名")
    assert "李阿公" not in await town.last(CADRE)
    await town.presses(CADRE, "收下")
    await town.presses(CADRE, "放进周六鲜菜团（截止时平分）")
    shared = (await look(town, window)).items[-1]
    assert (shared.name, shared.donor, shared.sharing, shared.to_share) == (
        "豆腐（爱心人士送）", "爱心人士", "equally", 80_000,
    )  # fmt: skip


async def test_a_declined_gift_is_thanked_for(town: Town) -> None:
    await offers(town)
    await town.presses(CADRE, "谢绝")
    assert "心意领了" in await town.last(DONOR)


async def test_a_gift_without_a_window_is_remembered_when_the_next_is_drafted(town: Town) -> None:
    await offers(town)
    await town.presses(CADRE, "收下")
    await town.presses(CADRE, "等下一期")
    await town.says(CADRE, "带鱼25元/斤，今晚8点截止，文化礼堂拿")
    assert "李阿公送的80块豆腐（明早）" in await town.last(CADRE)
    await town.presses(CADRE, "开团")
    assert "放到哪里" in await town.last(CADRE)


async def test_a_donor_may_take_it_back_before_it_is_anywhere(town: Town) -> None:
    await offers(town)
    await town.says(DONOR, "不送了")
    assert "本人说不送了" in await town.last(CADRE)
    await town.presses(CADRE, "收下")
    assert not any("村里收下了" in text for text in await town.heard(DONOR))


async def test_the_donor_hears_once_what_became_of_it(town: Town) -> None:
    window = await town.opens_window(*[item for item in (await goods()) if item.name != "豆腐"])
    await offers(town)
    await town.presses(CADRE, "收下")
    await town.presses(CADRE, PUT)
    for who, text in (("王阿婆", "豆腐2块"), ("小陈", "豆腐3块")):
        await town.says(who, text)
        await town.says(who, "好")
    await town.later(9)
    for _ in range(2):
        await town.database.write(lambda tx: dues.set_due(tx, "window_settled", window, town.now))
        await town.later(1)
    told = [text for text in await town.heard(DONOR) if "分给了" in text]
    assert told == ["您送的80块豆腐，分给了2户，还剩75块。谢谢您！"]


async def test_what_is_not_on_offer_is_counted_once_a_household_and_shown_in_the_next_draft(town: Town) -> None:
    window = await town.opens_window()
    for who, text in (("李阿公", "有盐吗"), ("李阿婆", "有盐吗"), ("王阿婆", "有盐吗"), ("小陈", "盐2包")):
        await town.says(who, text)
    counted = await town.database.read(lambda tx: wishes.counted(tx, town.village.id, window))
    assert counted == [("盐", 3)]
    await town.later(9)
    await town.says(CADRE, "带鱼25元/斤，明晚8点截止，文化礼堂拿")
    assert "盐（3户）" in await town.last(CADRE)


async def test_a_household_s_wishes_are_capped(town: Town) -> None:
    window = await town.opens_window()

    def many(tx: Transaction) -> None:
        for number in range(12):
            wishes.note(tx, town.village.id, window, 1, f"菜{number}", town.now)

    await town.database.write(many)
    assert len(await town.database.read(lambda tx: wishes.counted(tx, town.village.id, window, 50))) == wishes.MOST


async def test_no_name_is_asked_for_in_ones_own_words(town: Town) -> None:
    await town.says("李阿公", "明早送豆腐80块")
    await town.says("李阿公", "不写名字")
    assert "登记好了" in await town.last("李阿公")
    assert "李阿公" not in await town.last("陈主任")
