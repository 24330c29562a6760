"""What the tables of dangers are made of: a kind with its words and idioms, and pieces that many words share."""

import re
from dataclasses import dataclass

END = r"(?=[，。！？；、,!?;\n~ ]|$)"
FEW = r"[^，。！？；,.!?;\n]{0,4}?"
SOME = r"[^，。！？；,.!?;\n]{0,8}?"
NO = "[不勿弗唔]"
PERSON = (
    "(?:我|你|他|她|伊|人|爸|妈|爹|娘|爷|奶|公|婆|嬷|伯|叔|婶|姨|舅|姑|哥|姐|弟|妹|老头子?|老太婆?|老伴|丈夫|妻子"
    "|儿子|女儿|孙子|孙女|孩子|小孩|宝宝|娃娃?|囡囡?|老人|老师|师傅|邻居|租客|嫂|媳妇|女婿)"
)
KIN = (
    "(?:老人|孩子|小孩|娃|奶奶?|爷爷?|阿公|阿婆|嬷嬷?|外[婆公]|[我他她][妈爸]|妈妈|爸爸|老伴|女儿|儿子|孙子|孙女"
    "|弟弟|妹妹)"
)
GAS = "(?:煤气|天然气|液化气|燃气)"
THING_FIRST = (
    "^[^买拿取去提搬端扛捡接吃喝喂]{0,6}"
    "(?:[鱼虾蟹鸡鸭花树]|蛋|西?瓜|碗|杯子?|瓶子?|手机|箱子?|快递|豆腐|牌子|电脑|网|电池|系统|软件|按钮|页面|闹钟"
    "|机器|轮胎|球|衣服|鞋子?"
    f"|钥匙|帽子?|口罩|水?桶|东西|{GAS}罐?|房价|股票|菜价|肉价|价格){FEW}"
)
MONEY = "价|[块元]钱|多少钱|便宜|太?贵|推荐|甩卖|促销|清仓|打折|好亏|亏大"


@dataclass(frozen=True, slots=True)
class Danger:
    """One kind of danger. Patterns are searched in lower-case cleaned text, clause by clause."""

    kind: str
    words: re.Pattern[str]
    idioms: re.Pattern[str] | None  #: what makes the words harmless, anywhere in the same clause
    accident: bool  #: may be warned of: 小心摔倒


def kind_of(kind: str, words: tuple[str, ...], idioms: tuple[str, ...] = (), accident: bool = False) -> Danger:
    """A kind of danger from alternatives of patterns."""
    return Danger(kind, re.compile("|".join(words)), re.compile("|".join(idioms)) if idioms else None, accident)
