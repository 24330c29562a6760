"""One of the micro-grid's workers presses 对 or 不对, for all who were asked."""

from domain.people import Person, Role
from storage import addresses, audit, orders, people
from storage.addresses import Address
from storage.database import Transaction
from tests.town import ACCOUNT, Town


async def at(town: Town, who: str) -> Person:
    person = await town.database.read(lambda tx: people.at_address(tx, ACCOUNT, who))
    assert person is not None
    return person


async def test_every_worker_of_the_micro_grid_is_asked_and_nobody_else(town: Town) -> None:
    await town.says("阿芳", "王芳 3幢202 13900000001")
    for worker in ("小陈", "小林"):
        assert "新邻居 王芳 说住 3幢202，对吗？" in await town.last(worker)
        assert "13900000001" in await town.last(worker)
        assert await town.choices(worker) == ["对", "不对"]
    assert await town.heard("陈主任") == []


async def test_one_press_confirms_tells_the_newcomer_and_the_other_worker(town: Town) -> None:
    await town.says("阿芳", "王芳 3幢202")
    assert (await town.presses("小陈", "对")).toast == "核对好了"
    assert (await at(town, "阿芳")).state == "confirmed"
    assert "小陈核对过了" in await town.last("阿芳")
    assert "小陈已经核对了王芳" in await town.last("小林")


async def test_a_confirmation_leaves_an_audit_row(town: Town) -> None:
    await town.says("阿芳", "王芳 3幢202")
    await town.presses("小陈", "对")
    newcomer = (await at(town, "阿芳")).id
    rows = await town.database.read(lambda tx: audit.about(tx, newcomer))
    assert [(actor, action) for actor, _, action, _ in rows] == [(town.people["小陈"], "confirm_person")]


async def test_the_second_workers_press_changes_nothing_and_says_what_was_done(town: Town) -> None:
    await town.says("阿芳", "王芳 3幢202")
    await town.presses("小陈", "对")
    assert (await town.presses("小林", "不对")).toast == "这个已经选过了"
    assert (await at(town, "阿芳")).state == "confirmed"


async def test_somebody_elses_button_confirms_nobody(town: Town) -> None:
    await town.says("阿芳", "王芳 3幢202")
    stolen = await town.button("小陈", "对")
    await town.does(town.update("王阿婆", press=stolen))
    assert (await at(town, "阿芳")).state == "provisional"


async def test_a_worker_who_holds_the_post_no_longer_confirms_nobody(town: Town) -> None:
    await town.says("阿芳", "王芳 3幢202")
    await town.database.write(lambda tx: tx.connection.execute("delete from roles where role = 'grid_worker'"))
    await town.presses("小陈", "对")
    assert "不归您核对" in await town.last("小陈")
    assert (await at(town, "阿芳")).state == "provisional"


async def test_a_plain_yes_in_a_workers_chat_confirms_nobody(town: Town) -> None:
    await town.says("阿芳", "王芳 3幢202")
    await town.says("小陈", "好")
    assert (await at(town, "阿芳")).state == "provisional"


async def test_not_right_keeps_the_person_and_gives_the_worker_a_way_to_ask(town: Town) -> None:
    await town.says("阿芳", "王芳 3幢202")
    await town.presses("小陈", "不对")
    assert (await at(town, "阿芳")).state == "provisional"
    assert await town.choices("小陈") == ["问清了，是对的", "给他/她回话"]
    assert "会联系您问一下" in await town.last("阿芳")


async def test_a_worker_in_doubt_writes_to_the_newcomer_and_confirms_afterwards(town: Town) -> None:
    await town.says("阿芳", "王芳 3幢202")
    await town.presses("小陈", "不对")
    await town.presses("小陈", "给他/她回话")
    await town.says("小陈", "您是王阿婆家什么人？")
    assert await town.last("阿芳") == "网格员小陈：您是王阿婆家什么人？"
    await town.presses("小陈", "问清了，是对的")
    assert (await at(town, "阿芳")).state == "confirmed"


async def test_a_newcomer_at_an_unknown_door_is_looked_at_by_the_cadres(town: Town) -> None:
    await town.says("阿芳", "王芳 9幢901")
    assert "这个门牌以前没有登记过" in await town.last("陈主任")
    await town.presses("陈主任", "对")
    assert (await at(town, "阿芳")).state == "confirmed"


