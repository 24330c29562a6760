"""Rows copied out of a spreadsheet (日期, 时间, 岗位, 姓名, 带班 with tabs between) as lines of a roster."""

import unicodedata

_COLUMNS = {
    "day": ("日期", "值班日期", "date"),
    "hours": ("时间", "时段", "班次", "值班时间", "班次时间", "hours"),
    "post": ("岗位", "岗点", "点位", "值班点", "卡口", "地点", "值班地点", "post"),
    "who": ("姓名", "人员", "值班", "值班人", "值班员", "值班人员", "names", "who"),
    "leader": ("带班", "带班人", "带班领导", "带班干部", "领班", "组长", "负责人", "leader"),
}
_NAMES = {alias: name for name, aliases in _COLUMNS.items() for alias in aliases}
_NEEDED = {"hours", "post", "who"}


def without_table(text: str) -> str:
    """The text, with rows under such a heading as sentences; a day that is left out is that of the row above."""
    lines = text.splitlines()
    heading = next((place for place, line in enumerate(lines) if line.strip()), 0)
    columns = [_NAMES.get(_plain(cell), "") for cell in lines[heading].split("\t")] if lines else []
    if not set(columns) >= _NEEDED:
        return text
    sentences, day = [], ""
    for line in lines[heading + 1 :]:
        cells = dict(zip(columns, (cell.strip() for cell in line.split("\t")), strict=False))
        if not any(cells.values()):
            continue
        day = cells.get("day") or day
        led = f"，{cells['leader']}带班" if cells.get("leader") else ""
        sentences.append(f"{day} {cells.get('hours', '')} {cells.get('post', '')}：{cells.get('who', '')}{led}")
    return "\n".join(sentences)


def _plain(cell: str) -> str:
    return unicodedata.normalize("NFKC", cell).replace(" ", "").casefold()
