"""The board of a notice: who stands where, who is silent behind which door, and the sheet of all of them."""

import csv
import io

import pytest
from python_calamine import CalamineWorkbook

from console import ledger, ledger_sheet
from domain.notices import Answer
from storage import addresses, notices
from storage.addresses import Address
from storage.database import Transaction
from tests.console.house import Office, post
from tests.doors import KF, Doors
from tests.town import ACCOUNT

EVERYBODY = 9


async def sends(office: Office, **details: object) -> tuple[int, int]:
    """A notice of the cadre to the whole village: (notice, broadcast)."""
    broadcast = await office.town.notifies(office.town.notice(**details))
    notice = await office.database.read(
        lambda tx: tx.connection.execute(f"select notice from broadcasts where id = {broadcast}").fetchone()[0]  # noqa: S608
    )
    return notice, broadcast


async def answers(office: Office, who: str, label: str = "收到") -> None:
    await office.town.does(office.town.update(who, press=await office.town.button(who, label)))


async def test_the_list_names_a_notice_and_where_its_sending_stands(office: Office) -> None:
    await sends(office)
    async with office.signed_in("陈主任") as client:
        shown = (await client.get("/console/notices")).text
    assert "停水" in shown
    assert "正在发" in shown
    assert "收到 0 / 9 人" in shown


async def test_what_a_rule_has_not_sent_yet_stands_with_its_rule(office: Office) -> None:
    notice = office.town.notice(title="每天清单")
    await office.database.write(lambda tx: notices.add(tx, notice, office.town.now))
    async with office.signed_in("陈主任") as client:
        assert "每天清单" not in (await client.get("/console/notices")).text


async def test_the_board_counts_who_answered_and_names_who_is_silent_by_micro_grid(office: Office) -> None:
    notice, broadcast = await sends(office)
    await answers(office, "李阿公")
    async with office.signed_in("陈主任") as client:
        shown = (await client.get(f"/console/notices/{notice}")).text
    assert '<dd id="answered">1 / 9</dd>' in shown
    assert '<dd id="silent">8</dd>' in shown
    assert "王阿婆" in shown
    assert "李阿公</a>" not in shown
    assert shown.index("一网格1组") < shown.index("一网格2组")
    assert (office.people["陈主任"], "see_ledger") in await office.deeds(broadcast)


async def test_where_households_count_one_answer_spares_the_door(office: Office) -> None:
    notice, _ = await sends(office, counted="household")
    await answers(office, "李阿公")
    async with office.signed_in("陈主任") as client:
        shown = (await client.get(f"/console/notices/{notice}")).text
    assert '<dd id="answered">1 / 8</dd>' in shown
    assert "李阿婆" not in shown


async def test_an_open_board_asks_again_and_gets_only_what_is_new(office: Office) -> None:
    notice, broadcast = await sends(office)
    async with office.signed_in("陈主任") as client:
        first = await client.get(f"/console/notices/{notice}/live?of={broadcast}")
        same = await client.get(
            f"/console/notices/{notice}/live?of={broadcast}", headers={"If-None-Match": first.headers["ETag"]}
        )
        assert same.status_code == 304
        await answers(office, "李阿公")
        new = await client.get(
            f"/console/notices/{notice}/live?of={broadcast}", headers={"If-None-Match": first.headers["ETag"]}
        )
    assert '<dd id="answered">1 / 9</dd>' in new.text


async def test_choices_are_counted_each(office: Office) -> None:
    notice, _ = await sends(office, choices=(Answer("yes", {"zh": "来"}), Answer("no", {"zh": "不来"})))
    await answers(office, "李阿公", "来")
    await answers(office, "王阿婆", "不来")
    async with office.signed_in("陈主任") as client:
        shown = (await client.get(f"/console/notices/{notice}")).text
    assert "<span>不来</span> <b>1</b>" in shown


async def test_who_has_no_chat_stands_as_to_be_phoned_or_knocked_for(office: Office) -> None:
    def leave(tx: Transaction) -> None:
        for who in ("李阿公", "李阿婆"):
            addresses.mark(tx, Address(ACCOUNT, who), reachable=False)

    await office.database.write(leave)
    notice, _ = await sends(office)
    async with office.signed_in("陈主任") as client:
        shown = (await client.get(f"/console/notices/{notice}")).text
    assert "要打电话" in shown
    assert "要上门" in shown


