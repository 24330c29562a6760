"""Customers' words come in from 微信客服: in order for each of them, and fetched again until they are committed."""

import asyncio
import itertools
from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs

from channels.wecom import kf, kf_sync
from channels.wecom.callback import Callback
from channels.wecom.envelope import Envelope
from channels.wecom.lately import Lately
from domain.messages import NotCommitted, NotFetched, Press
from tests.channels.wecom.house import standing
from tests.channels.wecom.kf_house import NOW, Village, bell, to, village
from tests.fakes.wecom_callbacks import AES_KEY, TOKEN, Vendor
from tests.fakes.wecom_kf import DAY, HOUR, KFID, MINUTE
from tests.fakes.wecom_server import CORP


@pytest.fixture
async def here() -> AsyncIterator[Village]:
    async with village() as here:
        yield here


async def test_what_a_customer_writes_reaches_the_house(here: Village) -> None:
    msgid = here.kf.says("wm1", "猪肉2斤")
    await here.until("猪肉2斤")
    update = here.house.committed[0]
    assert (update.account, update.chat, update.sender) == (f"wecom-kf:{KFID}", "wm1", "wm1")
    assert (update.key, update.at, update.language, update.name) == (f"msg:{msgid}", NOW, "", "微信wm1")
    assert here.allowances.heard == [("wm1", NOW, "")]


async def test_the_callback_rings_and_is_answered_at_once(here: Village) -> None:
    callback = Callback("wecom-kf", Envelope(TOKEN, AES_KEY, CORP), here.door.take, here.clock, 600_000)
    async with standing({"/wecom/kf": callback}) as address:
        vendor = Vendor(f"{address}/wecom/kf", here.clock)
        here.house.open.clear()  # a turn that takes its time holds up no bell
        here.kf.says("wm1", "猪肉2斤", ring=False)
        happened = {"MsgType": "event", "Event": "kf_msg_or_event", "Token": here.kf.bell(), "OpenKfId": KFID}
        assert await vendor.posts(happened) == [200]
        here.house.open.set()
        await here.until("猪肉2斤")


async def test_other_accounts_bells_and_other_events_are_not_heeded(here: Village) -> None:
    here.kf.says("wm1", "猪肉2斤", ring=False)
    before = len(here.kf.syncs)
    await here.door.take(bell("T", open_kfid="another"))
    await here.door.take(bell("T", event="subscribe"))
    await asyncio.sleep(0.05)
    assert len(here.kf.syncs) == before


async def test_what_came_while_nobody_listened_is_caught_up_with() -> None:
    async with village(works=False) as here:
        here.kf.says("wm1", "早上写的", ring=False)
        working = asyncio.create_task(here.door.run())
        await here.until("早上写的")
        assert here.kf.syncs == [""]
        working.cancel()


async def test_the_next_process_goes_on_where_the_last_one_stopped(here: Village) -> None:
    here.kf.says("wm1", "一")
    await here.until("一")
    await here.server.until(lambda: here.house.cursor == "cur-1")
    again = here.opened()
    working = asyncio.create_task(again.run())
    here.kf.says("wm1", "二")
    await here.until("一", "二")
    assert [update.text for update in here.house.begun] == ["一", "二"]
    working.cancel()


async def test_pages_are_fetched_until_there_is_no_more_though_they_are_short_or_empty(here: Village) -> None:
    here.kf.page, here.kf.empty_pages = 2, 1
    for number in range(5):
        here.kf.says("wm1", str(number), ring=False)
    here.kf.bell()
    await here.until("0", "1", "2", "3", "4")
    assert here.house.cursor == "cur-5"


async def test_nothing_is_acknowledged_before_the_whole_page_is_committed(here: Village) -> None:
    here.house.refusals["磁盘满了"] = 2
    for chat, text in (("wm1", "磁盘满了"), ("wm1", "之后"), ("wm2", "别人")):
        here.kf.says(chat, text, ring=False)
    here.kf.bell()
    await here.server.until(lambda: len(here.house.committed) == 3)
    assert sorted(here.house.texts) == sorted(["磁盘满了", "之后", "别人"])
    assert here.house.texts.index("磁盘满了") < here.house.texts.index("之后")
    await here.server.until(lambda: here.house.cursor == "cur-3")
    assert [update.text for update in here.house.begun].count("别人") == 3  # each time the same key


async def test_customers_are_served_side_by_side_and_each_in_order(here: Village) -> None:
    here.house.open.clear()
    for number in range(3):
        for chat in ("wm1", "wm2"):
            here.kf.says(chat, f"{chat} {number}", ring=False)
    here.kf.bell()
    await here.server.until(lambda: len(here.house.begun) == 2)
    assert {update.chat for update in here.house.begun} == {"wm1", "wm2"}
    here.house.open.set()
    await here.server.until(lambda: len(here.house.committed) == 6)
    for chat in ("wm1", "wm2"):
        assert [t for t in here.house.texts if t.startswith(chat)] == [f"{chat} {number}" for number in range(3)]


