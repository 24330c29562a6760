"""A cadre asks what people wrote back: 通知12的回话, 看回话, 大家回了什么."""

import re

_NOTICE = r"(?:(?:通知|第|notice)\s*(?P<{}>\d{{1,6}})\s*(?:号|条)?(?:通知)?)"
_ASKS = re.compile(
    rf"(?:看看?|查看?|我要看)?(?:{_NOTICE.format('number')})?的?(?:大家|村民|群众|别人|他们)?(?:都)?(?:的)?"
    r"(?:回话|回信|留言|回了什么|怎么回的?|说了什么)(?:有哪些|呢|吗)?[?？。]*"
    rf"|(?:read )?(?:the )?answers(?: (?:to|of) {_NOTICE.format('english')})?",
    re.IGNORECASE,
)


def asks_answers(text: str) -> int | None:
    """The number of the notice whose answers are asked for, 0 where none is named; None for other words."""
    found = _ASKS.fullmatch(text.strip()) if len(text) <= 40 else None
    return int(found["number"] or found["english"] or 0) if found else None
