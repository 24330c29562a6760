"""Who somebody is, from one line: 我是3幢201的李建国, 13800000000 王芳 5幢203."""

import re
from dataclasses import dataclass

from nlu.clean import clean
from nlu.doors import Door, find_door
from nlu.names import begins_with_surname

_CHINESE = r"\u4e00-\u9fff"
_LONG_NUMBER = re.compile(
    r"(?<!\d)(?:\d{14,}[\dXx]|\d{6}[ -]?(?:19|20)\d{6}[ -]?\d{3}[\dXx]|(?:\d{4}[ -]){3,4}\d{2,6}[Xx]?)(?!\d)"
)
_PHONE = re.compile(
    r"(?<!\d)(?:\+?86[- ]?)?(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})(?!\d)"
    r"|(?<!\d)(0\d{2,3})-?(\d{7,8})(?!\d)"
)
_FILLER = re.compile(
    "大家好|你好|您好|(?:主任|书记|村长|网格员)好|麻烦|谢谢|我的名字[是叫]?|我是|我叫|我家|我住|我|本人|叫做?"
    "|姓名"
    "|名字|户主|住址|住在|住|家住|家在|家里|地址|门牌号?|房号|楼号|手机号码?|手机|电话号码|电话|联系方式|微信号?"
    "|号码|业主|租客|租户|租房|租住?在?|房东|村民|居民|登记|报名|接龙|新来的|刚搬来的?|搬来的?|这里|这边|前面"
    "|这个"
    "|[是在的]"
    r"|\b(?:hello|hi|dear|my name is|i am|i'm|im|this is|full name|name|telephone|phone number|phone|tel|mobile"
    r"|address|i live (?:in|at)|live (?:in|at)|living (?:in|at)|and|from|in|at|my|is)\b",
    re.IGNORECASE,
)
_OUTRIGHT = re.compile(r"我叫|我是|名字|姓名|本人|户主|\b(?:my name|name is|i am|i'm|im|this is)\b", re.IGNORECASE)
_ENGLISH_WORDS = re.compile(
    r"\b(?:want|need|please|help|with|have|has|the|to|buy|order|how|what|can|could|here|there|for|of|me|you|some|any|jin"
    r"|good|morning|evening|everyone|this|that|are|it|not)\b",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[^\w·.'’ -]+|_+|\d+")
_LATIN_NAME = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ.'’-]*(?: [A-Za-zÀ-ɏ][A-Za-zÀ-ɏ.'’-]*){0,3}\Z")
_TITLE_END = re.compile(
    "(?:阿?[公婆]|嬷嬷|嬷|奶奶|爷爷|外婆|外公|[大阿]?[伯叔爷妈姨婶嫂哥姐妹弟]|叔叔|阿姨|师傅|老师|医生|老板娘?"
    "|先生"
    r"|女士|太太|妹妹|弟弟|家)\Z"
)
_NICKNAME = re.compile(rf"[阿小老大][{_CHINESE}]{{1,2}}\Z")
_MINORITY_NAME = re.compile(rf"[{_CHINESE}]{{1,8}}(?:·[{_CHINESE}]{{1,8}}){{1,3}}\Z")
_NOT_A_NAME = re.compile(
    r"[吗呢么什怎谁哪不没无您你他她它们了这那就有几元块斤买订卖请帮想再还也都很]|知道|收到|可以"
    r"|好的|时候|方便|全家|[今明昨]天|^姓|村里|东西|^[啊哈呵嘿嗯哦额唉呜嘻]+$|^(?P<same>.)(?P=same){2,}$"
)
_SURELY_WORDS = re.compile(r"[好行对嗯哦要来去说看给送快晚早]|肉|菜|鱼|蛋|豆腐|团购|订单|通知|快递|体温|正常|人工")


@dataclass(frozen=True, slots=True)
class Introduction:
    """Who and where, as far as the line says it; what it does not say for certain is empty."""

    name: str
    door: Door | None
    phone: str  #: digits only
    identity_number: bool  #: a resident identity number (or another number so long) was in it, and is not kept


def read_introduction(text: str) -> Introduction:
    """Name, door and phone from one line in any order. Two possible names are none: ask which it is."""
    cleaned = clean(text)
    rest = _LONG_NUMBER.sub(" ; ", cleaned)
    identity_number = rest != cleaned
    phone = _PHONE.search(rest)
    rest = _PHONE.sub(" ; ", rest)
    found = find_door(rest)
    if found:
        rest = f"{rest[: found.start]} ; {rest[found.end :]}"
    digits = "".join(group for group in phone.groups() if group) if phone else ""
    return Introduction(_read_name(rest), found.door if found else None, digits, identity_number)


def is_meant_as_name(cleaned: str, name: str, asked: bool) -> bool:
    """Whether the name read from a line without a door is meant as one: 我叫王芳 always, 王芳 alone only when asked
    (苹果 and pork please may be the first words of somebody who wants to order)."""
    return _OUTRIGHT.search(cleaned) is not None or (asked and _ENGLISH_WORDS.search(name) is None)


def has_identity_number(text: str) -> bool:
    """Whether a text holds a number as long as a resident identity number, which must never be kept."""
    return _LONG_NUMBER.search(clean(text)) is not None


def _read_name(rest: str) -> str:
    pieces = [piece.strip(" .-'") for piece in _BREAK.split(_FILLER.sub(";", rest))]
    tokens = [token for piece in pieces for token in _tokens(piece) if token]
    sure = list(dict.fromkeys(token for token in tokens if _is_sure_name(token)))
    if sure:
        return sure[0] if len(sure) == 1 else ""
    return tokens[0] if len(tokens) == 1 and _may_be_name(tokens[0]) else ""


def _tokens(piece: str) -> list[str]:
    """Latin words stay together (John Smith), Chinese words part at blanks."""
    return [piece] if _LATIN_NAME.match(piece) else piece.split(" ")


def _is_sure_name(token: str) -> bool:
    if _MINORITY_NAME.match(token):
        return True
    if not re.fullmatch(f"[{_CHINESE}]{{2,5}}", token) or _NOT_A_NAME.search(token):
        return False
    if _TITLE_END.search(token) or _NICKNAME.match(token):
        return True
    return len(token) <= 4 and begins_with_surname(token) and not _SURELY_WORDS.search(token)


def _may_be_name(token: str) -> bool:
    """A word that stands alone where a name is due: 芦苇, 秋生, Anna."""
    if _LATIN_NAME.match(token):
        return len(token) > 1
    is_word = re.fullmatch(f"[{_CHINESE}]{{2,4}}", token) is not None
    return is_word and not _NOT_A_NAME.search(token) and not _SURELY_WORDS.search(token)
