"""Requests about a chat itself: a code that binds it, a link for somebody; and what an introduction asks besides.

All read cleaned text.
"""

import re

from nlu.doors import find_door
from nlu.introductions import Introduction
from nlu.units import COUNTED, GRAMS

CODE_DIGITS = 8

_CODE = rf"\d{{4}}[ -]?\d{{{CODE_DIGITS - 4}}}"
_BIND = re.compile(
    r"(?:我要|我想|怎么|请|帮我)*"
    r"(?:绑定|(?:更?换|加|添加|换了?个?)(?:一?个|了)?新?(?:设备|手机)|换号|bind|(?:new|another) (?:phone|device))"
    rf"\s*[:：,，]?\s*(?P<code>{_CODE})?[。.!！了吧吗?？]*",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"(?:请|帮我|给我)*(?:做|发|要|给)?(?:一?个)?"
    r"(?:登[录陆]链接|聊天链接|邀请链接|登[录陆]二维码|邀请(?= )|invite|(?:login |chat )?link for)"
    r"\s*(?:给|for)?\s*[:：,，]?\s*(?P<whom>.{0,30})"
    r"|(?:请|帮我)*给(?P<given>.{2,20}?)(?:做|发|弄)一?个?(?:登[录陆]|聊天|邀请)链接",
    re.IGNORECASE,
)
_UNITS = "|".join(map(re.escape, (*GRAMS, *sorted(COUNTED))))
AMOUNT = re.compile(rf"[\d一二两三四五六七八九十半][\d.点多来个]*\s?(?:{_UNITS})(?!人)", re.IGNORECASE)


def binding(text: str) -> str | None:
    """The code to bind a chat with (绑定 12345678), "" when none is given (换手机), None for other words."""
    found = _BIND.fullmatch(text)
    return _digits(found["code"] or "") if found else None


def bare_code(text: str) -> str | None:
    """The code when a message is nothing else."""
    return _digits(text) if re.fullmatch(_CODE, text) else None


def link_for(text: str) -> str | None:
    """For whom a link is asked (登录链接 李阿公), "" when nobody is named, None for other words."""
    found = _LINK.fullmatch(text)
    return (found["whom"] or found["given"] or "").strip() if found else None


def besides(text: str, introduction: Introduction) -> str:
    """What a line wants besides an introduction: 要猪肉2斤 of 我是3幢201李建国，要猪肉2斤; "" if nothing certain."""
    rest = text
    found = find_door(rest)
    if found:
        rest = f"{rest[: found.start]} {rest[found.end :]}"
    for said in (introduction.name, introduction.phone):
        rest = rest.replace(said, " ") if said else rest
    rest = re.sub(r"^[\s,，。.;；:：]*(?:我是|我叫|我住在?|住在?|是|的)*[\s,，。.;；:：]*", "", rest)
    return rest.strip() if AMOUNT.search(rest) else ""


def _digits(text: str) -> str:
    return "".join(filter(str.isdecimal, text))
