"""The pages on which a round is settled: what arrived, the weigh-up, payments, the account."""

import re

import pytest

from console.settling_words import SETTLING
from nlu.weigh_ups import TROUBLES
from nlu.weights import TROUBLES as LINE_TROUBLES
from storage import accounts, windows
from storage.accounts import Account
from storage.database import Transaction
from tests.console.house import Office, post
from tests.console.round import closed_round, household


async def loaded(office: Office, window: int) -> Account:
    def work(tx: Transaction) -> Account:
        found = windows.get(tx, window)
        assert found
        return accounts.load(tx, found)

    return await office.database.read(work)


async def rest(office: Office, window: int, number: int) -> int:
    home = await household(office, window, number)
    return (await office.database.read(lambda tx: accounts.of_household(tx, window, home))).rest


async def item(office: Office, window: int, name: str) -> int:
    goods = await office.database.read(lambda tx: windows.items(tx, window))
    return next(each.id for each in goods if each.name == name)


async def test_what_arrived_too_little_of_is_shown_by_both_rules_and_counts_once_confirmed(office: Office) -> None:
    window = await closed_round(office)
    pork = await item(office, window, "土猪肉")
    page, target = f"/console/windows/{window}/arrived", f"/console/windows/{window}/arrived/{pork}"
    async with office.signed_in("陈主任") as client:
        shown = await post(client, page, target, arrived="4.5")
        assert "到了4.5斤，订了5.5斤" in shown.text
        assert (await loaded(office, window)).goods[0].ordered == 5_500
        stamps = re.findall(r'name="shown" value="(\w+)"', shown.text)
        answer = await post(client, page, target, arrived="4.5", shown=stamps[1], rule="in_order")
        assert answer.headers["location"].endswith("done=changed")
        answer = await post(client, page, target, arrived="4.5", shown=stamps[0], rule="in_order")
        assert answer.headers["location"].endswith("done=arrived")
    assert (await loaded(office, window)).goods[0].ordered == 4_500
    assert (4, "enter_arrival") not in await office.deeds(window)
    assert "enter_arrival" in [deed for _, deed in await office.deeds(window)]


async def test_more_than_ordered_is_noted_at_once(office: Office) -> None:
    window = await closed_round(office)
    pork = await item(office, window, "土猪肉")
    async with office.signed_in("陈主任") as client:
        page = f"/console/windows/{window}/arrived"
        assert (await post(client, page, f"{page}/{pork}", arrived="6")).headers["location"].endswith("done=arrived")
        for wrong in ("", "viel", "-3"):
            answer = await post(client, page, f"{page}/{pork}", arrived=wrong)
            assert answer.headers["location"].endswith("done=wrong")
    assert (await loaded(office, window)).goods[0].left_over == 500


async def test_typed_weights_count_at_once_and_doubtful_ones_are_asked_about(office: Office) -> None:
    window = await closed_round(office)
    pork, fish = await item(office, window, "土猪肉"), await item(office, window, "带鱼")
    first, second = await household(office, window, 1), await household(office, window, 2)
    page = f"/console/windows/{window}/weigh"
    fields = {f"w-{first}-{pork}": "3.1", f"w-{second}-{fish}": "15"}
    async with office.signed_in("陈主任") as client:
        answer = await post(client, page, page, **fields)
        assert "带鱼 <b>15斤</b>" in answer.text
        assert "多太多" in answer.text
        assert await rest(office, window, 1) == 10_850
        assert await rest(office, window, 2) == 3_750 + 4_000
        row = re.search(r'name="row" value="([\d:]+)"', answer.text)
        assert row
        answer = await post(client, page, f"{page}/record", row=row[1])
        assert "done=1" in answer.headers["location"]
        assert await rest(office, window, 2) == 37_500 + 4_000
        again = await post(client, page, page, **{f"w-{first}-{pork}": "3.1"})
        assert "done=0" in again.headers["location"]


async def test_a_pasted_weigh_up_is_read_back_before_it_counts(office: Office) -> None:
    window = await closed_round(office)
    page = f"/console/windows/{window}/weigh"
    async with office.signed_in("陈主任") as client:
        answer = await post(client, page, page, pasted="1 猪肉 3.1\n2 带鱼 20\n9 猪肉 1\nblah")
        assert "没有这个袋号" in answer.text
        assert await rest(office, window, 1) == 10_500
        rows = re.findall(r'type="hidden" name="row" value="([\d:]+)"', answer.text)
        assert len(rows) == 1
        await post(client, page, f"{page}/record", row=rows[0])
    assert await rest(office, window, 1) == 10_850
    assert await rest(office, window, 2) == 7_750


