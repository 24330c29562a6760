"""A window that is open is changed by a form: checked, read back with whom it concerns, and confirmed."""

import re

import httpx

from domain.orders import Window
from storage import windows
from tests.console.house import Office, post, token


async def look(office: Office, window: int) -> Window:
    found = await office.database.read(lambda tx: windows.get(tx, window))
    assert found
    return found


async def fields(client: httpx.AsyncClient, window: int) -> dict[str, str]:
    """The form as it stands, field by field."""
    text = (await client.get(f"/console/windows/{window}/change")).text
    return dict(re.findall(r'<input type="(?:text|datetime-local)" name="([^"]+)" value="([^"]*)"', text))


async def sends(client: httpx.AsyncClient, window: int, confirmed: bool = True, **changes: str) -> httpx.Response:
    """Fills the form in, and confirms what is read back."""
    page = f"/console/windows/{window}/change"
    answer = await post(client, page, page, act="check", **await fields(client, window) | changes)
    if not confirmed or answer.status_code != 200 or 'name="sure"' not in answer.text:
        return answer
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', answer.text))
    return await client.post(page, data=hidden | {"token": token(answer), "sure": "yes"})


async def test_a_price_is_read_back_with_whom_it_concerns_and_then_asked(office: Office) -> None:
    window = await office.opens()
    await office.orders("李阿公", window, 土猪肉=2000)
    pork = (await look(office, window)).items[0]
    async with office.signed_in("陈主任") as client:
        checked = await sends(client, window, confirmed=False, **{f"price-{pork.id}": "38"})
        assert "土猪肉：35元 → 38元/斤" in checked.text
        assert "涨价的有 1 份订单" in checked.text
        assert (await look(office, window)).items[0].price == 3_500
        done = await sends(client, window, **{f"price-{pork.id}": "38"})
        assert "改好了" in done.text
        assert 'id="total">约70元' in (await client.get(f"/console/windows/{window}")).text
        sheet = (await client.get(f"/console/windows/{window}/orders.csv")).text
        assert ",70.00," in sheet
    assert (await look(office, window)).items[0].price == 3_800
    assert "还要2斤吗" in await office.town.last("李阿公")
    await office.town.presses("李阿公", "要")
    async with office.signed_in("陈主任") as client:
        assert 'id="total">约76元' in (await client.get(f"/console/windows/{window}")).text


async def test_quota_limit_closing_place_and_a_new_item_in_one_go(office: Office) -> None:
    window = await office.opens()
    tofu = (await look(office, window)).items[2]
    changes = {
        f"quota-{tofu.id}": "50", f"limit-{tofu.id}": "1", "closes_at": "2026-12-01T10:00", "place": "老祠堂",
        "every_days": "3", "item-0-name": "橙子", "item-0-price": "6.8", "item-0-unit": "斤",
    }  # fmt: skip
    async with office.signed_in("陈主任") as client:
        assert "改好了" in (await sends(client, window, **changes)).text
        assert "没有要改的" in (await sends(client, window)).text
    after = await look(office, window)
    assert (after.items[2].quota, after.items[2].limit, after.place, after.every_days) == (50_000, 1_000, "老祠堂", 3)
    assert (after.items[-1].name, after.items[-1].price) == ("橙子", 680)


async def test_less_than_is_ordered_is_refused_in_its_field(office: Office) -> None:
    window = await office.opens()
    await office.orders("李阿公", window, 豆腐=2000)
    tofu = (await look(office, window)).items[2]
    async with office.signed_in("陈主任") as client:
        answer = await sends(client, window, **{f"quota-{tofu.id}": "1", "every_days": "oft"})
    assert answer.status_code == 422
    assert "已经订出 2，不能再少" in answer.text
    assert "写 0 到 60 的整数" in answer.text
    assert (await look(office, window)).version == 1


async def test_goods_are_taken_off_and_the_window_called_off(office: Office) -> None:
    window = await office.opens()
    await office.orders("李阿公", window, 豆腐=2000, 鸡蛋=1000)
    tofu = (await look(office, window)).items[2]
    page = f"/console/windows/{window}/change"
    async with office.signed_in("陈主任") as client:
        assert "改好了" in (await sends(client, window, **{f"off-{tofu.id}": "on"})).text
        assert await office.town.ordered("李阿公", window) == {"鸡蛋": 1_000}
        checked = await post(client, page, page, act="cancel")
        assert "1 户订的都不算" in checked.text
        await client.post(page, data={"token": token(checked), "act": "cancel", "sure": "yes"})
        assert (await client.get(page)).status_code == 404
    assert (await look(office, window)).state == "cancelled"
    assert "取消了" in await office.town.last("李阿公")


async def test_only_whoever_opens_windows_changes_them(office: Office) -> None:
    window = await office.opens()
    async with office.signed_in("小陈") as client:
        assert (await client.get(f"/console/windows/{window}/change")).status_code == 404
        assert "/change" not in (await client.get(f"/console/windows/{window}")).text
    async with office.signed_in("陈主任") as client:
        assert f"/console/windows/{window}/change" in (await client.get(f"/console/windows/{window}")).text
