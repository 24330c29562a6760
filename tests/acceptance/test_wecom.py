"""The real program behind every WeCom door at once, against the vendor's fakes: whole conversations, as people have
them. What they read is in the order in which it came, with its buttons in brackets."""

import asyncio
import random
import re
from collections.abc import AsyncIterator
from itertools import cycle

import pytest
import pytest_asyncio

from domain.areas import POSTER
from tests.acceptance.wecom import CADRE, COLLEAGUE, VILLAGE, WORKER, Corp, whole
from tests.acceptance.wecom_crowd import Crowd
from tests.acceptance.wecom_people import Customer, Member, signed_in

pytestmark = pytest.mark.asyncio(loop_scope="module")

STOP_SECONDS = 15.0
"""Three times what a stop may last on a quiet machine."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def corp(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Corp]:
    """One start for all tests, each of which has villagers of its own. Nothing was said at last that the vendor cuts
    off, drops or refuses, and the log holds nothing that is anybody's."""
    async with whole(tmp_path_factory.mktemp("wecom")) as running:
        yield running
        await running.quiet()
    assert (running.app.faults, running.app.dropped, running.kf.beyond, running.stream.refused) == ([], {}, [], [])
    assert running.secrets_in_log() == []
    assert "Traceback" not in running.house.log


@pytest_asyncio.fixture(loop_scope="module")
async def cadre(corp: Corp) -> Member:
    return await corp.member(CADRE)


@pytest_asyncio.fixture(loop_scope="module")
async def worker(corp: Corp) -> Member:
    return await corp.member(WORKER)


async def test_the_vendor_may_call_both_addresses(corp: Corp) -> None:
    assert await corp.callback.check()
    assert await corp.desk.check()


async def test_who_scans_the_poster_becomes_known_orders_changes_and_cancels(corp: Corp) -> None:
    (village,) = corp.rows("select id from areas where kind = 'village'")[0]
    new = Customer(corp, "周桂英")
    assert f"这里是{VILLAGE}的" in await new.enters(f"{POSTER}{village}")
    assert "周桂英，记好了，您住2幢301" in await new.says("周桂英 2幢301")
    assert "要几斤？\n[1斤]\n[2斤]" in await new.says("猪肉2斤 豆腐一块 青菜")
    assert "合计约79元" in await new.says("2")
    assert "订好了" in await new.presses("确认")
    assert "土猪肉原来2斤，现在1斤" in await new.says("猪肉改成1斤")
    assert "合计约44元" in await new.says("1")
    assert "[确认取消]" in await new.says("全部取消")
    assert "已经全部取消" in await new.says("好")


async def test_a_fever_on_wechat_is_a_card_for_a_worker_whose_answer_comes_back(corp: Corp, worker: Member) -> None:
    one = await corp.customer("季银莲")
    assert "36.5 是谁的？" in await one.says("36.5")
    heard = await one.says("季银莲36.5 赵德根36.6 季寿娥38.2")
    assert "季寿娥：体温 38.2℃，记下了" in heard
    assert f"已经告诉{WORKER}、{COLLEAGUE}" in heard
    assert "季寿娥" in "".join((await worker.heard())[-2:])
    assert "[我来处理]" in await corp.colleague.last()
    card = worker.card
    assert "[村医看过了]" in await worker.presses("我来处理")
    await corp.until(lambda: card.done == "我来处理")
    assert f"网格员{WORKER}接手了" in await one.last()
    assert "记下了" in await worker.presses("村医看过了")


async def test_a_worker_reports_visits_by_words_and_cards(corp: Corp, worker: Member) -> None:
    assert "1幢302　没人应门" in await worker.says("1幢301到303都正常，302没人")
    card = worker.card
    assert "记下了3户：1幢301、1幢302、1幢303。" in await worker.presses("确认")
    await corp.until(lambda: card.done == "确认")
    with pytest.raises(LookupError):
        await worker.presses("改")
    todo = await worker.says("今天要做什么")
    assert "[查 李记面馆]" in todo
    assert "李记面馆" in await worker.presses("查 李记面馆")


