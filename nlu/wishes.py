"""What somebody who waits for sold-out goods says: have it as soon as it is there, or wait no longer."""

import re

from nlu.clean import clean

_QUESTION = re.compile(r"[吗么?？]|[能可]不[能可]|有没有|多久|什么时候")
_THERE = (
    "(?:(?:一|只要|要是|如果|等|等到|啥时候|什么时候)*"
    r"(?:补货|到货|来货|上货|上架|有(?!空|人|事|问题|时间|消息|结果|通知|快递|病|困难|[0-9一二三两])"
    "(?:货|现货|多的?|多余的?|剩的?|剩下的?|余的?|名额|位子|位置)?|放出来|多出来|轮到(?:我)?)(?:了|的时候|的话|来了)*)"
)
_GIVE = (
    "(?:就|再|直接|马上|自动|都|也|[ ,])*(?:(?:给|帮|替|为)(?:我|我们|咱)(?!打|说|讲|发|回|看|问|通知)"
    "|算(?:上|我)|留(?:给|着|一|[0-9])|要(?![看问说])|补(?:给)?我|加上?我|归我)"
)
_WHEN_THERE = re.compile(f"{_THERE}[^,，。;；!！0-9不没别]{{0,6}}?{_GIVE}")
_REFUSED = re.compile(r"[不别没勿](?:要|用|必|需|想|再)?(?:给|帮|替|留|算|补)|也不|就不|算了")
_GIVES_UP = re.compile(
    r"(?:那|我们?|咱们?|算了|先|就|都|也|[ ,，])*[^\d,，。;；!！?？不别]{0,8}?(?:就|都|也|先|[ ,，])*"
    r"(?:(?:不用|不必|不想|不再|不|别|勿|弗)(?:再|继续|帮我|替我|给我)*(?:等|排队?|候补?|留)(?:位|着|我)?(?:了|啦"
    r"|着)*"
    r"|(?:取消|退出|退掉?|放弃|撤销?|不要)(?:了|我的?|这个)*(?:候补|排队|名额|位[子置]|等候|等待)(?:了|吧)*"
    r"|(?:候补|排队|名额|位[子置]|等候|等待)(?:的)?(?:都|就|可以|我)*(?:取消|退[了掉出]?|放弃|撤[了掉销]?|不要"
    r"|让给?别?人?)(?:了|吧)*"
    r"|等不[了及](?:了)?|(?:名额|位[子置])?让给(?:别人|其他人|后面的?人?)(?:了|吧)*)"
    r"(?:[ ,，。.!！~]|谢谢(?:您|你)?|[了啦吧哈啊呀哦]|算了|让给(?:别人|其他人|后面的?人?))*"
)


def wants_when_there(text: str) -> bool:
    """Whether goods are wanted the moment they can be had, without being asked again: 有了就给我, 补货了算我一份.

    有货吗 asks, 有货了告诉我 wants only to be told.
    """
    cleaned = clean(text[:100])
    found = _WHEN_THERE.search(cleaned)
    return found is not None and not _QUESTION.search(cleaned[found.end() :]) and not _REFUSED.search(cleaned)


def gives_up_place(text: str) -> bool:
    """Whether the whole message leaves a waiting list: 不等了, 不用排了, 候补取消, 豆腐不用等了."""
    return len(text) <= 40 and _GIVES_UP.fullmatch(clean(text)) is not None


def without_when_there(text: str) -> str:
    """A message without its 有了就给我: the goods that it names, if it does."""
    return _WHEN_THERE.sub(" ", clean(text[:100]))
