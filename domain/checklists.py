"""What is looked at in a shop: named lists of a few questions, each in force from a day on.

The house ships some; a village writes its own rows, and a row of the same name takes the place of what was there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

MOST_ITEMS = 12
LONGEST_ITEM = 60
LONGEST_NAME = 30


@dataclass(frozen=True, slots=True)
class Checklist:
    """Its items as questions that 合格 or 不合格 answers; none of them: from that day on there is no such list."""

    name: str
    since: date
    items: tuple[str, ...]
    begins_at: int = 0  #: epoch ms: midnight of that day where it is in force
    every_days: int = 0  #: 0: as often as the village's setting says
    id: int = 0  #: 0 for one that the house ships


SHIPPED = (
    Checklist(
        "九小行业六项", date(2020, 3, 6),
        (
            "门口贴了戴口罩的提示", "发放、张贴了防控宣传单", "三本台账：员工、顾客、消毒", "有体温计，给进店的人量",
            "有废弃口罩专用桶", "每天消毒两次",
        ),
    ),
    Checklist(
        "复工企业六个一", date(2020, 2, 7),
        (
            "一个工作机制", "一个防控制度", "一张人员名单", "一个独立观察点", "一批防疫物资", "一个应急流程",
        ),
    ),
    Checklist(
        "沿街商铺防疫检查", date(2022, 1, 1),
        (
            "场所码贴在门口，进店都扫", "进店测温", "查验防疫码", "员工按时做核酸", "防疫物资放在柜台，不在仓库",
            "监控开着",
        ),
    ),
)  # fmt: skip
"""Jiaozhou's list for small trades, the six of Yuhuan's reopening firms, Wenzhou's list for shops on the street."""


def in_force(levels: Iterable[Iterable[Checklist]], now: int) -> list[Checklist]:
    """The lists of a moment: `levels` holds the rows of an area, then those of each area above it, then the shipped
    ones; the nearest level that knows a name decides, and of its rows the newest that has begun."""
    found: dict[str, Checklist] = {}
    for rows in levels:
        begun: dict[str, Checklist] = {}
        for row in rows:
            if row.begins_at <= now and (row.name not in begun or begun[row.name].begins_at <= row.begins_at):
                begun[row.name] = row
        found |= {name: row for name, row in begun.items() if name not in found}
    return [row for row in found.values() if row.items]


def chosen(lists: Iterable[Checklist], name: str) -> Checklist | None:
    """The list of that name; the first where a shop names none, or one that is no more."""
    rows = list(lists)
    return next((row for row in rows if row.name == name), rows[0] if rows else None)


def tidied(lines: Iterable[str]) -> tuple[str, ...]:
    """Items as they were written, a line each, without blanks and list numbers."""
    plain = (line.strip().lstrip("0123456789.、)） ").strip() for line in lines)
    return tuple(dict.fromkeys(line for line in plain if line))


def trouble(name: str, items: tuple[str, ...]) -> str:
    """Why there can be no such list (no_name, long_name, many, long_item), or ""."""
    if not name:
        return "no_name"
    if len(name) > LONGEST_NAME:
        return "long_name"
    if len(items) > MOST_ITEMS:
        return "many"
    return "long_item" if any(len(item) > LONGEST_ITEM for item in items) else ""
