"""A case of observation belongs to where its person is: who sees it before and after a move, and at a site."""

from broadcasts import observation_changes as changes
from broadcasts.observed import may
from commands.people_import import Circumstances, take_in
from commands.people_matching import draft
from domain.areas import Area
from domain.grades import Grade
from domain.observation import Observation, State
from domain.people import Person, Role
from domain.permissions import Action
from nlu.doors import read_door
from nlu.names import search_terms
from sheets.people import PersonRow
from storage import areas, health_alarms, households, observations, observed, people, sites
from storage.database import Transaction
from tests.town import HOUR, ZONE, Town

ELSEWHERE = "李家村"


async def builds(town: Town) -> None:
    """A second micro-grid in the village, and a village beside it, each with a worker."""

    def work(tx: Transaction) -> None:
        grid = areas.ensure(tx, town.village, "grid", "一网格")
        second = areas.ensure(tx, grid, "microgrid", "一网格9组")
        other = areas.ensure(tx, None, "village", ELSEWHERE)
        for name, area, role in (
            ("老赵", second, Role.GRID_WORKER), ("外村网格员", other, Role.GRID_WORKER),
            ("外村主任", other, Role.CADRE),
        ):  # fmt: skip
            village = other if area is other else town.village
            town.people[name] = people.add(tx, name, village.id, town.now, terms=search_terms(name), confirmed=True)
            people.give_role(tx, town.people[name], role, area.id)

    await town.database.write(work)


async def seen_by(town: Town, case: int, *names: str) -> set[str]:
    """Who of them sees the case, by its record and on the board of all they have."""

    def look(tx: Transaction) -> set[str]:
        found = observations.get(tx, case)
        assert found is not None
        seen = set()
        for name in names:
            person: Person | None = people.get(tx, town.people[name])
            assert person is not None
            sees = may(tx, person, Action.SEE_HEALTH, found)
            listed = any(
                entry.id == case for held in person.roles for entry in observed.entries(tx, held.path, ZONE, town.now)
            )
            assert sees == listed, name
            seen |= {name} if sees else set()
        return seen

    return await town.database.read(look)


async def now_of(town: Town, case: int) -> Observation:
    found = await town.database.read(lambda tx: observations.get(tx, case))
    assert found is not None
    return found


async def imports(town: Town, row: PersonRow, *, moved: bool) -> list[str]:
    given = Circumstances("", "zh", town.now, ZONE, moved)
    outcome = await town.database.write(lambda tx: take_in(tx, [draft(row)], given))
    return [refusal.reason for refusal in outcome.refused]


def row(town: Town, name: str, phone: str, door: str, microgrid: str, village: str = "") -> PersonRow:
    grid = "一网格" if microgrid else ""
    return PersonRow(2, name, phone, village or town.village.name, grid, microgrid, door, frozenset(), "", "")


NAMES = ("小陈", "老赵", "陈主任", "外村网格员", "外村主任")


async def test_whoever_moves_takes_the_case_along_to_the_new_micro_grid(town: Town) -> None:
    await builds(town)
    (case,) = await town.observes("李阿公")
    assert await seen_by(town, case.id, *NAMES) == {"小陈", "陈主任"}
    moved = row(town, "李阿公", "13800000001", "20幢101", "一网格9组")
    assert "door differs" in (await imports(town, moved, moved=False))[0]
    assert await seen_by(town, case.id, *NAMES) == {"小陈", "陈主任"}
    assert await imports(town, moved, moved=True) == []
    assert await seen_by(town, case.id, *NAMES) == {"老赵", "陈主任"}
    after = await now_of(town, case.id)
    assert (after.door, after.number, after.state) == ("20幢101", case.number, State.OPEN)
    assert await imports(town, moved, moved=True) == []
    assert len(await town.database.read(lambda tx: observations.changes(tx, case.id))) == 2


async def test_what_is_over_stays_where_it_was(town: Town) -> None:
    """A case that has ended, and an alarm of which it was recorded what was done."""
    await builds(town)
    (case,) = await town.observes("李阿公")
    await town.says("李阿公", "38.5")
    await town.presses("小陈", "我来处理")
    await town.presses("小陈", "已送医院")
    (ended,) = await town.observes("王阿婆")
    assert await imports(town, row(town, "李阿公", "13800000001", "20幢101", "一网格9组"), moved=True) == []
    alarm = (await town.database.read(lambda tx: health_alarms.of_person(tx, case.person)))[0]
    assert alarm.closed_at is not None
    assert (alarm.area, (await now_of(town, case.id)).area != case.area) == (case.area, True)
    await town.says("陈主任", "王阿婆提前结束 因为转院")
    before = await now_of(town, ended.id)
    assert before.state is State.ENDED
    assert await imports(town, row(town, "王阿婆", "13800000002", "20幢102", "一网格9组"), moved=True) == []
    assert await now_of(town, ended.id) == before