async def test_a_notice_goes_through_an_open_door_and_else_onto_the_list_of_doors(
    corp: Corp, cadre: Member, worker: Member
) -> None:
    on_wechat, gone, elsewhere = [await corp.customer(name) for name in ("赵雨桐", "张诗", "李阿公")]
    at_work = await corp.member("李阿公")
    for quiet in (gone, elsewhere):
        corp.two_days_later(quiet)
    asked = await cadre.says("发紧急通知：明天8点到12点停水，请提前接水。")
    assert "按钮：收到" in asked
    assert (cadre.card.card or {})["card_type"] == "vote_interaction"
    number = re.findall(r"通知(\d+)发出去了", await cadre.presses("发送"))[0]
    told = f"—— {VILLAGE}，通知{number}\n[收到]"
    for reader in (cadre, worker, at_work, corp.colleague, on_wechat):
        await reader.hears(told)
    calls = [asked.body["touser"] for asked in corp.server.called("message/send") if "停水" in str(asked.body)]
    assert sorted(calls[-1].split("|")) == sorted((cadre.chat, worker.chat, at_work.chat))
    assert "停水" not in "".join([*await gone.heard(), *await elsewhere.heard()])
    for reader in (worker, on_wechat, corp.colleague):
        assert f"记下了，通知{number}：收到。" in await reader.presses("收到")
    ways = corp.rows(
        "select p.name, l.way, l.state from ledger l join persons p on p.id = l.person where p.name in (?, ?, ?, ?)",
        "赵雨桐", "张诗", "李阿公", WORKER,
    )  # fmt: skip
    assert set(ways) == {
        ("赵雨桐", "chat", "answered"), ("张诗", "phone", "phone"), ("李阿公", "chat", "sent"),
        (WORKER, "chat", "answered"),
    }  # fmt: skip
    assert "张诗 17002375700（微信上要等对方先说话）" in await worker.says("敲门名单")
    assert "回了的3人" in await cadre.says(f"通知{number}怎么样了")


async def test_a_group_buy_is_opened_on_the_app_listed_by_the_robot_and_settled(corp: Corp, cadre: Member) -> None:
    family = await corp.customer("李思远")
    await cadre.says("明天到货 南瓜3元/斤，鸭蛋2元/个 共100个，明天晚上8点截止，文化礼堂拿")
    assert "开团了" in await cadre.presses("开团")
    await cadre.presses("发到群里")
    await corp.until(lambda: corp.posted("【前岸村团购】"))
    (announced,) = corp.posted("【前岸村团购】")
    assert "用微信的：https://work.weixin.qq.com/kf/" in announced
    assert corp.house.url not in announced, "an address of this machine opens for nobody else"
    assert "这一份是给桥头路1号的" in await family.says("南瓜4斤")
    await family.presses("确认")
    await corp.until(lambda: corp.posted("1. 桥头路1号 南瓜4斤\n合计1户"))
    corp.update("update group_posts set edited_at = edited_at - 15000")
    await corp.colleague.says("鸭蛋10个")
    await corp.colleague.says("好")
    await cadre.says("前岸村团购现在截止")
    assert "改好了" in await cadre.presses("改")
    await corp.until(lambda: corp.posted("合计2户：南瓜4斤、鸭蛋10个"))
    await family.hears("您的取货号：【1】")
    assert "1号（" in await cadre.says("1号付了12 现金")
    await cadre.says("结账")
    await cadre.presses("发布")
    await corp.until(lambda: corp.posted("《前岸村团购》结账公布"))
    assert "李" not in corp.posted("结账公布")[0]


async def test_a_conversation_with_the_connected_robot_outlives_its_connection(corp: Corp) -> None:
    colleague, connections = corp.colleague, corp.stream.subscriptions
    assert "合计约6元" in await colleague.says("土豆2斤")
    await corp.stream.close(1000)
    await corp.until(lambda: corp.stream.subscriptions > connections and corp.stream.connected)
    assert "订好了" in await colleague.presses("确认")
    card = corp.stream.cards(colleague.chat)[-1]
    assert [button["text"] for button in card["button_list"]] == ["✅ 确认"]
    assert "土豆 2斤" in await colleague.says("我的订单")
    await colleague.says("取消订单")
    assert "已经全部取消" in await colleague.says("1")


