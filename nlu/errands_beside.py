"""What somebody wants fetched or done, beside a report or alone: 帮忙带瓶酱油, 药吃完了，要配糖尿病的药, 灯泡坏了."""

import re

from nlu.symptoms import Symptoms

_STOPS = re.compile(r"[,，。;；!！?？\n~\s]+|顺便|另外|还有")
_VERB = (
    r"(?:带|买|拿|取|倒|丢|扔|送|配|捎|寄|交|充|缴|领|订|修|换|遛|喂|叫|接|打印|找|弄|搞|收|代|开|喊|烧|搬|抬|浇"
    r"|喂)"
)
_HELP = re.compile(
    rf"(?:能不能|可不可以|可以|能|麻烦|请|劳烦|拜托|想请|想让|你|您|谁|有空|顺路|要)*(?:帮(?:我|忙|俺|咱|家里|下"
    rf"|一下|我们|我家|助)*|替我|给我|代我|代)"
    rf"(?:们|家|去|来|到|下|一下|忙|再|[^,，。]{{0,6}}?)*?(?P<what>{_VERB}.*)"
)
_WANTS = re.compile(
    rf"(?:要|想要?|需要|得|该)(?:去|找人|人|再|请人)?(?P<what>{_VERB}(?!东西了).*)|(?:还|再|我|想|需)?(?:要|需要|缺"
    rf"|少)(?P<thing>(?:点|些|一|两|[\d二三四五六七八九十半])?[个瓶盒袋包斤桶支把块条卷张箱件份点些].+|(?:一|两"
    rf"|[\d二三四五六七八九十半]).+)"
)
_GONE = re.compile(
    r"(?P<thing>[^我人都也就快,，。]{1,6}?)(?:都|也|就|快|又|已经|马上|要)*(?:坏了|坏掉|没有了|没了|用完|吃完|用光"
    r"|吃光|不够|断了|漏水|漏了|堵了|满了|不亮|没电了|不多了|见底)"
)
_THING = re.compile(
    r"^[^\d]{1,6}(?:\d+|[一二两三四五六七八九十半])[斤瓶盒袋包桶个支把块条卷箱件份只提罐听]|^(?:\d+"
    r"|[一二两三四五六七八九十半])[斤瓶盒袋包桶支把块条卷箱件份只提罐听].+"
)
_MASKED = re.compile(r"^(?:人|力气|胃口|味|症状|咳|烧|事|问题|精神|痛|疼|头|嗓|感冒|病|鼻|我|烦|饭|体温|电话)")
_TRAIL = re.compile(r"(?:好吗|好不好|可以吗|行吗|谢谢.*|吗|吧|呢|啊|哦|哈|呀|嘛|么)+$")


def errands_in(text: str, symptoms: Symptoms) -> tuple[str, ...]:
    """Short phrases for what is wanted, in the order of the text; a question how something is done is none."""
    found: list[str] = []
    for clause in filter(None, _STOPS.split(text)):
        phrase = _phrase(clause, bool(found))
        if phrase:
            found.append(phrase)
    return tuple(dict.fromkeys(found))


def _phrase(clause: str, after_one: bool) -> str:
    if helped := _HELP.search(clause):
        return _TRAIL.sub("", helped["what"])
    if wanted := _WANTS.search(clause):
        return _TRAIL.sub("", wanted["what"] or wanted["thing"])
    if gone := _GONE.search(clause):
        return "" if _MASKED.search(gone["thing"]) else clause
    return _TRAIL.sub("", clause) if _THING.search(clause) else ""
