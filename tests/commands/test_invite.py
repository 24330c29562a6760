"""`invite`: a one-time link, for somebody new of a role in an area, or for somebody who is here."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from commands.sample_village import SampleVillage, make_village
from domain.people import Person
from storage import links, people
from storage.database import Transaction
from storage.opening import open_database
from tests.town import ZONE

LINK = re.compile(r"^http://127\.0\.0\.1:8080/(chat|console)/enter/(\w{32,})$", re.MULTILINE)
Reader = Callable[..., Awaitable[Any]]


@pytest.fixture
async def village(database_url: str) -> Any:
    """The sample village, with a look at whom a link opens for."""
    from commands.house import now

    database = await open_database(database_url, now)
    made = await make_village(database, now(), ZONE)

    async def guest(stdout: str) -> tuple[str, Person]:
        found = LINK.search(stdout)
        assert found is not None, stdout

        def look(tx: Transaction) -> Person:
            person = people.get(tx, links.person_of(tx, found[2], found[1], now()) or 0)
            assert person is not None
            return person

        return found[1], await database.read(look)

    yield made, guest
    await database.close()


async def test_a_link_for_a_new_worker_opens_as_somebody_with_that_role(
    tongxin: Any, village: tuple[SampleVillage, Reader]
) -> None:
    made, guest = village
    purpose, person = await guest(
        tongxin("invite", "--role", "grid_worker", "--area", "第1微网格", "--name", "周新来").stdout
    )
    assert (purpose, person.name, person.state, person.village) == ("chat", "周新来", "confirmed", made.village)
    assert [held.role.value for held in person.roles] == ["grid_worker"]


async def test_without_a_name_the_role_is_the_name(tongxin: Any, village: tuple[SampleVillage, Reader]) -> None:
    _, person = await village[1](tongxin("invite", "--role", "cadre", "--area", "前岸村").stdout)
    assert person.name == "村干部"


async def test_staff_without_a_name_are_not_made_twice_and_it_is_said_whom_the_link_is_for(
    tongxin: Any, village: tuple[SampleVillage, Reader]
) -> None:
    first = tongxin("invite", "--role", "cadre", "--area", "前岸村")
    _, made = await village[1](first.stdout)
    assert first.stdout.startswith(f"村干部 ({made.id}, no door) is new: cadre in 前岸村.\n")
    again = tongxin("invite", "--role", "cadre", "--area", "前岸村", "--console")
    assert (await village[1](again.stdout))[1].id == made.id
    assert again.stdout.startswith(f"村干部 ({made.id}, no door) is here already.\n")
    _, other = await village[1](tongxin("invite", "--role", "doctor", "--area", "前岸村").stdout)
    assert other.name == "村医"


async def test_villagers_without_a_name_are_different_people(
    tongxin: Any, village: tuple[SampleVillage, Reader]
) -> None:
    invited = [tongxin("invite", "--role", "villager", "--area", "前岸村").stdout for _ in range(2)]
    assert len({(await village[1](stdout))[1].id for stdout in invited}) == 2


async def test_a_name_alone_finds_the_one_person_of_that_name(
    tongxin: Any, village: tuple[SampleVillage, Reader]
) -> None:
    made, guest = village
    done = tongxin("invite", "--name", "李阿公")
    assert (await guest(done.stdout))[1].id == made.villager
    assert f"李阿公 ({made.villager}, 桥头路1号) is here already." in done.stdout


async def test_several_of_a_name_are_listed_with_their_ids_and_doors(
    tongxin: Any, village: tuple[SampleVillage, Reader], tmp_path: Any
) -> None:
    (tmp_path / "more.csv").write_text("name,village,door\n李阿公,上岙村,3幢201\n", "utf-8")
    tongxin("import", "people", tmp_path / "more.csv")
    done = tongxin("invite", "--name", "李阿公")
    assert (done.returncode, done.stdout) == (1, "")
    assert "2 people are called 李阿公" in done.stderr
    assert f"  {village[0].villager}  桥头路1号" in done.stderr
    assert "  3幢201" in done.stderr
    assert tongxin("invite", "--name", "李阿公", "--area", "上岙村").stdout.startswith("李阿公 (")


async def test_a_role_given_to_somebody_who_is_here_is_said_and_written_down(
    tongxin: Any, village: tuple[SampleVillage, Reader]
) -> None:
    villager = village[0].villager
    arguments = ("invite", "--person", villager, "--role", "volunteer", "--area", "前岸村")
    assert "was here already and is volunteer in 前岸村 from now on." in tongxin(*arguments).stdout
    assert "is here already." in tongxin(*arguments).stdout


async def test_a_new_villager_is_provisional_until_a_worker_confirms(
    tongxin: Any, village: tuple[SampleVillage, Reader]
) -> None:
    _, person = await village[1](tongxin("invite", "--role", "villager", "--area", "前岸村").stdout)
    assert (person.state, person.household, person.roles) == ("provisional", 0, ())


async def test_who_has_the_role_already_is_not_made_again(
    tongxin: Any, village: tuple[SampleVillage, Reader]
) -> None:
    made, guest = village
    done = tongxin("invite", "--role", "cadre", "--area", "前岸村", "--name", "王国华", "--console")
    purpose, person = await guest(done.stdout)
    assert (purpose, person.id) == ("console", made.cadre)


async def test_somebody_is_named_by_their_id(tongxin: Any, village: tuple[SampleVillage, Reader]) -> None:
    made, guest = village
    assert (await guest(tongxin("invite", "--person", made.villager).stdout))[1].id == made.villager


async def test_the_link_is_shown_as_a_qr_code_too(tongxin: Any, village: tuple[SampleVillage, Reader]) -> None:
    assert "▄▄▄▄▄" in tongxin("invite", "--person", village[0].villager).stdout


async def test_links_point_to_the_public_address(tongxin: Any, village: tuple[SampleVillage, Reader]) -> None:
    done = tongxin("invite", "--person", village[0].villager, public_url="https://tongxin.test/")
    assert "\nhttps://tongxin.test/chat/enter/" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--role", "cadre", "--area", "无名村"), "There is no area called 无名村"),
        (("--role", "villager", "--area", "前岸村", "--console"), "The console is for"),
        (("--role", "relative", "--area", "前岸村"), "Family elsewhere acts for a household"),
        (("--person", "5"), "There is nobody with the id 5"),
        (("--name", "无名氏"), "Nobody is called 无名氏"),
        (("--name", "李阿公", "--console"), "The console is for"),
        (("--role", "cadre", "--area", "前岸村", "--name", "李阿公"), "name whom you mean with --person ID"),
    ],
)
async def test_what_cannot_be_done_is_said_and_nothing_is_made(
    tongxin: Any, village: tuple[SampleVillage, Reader], arguments: tuple[str, ...], reason: str
) -> None:
    done = tongxin("invite", *arguments)
    assert (done.returncode, done.stdout, reason in done.stderr) == (1, "", True), done.stderr
    assert tongxin("sample").stdout.count("has 103 people") == 1


async def test_areas_of_one_name_are_told_apart_by_the_way_to_them(
    tongxin: Any, village: tuple[SampleVillage, Reader], tmp_path: Any
) -> None:
    (tmp_path / "more.csv").write_text("name,village,grid,door\n王建国,上岙村,第一网格,3幢201\n", "utf-8")
    tongxin("import", "people", tmp_path / "more.csv")
    done = tongxin("invite", "--role", "grid_worker", "--area", "第一网格")
    assert (done.returncode, "  上岙村/第一网格" in done.stderr, "  前岸村/第一网格" in done.stderr) == (
        1,
        True,
        True,
    )
    assert tongxin("invite", "--role", "grid_worker", "--area", "上岙村/第一网格").returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--role", "cadre"),
        ("--role", "cadre", "--name", "王国华"),
        ("--area", "前岸村"),
        ("--role", "king", "--area", "前岸村"),
    ],
)
def test_what_is_missing_is_wrong_usage(tongxin: Any, arguments: tuple[str, ...]) -> None:
    assert tongxin("invite", *arguments).returncode == 2
