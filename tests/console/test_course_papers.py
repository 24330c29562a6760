"""The notice that is signed and the notice of release: their fields, for whoever observes and nobody else."""

from html import unescape

import pypdfium2
import pytest

from broadcasts import releasing
from console.printing import offered
from domain.grades import Grade
from domain.people import Person
from storage import people
from storage.database import Transaction
from tests.console.house import Office
from tests.town import ZONE


async def read(office: Office, path: str, who: str = "陈主任", status: int = 200) -> str:
    async with office.signed_in(who) as client:
        answer = await client.get(path)
        assert answer.status_code == status
        return unescape(answer.text)


async def test_the_notice_has_its_fields_and_lines_for_what_the_house_does_not_keep(office: Office) -> None:
    (case,) = await office.town.observes("李阿公")
    shown = await read(office, f"/console/observed/{case.id}/notice", "小陈")
    for words in (
        "健康观察告知书", "李阿公", "13800000001", "王家村3幢201", "2026年11月30日 至 2026年12月13日，共14天", "性别",
        "身份证号", "工作单位", "单位联系人、电话", "责任镇、村干部", "陈主任 13800000021", "责任网格员",
        "小陈 13800000011",
        "传染病防治法", "37.3℃", "居家医学观察", "不出家门", "（盖章）", "签字",
    ):  # fmt: skip
        assert words in shown, words
    assert ("see_observation_notice") in [deed for _, deed in await office.deeds(case.person)]


@pytest.mark.parametrize(
    ("grade", "rule"),
    [
        (Grade.CENTRAL, "住在隔离点自己的房间里"),
        (Grade.HOME_MONITORING, "看病要先告诉网格员"),
        (Grade.MONITORING, "可以出门，戴好口罩"),
        (Grade.SELF_MONITORING, "自己留意身体"),
    ],
)
async def test_each_grade_has_its_rules(office: Office, grade: Grade, rule: str) -> None:
    (case,) = await office.town.observes("李阿公", grade=grade)
    assert rule in await read(office, f"/console/observed/{case.id}/notice")


async def test_a_release_is_printed_when_there_was_one(office: Office) -> None:
    (case,) = await office.town.observes("李阿公", begun=12)
    path = f"/console/observed/{case.id}/release"
    await read(office, path, status=404)
    await office.town.later(48)

    def work(tx: Transaction) -> None:
        cadre: Person | None = people.get(tx, office.people["陈主任"])
        assert cadre is not None
        assert releasing.release(tx, cadre, case.id, ZONE, office.town.now).refusal is None

    await office.database.write(work)
    shown = await read(office, path)
    for words in ("解除健康观察通知单", "观察期已满", "从2026年12月2日起解除观察", "批准人：陈主任", "戴口罩"):
        assert words in shown, words


async def test_it_is_in_the_readers_language_on_demand(office: Office) -> None:
    (case,) = await office.town.observes("李阿公")
    shown = await read(office, f"/console/observed/{case.id}/notice?language=en")
    assert "Notice of health observation" in shown
    assert "law on the prevention" in shown


async def test_whoever_does_not_observe_there_prints_nothing(office: Office) -> None:
    (case,) = await office.town.observes("李阿公")
    await read(office, f"/console/observed/{case.id}/notice", "老赵", 404)
    await read(office, f"/console/observed/{case.id}/elsewhere", "陈主任", 404)


async def test_the_notice_is_one_sheet_of_a4_as_pdf(office: Office) -> None:
    if not offered():
        pytest.skip("WeasyPrint is not installed")
    (case,) = await office.town.observes("李阿公")
    async with office.signed_in("陈主任") as client:
        answer = await client.get(f"/console/observed/{case.id}/notice.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    document = pypdfium2.PdfDocument(answer.content)
    assert len(document) == 1
    assert "告知书" in document[0].get_textpage().get_text_range()


async def test_a_familys_notices_are_printed_together(office: Office) -> None:
    case, other = await office.town.observes("李阿公", "李阿婆")
    shown = await read(office, f"/console/observed/{case.id}/notice?family=1", "小陈")
    assert shown.count("<h1>健康观察告知书</h1>") == 2
    assert "李阿婆" in shown
    assert "see_observation_notice" in [deed for _, deed in await office.deeds(other.person)]
    if offered():
        async with office.signed_in("小陈") as client:
            answer = await client.get(f"/console/observed/{case.id}/notice.pdf?family=1")
        assert len(pypdfium2.PdfDocument(answer.content)) == 2
