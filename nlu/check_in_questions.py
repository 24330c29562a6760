"""What somebody under observation asks: 第几天了, 哪天解除, 我的体温记录; and what may be a report at all."""

import re

from nlu.clean import clean

DAY, END, RECORD = "day", "end", "record"

_MINE = "(?:请问|我们?家?的?|我|今天|现在|这是?|是|已经|都|到底|想问下?|问一?下|还?要|观察|隔离|居家)*"
_TAIL = r"(?:呢|啊|呀|吗|了|的|哦|嘛)*[\s?？。!！~]*"
_ASKS = {
    DAY: re.compile(
        rf"{_MINE}(?:第几天|几天|多少天|隔离几天|观察几天|还?(?:有|剩下?|差|要|得)?(?:再?(?:关|封|隔离|观察|待|呆|憋|住|过|熬))?(?:多少|几)天(?:才|就|能|可以|到头|结束|完|满|解除|解封|出来|出去|出门)*){_TAIL}"
        r"|(?:我|我们)?(?:家里?|爸妈|爸爸?|妈妈?|父母|老人|爷爷奶奶)?的?(?:今天|今早|早上|晚上|刚才)?都?(?:的)?"
        rf"(?:报体温|体温报|量体温|体温量)了?(?:没有?|吗|好了?吗){_TAIL}"
        r"|(?:which|what) day (?:is it|am i on|of observation)(?: today)?\??"
        r"|how many days(?: are)?(?: left| more)?\??",
        re.IGNORECASE,
    ),
    END: re.compile(
        rf"{_MINE}(?:哪天|什么时候|啥时候|几号|何时|哪一天|多久|几时)(?:才|就|可以|能|会|我|们|到期|让我)*"
        rf"(?:解除|解封|结束|到期|期满|出门|出去|自由|出来|解放|到头|是个?头|放我们?出[去来门]){_TAIL}"
        rf"|{_MINE}(?:关|封|隔离|观察|待|呆|憋|住)到(?:哪天|什么时候|啥时候|几号|何时|几时){_TAIL}"
        r"|when (?:can i|may i|am i allowed to) (?:go out|leave)\??|when (?:does|is|will) (?:it|my observation|this)"
        r" (?:end|over|be over)\??",
        re.IGNORECASE,
    ),
    RECORD: re.compile(
        r"(?:请)?(?:看看?|查看?|查一?下|给我|发我)*(?:一下)?(?:我们?家?的?|我|全家的?)*(?:体温|测温|上报|健康)(?:的)?"
        rf"(?:记录|情况|历史|单|表){_TAIL}|(?:我)?(?:报过|报了)(?:哪些|什么|没有|没)?(?:体温)?{_TAIL}"
        r"|(?:show |see )?my (?:temperatures?|check-?ins?|reports?)(?: record)?s?",
        re.IGNORECASE,
    ),
}  # fmt: skip

_REPORTS = re.compile(
    r"(?:我|我们)?(?:想|要|来)?(?:上?报|填)(?:一?下|个)?(?:今天的?|早上的?|晚上的?)?(?:我们?家?的?|全家的?)?体温(?:了|吧|怎么报)?[。.!！?？]*"
    r"|(?:我|我们)(?:现在|今天|到底)?(?:要|该|得|应该|需要)(?:做|干)(?:些?什么|啥|点什么)(?:呢|啊)?[。?？]*"
    r"|check[ -]?in|what (?:do|should) i (?:have to )?do(?: now)?\??",
    re.IGNORECASE,
)
_MISSING = re.compile(
    r"(?:请?看看?|请?查一?下|现在|今天|今早|早上|晚上|昨晚|还|都|有)*(?:谁|哪些人?|哪几[个家户位]|哪[家户])(?:还|都|今天|现在|今早|早上|晚上|到现在)*"
    rf"(?:没有?|未)(?:报|上报|报过|报数|[报量测]体温|打卡)(?:体温)?(?:的|呢|啊|呀|了)*{_TAIL}"
    r"|(?:看看?|查一?下)?(?:今天|今早|早上|晚上)?(?:还)?(?:没有?|未)(?:报|上报)(?:体温)?的?"
    rf"(?:人|有谁|有哪些|有哪几家|是谁|是哪几家|名单|人员)?{_TAIL}"
    r"|who (?:has|have)(?: not|n't) (?:reported|checked in)(?: yet| today)?\??",
    re.IGNORECASE,
)

