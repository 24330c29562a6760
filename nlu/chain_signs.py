"""Whether a text is a chain post (接龙), to tell it from an announcement, an order and a report of visits."""

import re

from nlu.chain_lines import Row, is_empty, is_example, is_heading, rows_of
from nlu.doors import find_door
from nlu.introductions import read_introduction
from nlu.surnames import SINGLE

LONGEST_GLANCE = 4_000
ENOUGH, ENOUGH_BARE = 2, 4
"""So many rows from somebody make a chain, with list numbers or without; under the heading #接龙 one does."""

_HEADING = re.compile(r"^\s*[#＃]\s?(?:群?接龙|团购)|接龙", re.MULTILINE)
_AMOUNT = re.compile(
    r"[\d一二两三四五六七八九十半]\s?[斤两个只条袋盒箱包份把块瓶桶板颗棵根提公]"
    r"|[\u4e00-\u9fff]\s?[\d一二两三四五六七八九十](?![\d.:]|[月日点号幢栋口人天])"
    r"|不要|取消|同上|\+\s?\d"
)
_OFFERS = re.compile(r"(?<!单)元|¥|￥|价|每户|限\d|限购|共\d|截止|/[斤个盒袋]|\d\s?[一每][斤个盒袋箱份]")
_PLAIN_DOOR = re.compile(r"(?<!\d)(?<!\d[.-])\d{1,3}\s?[-/_]\s?\d{1,4}(?![\d斤个盒袋]|[./-]\d)")
_HEALTH = re.compile(r"体温|发烧|咳嗽|℃|[3]\d\.\d|血压|核酸|常住|返乡|返回|走访")
_ERRAND = re.compile("(?:麻烦|请|顺便)?[帮给替代]")
_FIRST_WORD = re.compile(r"[^\s,，、:：.]{1,8}(?=[\s,，、:：.])")


def looks_like_chain(text: str) -> bool:
    """Whether several people order in one text, each by name or door."""
    glance = text[:LONGEST_GLANCE]
    if "\n" not in glance and len(glance) < 24:
        return False
    rows = [row for row in rows_of(glance) if not (is_empty(row.text) or is_example(row.text))]
    if not any(row.number for row in rows):
        rows = [row for row in rows if not is_heading(row.text)]
    found = [row for row in rows if _is_somebodys(row)]
    if _HEADING.search(glance):
        return bool(found)
    return len(found) >= ENOUGH_BARE or sum(row.number > 0 for row in found) >= ENOUGH


def goes_on(text: str) -> bool:
    """Whether a text is the next part of a chain post, be it a single numbered row."""
    return any(row.number and _is_somebodys(row) for row in rows_of(text[:LONGEST_GLANCE])) or looks_like_chain(text)


def _is_somebodys(row: Row) -> bool:
    """3-201 王芳 青菜2斤, 1. 王芳 猪肉2斤, 何大姐：排骨1斤."""
    told = _ERRAND.match(row.text) or _OFFERS.search(row.text) or _HEALTH.search(row.text)
    if told or not _AMOUNT.search(row.text):
        return False
    head = row.text[:24]
    if find_door(head) is not None or _PLAIN_DOOR.search(head[:14]):
        return True
    word = _FIRST_WORD.match(row.text)
    return _is_name(row.poster) or (row.number > 0 and word is not None and _is_name(word[0]))


def _is_name(word: str) -> bool:
    return word in SINGLE or (bool(word) and read_introduction(word).name == word)
