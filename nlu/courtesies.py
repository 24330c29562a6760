"""Greetings and thanks: words that want a kind answer and nothing else."""

import re

LONGEST = 40

_WORDS = (
    "谢谢", "多谢", "感谢", "谢了", "谢谢您", "谢谢你", "辛苦了", "辛苦", "麻烦了", "麻烦您了",
    "好的谢谢", "收到", "知道了", "明白", "明白了", "晓得了", "了解", "你好", "您好", "早", "早上好",
    "上午好", "中午好", "下午好", "晚上好", "在吗", "在不在", "再见", "拜拜", "晚安", "hi", "hello",
    "thanks", "thank you", "ok thanks", "bye", "good morning", "有人吗",
)  # fmt: skip
_SIGNS = re.compile(r"[🙏🌹😊👋❤🤝\s]+")
"""A kind nod."""

_ANY = "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True))
_COURTESY = re.compile(rf"(?:(?:{_ANY})[\s,，。.!！~～啊呀哈哦啦了🙏🌹😊👋]*)+\Z")


_THANKS = re.compile(r"谢|辛苦|麻烦|再见|拜拜|晚安|收到|知道了|明白|晓得|了解|thank|bye")


def is_thanks(text: str) -> bool:
    """Whether a courtesy ends a conversation rather than beginning one."""
    return is_courtesy(text) and (_THANKS.search(text.lower()) or _SIGNS.fullmatch(text)) is not None


def is_courtesy(text: str) -> bool:
    """Whether a cleaned text is nothing but greetings and thanks."""
    if len(text) > LONGEST or not text.strip():
        return False
    return _COURTESY.match(text.lower()) is not None or _SIGNS.fullmatch(text) is not None
