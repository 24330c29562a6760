"""Group-buy windows in a file: JSON as a list of windows, csv and xlsx with a row an item."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from sheets.refusals import Refusal, SheetRefused
from sheets.table import Columns, Row, read_table

COLUMNS: Columns = {
    "title": ("标题", "团名", "团购", "团购名称"),
    "village": ("村", "村庄", "村名", "行政村", "村社", "社区"),
    "closes_at": ("截止", "截止时间", "截止日期", "截团时间", "截单时间"),
    "item": ("品名", "货品", "商品", "商品名称", "菜名", "名称"),
    "unit": ("单位",),
    "price": ("价格", "单价", "价钱", "团购价"),
    "market_price": ("市场价", "市场价格", "市价"),
    "quota": ("总量", "总数", "数量", "库存"),
    "limit": ("限购", "每户限购", "每户限量", "每户限"),
    "aliases": ("别名",),
    "spec": ("规格",),
    "weighed": ("称重",),
    "donor": ("捐赠", "捐赠人"),
    "case_size": ("整箱", "一箱", "每箱"),
    "minimum": ("起订量", "成团数", "最低数量"),
    "sharing": ("分配", "分配方式", "怎么分"),
    "to_share": ("可分", "可分数量"),
    "arrives": ("到货", "到货时间", "到货日期"),
    "place": ("地点", "取货点", "取货地点", "提货点"),
    "pay": ("付款", "付款方式", "支付方式"),
    "contact": ("联系人", "联系", "联系电话"),
}
REQUIRED = ("title", "village", "closes_at", "item", "unit", "price")

WINDOW_FIELDS = ("title", "village", "closes_at", "arrives", "place", "pay", "contact")
PLAIN_FIELDS = (
    "item", "unit", "price", "market_price", "quota", "limit", "aliases", "spec", "weighed", "donor",
)  # fmt: skip
TERMS = ("case_size", "minimum", "sharing", "to_share")
"""What only some goods have; an export names it for those."""

ITEM_FIELDS = (*PLAIN_FIELDS, *TERMS)
_KNOWN = frozenset({"id", "number", "state", "taken", *WINDOW_FIELDS, *ITEM_FIELDS, "items"})
"""id, number, state and taken are what an export adds; an import passes over them."""

JSON_BYTES = 20_000_000
MOST_WINDOWS = 2_000
MOST_ITEMS = 200


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a window or an item as text, with where it stands in the file."""

    place: str  #: "window 2, item 3"
    values: Mapping[str, str]
    aliases: tuple[str, ...] = ()
    items: tuple["Fields", ...] = ()
    wrong: tuple[Refusal, ...] = field(default=())

    def get(self, name: str) -> str:
        return self.values.get(name, "")

    def refusal(self, name: str, reason: str) -> Refusal:
        return Refusal(f"{self.place}, field {name}", reason)


def read_windows(path: Path) -> Iterator[Fields]:
    """The windows of a file in its order. Raises SheetRefused, also while they are iterated."""
    if path.suffix.lower() == ".json":
        return _from_json(path)
    return _from_table(path)


def _from_table(path: Path) -> Iterator[Fields]:
    """Rows of one window stand together, or apart with the same title, village and closing time."""
    windows: dict[tuple[str, ...], list[Row]] = {}
    for row in read_table(path, COLUMNS, REQUIRED).rows:
        windows.setdefault(tuple(row.get(name) for name in WINDOW_FIELDS[:3]), []).append(row)
        if len(windows) > MOST_WINDOWS:
            raise SheetRefused(f"{path.name} has more than {MOST_WINDOWS:,} windows; split it")
    for number, rows in enumerate(windows.values(), start=1):
        items = tuple(
            Fields(f"row {row.number}", {name: row.get(name) for name in ITEM_FIELDS}, _split(row.get("aliases")))
            for row in rows
        )
        values = {name: next((row.get(name) for row in rows if row.get(name)), "") for name in WINDOW_FIELDS}
        yield Fields(f"window {number} (row {rows[0].number})", values, items=items)


def _from_json(path: Path) -> Iterator[Fields]:
    try:
        if path.stat().st_size > JSON_BYTES:
            raise SheetRefused(f"{path.name} is larger than {JSON_BYTES // 1_000_000} MB; split it")
        loaded = json.loads(path.read_text("utf-8-sig"), parse_float=Decimal, parse_constant=str)
    except OSError as error:
        raise SheetRefused(f"{path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise SheetRefused(f"{path.name} is not in UTF-8; save it as UTF-8") from None
    except (json.JSONDecodeError, RecursionError) as error:
        where = f" at line {error.lineno}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        raise SheetRefused(f"{path.name} is no JSON{where}") from None
    except ValueError:
        raise SheetRefused(f"{path.name} holds a number of thousands of digits") from None
    if not isinstance(loaded, list):
        raise SheetRefused(f'{path.name} must be a list of windows: [{{"title": ..., "items": [...]}}]')
    if len(loaded) > MOST_WINDOWS:
        raise SheetRefused(f"{path.name} has more than {MOST_WINDOWS:,} windows; split it")
    for number, entry in enumerate(loaded, start=1):
        yield _window(f"window {number}", entry)


def _window(place: str, entry: Any) -> Fields:
    if not isinstance(entry, dict):
        return Fields(place, {}, wrong=(Refusal(place, "is no object with title, village, closes_at and items"),))
    listed = entry.get("items")
    if not isinstance(listed, list) or not listed:
        return Fields(place, {}, wrong=(Refusal(f"{place}, field items", "must be a list of items, not empty"),))
    if len(listed) > MOST_ITEMS:
        return Fields(place, {}, wrong=(Refusal(f"{place}, field items", f"has more than {MOST_ITEMS} items"),))
    items = tuple(_item(f"{place}, item {number}", item) for number, item in enumerate(listed, start=1))
    values, wrong = _texts(place, entry, skip=("items",))
    return Fields(place, values, (), items, wrong)


def _item(place: str, entry: Any) -> Fields:
    if not isinstance(entry, dict):
        return Fields(place, {}, wrong=(Refusal(place, "is no object with item, unit and price"),))
    values, wrong = _texts(place, entry, skip=("aliases",))
    aliases = entry.get("aliases") or []
    if isinstance(aliases, str):
        aliases = list(_split(aliases))
    if not isinstance(aliases, list) or not all(isinstance(alias, str) for alias in aliases):
        return Fields(place, values, wrong=(Refusal(f"{place}, field aliases", "must be a list of texts"),))
    return Fields(place, values, tuple(alias.strip() for alias in aliases if alias.strip()), (), wrong)


def _texts(place: str, entry: Mapping[str, Any], skip: tuple[str, ...]) -> tuple[dict[str, str], tuple[Refusal, ...]]:
    values = {}
    wrong = []
    for name, value in entry.items():
        if name in skip:
            continue
        if name not in _KNOWN:
            wrong.append(Refusal(f"{place}, field {str(name)[:40]}", "is unknown; is it misspelt?"))
        elif isinstance(value, bool):
            values[name] = "yes" if value else "no"
        elif value is None or isinstance(value, str | int | Decimal):
            values[name] = "" if value is None else str(value).strip()
        else:
            wrong.append(Refusal(f"{place}, field {name}", "must be a text or a number"))
    return values, tuple(wrong)


def _split(text: str) -> tuple[str, ...]:
    """Aliases of a cell: 猪肉; 肉."""
    parts = text.replace("；", ";").replace("、", ";").replace("，", ";").replace(",", ";").split(";")
    return tuple(part.strip() for part in parts if part.strip())
