"""Who may see and do what about the grid's work, tried with every role against every object and one written table.

At 3幢201 李阿公 is observed, 李阿婆 reports for him, and family elsewhere acts for them. Everybody else is a
villager, a holder of a post here, or one elsewhere.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from broadcasts import (
    errands,
    families,
    forgetting,
    health,
    matter_opening,
    matters,
    observation_changes,
    observed,
    observing,
    passing_on,
    releasing,
    returning,
    shop_checks,
    visiting,
)
from broadcasts.outstanding import Outstanding
from domain.errands import Kind
from domain.grades import Grade
from domain.matters import Matter
from domain.observation import Observation
from domain.people import Person, Role
from domain.permissions import Action, allowed
from domain.policies import Counting, Ground, Span
from domain.returnees import Returnee
from domain.schedules import local_day
from domain.visits import Report
from storage import addresses, areas, health_alarms, observations, people, returnees, shops
from storage import errands as kept_errands
from storage import matters as kept_matters
from storage.addresses import Address
from storage.database import Transaction
from storage.errands import New
from tests.console.house import Office
from tests.console.observed import alarm, observe
from tests.town import ACCOUNT, HOUR, NOON, ZONE, Town

TODAY = local_day(NOON, ZONE)
DAY = 24 * HOUR

ROLES = {
    "observed": "李阿公", "reporter": "李阿婆", "relative": "李思远", "villager": "王阿婆", "volunteer": "志愿者",
    "leader": "小组长", "guard": "门卫", "worker": "小陈", "other worker": "老赵", "doctor": "刘医生",
    "cadre": "陈主任", "other cadre": "李村长", "street": "街道王", "gone": "搬走的",
}  # fmt: skip

STAFF_HERE = {"worker", "cadre", "street"}
HEALTH = STAFF_HERE | {"doctor"}
LEADING = {"cadre", "street"}
FAMILY = {"observed", "reporter"}


@dataclass
class Objects:
    """What there is to be seen and changed."""

    office: Office
    case: int = 0
    over: int = 0  #: a case whose days have passed
    ended: int = 0
    alarm: int = 0
    errand: int = 0
    private: int = 0
    returnee: int = 0
    shop: int = 0
    matter: int = 0
    at: int = NOON

    def person(self, name: str) -> int:
        return self.office.people[name]


@pytest.fixture
async def objects(town: Town) -> Objects:
    office = await Office(town).build()
    for name, door, role, where in (
        ("志愿者", "7幢101", Role.VOLUNTEER, None), ("小组长", "7幢102", Role.GROUP_LEADER, None),
        ("门卫", "7幢103", Role.GUARD, town.village), ("街道王", "7幢104", Role.STREET, town.village),
        ("李村长", "7幢105", None, None), ("搬走的", "7幢106", Role.CADRE, town.village),
        ("李思远", "7幢107", None, None), ("孙家", "8幢101", None, None), ("周家", "8幢102", None, None),
        ("吴家", "8幢103", None, None),
    ):  # fmt: skip
        await office.settles(name, door, role=role, where=where)
    made = Objects(office)
    made.case = await observe(office, "李阿公", day=3, reporter="李阿婆")
    made.over = await observe(office, "孙家", day=16)
    made.ended = await observe(office, "周家", day=2)
    made.alarm = await alarm(office, "王阿婆")
    await town.database.write(lambda tx: fill(tx, made))
    return made


def fill(tx: Transaction, made: Objects) -> None:
    town = made.office.town
    for name in ROLES.values():
        addresses.bind(tx, Address(ACCOUNT, name), made.person(name), "zh", NOON)
    people.give_role(tx, made.person("李村长"), Role.CADRE, areas.ensure(tx, None, "village", "李家村").id)
    home = someone(tx, made, "李阿公")
    people.let_act_for(tx, made.person("李思远"), home.household, made.person("李阿公"), NOON)
    tx.connection.execute("update persons set state = 'gone' where name = '搬走的'")
    tx.connection.execute("update observations set policy = 'other_20200125'")
    before = observations.get(tx, made.ended)
    assert before is not None
    cadre = someone(tx, made, "陈主任")
    assert observation_changes.end(tx, cadre, before.id, "登错了", ZONE, NOON).refusal is None
    observations.fall_behind(tx, made.case, NOON - 4 * HOUR)
    made.errand = new_errand(tx, made, Kind.ERRAND)
    made.private = new_errand(tx, made, Kind.PRIVATE)
    said = Returnee(
        0, home.household, 0, name="李小弟", number=1, origin="武汉", arrived=TODAY.isoformat(), said_by=1
    )
    made.returnee = returnees.add(tx, said, NOON).id
    made.shop = shops.add(tx, town.microgrid, town.village.id, "利民超市", "东街", 1, NOON, kind="超市")[0].id
    matter, _ = matter_opening.complain(tx, someone(tx, made, "王阿婆"), "隔壁半夜放音乐", False, NOON)
    assert matter is not None
    made.matter = matter.id


def new_errand(tx: Transaction, made: Objects, kind: Kind) -> int:
    whom = someone(tx, made, "李阿公")
    new = New(whom.village, whom.area, whom.household, whom.id, whom.id, whom.id, kind, "帮我买盐")
    errand, *_, told = errands.ask(tx, new, NOON, ZONE)
    made.office.town.writer.tell(tx, told, NOON)
    return errand.id


def someone(tx: Transaction, made: Objects, name: str) -> Person:
    found = people.get(tx, made.person(name))
    assert found is not None
    return found


def case_of(tx: Transaction, key: int) -> Observation:
    found = observations.get(tx, key)
    assert found is not None
    return found


def changed(done: observing.Done) -> bool:
    told_off = {"not_yours", "cadre", "person", "below_policy"}
    return done.refusal not in told_off


def enrols(tx: Transaction, who: Person, made: Objects) -> bool:
    wanted = observing.Wanted(
        made.person("吴家"), Ground.OTHER, (Span(Grade.HOME, 14),), Counting.FROM_START, TODAY
    )
    return bool(observing.enrol(tx, who, [wanted], ZONE, NOON, "说好的").cases)


def reports_for(tx: Transaction, who: Person, made: Objects) -> bool:
    case = case_of(tx, made.case)
    mine = families.of(tx, who, ZONE, NOON).cases
    return any(each.id == case.id for each in mine) or families.may_enter(tx, who, case)


def visits_them(tx: Transaction, who: Person, made: Objects) -> bool:
    home = someone(tx, made, "李阿公").household
    return bool(visiting.keep(tx, who, [Report(home, "3幢201", "都好")], ZONE, NOON).reports)


def checks_shop(tx: Transaction, who: Person, made: Objects) -> bool:
    shop = shops.get(tx, made.shop)
    assert shop is not None
    return shop_checks.begin(tx, who, shop, NOON).state != "not_yours"


def reads_matter(tx: Transaction, who: Person, made: Objects) -> bool:
    matter: Matter | None = kept_matters.get(tx, made.matter)
    return matters.open_file(tx, who, matter, NOON) is not None


def takes_errand(kind: str) -> Callable[[Transaction, Person, Objects], bool]:
    def take(tx: Transaction, who: Person, made: Objects) -> bool:
        return errands.take(tx, who, getattr(made, kind), NOON).state == "noted"

    return take


def sees_errand(tx: Transaction, who: Person, made: Objects) -> bool:
    errand = kept_errands.get(tx, made.private)
    assert errand is not None
    return bool(errands.sees(tx, who, errand))


def takes_alarm(tx: Transaction, who: Person, made: Objects) -> bool:
    red = health_alarms.get(tx, made.alarm)
    assert red is not None
    return passing_on.take(tx, who, red.handover, NOON).state == "yours"


def has_on_list(source: str) -> Callable[[Transaction, Person, Objects], bool]:
    def has(tx: Transaction, who: Person, made: Objects) -> bool:
        return bool(Outstanding(tx, NOON).of(who, source))

    return has


def may_decide(tx: Transaction, who: Person, made: Objects) -> bool:
    returnee = returnees.get(tx, made.returnee)
    assert returnee is not None
    return who.id in returning.deciding(tx, returnee, None)


TABLE: dict[str, tuple[Callable[[Transaction, Person, Objects], bool], set[str]]] = {
    "see a case": (lambda tx, who, made: observed.may(tx, who, Action.SEE_HEALTH, case_of(tx, made.case)), HEALTH),
    "report for it": (reports_for, FAMILY | {"relative"} | STAFF_HERE),
    "enrol somebody": (enrols, STAFF_HERE),
    "acknowledge the notice": (
        lambda tx, who, made: changed(observing.acknowledge(tx, made.case, who, NOON)), FAMILY | STAFF_HERE,
    ),
    "extend it": (
        lambda tx, who, made: changed(
            observation_changes.last(tx, who, made.case, TODAY + timedelta(days=20), "又接触了", ZONE, NOON)
        ),
        STAFF_HERE,
    ),
    "shorten it": (
        lambda tx, who, made: changed(
            observation_changes.last(tx, who, made.case, TODAY + timedelta(days=1), "说好的", ZONE, NOON)
        ),
        LEADING,
    ),
    "move it": (
        lambda tx, who, made: changed(
            observation_changes.move(tx, who, made.case, Grade.CENTRAL, "有症状", ZONE, NOON)
        ),
        STAFF_HERE,
    ),
    "set the reporter": (
        lambda tx, who, made: changed(
            observation_changes.set_reporter(tx, who, made.case, made.person("李阿公"), "自己报", ZONE, NOON)
        ),
        STAFF_HERE,
    ),
    "set the times": (
        lambda tx, who, made: changed(
            observation_changes.set_times(tx, who, made.case, (7 * 60,), "起得早", ZONE, NOON)
        ),
        STAFF_HERE,
    ),
    "end it early": (
        lambda tx, who, made: changed(observation_changes.end(tx, who, made.case, "登错了", ZONE, NOON)), LEADING,
    ),
    "resume one": (
        lambda tx, who, made: changed(observation_changes.resume(tx, who, made.ended, "没错", ZONE, NOON)),
        STAFF_HERE,
    ),
    "release one": (lambda tx, who, made: changed(releasing.release(tx, who, made.over, ZONE, NOON)), LEADING),
    "see an alarm": (
        lambda tx, who, made: health.may_see(tx, who, health_alarms.get(tx, made.alarm)), HEALTH,  # type: ignore[arg-type]
    ),
    "take an alarm": (takes_alarm, HEALTH),
    "close an alarm": (
        lambda tx, who, made: health.close(tx, who, made.alarm, "doctor", "", NOON)[0] == "closed", HEALTH,
    ),
    "take an errand": (takes_errand("errand"), STAFF_HERE | {"volunteer"}),
    "take a private errand": (takes_errand("private"), STAFF_HERE),
    "see a private errand": (sees_errand, STAFF_HERE | FAMILY),
    "report a visit": (visits_them, STAFF_HERE),
    "decide on a returnee": (may_decide, {"worker"}),
    "look at a shop": (checks_shop, STAFF_HERE),
    "read a complaint": (reads_matter, {"villager", "cadre"}),
    "see the figures": (
        lambda tx, who, made: allowed(who, Action.SEE_TALLIES, made.office.town.village.path), LEADING,
    ),
    "delete what is kept": (
        lambda tx, who, made: forgetting.may_forget(who, someone(tx, made, "王阿婆")), LEADING,
    ),
    "have alarms on the list": (has_on_list("health"), HEALTH),
    "have reports missing on the list": (has_on_list("check_ins"), STAFF_HERE),
    "have releases on the list": (has_on_list("releases"), LEADING),
    "have shops on the list": (has_on_list("shops"), STAFF_HERE),
}  # fmt: skip


class UndoError(Exception):
    """Rolls what was tried back."""


@pytest.mark.parametrize("deed", TABLE)
async def test_a_deed_is_open_to_whom_the_table_names_and_nobody_else(objects: Objects, deed: str) -> None:
    attempt, expected = TABLE[deed]
    able = set()
    for role, name in ROLES.items():

        def work(tx: Transaction, role: str = role, name: str = name) -> None:
            if attempt(tx, someone(tx, objects, name), objects):
                able.add(role)
            raise UndoError

        with pytest.raises(UndoError):
            await objects.office.database.write(work)
    assert able == expected


PAGES = {
    "/console/urgent": STAFF_HERE | {"other worker", "other cadre", "doctor"},
    "/console/observed": STAFF_HERE | {"other worker", "other cadre", "doctor"},
    "/console/observed/{case}": STAFF_HERE | {"doctor"},
    "/console/observed?area={microgrid}": STAFF_HERE | {"doctor"},
    "/console/today?area={village}": LEADING,
    "/console/today/observed?area={village}&all=1": LEADING,
    "/console/today/disputes?area={village}&all=1": LEADING,
    "/console/errands/{errand}": STAFF_HERE,
    "/console/shops/{shop}": STAFF_HERE,
}
OURS = ("李阿公", "3幢201", "王阿婆", "利民超市", "隔壁半夜放音乐")


@pytest.mark.parametrize("role", ROLES)
async def test_pages_open_to_whom_the_table_names_and_show_ours_to_nobody_else(objects: Objects, role: str) -> None:
    office, name = objects.office, ROLES[role]
    places = {
        "case": objects.case, "errand": objects.errand, "shop": objects.shop, "village": office.town.village.id,
        "microgrid": office.town.microgrid.id,
    }  # fmt: skip
    async with office.browser() as client:
        await client.post(f"/console/enter/{await office.link(name)}")
        for path, expected in PAGES.items():
            answer = await client.get(path.format(**places))
            assert (answer.status_code == 200) == (role in expected), (path, answer.status_code)
            if role not in STAFF_HERE | (expected & {"doctor"}):
                assert not [ours for ours in OURS if ours in answer.text], path
        for deed in ("take", "done"):
            answer = await client.post(f"/console/urgent/{objects.alarm}/{deed}", data={"outcome": "doctor"})
            assert answer.status_code in (401, 403), deed


WORDS = (
    "/tally", "今天的数字", "/mydata", "谁看过我的资料", "/observe", "/checkin", "/visit", "/round", "/coverage",
    "/back", "/check", "/matter 1", "居家观察名单", "3幢201 观察", "体温", "36.5", "今天走访哪些",
)  # fmt: skip
ELSEWHERE = ("other cadre", "other worker")
SECRETS = ("38.2", "隔壁半夜放音乐", "密接", "密切接触")


@pytest.mark.parametrize("role", ["stranger", "villager", "volunteer", "leader", "guard", *ELSEWHERE])
async def test_no_words_get_the_health_or_the_quarrels_of_others(objects: Objects, role: str) -> None:
    town = objects.office.town
    name = ROLES.get(role, "陌生人")

    before, told = await records(objects), len(await town.heard(name))
    for words in WORDS:
        town.now += 60_000
        await town.says(name, words)
    heard = "\n".join((await town.heard(name))[told:])
    own = {"38.2", "隔壁半夜放音乐"} if role == "villager" else set()
    assert not [secret for secret in SECRETS if secret in heard and secret not in own]
    assert "李阿公" not in heard
    assert await records(objects) == before


async def records(objects: Objects) -> list[object]:
    """Everything that grid work keeps."""
    tables = ("observations", "observation_changes", "check_ins", "health_alarms", "errands", "visits", "returnees",
              "shop_checks", "matters", "matter_hands")  # fmt: skip

    def work(tx: Transaction) -> list[object]:
        return [tx.connection.execute(f"select * from {table} order by 2").fetchall() for table in tables]  # noqa: S608

    return await objects.office.database.read(work)
