"""A case is made longer or shorter, moved, ended and resumed on its page, by the chat's rules."""

from datetime import timedelta
from html import unescape

import pytest

from domain.grades import Grade
from domain.observation import Observation, State
from storage import observations, sites
from tests.console.house import Office, token


async def changed(office: Office, case: Observation, who: str = "陈主任", **form: str) -> str:
    """The page that a form leads to."""
    async with office.signed_in(who) as client:
        page = await client.get("/console/observed")
        done = await client.post(
            f"/console/observed/{case.id}/change", data={"token": token(page)} | form, follow_redirects=True
        )
        return unescape(done.text) if done.status_code == 200 else str(done.status_code)


async def now_of(office: Office, case: Observation) -> Observation:
    found = await office.database.read(lambda tx: observations.get(tx, case.id))
    assert found is not None
    return found


async def test_it_is_made_longer_with_why_and_the_person_is_told(office: Office) -> None:
    (case,) = await office.town.observes("李阿公")
    until = (case.last + timedelta(days=3)).isoformat()
    shown = await changed(office, case, "小陈", act="lasts", until=until, why="核酸未出")
    assert "改好了" in shown
    assert "核酸未出" in shown
    assert (await now_of(office, case)).days == 17
    assert "核酸未出" in await office.town.last("李阿公")


async def test_below_the_policy_only_a_cadre_shortens_it(office: Office) -> None:
    (case,) = await office.town.observes("李阿公")
    until = (case.last - timedelta(days=3)).isoformat()
    assert "要村干部来改" in await changed(office, case, "小陈", act="lasts", until=until, why="方案改了")
    assert (await now_of(office, case)).days == 14
    assert "改好了" in await changed(office, case, act="lasts", until=until, why="方案改了")
    assert (await now_of(office, case)).days == 11


async def test_to_a_site_and_home_again(office: Office) -> None:
    (case,) = await office.town.observes("李阿公")
    assert "改好了" in await changed(office, case, act="move", to="new", site="新城宾馆", why="家里不好隔开")
    stage = (await now_of(office, case)).stages[-1]
    assert stage.grade is Grade.CENTRAL
    site = await office.database.read(lambda tx: sites.get(tx, stage.site))
    assert site is not None
    assert site.name == "新城宾馆"
    assert "本来就是这样" in await changed(office, case, act="move", to=f"site:{site.id}", why="再来")
    assert "改好了" in await changed(office, case, act="move", to="home", why="宾馆满了")
    assert (await now_of(office, case)).stages[-1].grade is Grade.HOME


async def test_ending_is_a_cadres_and_is_taken_back_with_why(office: Office) -> None:
    (case,) = await office.town.observes("李阿公")
    assert "要村干部来办" in await changed(office, case, "小陈", act="end", why="登记错了")
    assert "请写为什么" in await changed(office, case, act="end", why=" ")
    assert (await now_of(office, case)).state is State.OPEN
    assert "结束了" in await changed(office, case, act="end", why="登记错了")
    assert (await now_of(office, case)).state is State.ENDED
    assert "没有改动" in await changed(office, case, act="end", why="再来")
    assert "恢复了" in await changed(office, case, "小陈", act="resume", why="没有错")
    assert (await now_of(office, case)).state is State.OPEN


@pytest.mark.parametrize(
    "form",
    [{"act": "lasts", "until": "明天"}, {"act": "move", "to": "site:99"}, {"act": "move", "to": "central"},
     {"act": "move", "to": "new", "site": " "}, {"act": "release"}, {}],
)  # fmt: skip
async def test_what_is_not_said_changes_nothing(office: Office, form: dict[str, str]) -> None:
    (case,) = await office.town.observes("李阿公")
    assert "没填全" in await changed(office, case, why="因为", **form)
    assert await now_of(office, case) == case


async def test_the_worker_of_another_micro_grid_changes_nothing(office: Office) -> None:
    (case,) = await office.town.observes("李阿公")
    until = (case.last + timedelta(days=3)).isoformat()
    assert await changed(office, case, "老赵", act="lasts", until=until, why="因为") == "404"
    assert await changed(office, case, "老赵", act="?", why="因为") == "404"
    assert (await now_of(office, case)).days == 14


async def test_what_an_address_says_was_done_is_one_of_our_own_words(office: Office) -> None:
    (case,) = await office.town.observes("李阿公")
    async with office.signed_in("陈主任") as client:
        for said in ("refused=x", "done=x", "refused=closed<b>"):
            assert (await client.get(f"/console/observed/{case.id}?{said}")).status_code == 200


async def test_why_is_kept_as_long_as_a_line_and_no_longer(office: Office) -> None:
    (case,) = await office.town.observes("李阿公")
    await changed(office, case, act="end", why="转" * 900)
    changes = await office.database.read(lambda tx: observations.changes(tx, case.id))
    assert len(changes[-1].why) == 200
