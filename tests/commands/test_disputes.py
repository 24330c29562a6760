"""`export disputes`: files as json, csv or xlsx; whose an anonymous one is stays out of it."""

import csv
import io
import json
from typing import Any

from domain.matters import Agreement, Kind, Part
from storage import areas, matters, people
from storage.database import Transaction
from storage.opening import open_database

NOON = 1_796_011_200_000


async def filed(database_url: str) -> None:
    from datetime import date

    database = await open_database(database_url, lambda: NOON)

    def work(tx: Transaction) -> None:
        village = areas.ensure(tx, None, "village", "王家村")
        who = people.add(tx, "李阿公", village.id, NOON, terms=())
        secret = matters.add(
            tx, Kind.COMPLAINT, village.id, 0, "noise", "=太吵", who, who, NOON, NOON + 1, anonymous=True
        )
        matters.note(tx, secret.id, "answered", "停工了", 0, NOON)
        quarrel = matters.add(tx, Kind.DISPUTE, village.id, 0, "quarrel", "漏水", who, who, NOON, NOON + 1)
        matters.add_party(tx, quarrel.id, who, "李阿公")
        matters.add_party(tx, quarrel.id, 0, "老王")
        matters.give(tx, quarrel.id, [who], Part.MEDIATOR, NOON)
        matters.agree(tx, quarrel.id, Agreement("修好", date(2026, 12, 31), "现金"), 0, NOON)

    await database.write(work)
    await database.close()


async def test_files_go_out_and_the_anonymous_stay_so(tongxin: Any, database_url: str, tmp_path: Any) -> None:
    await filed(database_url)
    secret, quarrel = json.loads(tongxin("export", "disputes").stdout)
    assert (secret["opener"], secret["anonymous"], secret["answers"]) == ("", True, ["停工了"])
    assert quarrel["parties"] == ["李阿公", "老王"]
    assert (quarrel["number"], quarrel["terms"], quarrel["perform_by"]) == (2, "修好", "2026-12-31")
    assert quarrel["mediator"] == "李阿公"
    rows = list(csv.DictReader(io.StringIO(tongxin("export", "disputes", "--format", "csv").stdout.lstrip("\ufeff"))))
    assert rows[0]["words"] == "'=太吵"
    assert "李阿公" not in str(rows[0])
    assert tongxin("export", "disputes", "--out", tmp_path / "d.xlsx").returncode == 0
