"""How people between Wenzhou and Shanghai say no, in the words of the readers: 吃勿落, 弗适意, 呒没力道, 冇力."""

_WORDS = (
    ("呒没", "没有"),
    ("呒啥", "没啥"),
    ("呒", "没"),
    ("木有", "没有"),
    ("冇", "没"),
    ("勿", "不"),
    ("弗", "不"),
    ("适意", "舒服"),
    ("今朝", "今天"),
    ("昨日", "昨天"),
    ("夜到", "晚上"),
    ("伐", "吗"),
    ("事体", "事情"),
    ("困不着", "睡不着"),
    ("吃不落", "吃不下"),
)


def standard(text: str) -> str:
    """The text with these words replaced; a temperature is not touched."""
    for word, meaning in _WORDS:
        text = text.replace(word, meaning)
    return text
