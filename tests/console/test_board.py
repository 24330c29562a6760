"""A window live, on paper and as a spreadsheet."""

import csv
import io

import pytest

from domain.orders import Item
from sheets.table import read_table
from tests.console.house import Office, post


async def test_the_board_shows_amounts_against_quotas_and_orders_by_door(office: Office) -> None:
    window = await office.opens()
    await office.orders("周大爷", window, 土猪肉=2500, 豆腐=1000)
    await office.orders("李阿公", window, 土猪肉=2000)
    await office.orders("李阿婆", window, 鸡蛋=1000)
    async with office.signed_in("陈主任") as client:
        text = (await client.get(f"/console/windows/{window}")).text
    assert "4.5 / 200斤" in text
    assert "剩 195.5斤" in text
    assert 'id="total">约177.5元' in text
    assert 'id="households">2 户' in text
    assert text.index("3幢201") < text.index("10幢301")
    assert "共约90元" in text


async def test_the_board_shows_how_far_a_case_and_a_minimum_are_and_how_goods_are_shared(office: Office) -> None:
    window = await office.opens(
        Item(0, 0, "酸奶", "袋", 600, case_size=12_000),
        Item(0, 0, "橙子", "斤", 500, minimum=20_000),
        Item(0, 0, "豆腐", "块", 0, sharing="equally", to_share=90_000),
    )
    await office.orders("李阿公", window, 酸奶=5000, 橙子=3000, 豆腐=1000)
    async with office.signed_in("陈主任") as client:
        text = (await client.get(f"/console/windows/{window}")).text
    for words in ("再有7袋满一箱", "还差17斤才送", "共90块，截止后各户平分"):
        assert words in text


async def test_a_cadre_finds_texts_to_copy_with_doors_and_goods_only(office: Office) -> None:
    window = await office.opens()
    await office.orders("李阿公", window, 土猪肉=2000)
    async with office.signed_in("陈主任") as client:
        opened = (await client.get(f"/console/windows/{window}")).text
        lively = (await client.get(f"/console/windows/{window}/live")).text
        office.town.now += 9 * 3_600_000
        await office.town.later(0)
        closed = (await client.get(f"/console/windows/{window}")).text
    for text in (opened, lively):
        assert 'data-copy="copy-2"' in text
        block = text[text.index('<section class="copies">') : text.index("</section>", text.index("copies"))]
        assert "1. 3幢201 土猪肉2斤" in block
        assert "/chat" in block
        assert "李阿公" not in block
    assert "已截止，谢谢大家" in closed


async def test_a_grid_worker_has_no_texts_to_copy(office: Office) -> None:
    window = await office.opens()
    async with office.signed_in("小陈") as client:
        assert "copies" not in (await client.get(f"/console/windows/{window}")).text


async def test_goods_that_are_not_weighed_are_exact(office: Office) -> None:
    window = await office.opens()
    await office.orders("李阿公", window, 鸡蛋=2000)
    async with office.signed_in("陈主任") as client:
        assert 'id="total">40元' in (await client.get(f"/console/windows/{window}")).text


async def test_a_basket_is_listed_to_be_phoned_and_counts_for_nothing(office: Office) -> None:
    window = await office.opens()
    await office.puts_together("王阿婆", window, 土猪肉=2000)
    async with office.signed_in("陈主任") as client:
        opened = (await client.get(f"/console/windows/{window}")).text
        office.town.now += 9 * 3_600_000
        closed = (await client.get(f"/console/windows/{window}")).text
    for text in (opened, closed):
        assert "王阿婆" in text
        assert "tel:13800000002" in text
        assert 'id="total">0元' in text
    assert "还没确认" in opened
    assert "请打电话问一声" in closed


async def test_the_list_to_phone_stays_on_the_board_and_in_print_after_a_late_press(office: Office) -> None:
    window = await office.opens()
    await office.town.says("王阿婆", "猪肉2斤")
    await office.orders("周大爷", window, 土猪肉=1000)
    await office.puts_together("周大爷", window, 土猪肉=2000, 带鱼=0)
    await office.town.later(9)
    await office.town.presses("王阿婆", "确认")
    async with office.signed_in("陈主任") as client:
        for tail in ("", "/print"):
            text = (await client.get(f"/console/windows/{window}{tail}")).text
            assert "请打电话问一声" in text
            assert "王阿婆" in text
            assert "13800000002" in text
            assert "土猪肉 2斤（已订1斤）" in text
            assert "带鱼 0" not in text
    async with office.signed_in("小陈") as client:
        for tail in ("", "/print"):
            text = (await client.get(f"/console/windows/{window}{tail}")).text
            assert "王阿婆" in text
            assert "周大爷" not in text


