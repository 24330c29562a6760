"""A chat is the house's until a human of the staff takes it over, and again once they have ended it."""

from collections.abc import AsyncIterator

import pytest

from tests.channels.wecom.house import running
from tests.channels.wecom.kf_house import Village, said, to, village
from tests.fakes.wecom_kf import HOUR, HUMAN, MINUTE


@pytest.fixture
async def here() -> AsyncIterator[Village]:
    async with village() as here:
        await here.known()
        yield here


async def test_a_chat_is_taken_over_before_the_first_word_and_not_asked_about_again(here: Village) -> None:
    for number in range(3):
        await here.door.send([to(str(number), number)])
    assert len(here.server.called("kf/service_state/get")) == len(here.server.called("kf/service_state/trans")) == 1
    assert here.texts() == ["0", "1", "2"]


async def test_nothing_is_said_and_nothing_heard_where_a_human_speaks(here: Village) -> None:
    here.kf.staff_takes_over("wm1")
    here.kf.says("wm1", "我跟小张说的", ring=False)
    here.kf.bell()
    await here.server.until(lambda: here.door.counts["with_a_human"] == 1)
    assert said(await here.door.send([to("好")])) == [("spent", 0)]
    assert (here.texts(), here.house.texts) == ([], ["您好"])
    assert here.server.called("kf/send_msg") == []  # the vendor is not even asked
    here.kf.staff_ends("wm1")
    here.kf.says("wm1", "现在跟你说")
    await here.until("您好", "现在跟你说")
    assert said(await here.door.send([to("好")])) == [("sent", 1)]


async def test_a_human_who_took_over_unseen_is_noticed_when_the_vendor_refuses(here: Village) -> None:
    await here.door.send([to("一")])
    here.kf.customer("wm1").state = HUMAN
    assert said(await here.door.send([to("二", 2)])) == [("spent", 0)]
    assert (here.texts(), here.allowances.left["wm1"]) == (["一"], 0)


async def test_a_word_of_the_staff_shows_that_a_human_speaks(here: Village) -> None:
    here.kf.customer("wm1").state = HUMAN
    here.kf.staff_says("wm1", "我是小张")
    here.kf.says("wm1", "小张好")
    await here.server.until(lambda: here.door.counts["with_a_human"] == 1)
    here.clock.now += MINUTE
    here.kf.customer("wm1").state = 4  # it ended unseen; a human is believed in for a minute
    here.kf.says("wm1", "还有人吗")
    await here.until("您好", "还有人吗")


async def test_who_spoke_an_hour_ago_is_not_who_speaks_now() -> None:
    async with village(works=False) as here:
        here.kf.staff_takes_over("wm1")
        here.clock.now += HOUR
        here.kf.customer("wm1").state = 4
        here.kf.says("wm1", "还有人吗")
        async with running(here.door):
            await here.until("还有人吗")


async def test_who_cannot_be_looked_at_yet_is_heard_all_the_same(here: Village) -> None:
    here.kf.says("wm2", "一", ring=False)
    here.server.fault("gateway", "kf/service_state/get", times=7)
    here.kf.bell()
    await here.until("您好", "一")
    assert here.door.counts["given_up"] == 0


async def test_a_session_that_ended_is_begun_anew_by_its_customer_only(here: Village) -> None:
    here.kf.staff_ends("wm1")
    await here.server.until(lambda: here.house.cursor == "cur-2")
    assert said(await here.door.send([to("好")])) == [("spent", 0)]
    here.kf.says("wm1", "还在吗")
    await here.until("您好", "还在吗")
    assert said(await here.door.send([to("在", 2)])) == [("sent", 1)]


async def test_a_state_that_changed_back_is_moved_once_and_said_again(here: Village) -> None:
    await here.door.send([to("一")])
    here.kf.customer("wm1").state = 0
    assert said(await here.door.send([to("二", 2)])) == [("sent", 1)]
    assert here.allowances.left["wm1"] == 3


async def test_customers_are_heard_and_answered_where_states_cannot_be_asked_for() -> None:
    async with village() as here:
        here.kf.speaks_in_new = True
        here.server.fault("refuse", "kf/service_state/trans", code=60011, times=9)
        await here.known()
        assert said(await here.door.send([to("好")])) == [("sent", 1)]
        here.server.fault("refuse", "kf/service_state/get", code=60011)
        here.kf.says("wm1", "又来")
        await here.until("您好", "又来")


async def test_one_whose_state_the_vendor_never_tells_is_heard_and_holds_up_nobody() -> None:
    async with village() as here:
        here.server.fault(
            "gateway", "kf/service_state/get", times=999, status=500,
            fits=lambda asked: asked.body["external_userid"] == "wm1",
        )  # fmt: skip
        here.kf.says("wm1", "一", ring=False)
        here.kf.says("wm2", "二")
        await here.server.until(lambda: sorted(here.house.texts) == ["一", "二"], seconds=5)
        await here.server.until(lambda: here.house.cursor == "cur-2", seconds=5)
        assert said(await here.door.send([to("好")])) == [("unreachable", 0)]