_WORTH = re.compile(
    r"\d\d|[三四]十|[三四][一二三四五六七八九][度点]|[三四][一二三四五六七八九]{2}|度|体温|烧|咳|痛|疼|晕|拉|吐"
    r"|累|乏|冷|涕|鼻|喘|闷|酸|舒服|难受|症状|正常|好|没事|量|测|病|胃口|闻|尝|打错|写错|报错|发错|说错"
    r"|fever|cough|sore|ache|temp|sick|ill\b|well\b|fine|normal|tired|dizzy|chill|nose|breath|nausea|diarrh",
    re.IGNORECASE,
)
_FINE = re.compile(
    r"(?:we(?:'re| are)|i(?:'m| am)|all|everything|everybody|everyone|both)?(?:'s| is| are)?(?: all| both)?"
    r" ?(?:fine|well|ok(?:ay)?|good|normal|no symptoms?)[ .!]*(?:thanks?|thank you)?[ .!]*",
    re.IGNORECASE,
)
_SHAPE = re.compile(r"[\s\d.,，。;；、/+&|和跟·:：℃°度fFcC早晚上下午晨天今昨现在刚才又再量这次是了的!！~()（）]*")
_DECIMAL = re.compile(
    r"(?<![\d.])(?:3[4-9]|4[0-3])\s?(?:[.·,，。点]|度)\s?\d(?!\d)|(?<![\d.])(?:9[3-9]|10[0-9])(?:\.\d)?\s?°?f",
    re.IGNORECASE,
)


def asked_about_days(text: str) -> str:
    """DAY, END or RECORD where a whole message asks for it, else ""."""
    words = clean(text) if len(text) <= 40 else ""
    return next((kind for kind, pattern in _ASKS.items() if words and pattern.fullmatch(words)), "")


def wants_to_report(text: str) -> bool:
    """报体温, 我要做什么: somebody is about to report, and is told whose numbers are to come."""
    return len(text) <= 24 and _REPORTS.fullmatch(clean(text)) is not None


def asks_who_is_missing(text: str) -> bool:
    """谁还没报, 没报体温的有哪些: of one's family, or of all that a worker looks after."""
    return len(text) <= 24 and _MISSING.fullmatch(clean(text)) is not None


def asks_besides(text: str) -> bool:
    """Whether a report asks about one's days as well: 36.5，哪天能解除？"""
    clauses = re.split(r"[,，。;；！!\s]+", clean(text))
    return any(asked_about_days(clause) in (DAY, END) for clause in clauses)


def is_worth_reading(text: str) -> bool:
    """Whether a message can be a report at all; cheap, since everybody's messages are asked."""
    return _WORTH.search(text) is not None


def says_fine(text: str) -> bool:
    """Whether a whole message says in English that all is well, which is no number."""
    return _FINE.fullmatch(clean(text)) is not None


def is_unreadable(text: str) -> bool:
    """Whether a few letters with a number in them may be meant as a temperature: 36点多."""
    return len(text) <= 12 and re.search(r"\d{2}|[三四]十", text) is not None


def is_numbers_only(text: str) -> bool:
    """Whether nothing but numbers and what joins them is said."""
    return _SHAPE.fullmatch(clean(text)) is not None and any(character.isdigit() for character in text)


def has_decimal(text: str) -> bool:
    """Whether some number is written as no amount and no place in a list is: 36.5, 36度5, 98.6F."""
    return _DECIMAL.search(clean(text)) is not None


def wrong_ones(text: str, read: list[int]) -> list[int]:
    """Temperatures (hundredths of °C) that a message names and takes back: 38.5 of 不是38.5，是36.8."""
    written = [int(whole) * 100 + int(tenth) * 10 for whole, tenth in re.findall(
        r"(?<![\d.])(3[4-9]|4[0-3])(?:[.·点]|度)(\d)(?!\d)", clean(text)
    )]  # fmt: skip
    left = list(read)
    wrong = []
    for each in written:
        if each in left:
            left.remove(each)
        else:
            wrong.append(each)
    return wrong
