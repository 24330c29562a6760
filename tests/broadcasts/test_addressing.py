"""What a cadre says of an audience is found in the records, and said back in plain words before anything is sent."""

from collections.abc import Callable

import pytest

from broadcasts import addressing, reach
from broadcasts.addressing import Addressed, Gap
from broadcasts.spoken import spoken
from domain.audiences import NOBODY, Audience, Not, OnePerson
from domain.notices import Notice
from domain.people import Role, Status
from storage import areas, audiences, households, notices, people
from storage.database import Transaction
from tests.town import Town, words


@pytest.fixture
async def village(town: Town) -> Town:
    """王家村 with two grids, each with a first group; beside it 李家村 with a building 3 of its own."""

    def build(tx: Transaction) -> None:
        second = areas.ensure(tx, town.village, "grid", "二网格")
        group = areas.ensure(tx, second, "microgrid", "二网格1组")
        areas.ensure(tx, group, "microgrid", "二网格2组")
        other = areas.ensure(tx, None, "village", "李家村")
        for name, door, key, area, where in (
            ("二网格的", "5幢101", "5-101", group.id, town.village.id), ("李家人", "3幢201", "3-201", 0, other.id),
            ("房客", "8号陈老板家二楼", "8-陈老板2楼", group.id, town.village.id),
        ):  # fmt: skip
            home = households.ensure(tx, where, area, door, key, town.now).id
            town.people[name] = people.add(tx, name, where, town.now, terms=[], household=home, confirmed=True)
        aunt = people.get(tx, town.people["李阿公"])
        assert aunt
        households.note_status(tx, aunt.household, Status.OBSERVATION, town.now, None, 0, town.now)
        notices.add(tx, Notice(0, town.village.id, 0, 1, "停水", {"zh": "停水"}, {"any": []}, 9), town.now)

    await town.database.write(build)
    return town


async def addressed(town: Town, text: str, who: str = "陈主任") -> Addressed:
    def work(tx: Transaction) -> Addressed:
        author = people.get(tx, town.people[who])
        assert author
        return addressing.address(tx, author, text)

    return await town.database.read(work)


async def told(town: Town, text: str, who: str = "陈主任") -> tuple[str, set[str]]:
    """What is said back to an author, and who is meant."""
    found = (await addressed(town, text, who)).audience
    assert found is not None, (await addressed(town, text, who)).gaps

    def work(tx: Transaction) -> tuple[str, set[str]]:
        author = people.get(tx, town.people[who])
        assert author
        base = reach.leads(author)
        known = {person: name for name, person in town.people.items()}
        meant = {known[person] for person, _ in audiences.people(tx, found, base, town.now)}
        return words().render("zh", "notices/audience", {"audience": spoken(tx, found, base)}), meant

    return await town.database.read(work)


FIRST = {"李阿公", "李阿婆", "王阿婆", "小陈", "小林", "陈主任", "刘医生"}
VILLAGE = FIRST | {"二网格的", "房客"}


@pytest.mark.parametrize(
    ("text", "said", "meant"),
    [
        ("全村", "王家村", VILLAGE),
        ("所有人", "王家村所有人", VILLAGE),
        ("第一网格", "一网格", FIRST),
        ("一网格1组", "一网格1组", FIRST),
        ("二网格2组、3幢202", "二网格2组、3幢202", {"王阿婆"}),
        ("3号楼", "3幢", {"李阿公", "李阿婆", "王阿婆"}),
        ("3、5号楼", "3幢、5幢", {"李阿公", "李阿婆", "王阿婆", "二网格的"}),
        ("三号楼里在观察的", "3幢里的在家观察的人家", {"李阿公", "李阿婆"}),
        ("除了第二网格", "王家村所有人，除了二网格", FIRST),
        ("3号楼、5号楼，除了在家观察的", "3幢、5幢，除了在家观察的人家", {"王阿婆", "二网格的"}),
        ("网格员", "网格员", {"小陈", "小林"}),
        ("1号楼的网格员和医生", "1幢里的网格员、村医", {"小陈", "小林", "刘医生"}),
        ("3幢201、202", "3幢201、3幢202", {"李阿公", "李阿婆", "王阿婆"}),
        ("李家村", "李家村", {"李家人"}),
        ("李家的3号楼", "李家村3幢", {"李家人"}),
        ("3号楼所有人", "3幢", {"李阿公", "李阿婆", "王阿婆"}),
        ("李家村全村", "李家村", {"李家人"}),
        ("李家村的志愿者和网格员", "李家村里的志愿者、网格员", set()),
        ("王家村一网格3号楼在观察的", "一网格里的3幢里的在家观察的人家", {"李阿公", "李阿婆"}),
        ("谁都不发", "没有人", set()),
        ("没回通知1的", "没回通知1的", set()),
    ],
)
async def test_what_is_said_is_found_and_said_back(village: Town, text: str, said: str, meant: set[str]) -> None:
    assert await told(village, text) == (said, meant)


