"""Opening a window from a pasted announcement, mended in the form."""

import re
from html import unescape
from typing import Any

import httpx
import pytest

from storage import windows
from tests.console.house import Office, post, token
from tests.town import NOON

PAGE, OPEN = "/console/windows/new", "/console/windows/open"
ANNOUNCEMENT = "明天到货🐷土猪肉35一斤限4斤，带鱼25，豆腐免费送(李大哥捐)，今晚8点截止，文化礼堂拿"
_FIELD = re.compile(r'<input type="(?:text|datetime-local|hidden)" name="([^"]+)" value="([^"]*)"')
_CHECKED = re.compile(r'<input type="checkbox" name="([^"]+)" checked>')

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])
"""Nothing here asks the two engines for different things."""


def fields(answer: httpx.Response) -> dict[str, str]:
    """The form as it stands on a page."""
    return {name: unescape(value) for name, value in _FIELD.findall(answer.text)} | dict.fromkeys(
        _CHECKED.findall(answer.text), "on"
    )


async def read(client: httpx.AsyncClient, text: str = ANNOUNCEMENT) -> dict[str, str]:
    answer = await post(client, PAGE, PAGE, announcement=text, act="read")
    assert answer.status_code == 200, answer.text
    return fields(answer)


async def every_window(office: Office) -> list[Any]:
    return await office.database.read(windows.every)


async def test_an_announcement_is_read_back_and_opens_when_confirmed(office: Office) -> None:
    async with office.signed_in("陈主任") as client:
        form = await read(client)
        assert form["closes_at"] == "2026-11-30T20:00"
        assert form["place"] == "文化礼堂"
        assert not await every_window(office)
        opened = await client.post(OPEN, data=form | {"act": "open"})
        assert opened.status_code == 303
        assert "土猪肉" in (await client.get(opened.headers["location"])).text
    (listed,) = await every_window(office)
    window = await office.database.read(lambda tx: windows.get(tx, listed.id))
    assert window.closes_at == NOON + 8 * 3_600_000
    assert [(item.name, item.price, item.limit, item.weighed) for item in window.items] == [
        ("土猪肉", 3500, 4000, True), ("带鱼", 2500, None, True), ("豆腐", 0, None, False),
    ]  # fmt: skip
    assert window.items[2].donor == "李大哥"
    assert (office.people["陈主任"], "open_window") in await office.deeds(window.id)


async def test_a_wrong_price_is_said_beside_the_field_and_nothing_else_is_lost(office: Office) -> None:
    async with office.signed_in("陈主任") as client:
        form = await read(client) | {"item-0-price": "三十五", "item-1-quota": "很多", "pay": "微信"}
        answer = await client.post(OPEN, data=form | {"act": "open"})
        assert answer.status_code == 422
        assert 'id="wrong-item-0-price"' in answer.text
        assert 'id="wrong-item-1-quota"' in answer.text
        assert fields(answer) == form
        mended = fields(answer) | {"item-0-price": "35.5", "item-1-quota": "100", "act": "open"}
        assert (await client.post(OPEN, data=mended)).status_code == 303


async def test_a_closing_time_that_is_past_is_refused(office: Office) -> None:
    async with office.signed_in("陈主任") as client:
        form = await read(client)
        for wrong in ("2026-11-30T11:00", "2026-11-30T12:00", "2027-06-01T20:00", "", "今晚", "9999999-01-01T00:00"):
            answer = await client.post(OPEN, data=form | {"closes_at": wrong, "act": "open"})
            assert answer.status_code == 422
            assert 'id="wrong-closes_at"' in answer.text
    assert not await every_window(office)


async def test_the_same_item_twice_and_a_limit_above_the_quota_are_refused(office: Office) -> None:
    async with office.signed_in("陈主任") as client:
        form = await read(client)
        wrong = {"item-1-name": "土猪肉", "item-2-quota": "2", "item-2-limit": "3", "item-0-price": "-1"}
        answer = await client.post(OPEN, data=form | wrong | {"act": "open"})
    for name in ("item-1-name", "item-2-limit", "item-0-price"):
        assert f'id="wrong-{name}"' in answer.text


async def test_goods_without_a_price_wait_for_one(office: Office) -> None:
    async with office.signed_in("陈主任") as client:
        answer = await post(client, PAGE, PAGE, announcement="土猪肉35一斤，桔子，今晚8点截止", act="read")
        form = fields(answer)
        assert (form["item-1-name"], form["item-1-price"]) == ("桔子", "")
        assert "没写价钱" in answer.text
        refused = await client.post(OPEN, data=form | {"act": "open"})
        assert 'id="wrong-item-1-price"' in refused.text