async def test_a_basket_that_only_cancels_is_not_to_be_phoned_about(office: Office) -> None:
    window = await office.opens()
    await office.orders("王阿婆", window, 土猪肉=2000)
    await office.puts_together("王阿婆", window, 土猪肉=0)
    async with office.signed_in("陈主任") as client:
        for hours in (0, 9):
            await office.town.later(hours)
            assert 'class="baskets"' not in (await client.get(f"/console/windows/{window}")).text


async def test_who_phoned_is_written_beside_the_basket_so_that_nobody_phones_twice(office: Office) -> None:
    window, whom = await office.opens(), office.people["王阿婆"]
    await office.puts_together("王阿婆", window, 土猪肉=2000)
    page, target = f"/console/windows/{window}", f"/console/windows/{window}/phoned/{whom}"
    async with office.signed_in("陈主任") as client, office.signed_in("小陈") as worker:
        assert (await post(client, page, target)).status_code == 404
        await office.town.later(9)
        etag = (await worker.get(f"{page}/live")).headers["etag"]
        assert f'action="{target}"' in (await worker.get(page)).text
        done = await post(client, page, target)
        assert done.headers["location"] == f"{page}?done=phoned#basket-{whom}"
        glance = await worker.get(f"{page}/live", headers={"if-none-match": etag})
        assert "陈主任 今天 21:00 打过了" in glance.text
        assert target not in glance.text
        again = await post(worker, "/console", target)
        assert "不用再打" in (await worker.get(again.headers["location"])).text
        assert "陈主任 11月30日 21:00" in (await worker.get(f"{page}/print")).text
    assert await office.deeds(whom) == [(office.people["陈主任"], "phone_basket")]


async def test_nobody_ticks_off_a_basket_of_another_micro_grid(office: Office) -> None:
    window, whom = await office.opens(), office.people["周大爷"]
    await office.puts_together("周大爷", window, 土猪肉=2000)
    await office.town.later(9)
    target = f"/console/windows/{window}/phoned/{whom}"
    async with office.signed_in("小陈") as client:
        assert (await post(client, "/console", target)).status_code == 404
        assert (await client.post(target)).status_code == 403
    assert not await office.deeds(whom)


async def test_a_glance_at_an_unchanged_board_costs_no_page_and_a_change_shows_at_the_next(office: Office) -> None:
    window = await office.opens()
    async with office.signed_in("陈主任") as client:
        live = f"/console/windows/{window}/live"
        etag = (await client.get(live)).headers["etag"]
        assert (await client.get(live, headers={"if-none-match": etag})).status_code == 304
        await office.orders("李阿公", window, 土猪肉=2000)
        changed = await client.get(live, headers={"if-none-match": etag})
        assert changed.status_code == 200
        assert "李阿公" in changed.text
        assert "<html" not in changed.text
        await office.puts_together("王阿婆", window, 土猪肉=2000)
        assert (await client.get(live, headers={"if-none-match": changed.headers["etag"]})).status_code == 200


async def test_the_board_says_that_it_is_over_at_its_time(office: Office) -> None:
    window = await office.opens()
    async with office.signed_in("陈主任") as client:
        live = f"/console/windows/{window}/live"
        etag = (await client.get(live)).headers["etag"]
        office.town.now += 8 * 3_600_000
        answer = await client.get(live, headers={"if-none-match": etag})
    assert "已截止（今天 20:00）" in answer.text


async def test_a_grid_worker_sees_the_orders_of_the_own_micro_grid_only(office: Office) -> None:
    window = await office.opens()
    await office.orders("周大爷", window, 土猪肉=2500)
    await office.orders("李阿公", window, 土猪肉=2000)
    await office.puts_together("周大爷", window, 带鱼=1000)
    async with office.signed_in("小陈") as client:
        text = (await client.get(f"/console/windows/{window}")).text
        assert "李阿公" in text
        assert "周大爷" not in text
        assert "4.5 / 200斤" in text
        assert 'id="households">1 户' in text
        assert "周大爷" not in (await client.get(f"/console/windows/{window}/print")).text
        assert (await client.get(f"/console/windows/{window}/orders.csv")).status_code == 404


