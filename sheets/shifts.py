"""A roster in a sheet: a row a shift and its people, in English or Chinese."""

from pathlib import Path

from sheets.table import Columns, Table, read_table

COLUMNS: Columns = {
    "village": ("村", "村庄", "村名", "行政村", "村社", "社区", "街道"),
    "day": ("日期", "值班日期", "date"),
    "hours": ("时间", "时段", "班次", "值班时间", "班次时间"),
    "from": ("开始", "开始时间", "上班", "上岗", "上岗时间", "起"),
    "to": ("结束", "结束时间", "下班", "下岗", "下岗时间", "止"),
    "post": ("岗位", "岗点", "点位", "值班点", "卡口", "地点", "值班地点"),
    "who": ("姓名", "人员", "值班", "值班人", "值班员", "值班人员", "name", "names"),
    "leader": ("带班", "带班人", "带班领导", "带班干部", "领班", "组长", "负责人"),
}
REQUIRED = ("post", "who")
"""When is said in one of two ways: a day with hours, or times from and to."""


def read_shifts(path: Path) -> Table:
    """The rows of a file. Raises SheetRefused, also while they are iterated."""
    return read_table(path, COLUMNS, REQUIRED)