async def test_what_is_beyond_sixty_items_is_said_by_name(office: Office) -> None:
    names = [f"货{'甲乙丙丁戊己庚辛'[number // 10]}{'一二三四五六七八九十'[number % 10]}" for number in range(62)]
    async with office.signed_in("陈主任") as client:
        pasted = "\n".join(f"{name} 3元/个" for name in names) + "\n今晚8点截止"
        answer = await post(client, PAGE, PAGE, announcement=pasted, act="read")
    assert "一次最多 60 样" in answer.text
    assert "、".join(names[60:]) in answer.text
    assert "too_many" not in answer.text


async def test_what_is_too_long_to_be_read_is_said(office: Office) -> None:
    async with office.signed_in("陈主任") as client:
        pasted = "土猪肉35元/斤，今晚8点截止\n".ljust(8_000) + "带鱼25元/斤"
        answer = await post(client, PAGE, PAGE, announcement=pasted, act="read")
    assert "“带鱼25元/斤”" in answer.text


async def test_rows_are_added_and_removed_and_the_rest_stays(office: Office) -> None:
    async with office.signed_in("陈主任") as client:
        form = await read(client)
        more = fields(await client.post(OPEN, data=form | {"act": "add"}))
        assert more["item-3-name"] == ""
        fewer = fields(await client.post(OPEN, data=more | {"act": "remove-0"}))
        assert [fewer[f"item-{row}-name"] for row in range(3)] == ["带鱼", "豆腐", ""]
        assert fewer["title"] == form["title"]


async def test_the_enter_key_opens_nothing(office: Office) -> None:
    async with office.signed_in("陈主任") as client:
        form = await read(client)
        assert (await client.post(OPEN, data=form | {"act": "check"})).status_code == 200
    assert not await every_window(office)


async def test_the_same_window_does_not_open_twice(office: Office) -> None:
    async with office.signed_in("陈主任") as client:
        form = await read(client) | {"act": "open"}
        assert (await client.post(OPEN, data=form)).status_code == 303
        again = await client.post(OPEN, data=form)
    assert again.status_code == 422
    assert "已经开了" in again.text


async def test_words_without_goods_are_asked_for_again(office: Office) -> None:
    async with office.signed_in("陈主任") as client:
        for words in ("", "   "):
            answer = await post(client, PAGE, PAGE, announcement=words, act="read")
            assert answer.status_code == 422
            assert "没有读出货品来" in answer.text


async def test_by_hand_begins_with_an_empty_row(office: Office) -> None:
    async with office.signed_in("陈主任") as client:
        form = fields(await post(client, PAGE, PAGE, announcement="", act="by_hand"))
    assert form["item-0-name"] == ""


async def test_a_grid_worker_opens_no_window(office: Office) -> None:
    async with office.signed_in("小陈") as client:
        assert (await client.get(PAGE)).status_code == 404
        form = {"token": token(await client.get("/console")), "act": "open"}
        assert (await client.post(OPEN, data=form)).status_code == 404


async def test_a_window_opens_only_in_a_village_of_the_cadres_own(office: Office) -> None:
    async with office.signed_in("陈主任") as client:
        form = await read(client) | {"village": str(office.other.id), "act": "open"}
        assert (await client.post(OPEN, data=form)).status_code == 422
    assert not await every_window(office)


async def test_a_hundred_items_are_too_many(office: Office) -> None:
    async with office.signed_in("陈主任") as client:
        form = await read(client) | {"act": "open"}
        for row in range(100):
            form |= {f"item-{row}-name": f"货{row}", f"item-{row}-unit": "个", f"item-{row}-price": "1"}
        answer = await client.post(OPEN, data=form)
    assert answer.status_code == 422
    assert "一次最多 60 样" in answer.text


async def test_cases_and_sharing_are_read_into_the_form_and_stand_in_the_window(office: Office) -> None:
    text = "土豆20元/袋，12袋一箱，整箱起订\n李大哥捐豆腐，免费，共80块，按户平分\n今晚8点截止"
    async with office.signed_in("陈主任") as client:
        form = await read(client, text)
        assert (form["item-0-case_size"], form["item-1-to_share"]) == ("12", "80")
        opened = await client.post(OPEN, data=form | {"item-1-sharing": "elders", "act": "open"})
        assert opened.status_code == 303
        missing = form | {"title": "又一团", "item-1-sharing": "lot", "item-1-to_share": "", "act": "open"}
        assert (await client.post(OPEN, data=missing)).status_code == 422
    (listed,) = await every_window(office)
    window = await office.database.read(lambda tx: windows.get(tx, listed.id))
    assert [(item.case_size, item.sharing, item.to_share, item.quota) for item in window.items] == [
        (12_000, "", None, None), (None, "elders", 80_000, None),
    ]  # fmt: skip
