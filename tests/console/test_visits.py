"""Coverage by micro-grid and the returnees of an area: what the pages show, to whom, and that a look is noted."""

from domain.returnees import Level, Returnee, RiskArea, State
from domain.schedules import local_day
from domain.visits import Report
from storage import households, returnees, visits
from storage.database import Transaction
from tests.console.house import Office
from tests.town import NOON, ZONE


async def home(office: Office, key: str) -> int:
    def work(tx: Transaction) -> int:
        return households.at_door(tx, office.town.village.id, key)[0].id

    return await office.database.read(work)


async def visited(office: Office, key: str, result: str = "ok") -> None:
    where, who = await home(office, key), office.people["小陈"]

    def work(tx: Transaction) -> None:
        assert visits.record(tx, Report(where, key, key, result), local_day(NOON, ZONE), ZONE, who, NOON)

    await office.database.write(work)


async def came_back(office: Office, key: str, **details: object) -> Returnee:
    where = await home(office, key)
    who = office.people["小陈"]
    values = {"name": "王强", "origin": "武汉", "arrived": "2026-11-29", "risk": "high", "said_by": who}
    said = Returnee(0, where, 0, **(values | details))  # type: ignore[arg-type]
    return await office.database.write(lambda tx: returnees.add(tx, said, NOON))


async def test_a_cadre_reads_how_much_of_each_micro_grid_was_seen_the_least_first(office: Office) -> None:
    await visited(office, "3-201")
    await visited(office, "3-202", "no_answer")
    async with office.signed_in("陈主任") as client:
        page = (await client.get("/console/visits")).text
    assert page.index("一网格2组") < page.index("一网格1组")
    assert "1/6 户 · 16%" in page
    assert "今天 2 · 没见到人 1 · 从没去过 4" in page
    assert "小陈 2" in page
    assert (office.people["陈主任"], "see_coverage") in await office.deeds(office.town.village.id)


async def test_a_micro_grid_shows_its_households_with_why_each_comes_first(office: Office) -> None:
    await visited(office, "3-202", "no_answer")
    async with office.signed_in("小陈") as client:
        page = (await client.get("/console/visits")).text
        assert page.index("3幢202") < page.index("3幢201")
        assert "上次没人" in page
        assert "3幢201" not in (await client.get("/console/visits?show=unmet")).text
        assert "3幢202" not in (await client.get("/console/visits?show=never")).text
    assert (office.people["小陈"], "see_visits") in await office.deeds(office.town.microgrid.id)


async def test_a_worker_sees_no_other_micro_grid(office: Office) -> None:
    await visited(office, "3-201")
    await came_back(office, "3-201")
    async with office.signed_in("老赵") as client:
        for path in ("visits", "returnees"):
            page = await client.get(f"/console/{path}")
            assert "3幢201" not in page.text
            assert "王强" not in page.text
            for area in (office.town.microgrid, office.town.village):
                assert (await client.get(f"/console/{path}?area={area.id}")).status_code == 404


async def test_returnees_are_listed_with_their_journey_and_what_was_decided(office: Office) -> None:
    await came_back(office, "3-201", transport="train", vehicle="G1234", seat="3车12F", code="green", test="negative")
    other = await came_back(office, "3-202", name="李敏", risk="")
    who = office.people["小陈"]
    await office.database.write(
        lambda tx: returnees.decide(tx, other.id, State.OPEN, State.NOT_NEEDED, who, NOON, "早就到了")
    )
    async with office.signed_in("小陈") as client:
        page = (await client.get("/console/returnees")).text
        assert "火车 G1234 3车12F" in page
        assert "高风险" in page
        assert "绿码 · 核酸阴性" in page
        assert "早就到了" in page
        assert "李敏" not in (await client.get("/console/returnees?show=open")).text
    assert (office.people["小陈"], "see_returnees") in await office.deeds(office.town.microgrid.id)


async def test_the_places_at_risk_stand_below(office: Office) -> None:
    place = RiskArea("湖北省武汉市", Level.HIGH, "2026-11-01")
    await office.database.write(lambda tx: returnees.add_risk(tx, place, 0, NOON))
    async with office.signed_in("陈主任") as client:
        assert "湖北省武汉市" in (await client.get("/console/returnees")).text


async def test_of_whom_no_name_was_read_the_words_are_shown(office: Office) -> None:
    await came_back(office, "3-201", name="", words="王强昨天从武汉回来")
    await came_back(office, "3-202", name="李敏", words="李敏从武汉回来")
    async with office.signed_in("陈主任") as client:
        page = (await client.get("/console/returnees")).text
    assert "<blockquote>王强昨天从武汉回来</blockquote>" in page
    assert "李敏从武汉回来" not in page


async def test_who_is_undecided_is_listed_however_long_ago_they_came(office: Office) -> None:
    await came_back(office, "3-201", arrived="2026-01-22")
    async with office.signed_in("陈主任") as client:
        assert "返乡待定 1" in (await client.get("/console/urgent")).text
        assert "待定 1" in (await client.get("/console/returnees")).text