async def test_where_there_are_no_workers_the_cadres_are_asked(town: Town) -> None:
    await town.database.write(lambda tx: tx.connection.execute("delete from roles where role = 'grid_worker'"))
    await town.says("阿芳", "王芳 3幢202")
    assert "新邻居 王芳" in await town.last("陈主任")


async def test_the_name_of_somebody_on_record_gives_nothing_of_theirs_before_a_workers_press(town: Town) -> None:
    await town.opens_window()
    await town.says("李阿公", "猪肉1斤")
    await town.presses("李阿公", "确认")
    await town.says("骗子", "李阿公 3幢201")
    assert (await at(town, "骗子")).id != town.people["李阿公"]
    await town.says("骗子", "我的订单")
    assert "土猪肉" not in await town.last("骗子")
    assert "在册" not in "".join(await town.heard("骗子"))


async def moves_in_unbound(town: Town, name: str) -> int:
    """A cadre has registered somebody who never wrote yet."""

    def work(tx: Transaction) -> int:
        neighbour = people.get(tx, town.people["王阿婆"])
        assert neighbour is not None
        return people.add(
            tx, name, town.village.id, town.now, terms=(), household=neighbour.household, confirmed=True
        )

    return await town.database.write(work)


async def test_a_workers_press_makes_the_registered_person_of_the_newcomer(town: Town) -> None:
    registered = await moves_in_unbound(town, "王大伯")
    await town.says("新手机", "王大伯 3幢202 13900000009")
    assert await town.choices("小陈") == ["是本人", "不对"]
    await town.presses("小陈", "是本人")
    person = await at(town, "新手机")
    assert (person.id, person.phone) == (registered, "13900000009")
    assert "核对过了" in await town.last("新手机")


async def test_what_was_ordered_before_the_press_stays_ordered_once(town: Town) -> None:
    window = await town.opens_window()
    registered = await moves_in_unbound(town, "王大伯")
    await town.says("新手机", "王大伯 3幢202")
    await town.says("新手机", "豆腐2块")
    await town.presses("新手机", "确认")
    await town.presses("小陈", "是本人")
    town.people["王大伯"] = registered
    assert await town.ordered("王大伯", window) == {"豆腐": 2_000}
    assert await town.taken(window) == {"豆腐": 2_000}
    household = (await at(town, "新手机")).household
    tofu = await town.database.read(lambda tx: orders.of_person(tx, window, registered))
    item = next(iter(tofu))
    assert await town.database.read(lambda tx: orders.household_taken(tx, item, household)) == 2_000


async def test_a_summary_that_waits_can_be_confirmed_after_the_press(town: Town) -> None:
    window = await town.opens_window()
    registered = await moves_in_unbound(town, "王大伯")
    await town.says("新手机", "王大伯 3幢202")
    await town.says("新手机", "豆腐2块")
    await town.presses("小陈", "是本人")
    await town.presses("新手机", "确认")
    town.people["王大伯"] = registered
    assert await town.ordered("王大伯", window) == {"豆腐": 2_000}


async def test_the_old_chat_is_told_when_a_worker_recognises_somebody_on_a_new_one(town: Town) -> None:
    await town.says("新手机", "李阿公 3幢201")
    await town.presses("小陈", "是本人")
    assert "另一台设备上登录" in await town.last("李阿公")


async def test_the_record_of_staff_is_given_by_a_cadre_only(town: Town) -> None:
    cadre = town.people["陈主任"]

    def work(tx: Transaction) -> None:
        household = people.get(tx, town.people["王阿婆"])
        assert household is not None
        second = people.add(
            tx, "赵书记", town.village.id, town.now, terms=(), household=household.household, confirmed=True
        )
        people.give_role(tx, second, Role.CADRE, town.village.id)

    await town.database.write(work)
    await town.says("新手机", "赵书记 3幢202")
    assert await town.heard("小陈") == []
    assert "是本人吗" in await town.last("陈主任")
    await town.presses("陈主任", "是本人")
    assert (await at(town, "新手机")).name == "赵书记"
    assert (await at(town, "新手机")).id != cadre


async def test_a_worker_who_cannot_be_reached_is_not_waited_for(town: Town) -> None:
    for worker in ("小陈", "小林"):
        await town.database.write(lambda tx, chat=worker: addresses.mark(tx, Address(ACCOUNT, chat), False))  # type: ignore[misc]
    await town.says("阿芳", "王芳 3幢202")
    assert "新邻居 王芳" in await town.last("陈主任")
