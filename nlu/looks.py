"""Words about the look and feel of a thing, glued to it: 芋艿粉糯糯的4斤, 香喷喷的面包两袋, 抽纸厚实点的两提."""

import re

from nlu.groceries import GROCERIES

_DOUBLED = (
    "(?:[红绿黄白黑金紫粉香甜酸辣咸鲜软硬脆嫩糯酥绵松水油圆肥厚热冰湿滑鼓沉毛]"
    "(?:糯糯|乎乎|彤彤|滋滋|生生|嫩嫩|油油|灵灵|溜溜|丝丝|喷喷|津津|汪汪|腾腾|冰冰|绵绵|松松|澄澄|灿灿|墩墩|嘟嘟"
    "|沙沙|实实|邦邦|梆梆|扑扑|通通|花花|滚滚|鼓鼓|呼呼|甸甸|茸茸|蓬蓬|酥酥|滑滑|辣辣|甜甜|酸酸|脆脆|软软)"
    "|亮晶晶|红艳艳|胖嘟嘟|胖乎乎|活蹦乱跳|新新鲜鲜|干干净净)"
)
_TAIL = "(?:一?点儿?|一?些)?(?:的|滴)"
_ANYWHERE = re.compile(_DOUBLED + _TAIL)
_AFTER_THING = re.compile(
    r"(?:(?P<said>熟透|多汁|软糯|香糯|细嫩|爽脆|清脆|爽口|鲜活|肥美|耐用|耐煮|蓬松|干爽|均匀|紧实|扎实|厚实|结实|透气"
    r"|吸水|柔软|实惠|饱满|入味|筋道|劲道|干净|漂亮|厚|薄|软|硬|粗|细|长|短|圆|宽|窄|脆|糯|粉|沙|红|绿|黄|淡|咸|辣)"
    r"(?:一?点儿?|一?些)?"
    r"|(?P<part>皮|毛|肉|壳|馅|头|叶子|汁|个头)(?:很|要|得)?(?:薄|厚|软|硬|嫩|多|少|足|大|小|细|粗|密|脆|滑|鲜|好剥|紧)"
    r"(?:一?点儿?|一?些)?"
    r"|(?:嫩嫩|脆脆|软软|硬硬|厚厚|薄薄|粗粗|细细|长长|圆圆|红红|绿绿|黄黄|白白|糯糯|粉粉|甜甜|香香|辣辣|大大|小小"
    r"|胖胖|壮壮|肥肥|鲜鲜|活活))(?:的|滴)"
)
LOOKS = frozenset(
    "红绿黄白黑金紫粉香甜酸辣咸鲜软硬脆嫩糯酥绵松水油圆肥厚热冰湿滑鼓沉毛亮胖活新干结透吸柔实饱入筋劲"
    "漂薄粗细长短宽窄沙淡大小壮熟多爽清耐蓬均紧扎皮肉壳馅头叶汁个"
)
"""What words about looks begin with."""


def look_end(text: str, start: int, thing: str) -> int:
    """Where a word about the look of goods ends that begins here; `start` if none does.

    `thing`: what was named right before, "" if nothing was. 萝卜红的 may be the red kind, which is another thing.
    """
    found = _ANYWHERE.match(text, start)
    if found is None and thing:
        found = _AFTER_THING.match(text, start)
        if found and any(_names_another(found, name) for name in (thing, thing[-2:])):
            return start
    return found.end() if found else start


def _names_another(found: re.Match[str], thing: str) -> bool:
    """红萝卜, 鸡肉: a word before the thing, or a part after it, that makes another name of it."""
    said, part = found["said"], found["part"]
    return (said is not None and said + thing in GROCERIES) or (part is not None and thing + part in GROCERIES)
