"""Whether somebody says that something is wrong with what they got: 少了一盒鸡蛋, 青菜坏了, 怎么还没送来."""

import re

from nlu.clean import clean

LONGEST = 120

_WRONG = re.compile(
    r"(?:少|缺|漏|短)(?:给|送|拿|装|放|发|称)?了|(?:少|缺|漏)(?:给|送|拿|装|放|发|称)(?:我)?|(?:拿|给|送|发|装|弄|搞)错了"
    r"|(?:坏|烂|臭|馊|碎|破|霉|蔫|漏)(?:掉|的)?了|(?:是|都)(?:坏|烂|臭|碎|破)的|发霉|变质|过期|有虫|不新鲜|死的|注水"
    r"|(?:缺|短)斤(?:少|缺|短)两|(?:斤两|分量|份量|重量|数量|斤数)(?:都)?(?:不[够足对]|少)|(?:不|没)够(?:斤|秤|称|份量|分量)"
    r"|(?:怎么|为什么|为啥|咋)(?:就|都|还|又)*(?:没|只|才|少|缺)"
    r"|(?:还|都)(?:没|没有)(?:收到|拿到|送到?|送来|到货?|来)|没(?:有)?(?:收到|拿到)(?:货|菜|东西|我)"
    r"|[换退]货|[能可要](?:以|不可以|不能)?(?:退|换)(?:一下|掉)?[吗么不?？]|没有我(?:家)?的",
)
_NOT = re.compile(r"(?:要|订|定|买|来|加)(?:\d|[一二两三四五六七八九十半])|电话|体温|核酸")


def is_grievance(text: str) -> bool:
    """Whether a short message complains about goods or their coming; what orders as well (再来一盒) does not."""
    if len(text) > LONGEST:
        return False
    cleaned = clean(text)
    return _WRONG.search(cleaned) is not None and _NOT.search(cleaned) is None
