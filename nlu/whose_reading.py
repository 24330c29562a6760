"""Whose a temperature is and of which part of the day: 我36.4 老婆36.5 孙子37.6; 早36.5 晚36.8; 36.5（孙子）."""

import re

from nlu.surnames import SINGLE
from nlu.temperatures import Found, Temperatures

MORNING, EVENING, EVERYBODY = "morning", "evening", "全家"

_PARTS = re.compile(
    r"(?P<morning>早上(?!好)|早晨|清早|清晨|今早|一早|上午(?!好)|早(?![上晨]|安|点|餐|饭|啊|呀|哈|[,，!！。]|就|已)"
    r"|\bam\b"
    r"|morning)"
    r"|(?P<evening>晚上(?!好)|今晚|昨晚|傍晚|下午(?!好)|夜里|半夜|睡前|晚(?!上|安|饭|餐|点)|\bpm\b|evening|night"
    r"|tonight)"
)
_YESTERDAY = re.compile(
    r"(?<![比跟和同像])昨[天晚日夜儿](?:量了|测了|[^,，。;；了痛疼咳好烧吐拉一]){0,6}$|yesterday\W*$"
)
_TODAY = re.compile(r"今[天早晚日儿]|现在|刚|today|now")
_ALL = re.compile(
    r"(?:全家|一家(?:人|.口)?|大家|我们|[一两三四五六七八九\d]个?人|家里人?|屋里|所有人)[^\d,，。;；]{0,5}(?:都|均"
    r"|全是|各)"
)
_GIVEN = "(?:(?![都是的了也天有没家人量测体早晚上下今昨我你他她您好正常一])[\\u4e00-\\u9fff])"
_NAME = re.compile(
    r"(?:我)?(?P<kin>老公|老婆|老伴|老头子?|老太婆?|丈夫|爱人|妻子|媳妇|儿媳妇?|女婿|先生|太太|爸爸?|妈妈?|老爸"
    r"|老妈|爹|娘|父亲|母亲|公公|婆婆|岳父|岳母|丈人|丈母娘|爷爷|奶奶"
    r"|外公|外婆|姥姥|姥爷|阿公|阿婆|阿爷|阿奶|嬷嬷|儿子|女儿|囡囡?|小囡|孙子|孙女儿?|外孙女?|哥哥?|姐姐?|弟弟?"
    r"|妹妹?|嫂子?|伯[伯父母]|叔叔?|婶婶?|大?姨|侄[子女儿]|外甥女?|表[哥弟姐妹]|堂[哥弟姐妹]|阿姨|姑姑?|舅舅?|宝宝|大宝|二宝|小宝|老大|老二|老三"
    r"|大的|小的|孩子|小孩|娃娃?|大人|老人|本人|自己|我自己|husband|wife|son|daughter|mum|mom|dad|grandson)"
    r"|(?P<me>我(?!们|家|的)|俺|\bi\b|\bme\b)"
    rf"|(?:(?<=^)|(?<=[\s,，。;；、()（）\d度家叫号]))(?P<name>[{''.join(SINGLE)}]{_GIVEN}{{1,2}}"
    rf"|[小阿老大]{_GIVEN}|([\u4e00-\u9fff])\4)(?=$|[\s:：是,，]|体温|今|早|晚|上午|下午|量|刚)"
)
_BOTH = re.compile("都|均|各|也是")
_BRACKET = re.compile(r"\s?[(\[](?P<said>[^()\[\]\d]{1,6})[)\]]")
_NAME_BEHIND = re.compile(r"\s?(?:是|:)?(?P<said>[\u4e00-\u9fff]{1,4}?)的?[\s,，。;；、!！]*")
_SAYS_WHOSE = re.compile(
    r"\s?(?:度|℃)?\s?就?是(?P<said>[\u4e00-\u9fff]{1,4}?)(?:本人|自己)?的(?:了|啊|哦)?(?=$|[\s,，。;；!！])"
)
_OWN = re.compile(r"(?:我自己|本人|我)的?(?:体温)?(?:应该|其实|才|就)*(?:是|:|：)?\s?(?:\d|三十)")
_SIDE_BY_SIDE = re.compile(r"[\s,，。;；、/+&|和跟]*")
_NOT_NAMES = frozenset(
    (
        "早上", "上午", "下午", "今天", "体温", "正常", "都是", "没有", "一切", "全部", "温度", "大概", "大约",
        "常常", "天天", "刚刚", "高烧", "时间", "平安", "安好", "都好", "阳台", "应该", "小时", "和前", "和昨",
    )
)  # fmt: skip