async def test_who_ordered_in_a_group_buy(village: Town) -> None:
    await village.opens_window()
    await village.says("王阿婆", "鸡蛋1盒")
    await village.presses("王阿婆", "确认")
    assert await told(village, "订了1期的") == ("订了第1期团购的", {"王阿婆"})
    assert (await told(village, "3号楼没订1期的"))[1] == {"李阿公", "李阿婆"}


@pytest.mark.parametrize(
    ("text", "gaps", "answer"),
    [
        ("第九网格", (Gap("grid", "9", ("一网格", "二网格")),), "没有第9网格。有：一网格、二网格。"),
        ("1组", (Gap("group", "1", ("一网格一网格1组", "二网格二网格1组"), True),), "不止一个"),
        ("9号楼", (Gap("building", "9", ("1幢", "3幢", "5幢")),), "没有9号楼。有：1幢、3幢、5幢。"),
        ("8号楼", (Gap("building", "8", ("1幢", "3幢", "5幢")),), "没有8号楼。"),
        ("3幢999、3幢201", (Gap("door", "3幢999"),), "登记里没有3幢999。"),
        ("订了9期的", (Gap("window", "9"),), "没有第9期团购。"),
        ("没回的", (Gap("notice", "", ("1 停水",)),), "是哪一条通知？最近有：1 停水。"),
        ("阿猫、第九网格", (Gap("words", "阿猫"),), "没看懂“阿猫”。"),
        ("3号楼，老人", (Gap("unclear", "3号楼,老人"),), "“3号楼,老人”有两种意思"),
        ("第九网格、9号楼", (Gap("grid", "9", ("一网格", "二网格")), Gap("building", "9", ("1幢", "3幢", "5幢"))),
         "没有第9网格"),
    ],
)  # fmt: skip
async def test_what_the_records_do_not_settle_is_named(
    village: Town, text: str, gaps: tuple[Gap, ...], answer: str
) -> None:
    found = await addressed(village, text)
    assert found == Addressed(None, gaps)
    assert answer in words().render("zh", "notices/audience_gaps", {"unsettled": found.gaps})


async def test_what_is_too_much_to_be_kept_is_said(village: Town) -> None:
    def build(tx: Transaction) -> None:
        for number in range(1, 361):
            households.ensure(tx, village.village.id, 0, f"{number}幢101", f"{number}-101", village.now)

    await village.database.write(build)
    many = "、".join(f"{first}-{first + 59}号楼" for first in range(1, 361, 60))
    assert (await addressed(village, many)).gaps == (Gap("many", ""),)
    assert (await addressed(village, "1-60号楼")).audience is not None


@pytest.mark.parametrize(
    "text", ["李家村在家观察的", "李家村3号楼201在家观察的", "李家村除了在家观察的", "李家村的人和在家观察的"]
)
async def test_who_is_under_observation_elsewhere_cannot_be_asked_after(village: Town, text: str) -> None:
    assert (await addressed(village, text)).gaps == (Gap("elsewhere", ""),)
    assert (await addressed(village, "在家观察的")).audience is not None


async def test_who_leads_several_villages_says_which(village: Town) -> None:
    def build(tx: Transaction) -> None:
        district = areas.ensure(tx, None, "district", "滨海")
        for name in ("东村", "西村"):
            areas.ensure(tx, district, "village", name)
        people.give_role(tx, village.people["小林"], Role.STREET, district.id)

    await village.database.write(build)
    for text in ("全村", "3号楼", "3幢201", "订了1期的"):
        assert (await addressed(village, text, "小林")).gaps == (Gap("village", "", ("东村", "西村")),), text
    assert await told(village, "东村", "小林") == ("东村", set())
    assert (await addressed(village, "所有人", "小林")).audience is not None


@pytest.mark.parametrize(
    ("audience", "said"),
    [
        (lambda town: NOBODY, ("没有人", "nobody")),
        (lambda town: Not(NOBODY), ("王家村所有人，除了没有人", "everybody in 王家村, except nobody")),
        (lambda town: OnePerson(town.people["李阿公"]), ("李阿公（3幢201）", "李阿公 (3幢201)")),
    ],
)
async def test_an_audience_is_said_in_both_languages(
    village: Town, audience: Callable[[Town], Audience], said: tuple[str, str]
) -> None:
    found = await village.database.read(lambda tx: spoken(tx, audience(village), village.village.path))
    assert tuple(words().render(each, "notices/audience", {"audience": found}) for each in ("zh", "en")) == said