async def test_a_rest_is_paid_by_one_press_once_and_in_parts(office: Office) -> None:
    window = await closed_round(office)
    first, second = await household(office, window, 1), await household(office, window, 2)
    page = f"/console/windows/{window}/payments"
    async with office.signed_in("陈主任") as client:
        for expected in ("paid", "changed"):
            answer = await post(client, page, f"{page}/{first}", way="cash", shown="10500", fen="")
            assert answer.headers["location"].endswith(f"done={expected}")
        await post(client, page, f"{page}/{second}", way="transfer", shown="7750", fen="50.5")
        for wrong in ("x", "1.234", "0"):
            answer = await post(client, page, f"{page}/{second}", way="transfer", shown="7750", fen=wrong)
            assert answer.headers["location"].endswith("done=wrong")
        found = await loaded(office, window)
        assert (found.cash, found.transfer) == (10_500, 5_050)
        text = (await client.get(page)).text
        assert "27" in text
        payment = re.search(r"payments/undo/(\d+)", text)
        assert payment
        for expected in ("undone", "changed"):
            answer = await post(client, page, f"{page}/undo/{payment[1]}")
            assert answer.headers["location"].endswith(f"done={expected}")
    assert (await loaded(office, window)).transfer == 0


async def test_a_stranger_household_and_other_staff_pay_nothing(office: Office) -> None:
    window = await closed_round(office)
    first = await household(office, window, 1)
    page = f"/console/windows/{window}/payments"
    async with office.signed_in("陈主任") as client:
        assert (await post(client, page, f"{page}/7", way="cash", fen="5")).status_code == 404
    async with office.signed_in("小陈") as client:
        for tail in ("payments", "weigh", "arrived", "account", "unpaid"):
            assert (await client.get(f"/console/windows/{window}/{tail}")).status_code == 404
        post_account = f"/console/windows/{window}/account/post"
        for target in (f"{page}/{first}", f"{page}/remind", f"{page}/carry", post_account):
            assert (await post(client, "/console", target, way="cash", fen="5")).status_code == 404
    assert (await loaded(office, window)).received == 0


async def test_the_account_takes_expenses_and_is_posted_once(office: Office) -> None:
    window = await closed_round(office)
    page = f"/console/windows/{window}/account"
    async with office.signed_in("陈主任") as client:
        await post(client, page, f"{page}/expense", label="运费", fen="200.5")
        await post(client, page, f"{page}/expense", label="运费", fen="-0.5")
        answer = await post(client, page, f"{page}/expense", label="", fen="5")
        assert answer.headers["location"].endswith("done=wrong")
        for expected in ("posted", "not_posted"):
            answer = await post(client, page, f"{page}/post")
            assert answer.headers["location"].endswith(f"done={expected}")
        public = re.search(r"<textarea[^>]*>(.*?)</textarea>", (await client.get(page)).text, re.DOTALL)
    assert (await loaded(office, window)).expenses == 20_000
    assert public
    for word in ("李阿公", "3幢", "10幢"):
        assert word not in public[1]


async def test_balances_are_carried_into_the_next_round(office: Office) -> None:
    first = await closed_round(office)
    await office.database.write(lambda tx: accounts.post(tx, first, office.town.now))
    second = await office.opens(title="下一期")
    page = f"/console/windows/{second}/payments"
    async with office.signed_in("陈主任") as client:
        assert "没结清的转过来" in (await client.get(page)).text
        for expected in ("carried", "nothing"):
            answer = await post(client, page, f"{page}/carry")
            assert answer.headers["location"].endswith(f"done={expected}")
    before, after = await loaded(office, first), await loaded(office, second)
    assert (before.rest, after.rest) == (0, before.owed)


@pytest.mark.parametrize("trouble", [*TROUBLES, *LINE_TROUBLES])
def test_every_trouble_has_words(trouble: str) -> None:
    assert f"trouble_{trouble}" in SETTLING
