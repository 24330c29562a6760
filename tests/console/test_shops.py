"""The round of shops as a page: streets in order, the overdue first, what was found; lists from a day on."""

import io

from domain.people import Role
from domain.shops import Ending, Result
from storage import areas, checks, people, shops
from storage.database import Transaction
from tests.console.house import Office, post
from tests.town import HOUR, NOON

DAY = 24 * HOUR
PAGE = "/console/shops"


async def street(office: Office) -> None:
    """Three shops on one street, of which one has failed and one is not due; one of another micro-grid."""

    def work(tx: Transaction) -> None:
        town, worker = office.town, office.people["小陈"]
        for name in ("李记面馆", "奶茶店", "五金店"):
            shops.add(
                tx, town.microgrid, town.village.id, name, "东街", 0, NOON - 9 * DAY, keeper="李师傅",
                phone="13800000071",
            )  # fmt: skip
        shops.add(tx, office.other, town.village.id, "远山理发店", "西街", 0, NOON)
        found = {shop.name: shop for shop in shops.in_area(tx, town.village.path)}
        noodles = checks.begin(tx, found["李记面馆"], "六项", ("台账", "测温"), worker, NOON - DAY)
        assert noodles is not None
        checks.find(tx, noodles.id, 1, Result.BAD, worker, NOON - DAY)
        checks.find(tx, noodles.id, 2, Result.OK, worker, NOON - DAY)
        photo = town.house.files
        kept = photo.keep(b"\xff\xd8\xff\xe0 a picture", "image/jpeg", "photo")
        checks.show(tx, noodles.id, 1, kept, 0, worker, NOON - DAY)
        checks.finish(tx, noodles.id, Ending.FAILED, NOON, NOON - DAY)
        shops.looked(tx, noodles.shop, "open", NOON - HOUR, NOON - DAY)
        shops.looked(tx, found["奶茶店"].id, "open", NOON + 3 * DAY, NOON - DAY)

    await office.database.write(work)


async def test_on_each_street_the_overdue_stand_first(office: Office) -> None:
    await street(office)
    async with office.signed_in("陈主任") as client:
        shown = (await client.get(PAGE)).text
    assert "共 4 家，今天要查 3 家" in shown
    places = [shown.index(name) for name in ("东街", "五金店", "李记面馆", "奶茶店", "西街", "远山理发店")]
    assert places == sorted(places)
    assert 'href="tel:13800000071"' in shown
    assert (office.people["陈主任"], "see_shops") in await office.deeds(office.town.village.id)


async def test_a_worker_sees_their_own_streets_alone(office: Office) -> None:
    await street(office)
    async with office.signed_in("小陈") as client:
        shown = (await client.get(PAGE)).text
        assert "李记面馆" in shown
        assert "远山理发店" not in shown
        assert (await client.get(f"{PAGE}?area={office.other.id}")).status_code == 404


async def test_what_was_found_is_shown_with_its_picture(office: Office) -> None:
    await street(office)
    found = await office.database.read(lambda tx: shops.in_area(tx, office.town.village.path))
    number = next(shop.id for shop in found if shop.name == "李记面馆")
    async with office.signed_in("小陈") as client:
        shown = (await client.get(f"{PAGE}/{number}")).text
        assert "有不合格的" in shown
        assert "✗ 台账" in shown
        link = shown.partition(f'href="{PAGE}/{number}/photos/')[2].partition('"')[0]
        picture = await client.get(f"{PAGE}/{number}/photos/{link}")
        assert picture.headers["content-type"] == "image/jpeg"
        assert io.BytesIO(picture.content).read(2) == b"\xff\xd8"
    async with office.signed_in("老赵") as client:
        assert (await client.get(f"{PAGE}/{number}/photos/{link}")).status_code == 404


async def test_a_shop_is_added_once(office: Office) -> None:
    fields = {"area": str(office.town.village.id), "name": "修车铺", "street": "北街", "list": "复工企业六个一"}
    async with office.signed_in("陈主任") as client:
        first = await post(client, PAGE, f"{PAGE}/add", **fields)
        again = await post(client, PAGE, f"{PAGE}/add", **fields)
        wrong = await post(client, PAGE, f"{PAGE}/add", **(fields | {"street": ""}))
        assert "加上了" in (await client.get(first.headers["location"])).text
    assert again.headers["location"].endswith("done=shop_known")
    assert wrong.headers["location"].endswith("done=shop_wrong")
    (shop,) = await office.database.read(lambda tx: shops.in_area(tx, office.town.village.path))
    assert shop.checklist == "复工企业六个一"


async def test_a_village_changes_a_list_from_a_day_on_and_its_workers_do_not(office: Office) -> None:
    lists = f"{PAGE}/lists"
    fields = {"area": str(office.town.village.id), "name": "九小行业六项", "days": "3"}
    fields |= {"items": "1. 有台账\n\n2、测温"}
    async with office.signed_in("陈主任") as client:
        assert "发放、张贴了防控宣传单" in (await client.get(lists)).text
        done = await post(client, lists, lists, **(fields | {"since": "2026-12-05"}))
        assert "保存了" in (await client.get(done.headers["location"])).text
        assert (await post(client, lists, lists, **(fields | {"since": "2026-11-01"}))).headers["location"].endswith(
            "list_day_wrong"
        )
    path = office.town.microgrid.path
    before = await office.database.read(lambda tx: shops.checklists(tx, path, NOON))
    after = await office.database.read(lambda tx: shops.checklists(tx, path, NOON + 5 * DAY))
    assert len(before[0].items) == 6
    assert after[0].items == ("有台账", "测温")
    assert after[0].every_days == 3
    async with office.signed_in("小陈") as client:
        refused = await post(client, PAGE, lists, **fields)
        assert refused.status_code == 404


async def test_a_street_cadre_chooses_among_villages(office: Office) -> None:
    await street(office)

    def work(tx: Transaction) -> None:
        other = areas.ensure(tx, None, "village", "李家村")
        people.give_role(tx, office.people["陈主任"], Role.CADRE, other.id)

    await office.database.write(work)
    async with office.signed_in("陈主任") as client:
        shown = (await client.get(PAGE)).text
        assert "李家村" in shown
        assert "王家村" in shown
