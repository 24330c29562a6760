"""To whom a notice goes, ticked or written in a form that needs no script; nothing is taken that was not offered."""

import re
from functools import partial
from typing import Any

import pytest
from starlette.datastructures import FormData

from broadcasts import reach
from broadcasts.addressing import Addressed, Gap
from console import audience_form, rendering
from console.audience_form import BLANK, NOTHING, TWICE, Filled
from console.words import words
from domain.people import Person, Role, Status
from storage import areas, audiences, households, people
from storage.database import Transaction
from tests.console.house import Office

MACRO = """{% import "audience_form.html.j2" as audience %}{{ audience.fields(w, called, choices, sent) }}"""


def author(tx: Transaction, office: Office, who: str = "陈主任") -> Person:
    found = people.get(tx, office.people[who])
    assert found is not None
    return found


async def prepared(office: Office) -> dict[str, int]:
    """李阿公's household is under observation; the ids that a form carries."""

    def work(tx: Transaction) -> dict[str, int]:
        home = author(tx, office, "李阿公").household
        households.note_status(tx, home, Status.OBSERVATION, office.town.now, None, 0, office.town.now)
        stranger = areas.ensure(tx, None, "village", "李家村")
        return {"first": office.town.microgrid.id, "second": office.other.id, "stranger": stranger.id}

    return await office.database.write(work)


def sent(*fields: tuple[str, object]) -> Filled:
    return audience_form.filled(FormData([(name, str(value)) for name, value in fields]))


async def read(office: Office, filled: Filled, who: str = "陈主任") -> tuple[Addressed, set[str]]:
    def work(tx: Transaction) -> tuple[Addressed, set[str]]:
        writer = author(tx, office, who)
        found = audience_form.read(tx, writer, filled)
        if found.audience is None:
            return found, set()
        known = {person: name for name, person in office.people.items()}
        meant = audiences.people(tx, found.audience, reach.leads(writer), office.town.now)
        return found, {known[person] for person, _ in meant}

    return await office.database.read(work)


async def shown(office: Office, filled: Filled = BLANK, who: str = "陈主任") -> str:
    choices = await office.database.read(lambda tx: audience_form.choices(tx, author(tx, office, who)))
    values: dict[str, Any] = {
        "w": words("zh"), "called": partial(rendering.called, "zh"), "choices": choices, "sent": filled,
    }  # fmt: skip
    return rendering._environment().from_string(MACRO).render(values)


async def test_what_was_ticked_comes_back_as_an_audience(office: Office) -> None:
    ids = await prepared(office)
    for fields, meant in (
        ([("to_area", ids["second"])], {"周大爷", "老赵"}),
        ([("to_area", ids["second"]), ("to_building", "3")], {"周大爷", "老赵", "李阿公", "李阿婆", "王阿婆"}),
        ([("to_building", "3"), ("to_status", "observation")], {"李阿公", "李阿婆"}),
        ([("to_building", "3"), ("not_status", "observation")], {"王阿婆"}),
        ([("not_area", ids["first"])], {"周大爷", "老赵"}),
        ([("to_role", "grid_worker"), ("to_role", "doctor")], {"小陈", "小林", "老赵", "刘医生"}),
        ([("to_everybody", "yes"), ("not_role", "grid_worker"), ("not_building", "3"), ("not_building", "10")],
         {"陈主任", "刘医生"}),
        ([("to_doors", "3幢202、10幢301")], {"王阿婆", "周大爷"}),
        ([("to_words", "3号楼在观察的")], {"李阿公", "李阿婆"}),
    ):  # fmt: skip
        assert (await read(office, sent(*fields)))[1] == meant, fields


async def test_who_ordered_and_who_is_silent_can_be_ticked(office: Office) -> None:
    window = await office.opens()
    await office.orders("王阿婆", window, 鸡蛋=1_000)
    assert (await read(office, sent(("to_window", window))))[1] == {"王阿婆"}
    assert (await read(office, sent(("to_building", 3), ("not_window", window))))[1] == {"李阿公", "李阿婆"}
    assert "订了第1期的（周六鲜菜团）" in await shown(office)


@pytest.mark.parametrize(
    ("fields", "gaps"),
    [
        ([], (NOTHING,)),
        ([("to_words", "  ")], (NOTHING,)),
        ([("to_words", "全村"), ("to_building", "3")], (TWICE,)),
        ([("to_words", "第九网格")], (Gap("grid", "9", ("一网格",)),)),
        ([("to_doors", "3幢999")], (Gap("door", "3幢999"),)),
        ([("to_doors", "全村")], (Gap("words", "全村"),)),
        ([("to_building", "99")], (NOTHING,)),
        ([("to_role", "mayor"), ("to_window", "7"), ("to_area", "x")], (NOTHING,)),
    ],
)
async def test_what_is_not_settled_is_said(
    office: Office, fields: list[tuple[str, str]], gaps: tuple[Gap, ...]
) -> None:
    assert (await read(office, sent(*fields)))[0] == Addressed(None, gaps)


async def test_what_was_not_offered_is_not_taken(office: Office) -> None:
    ids = await prepared(office)
    for fields in ([("to_area", ids["stranger"])], [("to_notice", 1)]):
        assert (await read(office, sent(*fields)))[0].gaps == (NOTHING,)
    everybody = await read(office, sent(("to_everybody", "yes")), "小陈")
    assert everybody[0].gaps == (NOTHING,), "a grid worker sends none"


async def test_the_form_shows_what_was_sent(office: Office) -> None:
    ids = await prepared(office)
    blank = await shown(office)
    assert "checked" not in blank
    assert "open" not in blank
    for label in ("一网格2组", "10幢", "王家村所有人", "网格员", "在家观察的人家"):
        assert label in blank
    again = await shown(office, sent(("to_area", ids["second"]), ("not_status", "away"), ("to_doors", "<b>3幢</b>")))
    assert len(re.findall(" checked", again)) == 2
    assert f'name="to_area" value="{ids["second"]}" checked' in again
    assert 'name="not_status" value="away" checked' in again
    assert again.count("<details open>") == 2
    assert "&lt;b&gt;3幢" in again


async def test_who_leads_hundreds_of_areas_ticks_villages_and_writes_the_rest(office: Office) -> None:
    def work(tx: Transaction) -> None:
        district = areas.ensure(tx, None, "district", "滨海")
        for number in range(20):
            village = areas.ensure(tx, district, "village", f"{number}村")
            for grid in range(16):
                areas.ensure(tx, village, "grid", f"第{grid}网格")
        people.give_role(tx, office.people["小林"], Role.STREET, district.id)

    await office.database.write(work)
    form = await shown(office, who="小林")
    assert form.count('name="to_area"') == 20
    assert "to_building" not in form
    assert "区域太多" in form
