"""Whoever comes to 微信客服 is greeted, once and within twenty seconds, before they have said anything."""

from collections.abc import AsyncIterator

import pytest

from domain.messages import Priority
from tests.channels.wecom.house import running
from tests.channels.wecom.kf_house import Village, said, to, village
from tests.fakes.wecom_kf import HOUR, SECOND


@pytest.fixture
async def here() -> AsyncIterator[Village]:
    async with village() as here:
        await here.known()
        yield here


async def test_whoever_comes_is_greeted_and_it_costs_nothing() -> None:
    async with village() as here:
        here.kf.enters("wm2", scene_param="area%2D17")
        await here.until("/start area-17")
        assert here.allowances.heard == []
        question = to("您好！您住哪一户？", 1, ("查一下", "不是"), chat="wm2")
        receipts = await here.door.send([question, to("慢慢来", 2, chat="wm2")])
        assert said(receipts) == [("sent", 1), ("sent", 1)]
        assert here.texts("wm2") == ["您好！您住哪一户？\n[查一下]\n[不是]\n慢慢来"]
        assert said(await here.door.send([to("还有", 3, chat="wm2")])) == [("spent", 0)]
        assert len(here.server.called("kf/send_msg_on_event")) == 1  # its code serves once


async def test_a_greeting_has_twenty_seconds_and_bulk_does_not_use_it() -> None:
    async with village() as here:
        here.kf.enters("wm2")
        await here.until("/start")
        notice = await here.door.send([to("停水通知", 1, chat="wm2", priority=Priority.NOTICE)])
        assert said(notice) == [("spent", 0)]
        here.clock.now += 20 * SECOND
        assert said(await here.door.send([to("您好", 2, chat="wm2")])) == [("spent", 0)]
        assert here.server.called("kf/send_msg_on_event") == []


async def test_who_came_while_nobody_listened_is_not_greeted_any_more() -> None:
    async with village(works=False) as here:
        here.kf.enters("wm1")
        here.kf.enters("wm2", scene_param="c12")
        here.clock.now += 20 * SECOND
        here.kf.says("wm3", "最后")
        async with running(here.door):
            await here.server.until(lambda: len(here.house.texts) == 2)
        assert sorted(here.house.texts) == ["/start c12", "最后"]


async def test_who_has_no_welcome_code_is_heard_only_with_a_code_in_hand() -> None:
    async with village() as here:
        here.kf.enters("wm1", greetable=False)
        here.kf.enters("wm2", greetable=False, scene_param="c12")
        here.kf.says("wm3", "最后")
        await here.until("/start c12", "最后")


async def test_a_greeting_that_is_refused_is_said_in_the_ordinary_way(here: Village) -> None:
    here.clock.now += 49 * HOUR
    here.kf.enters("wm1")
    await here.until("您好", "/start")
    here.kf.says("wm1", "在吗")
    await here.server.until(lambda: here.allowances.left["wm1"] == 5 and len(here.house.texts) == 3)
    here.server.fault("refuse", "kf/send_msg_on_event", code=40029)
    assert said(await here.door.send([to("您好！", 1)])) == [("sent", 1)]
    assert here.allowances.left["wm1"] == 4


async def test_a_greeting_whose_answer_was_lost_is_not_said_twice() -> None:
    async with village() as here:
        here.kf.enters("wm2")
        await here.until("/start")
        here.server.fault("reset after", "kf/send_msg_on_event")
        assert said(await here.door.send([to("您好", 1, chat="wm2")])) == [("unreachable", 0)]
        here.kf.says("wm2", "你好")
        await here.until("/start", "你好")
        assert said(await here.door.send([to("您好", 1, chat="wm2")])) == [("sent", 1)]
        assert here.texts("wm2") == ["您好"]


async def test_a_greeting_that_found_nobody_is_tried_again_as_one() -> None:
    async with village() as here:
        here.kf.enters("wm2")
        await here.until("/start")
        here.server.fault("gateway", "kf/send_msg_on_event")
        assert said(await here.door.send([to("您好", 1, chat="wm2")])) == [("unreachable", 0)]
        assert said(await here.door.send([to("您好", 1, chat="wm2")])) == [("sent", 1)]
        assert here.texts("wm2") == ["您好"]