def assign(temperatures: Temperatures) -> list[tuple[Found, tuple[str, str, int]]]:
    """Every temperature that was read with whose it is, its part of the day and its day."""
    text, read = temperatures.text, temperatures.read
    told_after = _names_after(text, read)
    answers: list[tuple[Found, tuple[str, str, int]]] = []
    part, day, end = "", 0, 0
    for run in _runs(text, read):
        before = "" if told_after else text[end : run[0].start]
        names, parts = _names(before), [str(match.lastgroup) for match in _PARTS.finditer(before)]
        day = -1 if _YESTERDAY.search(before) else 0 if parts or _TODAY.search(before) else day
        was, each = part, len(parts) == len(run) > 1
        if parts and not each:
            part = parts[-1] if len(set(parts)) == 1 else ""
        if not names and len(run) == 1 and parts and part != was and answers:
            names = [answers[-1][1][0]]
        for at, found in enumerate(run):
            whose = _whose(names, len(run), at, before)
            answers += [(found, (name, parts[at] if each else part, day)) for name in whose]
        end = run[-1].end
    answers = [(found, _bracketed(text, found, whose)) for found, whose in answers]
    return [(found, (told_after.get(found.start, whose[0]), *whose[1:])) for found, whose in answers]


def is_own(text: str) -> bool:
    """Whether a number is said to be the speaker's: 说错了，我是36.9, but not 我说错了，是36.9."""
    return _OWN.search(text) is not None


def _whose(names: list[str], numbers: int, at: int, before: str) -> list[str]:
    """The names of one number of several; more than one for 我和老婆都是36.5."""
    if len(names) == numbers:
        return [names[at]]
    if numbers == 1 and len(names) > 1 and _BOTH.search(before):
        return names
    if len(names) == 1 and at == 0:
        return names
    return [EVERYBODY] if numbers == 1 and not names and _ALL.search(before) else [""]


def _bracketed(text: str, found: Found, whose: tuple[str, str, int]) -> tuple[str, str, int]:
    """36.5（孙子）, 36.8（晚）: what stands in brackets after a number."""
    who, part, day = whose
    if behind := _BRACKET.match(text, found.end):
        said = behind["said"]
        names, parts = _names(said), _PARTS.search(said + " ")
        who, part = names[0] if names else who, str(parts.lastgroup) if parts else part
    return who, part, day


def _names_after(text: str, read: tuple[Found, ...]) -> dict[int, str]:
    """36.5我，36.8老婆: the name behind each number, when every one has it there and none before."""
    if not read or _names(text[: read[0].start]):
        return {}
    if len(read) == 1:
        said = _SAYS_WHOSE.match(text, read[0].end)
        names = _names(said["said"]) if said else []
        return {read[0].start: names[0]} if names else {}
    found = {}
    for at, one in enumerate(read):
        rest = text[one.end : read[at + 1].start if at + 1 < len(read) else len(text)]
        if (name := _NAME_BEHIND.fullmatch(rest)) is None or not _names(name["said"]):
            return {}
        found[one.start] = _names(name["said"])[0]
    return found


def _runs(text: str, read: tuple[Found, ...]) -> list[list[Found]]:
    """Temperatures that stand side by side with nothing said between them."""
    runs: list[list[Found]] = []
    for found in read:
        between = text[runs[-1][-1].end : found.start] if runs else ""
        if runs and _SIDE_BY_SIDE.fullmatch(between):
            runs[-1].append(found)
        else:
            runs.append([found])
    return runs


def _names(words: str) -> list[str]:
    found = (match["kin"] or match["me"] or match["name"] for match in _NAME.finditer(_BRACKET.sub(" ", words)))
    return [name for name in found if name not in _NOT_NAMES]
