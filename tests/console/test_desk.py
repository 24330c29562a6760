"""Calls for help and deliveries that did not arrive."""

from domain.messages import Content, Delivery, Priority
from storage import addresses, handovers, not_taken, outbox, sayings
from storage.addresses import Address
from storage.database import Transaction
from tests.console.house import Office, post

PAGE, FAILED = "/console/handovers", "/console/deliveries"


async def calls(office: Office, who: str, words: str, kind: str = "asked") -> int:
    """Somebody's words are passed on; somebody with no record is nobody yet."""
    address, person = Address("web", who), office.people.get(who, 0)

    def work(tx: Transaction) -> int:
        saying = sayings.add(tx, address, person, f"{kind}-{words}", words, (), office.town.now)
        return handovers.add(tx, kind, person, address, saying, office.town.now)

    return await office.database.write(work)


async def fails(office: Office, who: str, failure: str, state: str = "failed", *, blocked: bool = False) -> None:
    address = Address("telegram:1", who)

    def work(tx: Transaction) -> None:
        delivery = Delivery(tx.ids.next(), address.account, who, Content("秘密的话"), priority=Priority.NOTICE)
        outbox.add(tx, delivery, office.people[who], office.town.now, sending=True)
        outbox.ended(tx, delivery.id, state, (), failure)
        addresses.bind(tx, address, office.people[who], "zh", office.town.now)
        addresses.mark(tx, address, reachable=not blocked)

    await office.database.write(work)


async def test_calls_for_help_are_shown_with_their_words_dangers_first(office: Office) -> None:
    await calls(office, "李阿公", "药吃完了")
    await calls(office, "王阿婆", "喘不上气", "danger:breath")
    async with office.signed_in("小陈") as client:
        text = (await client.get(PAGE)).text
        assert text.index("喘不上气") < text.index("药吃完了")
        assert "tel:13800000001" in text
        assert '求助<b class="count">2</b>' in (await client.get("/console")).text
    assert (office.people["小陈"], "see_person") in await office.deeds(office.people["李阿公"])


async def test_the_first_to_press_has_it_and_the_second_reads_who(office: Office) -> None:
    handover = await calls(office, "李阿公", "药吃完了")
    async with office.signed_in("小陈") as client, office.signed_in("陈主任") as other:
        taken = await post(client, PAGE, f"{PAGE}/{handover}/take")
        assert "交给您了" in (await client.get(taken.headers["location"])).text
        late = await post(other, PAGE, f"{PAGE}/{handover}/take")
        text = (await other.get(late.headers["location"])).text
    assert "已经有人在处理了" in text
    assert "小陈 在处理" in text


async def test_a_call_from_another_micro_grid_is_neither_shown_nor_taken(office: Office) -> None:
    handover = await calls(office, "周大爷", "药吃完了")
    async with office.signed_in("小陈") as client:
        assert "药吃完了" not in (await client.get(PAGE)).text
        assert (await post(client, PAGE, f"{PAGE}/{handover}/take")).status_code == 404
    async with office.signed_in("老赵") as client:
        assert "药吃完了" in (await client.get(PAGE)).text


async def test_a_call_from_somebody_unknown_reaches_the_cadres(office: Office) -> None:
    handover = await calls(office, "陌生人", "救命", "danger:other")
    async with office.signed_in("小陈") as client:
        assert "救命" not in (await client.get(PAGE)).text
    async with office.signed_in("陈主任") as client:
        assert "还没登记的人" in (await client.get(PAGE)).text
        assert (await post(client, PAGE, f"{PAGE}/{handover}/take")).status_code == 303


async def test_failed_deliveries_say_why_and_what_to_do_and_not_what_was_said(office: Office) -> None:
    await fails(office, "李阿公", "403 Forbidden: bot was blocked", blocked=True)
    await fails(office, "王阿婆", "timed out", "unknown")
    await fails(office, "周大爷", "401 Unauthorized")
    async with office.signed_in("陈主任") as client:
        text = (await client.get(FAILED)).text
    for words in ("拉黑了", "做一个新的聊天链接", "不知道到没到", "python bot.py check"):
        assert words in text
    assert "秘密的话" not in text


async def test_what_waits_behind_a_shut_door_is_said(office: Office) -> None:
    def work(tx: Transaction) -> None:
        delivery = Delivery(tx.ids.next(), "telegram:1", "李阿公", Content("x"))
        outbox.add(tx, delivery, office.people["李阿公"], office.town.now, sending=True)
        outbox.again(tx, delivery.id, (), office.town.now, "401 Unauthorized")

    await office.database.write(work)
    async with office.signed_in("陈主任") as client:
        assert "1 条没发出去" in (await client.get(FAILED)).text


async def test_what_waits_for_a_word_on_wechat_is_no_fault_of_the_machine(office: Office) -> None:
    def work(tx: Transaction) -> None:
        delivery = Delivery(tx.ids.next(), "wecom-kf:wk1", "wm1", Content("x"))
        outbox.add(tx, delivery, office.people["李阿公"], office.town.now, sending=True)
        not_taken.await_word(tx, delivery.id, (), "95001", office.town.now + 1)

    await office.database.write(work)
    async with office.signed_in("陈主任") as client:
        shown = (await client.get(FAILED)).text
    assert "微信：1 条要等对方先说一句话才能发" in shown
    assert "check" not in shown


async def test_a_grid_worker_does_not_see_the_deliveries(office: Office) -> None:
    async with office.signed_in("小陈") as client:
        assert (await client.get(FAILED)).status_code == 404
        assert FAILED not in (await client.get("/console")).text
