"""A notice as it is read over the loudspeaker: short sentences, figures in words, nothing that only eyes see."""

import re
import unicodedata

from nlu.spoken_numbers import said_aloud

_LINK = re.compile(r"(?:https?://|www\.)\S+|t\.me/\S+", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[·•●○◆■▪*+①-⑳-]|\d{1,2}[.、)）]|[（(]\d{1,2}[)）])\s*", re.MULTILINE)
_BRACKETS = re.compile(r"\s*[（(【\[〔]([^（()）【】\[\]〔〕\n]*)[)）】\]〕]\s*")
_SIGNS = re.compile(r"""[“”"「」『』《》<>（()）【】\[\]〔〕*_`~#]""")
_SENTENCE_END = re.compile(r"(?<=[。！？；!?;])\s*|\n+")
_COMMA = re.compile(r"(?<=[，、,])\s*")
_BEFORE_A_TIME = re.compile(r"(?<=[日号天])\s+(?=[凌早上中下傍晚夜一二三四五六七八九十两零])")
_STOPS = "。！？；：，、!?;:,. "
LITTLE = 8
BREATH = 24
"""Characters that are read in one breath; a longer sentence goes on after a comma, on a line of its own."""


def spoken_lines(text: str) -> list[str]:
    """The sentences of a text as they are read aloud, a breath each. What opens and ends the reading is not there.

    Links are left out, with their line where that says little else; a list's points become sentences.
    """
    lines = []
    for written in text.replace("\r\n", "\n").split("\n"):
        heard = _LINK.sub("", written)
        if heard != written and len(heard.strip(_STOPS)) <= LITTLE:
            continue
        plain = _SIGNS.sub("", _BRACKETS.sub(r"，\1，", _BULLET.sub("", heard)))
        for sentence in _SENTENCE_END.split(_without_pictures(plain)):
            lines += _breaths(_tidied(said_aloud(sentence)))
    return lines


def _without_pictures(text: str) -> str:
    return "".join(sign for sign in text if unicodedata.category(sign) not in ("So", "Sk", "Cf", "Cs", "Co", "Mn"))


def _tidied(sentence: str) -> str:
    """With one stop at its end, and commas where only blanks stood between Chinese words."""
    sentence = _BEFORE_A_TIME.sub("", sentence.strip())
    sentence = re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "，", sentence)
    sentence = re.sub(r"[，,](?=[，,、。！？；：])|(?<=[：。！？；])[，,]+|^[，,、]+", "", sentence)
    if not sentence.strip(_STOPS):
        return ""
    return sentence if sentence[-1] in "。！？!?" else sentence.rstrip(_STOPS) + "。"


def _breaths(sentence: str) -> list[str]:
    breaths: list[str] = []
    for part in _COMMA.split(sentence) if len(sentence) > BREATH else [sentence]:
        if breaths and len(breaths[-1]) + len(part) <= BREATH:
            breaths[-1] += part
        elif part:
            breaths.append(part)
    return breaths
