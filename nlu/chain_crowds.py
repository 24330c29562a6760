"""Several persons on one line of a chain post: parted where each has a door or a number, and only if that is sure."""

import re
from dataclasses import replace
from itertools import pairwise

from nlu.catalog import Catalog
from nlu.chain_lines import Row
from nlu.chain_senders import Sender, is_goods, read_sender
from nlu.doors import find_door
from nlu.orders import understand

LONGEST_CROWD = 300

_FIGURED_DOOR = re.compile(r"(?<![\d.-])\d{1,3}[-_—/]\d{3,4}(?![\d斤个盒袋箱只条包份]|[./-]\d)")
_DOOR_SIGN = re.compile(r"[号幢栋座橦#]|\d[-_—/](?=\d)")
_BREAK = re.compile(r"[\s,，;；。、/|]+")
_NUMBER = re.compile(
    r"(?P<number>\d{1,4})(?:[.、)）:：]\s*|\s+)?(?=[^\d\s_/幢栋座橦#号弄组单元楼室斤两个只.-]|\d{1,3}[-幢栋座#号])"
)
_ENDS_IN_AMOUNT = re.compile(
    r"(?:\d|[\d一二两三四五六七八九十半][斤两个只条盒袋箱包份把块瓶桶提板颗棵根克]半?)[)）]?[\s,，;；。、/|]*$|\)[\s,，;；。、]*$"
)
_FOR_ANOTHER = re.compile("[帮给替代]")
_BEHIND_ANOTHER = re.compile(
    r"[\u4e00-\u9fff].*[\d一二两三四五六七八九十半]|[\d一二两三四五六七八九十半]\s?[斤两个只条盒袋箱包份把块瓶桶提板颗棵根克]"
)
_EDGES = " \t,，;；。、/|"


def part(row: Row, catalog: Catalog) -> list[Row]:
    """The rows of a row: itself, or one for each person on it."""
    if len(row.text) > LONGEST_CROWD or _FOR_ANOTHER.search(row.text):
        return [row]
    by_number = _at_numbers(row, catalog)
    if len(by_number) > 1:
        return by_number
    by_door = _at_doors(row, catalog)
    return by_door if len(by_door) > 1 else [row]


def is_crowded(goods: str) -> bool:
    """Whether another door stands among goods, with words behind it: whose those are is not sure."""
    found = _door_at(goods, 0) if _DOOR_SIGN.search(goods) else None
    if found is None:
        return False
    before, behind = goods[: found[0]], goods[found[1] :]
    return bool(before.strip(_EDGES)) and _BEHIND_ANOTHER.search(behind) is not None


def _at_numbers(row: Row, catalog: Catalog) -> list[Row]:
    """1新屋5号 宋师傅 肋条2斤 2新屋6号 阿根 鸡蛋2盒: where the next number stands before the next person."""
    if not row.number:
        return [row]
    rows, start, value = [], 0, row.number
    for gap in _BREAK.finditer(row.text):
        number = _NUMBER.match(row.text, gap.end())
        if number is None or int(number["number"]) != value + 1:
            continue
        before, behind = row.text[start : gap.start()], row.text[number.end() :]
        if not (_ENDS_IN_AMOUNT.search(before) and _is_person(behind, catalog)):
            continue
        rows.append(replace(row, number=value, text=before.strip(_EDGES)))
        start, value = number.end(), value + 1
    rows.append(replace(row, number=value, text=row.text[start:].strip(_EDGES)))
    return rows


def _is_person(text: str, catalog: Catalog) -> bool:
    if not read_sender(text, catalog).sure:
        return False
    door = _door_at(text, 0)
    return (door is not None and door[0] == 0) or not is_goods(_BREAK.split(text, maxsplit=1)[0], catalog)


def _at_doors(row: Row, catalog: Catalog) -> list[Row]:
    """王芳 3-201 猪肉2斤；李强 3-202 排骨1斤: each with a door, each with goods that are clear."""
    doors = _doors(row.text) if len(_DOOR_SIGN.findall(row.text)) > 1 else []
    if len(doors) < 2:
        return [row]
    name_first = bool(row.text[: doors[0][0]].strip(_EDGES))
    cuts = [0]
    for (_, end), (start, _) in pairwise(doors):
        cut = _name_start(row.text, end, start) if name_first else start
        if cut is None:
            return [row]
        cuts.append(cut)
    texts = [row.text[cut:end].strip(_EDGES) for cut, end in zip(cuts, [*cuts[1:], None], strict=True)]
    senders = [read_sender(text, catalog) for text in texts]
    if len({bool(sender.who) for sender in senders}) > 1 or not all(_is_clear(each, catalog) for each in senders):
        return [row]
    return [replace(row, number=row.number if at == 0 else 0, text=text) for at, text in enumerate(texts)]


def _name_start(text: str, end: int, start: int) -> int | None:
    """Where the name before a later door begins: its last word, when that is no goods."""
    words = text[end:start].rstrip(_EDGES)
    gaps = list(_BREAK.finditer(words))
    if not gaps:
        return None
    name = words[gaps[-1].end() :]
    return None if not name or re.search(r"\d", name) else end + gaps[-1].end()


def _is_clear(sender: Sender, catalog: Catalog) -> bool:
    read = understand(sender.goods, catalog)
    return bool(sender.key) and read.intent == "order" and bool(read.lines) and not read.questions


def _doors(text: str) -> list[tuple[int, int]]:
    found, at = [], 0
    while (door := _door_at(text, at)) is not None:
        found.append(door)
        at = door[1]
    return found


def _door_at(text: str, start: int) -> tuple[int, int] | None:
    """The next door from a place on."""
    figured, found = _FIGURED_DOOR.search(text, start), find_door(text[start:])
    spans = [figured.span()] if figured else []
    spans += [(start + found.start, start + found.end)] if found else []
    return min(spans, default=None)
