"""A table in an announcement, written as the words that people use without one.

| 品名 | 单价(元/斤) | 每户限购 |⏎| 猪肉 | 35 | 4 | is 猪肉 35元/斤 限4.
"""

import re

_COLUMNS = {
    "name": "品名|名称|商品(?:名称?)?|货品|菜品|品种|菜名|产品",
    "price": "价格|单价|售价|团购价|优惠价|价钱|现价|价",
    "unit": "(?:计量)?单位",
    "limit": "(?:每[户家](?:限[购量]?)?|限购量?)",
    "capped": "限量|限",
    "quota": "总?数量|总量|库存|总数|备货",
    "market": "市场价|原价|市价|超市价",
    "spec": "规格|备注|说明|产地",
    "number": "序号|编号|No\\.?",
}
_UNIT_BESIDE = r"(?:\s?[(（](?P<unit>[^()（）]{1,6})[)）])?"
_HEADINGS = {name: re.compile(f"(?:{words}){_UNIT_BESIDE}") for name, words in _COLUMNS.items()}
_BEFORE = {"limit": "限", "quota": "共", "market": "市场价", "capped": "限定"}
"""Whether 限量 4斤 is meant for a household or in all is not said by a heading: 限定 is asked."""

_AMOUNT = re.compile(r"\d+(?:\.\d+)?\s?(?:[a-z]|(?-i:[\u4e00-\u9fff])){0,2}(?:/.*)?", re.IGNORECASE)
_PRICE = re.compile(r"[¥￥]?\s?\d.*|免费.*|.*[一二三四五六七八九十百].*[元块斤].*")
_NOTHING = frozenset(("", "-", "/", "无", "不限", "—"))


def rows_in_words(lines: list[str]) -> list[str]:
    """The lines with those of a table, known by its heading, written as items; the heading is gone."""
    found: list[str] = []
    headings: list[tuple[str, str]] = []
    for line in lines:
        cells = _cells(line)
        if heading := _headings(cells):
            headings = heading
        elif headings and (row := _row(headings, cells)):
            found.append(row)
        else:
            found.append(line)
    return found


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in (line.strip().strip("|").split("|") if "|" in line else line.split())]


def _headings(cells: list[str]) -> list[tuple[str, str]]:
    """The column that each cell names and the unit beside it; none when one of them names no column."""
    columns = []
    for cell in cells:
        named = ((name, match) for name, words in _HEADINGS.items() if (match := words.fullmatch(cell)))
        name, match = next(named, ("", None))
        if match is None:
            return []
        columns.append((name, match["unit"] or ""))
    return columns if {"name", "price"} <= {name for name, _ in columns} else []


def _row(columns: list[tuple[str, str]], cells: list[str]) -> str:
    """An item in words, "" when the cells are no row of the table."""
    if len(cells) != len(columns):
        return ""
    said = {name: (cell, unit) for (name, unit), cell in zip(columns, cells, strict=True) if cell not in _NOTHING}
    price, per = said.get("price", ("", ""))
    if "name" not in said or not _PRICE.fullmatch(price):
        return ""
    per = per if "/" in per or "unit" not in said else f"{per}/{said['unit'][0]}"
    if price[-1].isdigit() and "/" not in price:
        price += per
    elif "/" not in price:
        price += per[per.find("/") :] if "/" in per else ""
    words = [said["name"][0], price]
    if "capped" in said and "limit" in said:
        said["quota"] = said.pop("capped")
    for name in ("limit", "capped", "quota", "market"):
        if name in said:
            cell, unit = said[name]
            amount = cell + unit if cell[-1].isdigit() else cell
            words.append(_BEFORE[name] + amount if _AMOUNT.fullmatch(amount) else amount)
    return " ".join([*words, said.get("spec", ("", ""))[0]]).strip()
