"""`import people`: what the records of somebody known lack is filled in, counted, and each role named."""

from pathlib import Path
from typing import Any

from tests.commands.test_import_people import HEADING, PEOPLE, TOKEN, file


async def test_what_the_records_lack_is_filled_in(tongxin: Any, tmp_path: Path, records: Any) -> None:
    tongxin("import", "people", file(tmp_path, PEOPLE))
    more = (
        f"{HEADING}\n李阿公,13811112222,上岙村,,,12号,group_leader,555,\n"
        "小王,13900001111,上岙村,第一网格,第1微网格,8号,,,\n"
    )
    done = tongxin("import", "people", file(tmp_path, more, "more.csv"), telegram_token=TOKEN)
    assert done.stdout == (
        "row 2: 李阿公, who was here already, is group_leader in 上岙村 from now on\n"
        "0 people imported, 2 were here already, 0 rows refused.\n"
        "Filled in for people who were here already: 1 home, 1 phone, 1 role, 1 telegram_id.\n"
    )
    assert await records("select phone, staff from persons where name = '李阿公'") == [("13811112222", 1)]
    assert await records(
        "select h.door from persons p join households h on h.id = p.household where p.name = '小王'"
    ) == [("8号",)]
    assert await records(
        "select t.term from terms t join persons p on p.id = t.person where p.name = '李阿公' and t.term like 'r%831'"
    ) == [("r22221111831",)]
    assert await records("select chat from addresses") == [("555",)]


async def test_every_role_that_somebody_known_is_given_is_named_and_written_down(
    tongxin: Any, tmp_path: Path, records: Any
) -> None:
    tongxin("import", "people", file(tmp_path, PEOPLE))
    more = (
        f"{HEADING}\n李阿公,,上岙村,第一网格,第1微网格,12号,cadre;grid_worker,,\n"
        "王主任,13800003333,上岙村,第一网格,第1微网格,1幢102,cadre,,\n王建国,13800001111,上岙村,,,12号,家属,,\n"
    )
    first = tongxin("import", "people", file(tmp_path, more, "more.csv"))
    assert first.stdout == (
        "row 2: 李阿公, who was here already, is cadre in 上岙村 from now on\n"
        "row 2: 李阿公, who was here already, is grid_worker in 第1微网格 from now on\n"
        "row 4: 王建国, who was here already, is relative of the household at 上岙村 12号 from now on\n"
        "0 people imported, 3 were here already, 0 rows refused.\n"
        "Filled in for people who were here already: 3 roles.\n"
    )
    noted = "select p.name, a.action, a.actor from audit a join persons p on p.id = a.subject order by a.id"
    assert await records(noted) == [("李阿公", "give_role", 0)] * 2 + [("王建国", "give_role", 0)]
    again = tongxin("import", "people", file(tmp_path, more, "more.csv"))
    assert again.stdout == "0 people imported, 3 were here already, 0 rows refused.\n"
