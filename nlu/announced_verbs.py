"""The verbs of a correction: 加, 改成, 删掉, 不要了."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nlu.announced_items import AnnouncedItem
from nlu.numerals import read_count

ADDED = "+"
"""Stands before what is added: 加鸡蛋28元/盒 is +鸡蛋28元/盒."""

CHANGED = "="
"""Stands before the new value: 鸡蛋改成29 is 鸡蛋=29."""

_START = r"(?:^|(?<=[\s,，;；。、]))"
_PLEASE = "(?:请|帮我|帮忙|麻烦您?)*"
_ADDS = re.compile(
    rf"{_START}{_PLEASE}(?:再|另外?|还要?|也)*(?:加(?![碘吉厚大长绒量])上?|增加|添加?|补充?|新增)了?(?:一?[个样种])?[:：]?\s?"
    r"(?=[\u4e00-\u9fff])",
    re.MULTILINE,
)
_OBJECT = re.compile(rf"{_START}{_PLEASE}[把将](?=\S)", re.MULTILINE)
_CHANGES = re.compile(
    r"\s?(?:(?<![市场原菜])的?(?:价格?|单价|价钱))?\s?(?:要|应该?|请|再|都|先|也)?"
    r"(?:(?:改|更[正改]|修改|换|变|调整?|涨|降|推迟|提前|延[后长迟期]?)(?:成|为|到|至|在|是)"
    r"|改(?=\s?[¥￥\d一二两三四五六七八九十免]))\s?"
    r"|\s?(?:应该?)?是(?=\s?[¥￥]?\d)"
)
_FIELD = re.compile(
    r"(?:(?:截[止单团至]|结束|到货|到村|领取|自提|取货|提货|拿菜)(?:时间|日期)?|地[点址]|付款|支付|联系人?|电话"
    r"|标题|团名|名称|名字)(?:方式)?$"
)
_WHICH_TIME = re.compile("(?:时间|日期)$")
_OLD_VALUE = re.compile(rf"[¥￥]?\d+(?:\.\d+)?\s?(?:元|块钱?)?(?:\s?[/每一]\s?[\u4e00-\u9fff]{{1,2}})?(?={CHANGED})")

_GO = "(?:删掉|删除|删去|删了?|去掉|去除|取消|拿掉|撤掉|撤下|下架|划掉|减掉|移除)"
_GONE = re.compile(rf"{_PLEASE}(?:{_GO}|不要|不卖)了?\s?(?P<names>[^\n]{{1,40}}?)(?:吧|了)?")
_NOT_WANTED = re.compile(
    rf"{_PLEASE}[把将]?(?P<names>[^\n]{{1,40}}?)\s?(?:就|都|先|也|这次|今天)*"
    rf"(?:不要|不卖|不上|不进|没有|没货|缺货|断货|卖完|{_GO})(?:了|吧|掉)*"
)
_CLAUSE = re.compile(r"[^\n,，;；。!！]+")
_BETWEEN = re.compile(r"[\s、和与跟及/]+")
_ORDINAL = re.compile(r"第?(?P<number>\d{1,2}|[一二三四五六七八九十]{1,2})[个样项号行条种]?")


def in_plain_words(text: str) -> str:
    """A correction with marks in place of its verbs, so that it reads like an announcement."""
    text = _OBJECT.sub("", _ADDS.sub(ADDED, text))
    pieces, end = [], 0
    for match in _CHANGES.finditer(text):
        before = text[end : match.start()]
        mark = ":" if _FIELD.search(before) else " " if _WHICH_TIME.search(before) else CHANGED
        pieces += [before, mark]
        end = match.end()
    return _OLD_VALUE.sub("", "".join([*pieces, text[end:]]))


@dataclass(frozen=True, slots=True)
class Removal:
    """What a correction takes away: names of items, words that name none, and the words that say something else."""

    names: tuple[str, ...]
    unknown: tuple[str, ...]
    rest: str


def named_to_remove(text: str, items: Sequence[AnnouncedItem]) -> Removal:
    """Takes 删掉带鱼 and 带鱼不卖了 out of a correction."""
    removed: list[str] = []
    unknown: list[str] = []
    rest: list[str] = []
    end = 0
    for match in _CLAUSE.finditer(text):
        clause = match[0].strip()
        rest.append(text[end : match.start()])
        end = match.end()
        if names := _removed_by(clause, items):
            removed += names
            continue
        for piece in re.split(r"[\s、]+", clause):
            names = _removed_by(piece, items)
            removed += names
            if not names and _GONE.fullmatch(piece):
                unknown.append(piece)
            elif not names:
                rest += [piece, " "]
    return Removal(tuple(dict.fromkeys(removed)), tuple(unknown), "".join([*rest, text[end:]]))


def _removed_by(words: str, items: Sequence[AnnouncedItem]) -> list[str]:
    """The items named in 删掉带鱼和豆腐 or 带鱼不卖了; none when one of them is not on the draft."""
    found = _GONE.fullmatch(words) or _NOT_WANTED.fullmatch(words)
    if found is None:
        return []
    meant = [_meant(name, items) for name in _BETWEEN.split(found["names"].strip()) if name]
    return [item.name for item in meant if item] if all(meant) else []


def _meant(name: str, items: Sequence[AnnouncedItem]) -> AnnouncedItem | None:
    """The item of this name, this place on the list, or the only one whose name holds it."""
    exact = [item for item in items if name == item.name or name in item.aliases]
    if ordinal := _ORDINAL.fullmatch(name):
        place = read_count(ordinal["number"])
        exact += items[place[0] - 1 : place[0]] if place and place[0] > 0 else []
    alike = exact or [item for item in items if name in item.name]
    return alike[0] if len(alike) == 1 else None