async def test_bells_while_it_is_fetched_make_it_go_round_once_more(here: Village) -> None:
    here.house.open.clear()
    here.kf.says("wm1", "一")
    await here.server.until(lambda: len(here.house.begun) == 1)
    calls = len(here.kf.syncs)
    for number in range(20):
        here.kf.says("wm2", str(number))
    await asyncio.sleep(0.02)
    here.house.open.set()
    await here.server.until(lambda: len(here.house.committed) == 21)
    await asyncio.sleep(0.05)
    assert len(here.kf.syncs) - calls <= 2


async def test_a_token_that_is_too_old_is_left_out(here: Village) -> None:
    here.kf.page = 1
    for text in ("猪肉2斤", "豆腐一块"):
        here.kf.says("wm1", text, ring=False)
    await here.door.take(bell("ENC-forgotten"))
    await here.until("猪肉2斤", "豆腐一块")
    assert here.kf.syncs[-3:] == ["ENC-forgotten", "", ""]


async def test_a_token_is_not_used_for_more_than_ten_minutes(here: Village) -> None:
    here.house.refusals["猪肉2斤"] = 1
    here.house.open.clear()
    here.kf.says("wm1", "猪肉2斤", ring=False)
    token = here.kf.bell()
    await here.server.until(lambda: here.house.begun)
    here.clock.now += 10 * MINUTE
    here.house.open.set()
    await here.until("猪肉2斤")
    assert here.kf.syncs[-2:] == [token, ""]
    assert here.kf.syncs.count(token) == 1


async def test_where_all_calls_are_used_up_no_bell_makes_another(here: Village) -> None:
    here.server.fault("refuse", "kf/sync_msg", code=45009)
    here.kf.says("wm1", "猪肉2斤")
    await here.server.until(lambda: here.door.counts["failed"])
    calls = len(here.server.called("kf/sync_msg"))
    here.kf.says("wm1", "豆腐一块")
    await asyncio.sleep(0.1)
    assert len(here.server.called("kf/sync_msg")) == calls


async def test_where_more_is_said_to_come_and_does_not_there_is_a_pause(here: Village) -> None:
    here.kf.empty_pages = kf_sync.MOST_STANDING + 1
    here.kf.says("wm1", "猪肉2斤")
    await here.until("猪肉2斤")
    assert here.door.counts["failed"] == 1


async def test_where_the_vendor_leads_in_a_circle_there_is_a_pause(here: Village) -> None:
    here.kf.says("wm1", "猪肉2斤", ring=False)
    await here.until()
    rows = [row for _, row in here.kf.rows]
    turns = itertools.cycle(("cur-8", "cur-9"))
    here.server.add(
        "POST", "kf/sync_msg", lambda asked: {"next_cursor": next(turns), "has_more": 1, "msg_list": rows}
    )
    here.kf.bell()
    await here.server.until(lambda: here.door.counts["failed"])
    assert len(here.server.called("kf/sync_msg")) < 20
    assert here.house.texts == ["猪肉2斤"]


async def test_where_calls_without_a_token_are_used_up_the_next_bell_is_waited_for() -> None:
    async with village(works=False) as here:
        here.kf.tokenless = 0
        here.kf.says("wm1", "一", ring=False)
        working = asyncio.create_task(here.door.run())
        await here.server.until(lambda: here.kf.syncs == [""])
        await asyncio.sleep(0.05)
        assert here.kf.syncs == [""]
        here.kf.says("wm1", "二")
        await here.until("一", "二")
        working.cancel()


async def test_a_lost_connection_or_a_sick_vendor_loses_nothing(here: Village) -> None:
    for kind in ("reset", "gateway", "garbage", "reset after"):
        here.server.fault(kind, "kf/sync_msg")
    here.server.fault("refuse", "kf/sync_msg", code=-1)
    here.kf.says("wm1", "猪肉2斤")
    await here.until("猪肉2斤")


async def test_a_budget_that_could_not_be_noted_is_a_word_not_committed(here: Village) -> None:
    hear, refused = here.allowances.hear, [1, 2]

    async def failing(chat: str, at: int, language: str) -> None:
        if refused:
            refused.pop()
            raise NotCommitted("disk full")
        await hear(chat, at, language)

    here.allowances.hear = failing  # type: ignore[method-assign]
    here.kf.says("wm1", "猪肉2斤")
    await here.until("猪肉2斤")


