"""Complaints and disputes on the console: only for those with a hand in them; the papers of a mediation."""

from datetime import date

import pytest

from broadcasts import matter_opening
from domain.matters import Agreement, Matter, Part
from storage import matters, people
from storage.database import Transaction
from tests.console.house import Office

PAGE = "/console/matters"


async def quarrel(office: Office) -> Matter:
    """A dispute between two villagers, given by the cadre to a mediator, with facts, a meeting and an agreement."""

    def work(tx: Transaction) -> Matter:
        now, who = office.town.now, people.get(tx, office.people["李阿公"])
        assert who is not None
        parties = [(who.id, who.name), (office.people["王阿婆"], "王阿婆"), (0, "老王")]
        matter, _ = matter_opening.dispute(tx, who, "楼上漏水", parties, True, now)
        assert matter is not None
        matters.take(tx, matter.id, Part.ASKED, now)
        matters.give(tx, matter.id, [office.people["陈主任"]], Part.CADRE, now)
        matters.give(tx, matter.id, [office.people["小林"]], Part.MEDIATOR, now)
        matters.note(tx, matter.id, "fact", "水管老化", office.people["小林"], now)
        matters.meet(tx, matter.id, now + 10, "村委会", office.people["小林"], now + 5, now)
        matters.turn(tx, matter, "mediating", now + 20, now)
        agreed = Agreement("王家修好水管，赔500元", date(2026, 12, 31), "现金，在村委会交")
        matters.agree(tx, matter.id, agreed, office.people["小林"], now)
        return matter

    return await office.database.write(work)


async def test_those_with_a_hand_in_it_read_it_and_each_look_is_recorded(office: Office) -> None:
    matter = await quarrel(office)
    for name in ("陈主任", "小林"):
        async with office.signed_in(name) as client:
            assert "#1 纠纷" in (await client.get(PAGE)).text
            shown = (await client.get(f"{PAGE}/{matter.id}")).text
        for words in ("楼上漏水", "水管老化", "老王", "13800000002", "村委会", "王家修好水管"):
            assert words in shown, (name, words)
        assert (office.people[name], "see_matter") in await office.deeds(matter.id)


@pytest.mark.parametrize("name", ["小陈", "老赵"])
async def test_other_workers_see_not_even_that_there_is_one(office: Office, name: str) -> None:
    matter = await quarrel(office)
    async with office.signed_in(name) as client:
        assert "#1 " not in (await client.get(PAGE)).text
        for tail in ("", "/intake", "/rights", "/record", "/agreement"):
            answer = await client.get(f"{PAGE}/{matter.id}{tail}")
            assert answer.status_code == 404
            assert "漏水" not in answer.text
    assert all(actor != office.people[name] for actor, _ in await office.deeds(matter.id))


async def test_the_papers_have_all_that_a_file_must_have(office: Office) -> None:
    matter = await quarrel(office)
    needed = {
        "intake": (
            "人民调解申请书", "申请人", "李阿公", "身份证号", "住址", "对方当事人", "楼上漏水", "签字", "第 1 号",
        ),
        "rights": ("权利义务告知书", "调解自愿", "可以向法院起诉", "王阿婆", "老王"),
        "record": ("调解笔录", "村委会", "小林", "水管老化", "记录人签字"),
        "agreement": (
            "人民调解协议书", "李阿公", "王阿婆", "老王", "楼上漏水", "王家修好水管，赔500元",
            "2026-12-31 前，现金，在村委会交", "当事人签字", "调解员签字 小林", "人民调解委员会（盖章）",
        ),
    }  # fmt: skip
    async with office.signed_in("小林") as client:
        for kind, words in needed.items():
            shown = (await client.get(f"{PAGE}/{matter.id}/{kind}")).text
            for word in words:
                assert word in shown, (kind, word)
        assert (await client.get(f"{PAGE}/{matter.id}/other")).status_code == 404
    assert (office.people["小林"], "print_matter") in await office.deeds(matter.id)


async def test_whoever_wished_to_stay_unknown_is_named_to_the_cadre_who_answers_alone(office: Office) -> None:
    def work(tx: Transaction) -> int:
        who = people.get(tx, office.people["李阿公"])
        assert who is not None
        matter, _ = matter_opening.complain(tx, who, "楼上半夜装修", True, office.town.now)
        assert matter is not None
        return matter.id

    number = await office.database.write(work)
    async with office.signed_in("陈主任") as client:
        shown = (await client.get(f"{PAGE}/{number}")).text
        assert "楼上半夜装修" in shown
        assert "李阿公" not in shown
        assert (await client.get(f"{PAGE}/{number}/agreement")).status_code == 404

        def take(tx: Transaction) -> None:
            matters.take(tx, number, Part.ASKED, office.town.now)
            matters.give(tx, number, [office.people["陈主任"]], Part.CADRE, office.town.now)

        await office.database.write(take)
        shown = (await client.get(f"{PAGE}/{number}")).text
        assert "李阿公" in shown
        assert "匿名，请不要告诉别人" in shown
