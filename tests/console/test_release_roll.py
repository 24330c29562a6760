"""The list of everybody whose days are over: ticked, released by one press, printed as one."""

from html import unescape

from domain.observation import State
from domain.people import Role
from storage import areas, observations, people
from storage.database import Transaction
from tests.console.house import Office, token
from tests.console.observed import alarm


async def states(office: Office, *names: str) -> list[State]:
    return await office.database.read(
        lambda tx: [observations.of_person(tx, office.people[name])[0].state for name in names]
    )


async def test_those_who_stay_ticked_are_released_and_their_papers_are_one_print(office: Office) -> None:
    a, b = await office.town.observes("李阿公", "李阿婆", begun=13)
    await office.town.observes("王阿婆", begun=13)
    (d,) = await office.town.observes("小林", begun=13)
    await office.town.later(26)
    await alarm(office, "小林", d.id)
    async with office.signed_in("陈主任") as client:
        page = await client.get("/console/observed/releases")
        shown = unescape(page.text)
        assert "可以解除 3" in shown
        assert "还不能解除 1" in shown
        assert "有警报没处理完" in shown
        form = {"token": token(page), "case": [str(a.id), str(b.id), str(d.id)]}
        done = unescape((await client.post("/console/observed/releases", data=form)).text)
        assert "2 人解除了" in done
        assert "没有解除" in done
        assert await states(office, "李阿公", "李阿婆", "王阿婆", "小林") == [
            State.RELEASED, State.RELEASED, State.OPEN, State.OPEN,
        ]  # fmt: skip
        papers = unescape((await client.get("/console/observed/released?day=2026-12-01")).text)
        assert papers.count("<article") == 2
        assert (await client.get("/console/observed/released?day=2026-11-30")).status_code == 404
    deeds = [deed for _, deed in await office.deeds(a.person)]
    assert "see_person" in deeds
    assert "observation_released" in deeds
    assert "see_observation_release" in deeds
    assert any(text.startswith("解除通知") for text in await office.town.heard("李阿公"))


async def test_a_grid_worker_releases_nobody_and_prints_only_their_own(office: Office) -> None:
    (a,) = await office.town.observes("李阿公", begun=13)
    await office.town.later(26)
    async with office.signed_in("小陈") as client:
        assert (await client.get("/console/observed/releases")).status_code == 404
        form = {"token": token(await client.get("/console/observed")), "case": str(a.id)}
        assert (await client.post("/console/observed/releases", data=form)).status_code == 404
    assert await states(office, "李阿公") == [State.OPEN]
    async with office.signed_in("陈主任") as client:
        form = {"token": token(await client.get("/console/observed")), "case": str(a.id)}
        await client.post("/console/observed/releases", data=form)
    async with office.signed_in("老赵") as client:
        assert (await client.get("/console/observed/released?day=2026-12-01")).status_code == 404
    async with office.signed_in("小陈") as client:
        assert (await client.get("/console/observed/released?day=2026-12-01")).status_code == 200


async def test_results_of_tests_stand_on_the_case_and_on_the_list_with_what_was_corrected(office: Office) -> None:
    (case,) = await office.town.observes("李阿公", begun=13)
    await office.town.says("小陈", "李阿公 核酸阳性 11月29日")
    await office.town.says("小陈", "李阿公 核酸阴性 11月29日")
    await office.town.later(26)
    async with office.signed_in("陈主任") as client:
        shown = unescape((await client.get(f"/console/observed/{case.id}")).text)
        assert shown.count("11月29日") >= 2
        assert "阴性" in shown
        assert "已更正" in shown
        listed = unescape((await client.get("/console/observed/releases")).text)
        assert "核酸阴性" in listed
        assert "还不能解除 1" in listed


async def test_whoever_is_not_theirs_to_release_is_neither_released_nor_named(office: Office) -> None:
    """Nor is a cadre who was observed: another has to look at that."""
    own, other = await office.town.observes("陈主任", "李阿公", begun=13, reporter="李阿公")

    def elsewhere(tx: Transaction) -> None:
        there = areas.ensure(tx, None, "village", "李家村")
        office.settle(tx, "外村人", "12幢102", "13800000099", office.other)
        people.give_role(tx, office.people["外村人"], Role.CADRE, there.id)

    await office.database.write(elsewhere)
    await office.town.later(26)
    for who, case, hidden in (("外村人", other, "李阿公"), ("陈主任", own, f">{own.number}<")):
        async with office.signed_in(who) as client:
            page = await client.get("/console/observed/releases")
            form = {"token": token(page), "case": str(case.id)}
            done = unescape((await client.post("/console/observed/releases", data=form)).text)
        assert "没有解除" not in done
        assert hidden not in done
        assert f'value="{case.id}"' not in page.text
    assert await states(office, "陈主任", "李阿公") == [State.OPEN, State.OPEN]
    assert not [deed for who, deed in await office.deeds(other.person) if who == office.people["外村人"]]