async def test_into_another_village_with_its_open_alarm_and_a_number_there(town: Town) -> None:
    await builds(town)
    (case,) = await town.observes("李阿公")

    def alarm(tx: Transaction) -> int:
        return health_alarms.add(
            tx, area=case.area, village=case.village, household=case.household, person=case.person,
            observation=case.id, source="check_in", record=1, temperature=3810, symptoms=[], words="", handover=1,
            now=town.now,
        )  # fmt: skip

    key = await town.database.write(alarm)
    assert await imports(town, row(town, "李阿公", "13800000001", "1幢1", "", ELSEWHERE), moved=True) == []
    assert await seen_by(town, case.id, *NAMES) == {"外村网格员", "外村主任"}
    after = await now_of(town, case.id)
    assert after.number == 1

    def place(tx: Transaction) -> tuple[Area | None, int]:
        held = health_alarms.get(tx, key)
        assert held is not None
        return areas.get(tx, held.area), held.household

    where, household = await town.database.read(place)
    assert where is not None
    assert (where.name, household) == (ELSEWHERE, after.household)


async def test_a_household_of_which_only_the_village_was_known_belongs_to_its_micro_grid_once_that_is_said(
    town: Town,
) -> None:
    await builds(town)

    def settle(tx: Transaction) -> None:
        read = read_door("21幢101")
        assert read is not None
        home = households.ensure(tx, town.village.id, town.village.id, "21幢101", read.key, town.now)
        town.people["新来的"] = people.add(
            tx, "新来的", town.village.id, town.now, terms=(), household=home.id, phone="13800000099", confirmed=True
        )  # fmt: skip

    await town.database.write(settle)
    (case,) = await town.observes("新来的", by="陈主任")
    before = await town.database.read(lambda tx: observations.get(tx, case.id))
    assert before is not None
    assert before.area == town.village.id
    assert await imports(town, row(town, "新来的", "13800000099", "21幢101", "一网格9组"), moved=False) == []
    assert await seen_by(town, case.id, *NAMES) == {"老赵", "陈主任"}


async def test_at_a_site_of_another_village_its_people_see_to_it_and_back_home_those_at_home(town: Town) -> None:
    await builds(town)
    (case,) = await town.observes("李阿公")

    def away(tx: Transaction) -> None:
        other = next(area for area in areas.of_kind(tx, "village") if area.name == ELSEWHERE)
        cadre = people.get(tx, town.people["陈主任"])
        assert cadre is not None
        hotel = sites.ensure(tx, other.id, "新城宾馆", cadre.id, town.now)
        done = changes.move(tx, cadre, case.id, Grade.CENTRAL, "家里不好隔开", ZONE, town.now, hotel.id)
        assert done.refusal is None

    await town.database.write(away)
    assert await seen_by(town, case.id, *NAMES) == {"外村网格员", "外村主任"}
    assert (await now_of(town, case.id)).number == case.number

    def home(tx: Transaction) -> None:
        cadre = people.get(tx, town.people["外村主任"])
        assert cadre is not None
        assert changes.move(tx, cadre, case.id, Grade.HOME, "宾馆满了", ZONE, town.now).refusal is None

    await town.later(24)
    await town.database.write(home)
    assert await seen_by(town, case.id, *NAMES) == {"小陈", "陈主任"}


async def test_at_a_site_of_their_own_village_it_stays_with_the_worker_of_the_home(town: Town) -> None:
    await builds(town)
    (case,) = await town.observes("李阿公")
    await town.says("小陈", "李阿公转到新城宾馆 因为家里不好隔开")
    assert (await now_of(town, case.id)).stages[-1].grade is Grade.CENTRAL
    assert await seen_by(town, case.id, *NAMES) == {"小陈", "陈主任"}


async def test_who_was_released_elsewhere_stands_on_the_list_of_that_day_there(town: Town) -> None:
    await builds(town)
    (case,) = await town.observes("李阿公")

    def end(tx: Transaction) -> tuple[list[int], str]:
        other = next(area for area in areas.of_kind(tx, "village") if area.name == ELSEWHERE)
        cadre = people.get(tx, town.people["陈主任"])
        outside = people.get(tx, town.people["外村主任"])
        assert cadre is not None
        assert outside is not None
        hotel = sites.ensure(tx, other.id, "新城宾馆", cadre.id, town.now)
        changes.move(tx, cadre, case.id, Grade.CENTRAL, "家里不好隔开", ZONE, town.now, hotel.id)
        assert changes.end(tx, outside, case.id, "住院", ZONE, town.now).refusal is None
        return observed.over(tx, other.path, town.now - HOUR), other.path

    ended, _ = await town.database.write(end)
    assert ended == [case.id]