async def test_a_row_that_cannot_be_read_is_passed_over_and_named_by_its_id_only(here: Village) -> None:
    with capture_logs() as logs:
        msgid = here.kf.says("wm1", image={"picture": "秘密"}, ring=False)
        here.kf.says("wm1", location={"latitude": "秘密"}, ring=False)
        here.kf._happens(4, False, msgtype="event", event="秘密")
        here.kf.says("wm1", "下一条")
        await here.until("下一条")
    assert here.door.counts["given_up"] == 2
    assert msgid in str(logs)
    assert not any(secret in str(logs) for secret in ("秘密", "wm1"))


async def test_a_turn_that_fails_again_and_again_holds_up_nobody_for_good(here: Village) -> None:
    here.house.error = KeyError("bug")
    here.house.refusals["毒"] = 99
    here.kf.says("wm1", "毒", ring=False)
    here.kf.says("wm1", "之后")
    await here.until("之后")
    assert here.door.counts["given_up"] == 1


async def test_a_press_is_the_menu_items_id_and_foreign_menus_are_nobodys(here: Village) -> None:
    await here.known()
    await here.door.send([to("确认吗？", labels=("确认", "不要"))])
    here.kf.presses("wm1", 2)
    here.kf.says("wm1", "旧的", menu_id="左")
    await here.server.until(lambda: len(here.house.committed) == 3)
    assert [update.press for update in here.house.committed[1:]] == [Press("nonce", 2), Press("", 0)]
    assert here.house.texts[1:] == ["", ""]


async def test_a_picture_or_voice_is_a_file_fetched_later(here: Village) -> None:
    media = here.kf.media.keep(b"\xff\xd8\xffpicture")
    here.kf.says("wm1", image={"media_id": media})
    here.kf.says("wm1", voice={"media_id": "voice-1"})
    here.kf.says("wm1", file={"media_id": "file-1"})
    here.kf.says("wm1", video={"media_id": "video-1"})
    await here.server.until(lambda: len(here.house.committed) == 4)
    files = [update.files[0] for update in here.house.committed]
    assert [file.kind for file in files] == ["photo", "voice", "file", "file"]
    assert [file.media_type for file in files][:2] == ["image/jpeg", "audio/amr"]
    assert await here.door.fetch(files[0]) == b"\xff\xd8\xffpicture"
    with pytest.raises(NotFetched):
        await here.door.fetch(files[1])
    here.server.fault("reset after", "media/get", times=9)
    with pytest.raises(NotFetched) as caught:
        await here.door.fetch(files[0])
    assert caught.value.failure.kind == "unreachable"


async def test_a_place_or_a_page_is_told_in_words_and_what_says_nothing_is_empty(here: Village) -> None:
    here.kf.says("wm1", location={"latitude": 30.1234567, "longitude": 120.1, "name": "村口", "address": "某路"})
    here.kf.says("wm1", link={"title": "防疫通知", "url": "https://example.org/a", "desc": "", "pic_url": ""})
    here.kf.says("wm1", miniprogram={"title": "小程序", "appid": "wx", "pagepath": "", "thumb_media_id": ""})
    await here.until("📍 30.12346, 120.10000 村口", "防疫通知\nhttps://example.org/a", "")


async def test_a_text_that_is_too_long_is_cut_and_says_so(here: Village) -> None:
    here.kf.says("wm1", "好" * 9_000)
    await here.server.until(lambda: here.house.committed)
    assert (len(here.house.texts[0]), here.house.committed[0].cut) == (8_000, True)


async def test_names_are_asked_for_once_a_customer_and_nothing_waits_for_them(here: Village) -> None:
    here.server.fault("refuse", "kf/customer/batchget", code=60011)
    here.kf.says("wm1", "一")
    await here.until("一")
    here.kf.says("wm1", "二", ring=False)
    here.kf.says("wm2", "三")
    await here.server.until(lambda: len(here.house.committed) == 3)
    assert [asked.body["external_userid_list"] for asked in here.server.called("kf/customer/batchget")] == [
        ["wm1"], ["wm2"],
    ]  # fmt: skip
    assert {update.chat: update.name for update in here.house.committed} == {"wm1": "", "wm2": "微信wm2"}


async def test_a_name_that_does_not_come_holds_up_nobody(here: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kf, "NAMES_SECONDS", 0.05)
    here.server.fault("hang", "kf/customer/batchget")
    here.kf.says("wm1", "猪肉2斤")
    await here.until("猪肉2斤")


async def test_what_is_older_than_three_days_is_gone_and_the_rest_is_fetched() -> None:
    async with village(works=False) as here:
        here.kf.says("wm1", "四天前", ring=False)
        here.clock.now += 3 * DAY + HOUR
        here.kf.says("wm1", "今天", ring=False)
        working = asyncio.create_task(here.door.run())
        await here.until("今天")
        working.cancel()


def test_memory_of_customers_is_bounded() -> None:
    noted: Lately[int] = Lately(3)
    for number in range(10):
        noted.note(str(number), number)
    assert (len(noted), noted.get("9"), noted.get("0")) == (3, 9, None)
