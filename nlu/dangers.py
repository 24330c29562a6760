"""Words of danger: somebody's life may be at risk now. A missed alarm is far worse than a false one, yet everyday
idioms (笑死了, 价格吓死人, 跳楼价) must not alarm, or nobody looks at alarms any more."""

import re

from nlu.clean import clean
from nlu.danger_words import NO, Danger
from nlu.dangers_around import AROUND
from nlu.dangers_of_body import OF_BODY
from nlu.pinyin import readings

_DANGERS = OF_BODY + AROUND

_AHEAD = re.compile(
    "预防|防止|谨防|以防|防范|(?<!不)小心|当心|(?<!没)(?<!没有)注意|避免|演练|演习|宣传|知识|讲座|万一|如果|要是"
    r"|假如|(?<!恐)(?<!害)怕(?!是)|保险|\b(?:if|in case|avoid|prevent|drill|beware)\b"
)
"""Before the words of an accident: a warning or a wish, nothing that has happened."""

_ADVICE = re.compile(r"(?:您|你)们?(?:要是|如果|万一|假如|若是?)|(?:要是|如果|万一|假如|若是?)(?:您|你)|\bif you\b")
"""Before words of danger: somebody tells somebody else what to do if it should happen."""

_SOUNDS = {
    "xiongkoutong": "chest_pain", "xiongkouteng": "chest_pain", "chuanbushangqi": "breathless",
    "chuanbuguoqi": "breathless", "huxikunnan": "breathless", "buxianghuole": "suicide",
}  # fmt: skip
"""How the plainest alarms sound, for whoever writes them in letters or with characters of the same sound."""

LONGEST_SOUND = 40

_CLAUSE = re.compile(r"[^，。！？；、,!?;\n~]+[，。！？；、,!?;\n~]?")
_JOKE = re.compile(
    "[笑累热冷饿渴困忙急吓烦贵馋香辣臭酸咸甜乐羡爱恨吵丑美撑胖穷烫](?:都|快|要|会)?死(?:我|人|你|个人|宝宝)?(?:了"
    "|啦|咯|喽|掉|的)*|(?<![痛疼喘闷晕血受])得(?:要|快|我|人|想)*[死命](?:了|啦|咯|的)?|要死要活|died? laughing"
    r"|laugh\w* to death|dying to (?:eat|try|buy)"
)
_FOR_SALE = re.compile(
    r"[^，。！？；、,!?;\n\s了]{0,12}(?:神器|神药|报警器|灭火器|灭火毯|防烟面罩|面罩|面具|救生[衣圈绳]|急救[包箱]"
    r"|逃生[绳梯]|扶手|拐杖"
    r"|保护器|防滑[垫鞋]|烫伤膏|创可贴|消毒[水液]|除草剂|老鼠药|杀虫剂|套装)[^，。！？；、,!?;\n了]{0,8}"
    r"(?:[¥￥]\s?\d|\d+(?:\.\d+)?\s?(?:元|块|/)|包邮|特价|促销|优惠|秒杀|团购|现货|到货|有售|批发|拼单)"
)
"""A remedy or tool with its price is an advert: 救命神器灭火器60元; 报警器响了 is none."""
_LONG_AGO = re.compile(
    r"上次|上回|以前|从前|去年|前年|那年|往年|年轻时|小时候|曾经|\d+年前|几年前|前几年|上个?月|last (?:year|month"
    "|time)|years ago|used to"
)
_STILL = re.compile(
    r"现在(?!好|没|已经好|不|都好|正常)|今天|刚|又|还[在是没不]|到现在|一直|\bnow\b|again|today|still"
)
_DENIED = re.compile(
    rf"(?:没有?|并没|未见?|无|{NO}(?:会|是|再|怎么|太)?|从不|别|不用|免得|省得|否认|\bno|\bnot|n't|without|never"
    r"|denie[sd])(?:什么|啥|发生|出现|感觉|觉得|明显|过|\s|any|a|having|have|feel)*\Z"
)
_SOUNDS_DENIED = re.compile(r"(?:mei|meiyou|bu|wu)$")
_ASKED = re.compile(r"(?:是不是|会不会是?|要不要)\s*\Z")


def danger(text: str) -> str | None:
    """The kind of danger that a message speaks of as happening now, or None.

    Kinds: suicide, chest_pain, breathless, choking, unconscious, seizure, stroke, bleeding, childbirth, poisoning,
    gas, fire, fall, electric_shock, burn, drowning, violence, accident, missing, rescue; of several, the first of
    this list. None for what is denied (没有胸痛), long over (上次摔倒过), warned of (小心摔倒), an idiom or a joke.
    """
    spoken = _FOR_SALE.sub(" 哈 ", _JOKE.sub(" 哈 ", clean(text).lower().replace("囗", "口")))
    clauses = _CLAUSE.findall(spoken)
    excused = set()
    for kind in _DANGERS:
        if kind.words.search(spoken):
            if any(_speaks_of(kind, clause) for clause in clauses):
                return kind.kind
            excused.add(kind.kind)
    sounds = _sounds_like(spoken)
    return None if sounds in excused else sounds


def _sounds_like(spoken: str) -> str | None:
    """The danger that a short message sounds like: 熊口痛, xiongkou tong."""
    if len(spoken) > LONGEST_SOUND:
        return None
    sound = "".join(readings(character)[0] for character in spoken if character.isalpha())
    for alarm, kind in _SOUNDS.items():
        found = sound.find(alarm)
        if found >= 0 and not _SOUNDS_DENIED.search(sound, 0, found):
            return kind
    return None


def _speaks_of(kind: Danger, clause: str) -> bool:
    if kind.idioms and kind.idioms.search(clause):
        return False
    return any(not _excused(kind, clause[: found.start()], clause) for found in kind.words.finditer(clause))


def _excused(kind: Danger, before: str, clause: str) -> bool:
    if _ADVICE.search(before) or (kind.accident and _AHEAD.search(before)):
        return True
    if _DENIED.search(before) and not _ASKED.search(before):
        return True
    return bool(_LONG_AGO.search(before)) and not _STILL.search(clause)