async def test_what_could_not_be_said_on_wechat_any_more_comes_first_with_the_next_word(
    corp: Corp, worker: Member
) -> None:
    caller = await corp.customer("麻丽萍")
    await caller.says("找人")
    assert "已经告诉对方您会联系" in await worker.presses("我来处理")
    answers = []
    for number in range(1, 6):
        await worker.presses("给他/她回话")
        answers.append(await worker.says(f"第{number}句"))
    assert ["转给麻丽萍了" in answer for answer in answers] == [True, True, True, False, False]
    assert "麻丽萍的微信要先说话才收得到，这句等下次说话时先发。急的话请打电话 17000395950" in answers[-1]
    heard = await caller.says("我的订单")
    assert heard.index("第4句") < heard.index("第5句") < heard.index("您现在没有订单")


async def test_a_recording_goes_to_a_worker_who_listens(corp: Corp, worker: Member) -> None:
    recording = b"#!AMR\n" + bytes(range(200))
    caller = await corp.customer("徐德梅")
    assert f"语音收到了。我听不懂语音，已经转给{WORKER}、{COLLEAGUE}" in await caller.records(recording)
    await corp.until(lambda: any(shown.content == recording for shown in corp.app.chat(worker.chat)))
    await corp.quiet()
    assert await worker.last() == "这是徐德梅刚才发的语音。"
    assert recording in [content for _, _, content in corp.stream.uploads.media.values()]
    assert corp.rows("select state from fetches where state <> 'kept'") == []


async def test_somebody_changes_doors_with_every_step(corp: Corp) -> None:
    on_wechat = await corp.customer("陈金水")
    moved = await on_wechat.says("换手机")
    assert "http" not in moved, "an address of this machine opens for nobody else"
    made = await corp.house.command("invite", "--person", str(corp.person("陈金水")))
    link = re.findall(r"http://\S+/chat/enter/\w+", made.stdout)[0]
    at_work = Member(corp, "陈金水")
    assert "已经是您的了" in await at_work.says("绑定 " + re.findall(r"绑定 (\d{4} \d{4})", moved)[0])
    async with signed_in(corp, corp.person("陈金水"), link) as page:
        heard = []
        doors = cycle((on_wechat, page, at_work))
        for words in (
            "大米1袋 土豆", "2斤", "确认", "大米改成2袋", "好", "再加橙子1斤", "1", "我的订单", "取消橙子", "好",
        ):  # fmt: skip
            heard.append(await next(doors).says(words))
        assert "[2斤]" in heard[0]
        assert "订好了" in heard[2]
        assert "· 土豆 2斤　约6元\n· 大米 2袋　130元\n· 橙子 1斤" in heard[7]
        assert "已经选过" in await on_wechat.presses("确认")
    ordered = """select i.name, sum(l.qty) from order_lines l join items i on i.id = l.item
        join orders o on o.id = l.order_id where o.person = ? group by i.name having sum(l.qty) > 0"""
    assert dict(corp.rows(ordered, corp.person("陈金水"))) == {"大米": 2_000, "土豆": 2_000}


async def test_a_stop_is_quick_with_the_connection_open_and_what_comes_meanwhile_waits(corp: Corp) -> None:
    code, seconds = await corp.house.stop()
    assert (code, seconds < STOP_SECONDS) == (0, True)
    late = Customer(corp, "方思远")
    corp.kf.says(late.chat, "你好", ring=False)
    await corp.starts()
    await corp.until(lambda: corp.kf.heard(late.chat))
    assert f"这里是{VILLAGE}的" in await late.last()


@pytest.mark.parametrize("kills", [1, pytest.param(5, marks=pytest.mark.soak)])
async def test_kills_among_callbacks_and_in_a_sync_lose_and_double_nothing(corp: Corp, kills: int) -> None:
    """WeCom repeats a call that was not answered, and keeps what waits at the customer service."""
    chance, crowd = random.Random(kills), Crowd(corp)
    await crowd.comes(4)
    for _ in range(kills):
        wanted = crowd.said + chance.randrange(1, 24)
        writing = asyncio.create_task(crowd.visits())
        await corp.until(lambda wanted=wanted: crowd.taken() >= wanted)
        corp.house.kill()
        await corp.starts()
        await writing
        await corp.until(lambda: crowd.taken() == crowd.said, 60)
    await crowd.hear_the_rest()
    wrongs = list(crowd.wrongs(await crowd.heard()))
    assert not wrongs, "\n".join(wrongs)
