"""What people write back to a notice, and how a cadre asks for it: 几点来水; 通知12的回话, 看回话, 大家回了什么."""

import re

_NOTICE = r"(?:(?:通知|第|notice)\s*(?P<{}>\d{{1,6}})\s*(?:号|条)?(?:通知)?)"
_ASKS = re.compile(
    rf"(?:看看?|查看?|我要看)?(?:{_NOTICE.format('number')})?的?(?:大家|村民|群众|别人|他们)?(?:都)?(?:的)?"
    r"(?:回话|回信|留言|回了什么|怎么回的?|说了什么)(?:有哪些|呢|吗)?[?？。]*"
    rf"|(?:read )?(?:the )?answers(?: (?:to|of) {_NOTICE.format('english')})?",
    re.IGNORECASE,
)

_OF_A_ROUND = re.compile(
    r"[取领拿提付买卖订货菜钱价送退团份]|截止|截单|接龙|限[量购几多]|转账|支付|刷卡|下单|订单|报名|医保|发票|[付收款维]码"
    r"|\b(?:order|pick|pay|paid|deliver|bring|close|buy|bought|collect|price|cost|cash|refund|bag|slot)",
    re.IGNORECASE,
)


_OF_OTHER_THINGS = re.compile(
    r"医院|看病|医生|急诊|核酸|疫苗|封[控村路闭]|解封|解除|隔离|出[门村]|上班|上学|开学|停[水电]|来[水电]|通[水电]"
    r"|\b(?:hospital|doctor|vaccine|lockdown|quarantine|school)\b",
    re.IGNORECASE,
)


def is_of_other_things(text: str) -> bool:
    """Whether a question names what no group-buy is about, and nothing of one: 明天能去医院吗."""
    return _OF_OTHER_THINGS.search(text) is not None and not may_be_of_a_round(text)


def may_be_of_a_round(text: str) -> bool:
    """Whether a question names anything of a group-buy; 几点来水 after a notice does not."""
    return _OF_A_ROUND.search(text) is not None


def asks_answers(text: str) -> int | None:
    """The number of the notice whose answers are asked for, 0 where none is named; None for other words."""
    found = _ASKS.fullmatch(text.strip()) if len(text) <= 40 else None
    return int(found["number"] or found["english"] or 0) if found else None