async def test_the_ledger_says_through_which_door_and_why_not(office: Office) -> None:
    person = await Doors(office.town, "李阿婆").only(KF)
    await person.shuts(KF)
    await Doors(office.town, "王阿婆").only(KF)
    notice, _ = await sends(office)
    async with office.signed_in("陈主任") as client:
        shown = (await client.get(f"/console/notices/{notice}")).text
        sheet = read((await client.get(f"/console/notices/{notice}/ledger.csv")).content, "csv")
    assert "微信上要等对方先说话" in shown
    found = {row[2]: row[8:10] for row in sheet}
    assert found["姓名"] == ["从哪里发的", "没送到的原因"]
    assert found["李阿婆"] == ["", "微信上要等对方先说话才能发"]
    assert found["王阿婆"] == ["微信", ""]
    assert found["李阿公"] == ["Telegram", ""]


async def test_the_silent_of_one_micro_grid_have_a_page(office: Office) -> None:
    notice, broadcast = await sends(office)
    async with office.signed_in("陈主任") as client:
        shown = (await client.get(f"/console/notices/{notice}/silent/{office.other.id}?of={broadcast}")).text
    assert "周大爷" in shown
    assert "李阿公" not in shown


@pytest.mark.parametrize(("kind", "few"), [("csv", 1_000), ("xlsx", 1_000), ("xlsx", 0)])
async def test_the_ledger_is_a_sheet_that_runs_no_formula(
    office: Office, kind: str, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when it is written in a process of its own, as for many people."""
    monkeypatch.setattr(ledger, "FEW", few)
    await office.settles("=1+1", "9幢101")
    notice, broadcast = await sends(office)
    await answers(office, "李阿公")
    async with office.signed_in("陈主任") as client:
        answer = await client.get(f"/console/notices/{notice}/ledger.{kind}")
    rows = read(answer.content, kind)
    assert rows[0][:4] == ["微网格", "门牌", "姓名", "电话"]
    assert len(rows) == EVERYBODY + 2
    found = {row[2].lstrip("'"): row for row in rows[1:]}
    assert found["李阿公"][4:6] == ["回复了", "收到"]
    assert (found["=1+1"][2] == "'=1+1") == (kind == "csv")
    assert (office.people["陈主任"], "export_ledger") in await office.deeds(broadcast)


@pytest.mark.parametrize("how", ["fails", "hangs"])
async def test_a_sheet_that_is_not_written_is_said_to_be_none(
    office: Office, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if how == "fails":
        monkeypatch.setattr(ledger_sheet.sys, "executable", "false")
    else:
        monkeypatch.setattr(ledger_sheet, "LONGEST", 0.0)
    monkeypatch.setattr(ledger, "FEW", 0)
    notice, _ = await sends(office)
    async with office.signed_in("陈主任") as client:
        assert (await client.get(f"/console/notices/{notice}/ledger.csv")).status_code == 503


def read(content: bytes, kind: str) -> list[list[str]]:
    if kind == "csv":
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


async def test_the_pages_of_notices_speak_english_too(office: Office) -> None:
    notice, broadcast = await sends(office)
    async with office.signed_in("陈主任") as client:
        await post(client, "/console", "/console/language")
        board = (await client.get(f"/console/notices/{notice}")).text
        assert "Who is silent, by micro-grid" in board
        assert "Remind only the silent" in board
        for path in ("", "/new", "/new?template=testing", "/answers", f"/{notice}/silent/{office.other.id}"):
            answer = await client.get(f"/console/notices{path}")
            assert answer.status_code == 200, path
        rows = read((await client.get(f"/console/notices/{notice}/ledger.csv?of={broadcast}")).content, "csv")
    assert rows[0][0] == "Micro-grid"


async def test_a_grid_worker_has_no_notices(office: Office) -> None:
    notice, _ = await sends(office)
    async with office.signed_in("老赵") as client:
        assert "/console/notices" not in (await client.get("/console")).text
        assert (await client.get("/console/notices")).status_code == 404
        assert (await client.get(f"/console/notices/{notice}")).status_code == 404
