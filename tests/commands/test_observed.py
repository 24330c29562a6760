"""The sample village has a family under observation; `export observations` and `purge` on it."""

import csv
import io
import json
from typing import Any


async def test_a_family_of_the_sample_village_is_observed_and_exported(tongxin: Any, records: Any) -> None:
    tongxin("sample")
    cases = json.loads(tongxin("export", "observations").stdout)
    assert len(cases) >= 3
    first = cases[0]
    assert (first["state"], first["days"], first["course"], first["came_from"]) == ("open", 14, ["home 14"], "武汉")
    assert first["enrolled_by"] == "陈晓东"
    assert sum(case["abnormal"] for case in cases) == 1
    assert min(case["reports"] for case in cases) >= 9
    assert await records("select outcome from health_alarms") == [("measured_again",)]
    rows = list(csv.reader(io.StringIO(tongxin("export", "observations", "--format", "csv").stdout.lstrip("\ufeff"))))
    assert len(rows) == len(cases) + 1
    assert rows[0][:3] == ["id", "village", "number"]


async def test_a_purge_says_what_it_would_remove_and_removes_it(tongxin: Any, records: Any) -> None:
    tongxin("sample")
    would = tongxin("purge", "--dry-run").stdout
    assert "Nothing was removed" in would
    assert "reports            0" in would
    assert "That is removed." in tongxin("purge").stdout
    assert await records("select kind from purges") == []
