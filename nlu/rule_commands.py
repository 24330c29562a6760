"""What a cadre says of reminders: 提醒三组每天7:30：请量体温, 提醒列表, 关掉提醒3, 提醒3停到周五, 2小时后再提醒."""

import re
from dataclasses import dataclass

from domain.rules import MOST_STEPS, Do, Follow
from domain.spans import HOUR, MINUTE
from nlu.clean import clean
from nlu.numerals import read_count

_NUMBER = r"(?:第|no\.? ?|#)?(?P<number>\d{1,4}|[一二三四五六七八九十]{1,3})(?:号|条|个)?"
_PLEASE = r"(?:请|麻烦|帮我|把|先|please )*"
_BEHIND = r"[\s:：,，]*(?P<rest>.*)"
_WORDS: tuple[tuple[str, str], ...] = (
    (
        "list",
        r"(?:看看?|查看?|所有的?|全部的?|我的|都?有哪些)*提醒(?:列表|清单|都?有哪些|有什么)|(?:所有|全部)的?提醒",
    ),
    ("list", r"(?:show |list |all |my |the )*reminders"),
    ("off", rf"(?:关掉|关闭|关了|停掉|停用|取消|删掉|删除|关){_PLEASE}提醒{_NUMBER}"),
    ("off", rf"提醒{_NUMBER}(?:关掉|关闭|关了|停用|停掉|不要了|取消)了?"),
    ("off", rf"(?:turn|switch) off reminder {_NUMBER}"),
    ("off", rf"(?:(?:turn|switch) )?reminder {_NUMBER} off"),
    ("on", rf"(?:打开|开启|恢复|启用|开){_PLEASE}提醒{_NUMBER}"),
    ("on", rf"提醒{_NUMBER}(?:打开|开启|恢复|启用)"),
    ("on", rf"(?:turn|switch) on reminder {_NUMBER}"),
    ("on", rf"(?:(?:turn|switch) )?reminder {_NUMBER} on"),
    ("snooze", rf"提醒{_NUMBER}先?(?:暂停|停一?停|停|歇|推迟)一?下?(?:到|至)?(?P<rest>.+)"),
    ("snooze", rf"(?:snooze|pause) reminder {_NUMBER} (?:until|till|for) (?P<rest>.+)"),
    ("change", rf"(?:修改|更改|改一?下|改){_PLEASE}提醒{_NUMBER}(?:的?(?:时间|内容)?改?[成为到])?{_BEHIND}"),
    ("change", rf"提醒{_NUMBER}的?(?:时间|内容)?改[成为到]?{_BEHIND}"),
    ("change", rf"change reminder {_NUMBER}(?: to)?{_BEHIND}"),
    ("show", rf"(?:看看?|查看)?提醒{_NUMBER}"),
    ("show", rf"reminder {_NUMBER}"),
    ("new", rf"(?:新建|新加|新|加|设置?|添加|定|建)*(?:一?个)?(?:定时)?提醒(?!我)(?:一下)?{_BEHIND}"),
    ("new", rf"(?:(?:new|set|add) )*(?:a )?remind(?:er)?\b(?! me){_BEHIND}"),
)
_PATTERNS = [(kind, re.compile(words, re.IGNORECASE | re.DOTALL)) for kind, words in _WORDS]
_SPLIT = re.compile(r"(?<!\d)[:：]|[:：](?!\d)|\n")
_HOURS = (
    r"(?P<count>半|\d{1,2}(?:\.5)?|[一二两三四五六七八九十]{1,2})(?:个)?(?P<unit>半?小时|钟头|分钟|hours?|minutes?)"
)
_STEP = re.compile(
    rf"{_HOURS}(?:之?后|以后|later)?(?:还?没?人?回复?|还没回|不回|没回复?)?的?(?:就|话)*[\s,，]*"
    r"(?:(?P<again>再(?:次|提醒|催|发)|催|提醒|remind)|(?P<next>(?:告诉|通知|报给?|找|转给?|tell)"
    r"(?:上级|上一级|网格员|村?干部|街道|领导|下一级|the next|next|.{0,12}(?:worker|cadre|street))))",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"(?P<when>[^提\n]*?(?:\d|[一二两三四五六七八九十半]点|前|后)[^提\n]{0,12}?)[,，]?(?:请|帮我|再)*提醒(?:一下)?(?!我)"
    r"(?P<rest>[^\n:：]+?)(?:[,，;；。 ]+(?P<follow>(?:如果|要是|超过|过了?)?"
    r"[\d.半一二两三四五六七八九十]+个?(?:小时|钟头|分钟)(?:还?没|不|之?后|以后|再|告诉|通知|报|[,，]).*)?)?",
)
LONGEST_SPOKEN = 200
_NO_STEPS = re.compile(r"(?:不用|不要|别|不)(?:再)?(?:催|追|跟进|上报)了?|no follow[- ]?up", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RuleCommand:
    """kind: list, off, on, snooze, change, show or new. `head` says to whom and when, `text` what is to be said."""

    kind: str
    number: int = 0
    head: str = ""
    text: str = ""


def read_rule_command(said: str) -> RuleCommand | None:
    """What a whole message asks for; None when it speaks of something else."""
    cleaned = clean(said).strip(" 。.!！")
    for kind, pattern in _PATTERNS:
        found = pattern.fullmatch(cleaned)
        if found is not None:
            groups = found.groupdict()
            head, text = split_text(groups.get("rest") or "")
            text = split_text(said)[1] if text else ""  # as it was written
            return RuleCommand(kind, _number(groups.get("number") or ""), head, text)
    return None


def read_spoken_rule(said: str) -> tuple[str, str] | None:
    """每天7:30提醒三组量体温，2小时没回再提醒: when, to whom and what in one sentence without a colon, and behind it
    what follows when nobody answers. None for other words."""
    found = _SPOKEN.fullmatch(clean(said[:LONGEST_SPOKEN]).strip(" 。.!！")) if len(said) <= LONGEST_SPOKEN else None
    return (f"{found['when']} {found['rest'].strip(' ,，')}", found["follow"] or "") if found else None


def split_text(said: str) -> tuple[str, str]:
    """To whom and when, and behind the colon what is to be said; 7:30 is no such colon."""
    found = _SPLIT.search(said)
    if found is None:
        return said.strip(), ""
    return said[: found.start()].strip(), said[found.end() :].strip()


def read_follow(said: str) -> tuple[Follow, ...] | None:
    """What follows when nobody answers; () when nothing shall, None when nothing is said of it."""
    cleaned = clean(said)
    if _NO_STEPS.search(cleaned):
        return ()
    steps = [
        Follow(_milliseconds(found["count"], found["unit"]), Do.AGAIN if found["again"] else Do.NEXT)
        for found in _STEP.finditer(cleaned)
    ]
    return tuple(sorted(steps, key=lambda step: step.after)[:MOST_STEPS]) or None


def _milliseconds(count: str, unit: str) -> int:
    number = 0.5 if count == "半" else float(count) if count[0].isdecimal() and count.isascii() else _number(count)
    number += 0.5 if unit.startswith("半") else 0
    return int(number * (HOUR if "分" not in unit and "minute" not in unit else MINUTE))


def _number(text: str) -> int:
    found = read_count(text)
    return found[0] if found else 0