async def test_the_print_sheet_sums_for_the_supplier(office: Office) -> None:
    window = await office.opens()
    await office.orders("周大爷", window, 土猪肉=2500)
    await office.orders("李阿公", window, 土猪肉=2000)
    async with office.signed_in("陈主任") as client:
        text = (await client.get(f"/console/windows/{window}/print")).text
    assert "<h2>供货汇总</h2>" in text
    assert "4.5斤" in text
    assert "约157.5元" in text
    assert "11月30日 20:00" in text
    assert "今天" not in text


async def test_what_a_grid_worker_prints_counts_the_own_households_and_says_so(office: Office) -> None:
    window = await office.opens()
    await office.orders("周大爷", window, 土猪肉=2500)
    await office.orders("李阿公", window, 土猪肉=2000)
    async with office.signed_in("小陈") as client:
        text = (await client.get(f"/console/windows/{window}/print")).text
    assert "供货汇总（只算您网格内的）" in text
    assert '<td class="number">2斤</td>' in text
    assert "4.5斤" not in text
    assert "全村的。" in text
    assert "货品一栏" not in text


async def test_looking_at_a_board_is_written_down_and_glancing_is_not(office: Office) -> None:
    window = await office.opens()
    async with office.signed_in("陈主任") as client:
        await client.get(f"/console/windows/{window}")
        await client.get(f"/console/windows/{window}/live")
    assert await office.deeds(window) == [(office.people["陈主任"], "see_orders")]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
async def test_orders_are_exported_a_row_a_line(office: Office, kind: str, tmp_path) -> None:
    window = await office.opens()
    await office.orders("李阿公", window, 土猪肉=2500, 豆腐=1000)
    async with office.signed_in("陈主任") as client:
        answer = await client.get(f"/console/windows/{window}/orders.{kind}")
    assert answer.status_code == 200
    file = tmp_path / f"orders.{kind}"
    file.write_bytes(answer.content)
    rows = [
        row.get("goods") + row.get("quantity")
        for row in read_table(file, {"goods": ("品名",), "quantity": ("数量",)}, ()).rows
    ]
    assert rows == ["土猪肉2.5", "豆腐1"]
    assert (office.people["陈主任"], "export_orders") in await office.deeds(window)


async def test_a_name_that_is_a_formula_stays_a_name_in_the_export(office: Office) -> None:
    await office.settles("=1+1", "6幢101")
    window = await office.opens()
    await office.orders("=1+1", window, 土猪肉=1000)
    async with office.signed_in("陈主任") as client:
        answer = await client.get(f"/console/windows/{window}/orders.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert "'=1+1" in rows[1]


async def test_names_are_shown_as_text_and_never_as_markup(office: Office) -> None:
    name = '<script>alert("x")</script>'
    person = await office.settles(name, "6幢101")
    window = await office.opens(Item(0, 0, "<b>肉", "<i>斤", 100), title="<img src=x>")
    await office.orders(name, window, **{"<b>肉": 1000})
    async with office.signed_in("陈主任") as client:
        for path in ("", f"/windows/{window}", f"/windows/{window}/print", "/people", f"/people/{person}"):
            text = (await client.get("/console" + path)).text
            assert not any(markup in text for markup in ("<script>alert", "<b>肉", "<i>斤", "<img src=x"))


async def test_windows_are_listed_open_ones_first(office: Office) -> None:
    over = await office.opens(title="旧团", hours=1)
    office.town.now += 2 * 3_600_000
    late, soon = await office.opens(title="晚截止", hours=8), await office.opens(title="早截止", hours=3)
    async with office.signed_in("小陈") as client:
        text = (await client.get("/console")).text
    places = [text.index(f"/console/windows/{window}") for window in (soon, late, over)]
    assert places == sorted(places)
    assert "/console/windows/new" not in text


@pytest.mark.parametrize("number", ["1", "0", "9" * 30])
async def test_a_window_that_is_not_there_is_not_found(office: Office, number: str) -> None:
    async with office.signed_in("陈主任") as client:
        for tail in ("", "/live", "/print", "/orders.csv", "/orders.exe"):
            assert (await client.get(f"/console/windows/{number}{tail}")).status_code == 404
