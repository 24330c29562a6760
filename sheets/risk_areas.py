"""Places at risk in a sheet: a row a place, in English or Chinese."""

from pathlib import Path

from sheets.table import Columns, Table, read_table

COLUMNS: Columns = {
    "name": ("地区", "名称", "风险地区", "地名", "区域", "place", "area"),
    "level": ("等级", "风险等级", "级别", "风险", "risk"),
    "since": ("起", "起始日期", "开始日期", "开始", "从", "日期", "from"),
    "until": ("止", "截止日期", "结束日期", "结束", "解除日期", "到", "to"),
}


def read_risk_areas(path: Path) -> Table:
    """The rows of a file. Raises SheetRefused, also while they are iterated."""
    return read_table(path, COLUMNS, ("name", "level", "since"))
