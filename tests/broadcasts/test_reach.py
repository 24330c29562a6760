"""Before a notice is sent its author reads whom it reaches, how, how long that takes, and who else must confirm."""

import pytest

from broadcasts import reach
from broadcasts.reach import Weighed
from domain.areas import Area
from domain.audiences import NOBODY, AllOf, AnyOf, Audience, InArea, Not, OnePerson
from domain.people import Person, Role
from domain.reach import MANY, OUTSIDE, Named, Reach
from domain.settings import Setting
from storage import addresses, areas, people, settings
from storage.addresses import Address
from storage.database import Transaction
from tests.town import ACCOUNT, Town


def author(tx: Transaction, town: Town, who: str = "陈主任") -> Person:
    found = people.get(tx, town.people[who])
    assert found is not None
    return found


async def weighed(town: Town, audience: Audience, who: str = "陈主任") -> Weighed:
    return await town.database.read(lambda tx: reach.weigh(tx, author(tx, town, who), audience, town.now))


async def test_each_counts_once_where_they_would_be_written_to(town: Town) -> None:
    def work(tx: Transaction) -> None:
        tx.connection.execute("delete from addresses where chat in ('王阿婆', '李阿婆')")
        addresses.mark(tx, Address(ACCOUNT, "刘医生"), reachable=False)
        addresses.bind(tx, Address("web", "1"), town.people["李阿公"], "zh", town.now + 1)
        addresses.bind(tx, Address("web", "2"), town.people["小林"], "zh", town.now - 1)
        addresses.seen(tx, "web", ["1", "2"], town.now)

    await town.database.write(work)
    found = (await weighed(town, InArea(town.village.id))).reach
    assert (found.people, found.households) == (7, 6)
    assert found.by_kind == {"telegram": 3, "web": 1}
    assert (found.phone, found.knock, found.doors) == (2, 1, 1), "王阿婆 and 刘医生 by telephone, 李阿婆 at the door"
    assert found.in_chat + found.phone + found.knock == found.people


async def test_a_web_chat_that_was_given_up_is_telephoned(town: Town) -> None:
    def work(tx: Transaction) -> None:
        tx.connection.execute("delete from addresses")
        addresses.bind(tx, Address("web", "1"), town.people["李阿公"], "zh", town.now)
        addresses.mark(tx, Address("web", "1"), reachable=False)

    await town.database.write(work)
    found = (await weighed(town, OnePerson(town.people["李阿公"]))).reach
    assert (found.in_chat, found.phone) == (0, 1)


async def test_a_page_that_was_closed_is_telephoned_as_the_feeder_does(town: Town) -> None:
    def work(tx: Transaction) -> None:
        addresses.bind(tx, Address("web", "1"), town.people["李阿公"], "zh", town.now + 1)
        addresses.mark(tx, Address(ACCOUNT, "李阿公"), reachable=False)
        addresses.seen(tx, "web", ["1"], town.now)

    await town.database.write(work)
    one = OnePerson(town.people["李阿公"])
    assert (await weighed(town, one)).reach.by_kind == {"web": 1}
    town.now += addresses.PRESENT
    assert (await weighed(town, one)).reach.phone == 1


async def test_ten_names_are_spread_over_the_audience(town: Town) -> None:
    for number in range(30):
        await town.settles(f"村民{number}", f"7幢{101 + number}")
    found = (await weighed(town, InArea(town.village.id))).reach
    assert len(found.names) == 10
    assert len({named.person for named in found.names}) == 10
    assert Named(town.people["李阿公"], "李阿公", "3幢201") in found.names
    assert any(named.name.startswith("村民2") for named in found.names)


async def test_nobody_is_said_to_be_nobody(town: Town) -> None:
    assert await weighed(town, NOBODY) == Weighed(Reach(chat={}), "")


def test_how_long_it_takes_at_the_pace_of_each_account() -> None:
    found = Reach(420_000, 180_000, {"telegram:1": 300_001, "telegram:2": 30, "web": 100})
    assert found.seconds({"telegram": 30.0, "telegram:1": 1000.0}) == {"telegram:1": 301, "telegram:2": 1, "web": 0}


async def test_ones_own_village_needs_nobody_else_and_another_does(town: Town) -> None:
    def build(tx: Transaction) -> tuple[Area, int]:
        other = areas.ensure(tx, None, "village", "李家村")
        person = people.add(tx, "李家人", other.id, town.now, terms=[])
        daughter = people.add(tx, "在外的女儿", town.village.id, town.now, terms=[])
        return other, [person, daughter][1]

    other, daughter = await town.database.write(build)
    assert (await weighed(town, InArea(town.village.id))).needs == ""
    assert (await weighed(town, InArea(town.microgrid.id))).needs == ""
    assert (await weighed(town, OnePerson(daughter))).needs == ""
    assert (await weighed(town, InArea(other.id))).needs == OUTSIDE
    assert (await weighed(town, AnyOf((InArea(town.village.id), InArea(other.id))))).needs == OUTSIDE
    assert (await weighed(town, Not(InArea(town.microgrid.id)))).needs == ""
    assert (await weighed(town, AllOf((InArea(other.id), Not(InArea(other.id)))))).needs == ""


async def test_more_people_than_the_village_has_set_need_a_second_person(town: Town) -> None:
    above = Setting.NOTICE_SECOND_PERSON_ABOVE
    for most, needs in (("7", ""), ("6", MANY)):
        town.now += 1
        await town.database.write(
            lambda tx, most=most: settings.put(tx, above, town.village.id, most, town.now, 0, town.now)  # type: ignore[misc]
        )
        assert (await weighed(town, InArea(town.village.id))).needs == needs


@pytest.mark.parametrize("who", ["小陈", "李阿公"])
async def test_who_leads_nothing_addresses_nobody_without_a_second_person(town: Town, who: str) -> None:
    assert (await weighed(town, Not(NOBODY), who)).reach.people == 0
    assert (await weighed(town, InArea(town.village.id), who)).needs == OUTSIDE


async def test_who_leads_a_grid_sends_to_that_grid(town: Town) -> None:
    def build(tx: Transaction) -> None:
        people.give_role(tx, town.people["小林"], Role.CADRE, town.microgrid.id)
        people.add(tx, "无门牌", town.village.id, town.now, terms=[])

    await town.database.write(build)
    assert (await weighed(town, InArea(town.microgrid.id), "小林")).needs == ""
    assert (await weighed(town, InArea(town.village.id), "小林")).needs == OUTSIDE


async def test_whose_records_an_author_may_not_see_are_counted_and_not_named(town: Town) -> None:
    def build(tx: Transaction) -> Area:
        other = areas.ensure(tx, None, "village", "李家村")
        people.add(tx, "李家人", other.id, town.now, terms=[])
        return other

    other = await town.database.write(build)
    found = (await weighed(town, InArea(other.id))).reach
    assert (found.people, found.names) == (1, ())
    assert (await weighed(town, InArea(town.microgrid.id))).reach.names
