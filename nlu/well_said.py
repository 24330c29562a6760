"""Somebody says that all is well (都好, 体温正常, 老样子) or that nothing was measured: neither is a temperature."""

import re

from nlu.courtesies import is_courtesy
from nlu.visit_people import KIN

LONGEST = 40
"""Characters of a clause that says that all is well."""

SURELY_WITHIN = 14
"""Characters of a clause in which a word of health is enough."""

_STOPS = re.compile(r"[,，。;；!！?？\n~、]+|(?<![a-z'])\s+|\s+(?![a-z])")
_SUBJECT = (
    r"(?:我们?|俺们?|咱们?|伲|阿拉|全家|一家(?:人)?|一家[一二两三四五六七八九十\d]口(?:人)?|家里(?:人)?|屋里|大家"
    r"|大人|小孩|孩子|小朋友|老人|老头子?|老太婆?|老伴|老公|老婆|[爸妈爷奶公婆]{1,2}|宝宝|儿子|女儿|孙子|孙女|人"
    r"|身体|身子|体温|温度|量体温|今天|今早|今朝|今晚|早上|上午|中午|下午|晚上|都|也|一切|还|目前|现在|依旧|到现在"
    r"|全部|[两三四五六七八九\d]个?人|两口子|夫妻|感觉|觉得|情况|状况|状态|各方面|各项|精神|每天|天天|和|跟|的|很"
    r"|挺|蛮|非常|比较|还是|依然|依旧|继续|仍|是|就|倒|报告|汇报|你好|您好|网格员|阿姨|胃口|吃饭|吃喝|睡觉|吃得下"
    r"|睡得着|所有人|均|皆|测|量|量了|量过|了|呢|哈|呒没|第\d+天|一直|反正|放心|全都|啥都"
    r"|we|'re|i|i'm|am|all|are|is|everyone|everybody|everything|feeling?|feel|both|still|today|very|family|my|the"
    r"|temperature|temp|it's|here|of us|\s)*"
)
_WELL = re.compile(
    rf"{_SUBJECT}(?:正常|好(?:的很|得很|着呢|滴)?|没事|没问题|(?:没有?|无|呒没)(?:任何|什么|啥|一点|半点|其他|别的"
    rf"|啥子)?(?:不好|事|问题|异常|症状|变化|情况|毛病|不良反应|两样)|没啥|没什么|平安(?:无事)?|无恙|可以|健康|稳定"
    rf"|不错|舒服|老样子|(?:和|跟|同)?(?:昨天|前几天|之前|以前|上次|平时)(?:差不多"
    rf"|一样|一个样)|差不多|同昨[天日]?|还那样|没变|[那这]个?样子?|好着呢|好得很|好好的|如昨|安好|安康"
    rf"|灵光|如常|照旧|ok|okay|fine|normal|good|well|great|healthy|no symptoms?|same as (?:yesterday|before"
    rf"|always))"
    r"(?:的|了|呀|啊|哦|呢|哈|请?放心吧?|别担心|不用担心|不要担心|勿念|[您你]放心|大家放心|着|滴|吧|咯|啦|嘞|个"
    r"|范围|温度|体温|now|today"
    r"|here|thanks|thank you|\s)*"
)
_SURELY = re.compile(
    r"正常|(?:没有?|无|呒没)(?:出现|任何|什么|啥|其他|别的|身体)*(?:异常|症状|不适"
    r"|病痛)|安好|安康|平安|健康|无恙|良好|达标|合格"
)
_OF_THINGS = re.compile(
    r"知道|晓得|收到|明白|味道|货|单|价|包装|[肉蛋鱼米虾果奶油]|快递|网|电视|[水电煤]"
    r"|信号|手机|门|送|菜|饭|药|店|厂|公司|单位|[水汤]|上班"
    r"|生活|马桶|证|码|吗|怎么|不(?:太|大|怎么|是很)?(?:正常|健康|平安)|祝|愿|家常"
)
"""Words of health are said of somebody unless one of these stands beside them: 快递正常吗."""
_NONE_AT_ALL = re.compile(r"(?:啥|什么|任何|一点)(?:症状|不适|不舒服|异常|毛病|问题|反应)(?:都|也)(?:没|无|不)")
_NOT_ILL = re.compile(
    r"(?:没有?|[不勿弗无冇])(?:觉得|感觉|什么|怎么|太|再|很)*(?:烫|烧|咳|痛|疼|晕|吐(?!槽|露)|喘|胀|痒|难受|酸|乏)"
)
_AS_EVER = re.compile(r"[^不没无弗勿难,，。]{0,8}(?:好着呢|好得很|好好的)[^没]{0,10}")
_BODY_SAID = re.compile("身|人|我|家|[爸妈爷奶公婆儿女孙孩娃]")
_FIT = re.compile(
    r"^(?:今天|现在|都|也|我们|一家)*(?:身体|身子|体温|温度|人|全家|家里人?|家人|屋里人?|大家(?!好$)|大人"
    r"|小孩|孩子|宝宝|老人|老[公婆伴]|[爸妈爷奶]{1,2}|我们?俩|我家)"
    r"[^不没无弗勿难]{0,6}?(?:好|棒|行|可以|舒服|适意|清爽|硬朗|灵光|精神|稳|安|康)(?:的|了|着|呢|哦|滴|啦|得很)*$"
)
_NOTHING = re.compile(
    r"(?:没有?|呒没|冇|无|[不弗勿])(?:啥|什么|感觉到?|觉得|哪里|太|怎么|一点|任何|多大)*"
    r"(?:事体?|事情|热度?|高|变化|两样|不好|不对|不舒服|异样|毛病|问题|难受|状况|动静|反应|特别)(?:的|了|啊|呀|哦)*$"
)
_MEASURED = re.compile(r"(?<![商重质数力流肚])[量测](?:体温|温度)?(?:过|好|完|了)(?!核酸|血|身|[半几一两\d])")
_TRIVIAL = re.compile(
    r"(?:好|好的|好了|好呀|好啊|好吧|好哦|好嘞|好咧|好勒|好哒|ok|okay|可以|没事|没问题|可以的|没事的|good|fine|well"
    r"|great|好的呢|好滴"
    r"|不错|没关系|好哈|没啥|没什么|好啦|是好|也好|你好|您好|都可以|也可以|放心|就好|还好吧|真好|很好|太好了?|蛮好"
    r"|挺好|差不多|舒服|没啥事|没什么事|没有问题|还可以)+"
)
_NOT_MEASURED = re.compile(
    r"(?<!有)(?:没有?|忘了?记?|忘记|还没|未)(?:来得及|顾得上|顾上|给|我|他|她|空|去|再|时间|了)*(?:量|测|报)(?!仪"
    r"|温计)|没有?(?:体温[计表枪]|温度计)|(?:体温[计表枪]|温度计|额温枪|水银)[^,，。]{0,4}(?:坏|断|裂|看不|漏"
    r"|没电|充电|借|找不|碎|没找到|不准|不见"
    r"|打破|摔)|漏报|等[^,，。]{0,3}(?:起床|醒|吃完饭|回[来家])[^,，。]{0,3}再[讲说报量测]|没来得及|忘记了量|(?:等会儿?|等我|等下|等一下|待会儿?|一会儿?|稍后|晚点|过会儿?|晚些|马上"
    r"|还没)[^,，。]{0,3}(?:量|测|报)|[量测]不[了出到]|didn'?t (?:measure|take)|no thermometer|forgot to (?:measure"
    r"|take|report)|haven'?t (?:measured"
    r"|taken)"
)
_ONE_NOT_MEASURED = re.compile(
    rf"(?:{KIN}|[大小]的|老头子?|老太婆?|[还另剩][^,，。\s]{{0,2}}一个)[^,，。\s\d]{{0,4}}?"
    "(?:(?:不肯|不让|不愿意?|不给|没法|没|还没|没有|忘了)(?:量|测|起|醒|睡醒)|(?:在|还)睡|睡着|(?:晚点|等会?|待会|回头|迟点)[^,，。\\s]{0,3}[报量测补])"
    "|(?<!昨天)(?<!昨晚)(?<!前天)(?<!早上)(?<!上午)(?<!中午)(?:(?:还没|不会|不肯)[量测](?!血)|忘了看)"
)
_FORGOTTEN = re.compile(r"忘了?记?(?:了)?[量测报]|忘记了?[量测报]|还没(?:来得及)?[量测]|今天没[量测]")
_ABOUT_TEMPERATURE = re.compile(r"体温(?![计表枪])|temperature|\btemp\b")
_GREETING = re.compile(
    r"(?:大家|各位|网格员|你们|您|你|邻居们)*(?:早上|上午|中午|下午|晚上|大家|各位|你们)好(?:[呀啊哦哈]|$)"
)
_STATE = re.compile(
    r"(?:都|也|人|还|还是|今天|一切)*(?:[蛮挺很]好|没啥|没什么|还[好行]|舒服|不错|差不多|还可以|没事)[的呀啊哦了]*"
)
_NOISE = re.compile(r"[^\w\s,，。;；!！?？、~'\-]+|\[[^\]]{1,4}\]")


def says_well(text: str) -> bool:
    """Whether a clause of a cleaned text says that somebody is well, or that it is as ever."""
    clauses = [clause.strip() for clause in _STOPS.split(_NOISE.sub(" ", text)) if clause.strip()]
    if len(clauses) > 1 and all(_STATE.fullmatch(clause) for clause in clauses):
        return True
    return any(_is_well(clause) for clause in clauses)


def says_forgotten(text: str) -> bool:
    """Whether it was forgotten, be it asked what to do now: 忘了量，明天报行吗."""
    return _FORGOTTEN.search(text) is not None


def says_not_measured(text: str) -> bool:
    return _NOT_MEASURED.search(text) is not None


def says_one_not_measured(text: str) -> bool:
    """Whether one of several was not: 36.8我，老头子不肯量; 小的还在睡."""
    return _ONE_NOT_MEASURED.search(text) is not None


def says_measured(text: str) -> bool:
    """Whether it was measured: 量过了 没问题."""
    return _MEASURED.search(text) is not None


def speaks_of_temperature(text: str) -> bool:
    return _ABOUT_TEMPERATURE.search(text) is not None


def _is_well(clause: str) -> bool:
    if len(clause) > LONGEST or _GREETING.match(clause) or _TRIVIAL.fullmatch(clause) or is_courtesy(clause):
        return False
    as_ever = _AS_EVER.fullmatch(clause) and _BODY_SAID.search(clause)
    if _NONE_AT_ALL.search(clause) or _WELL.fullmatch(clause) or as_ever:
        return True
    near = len(clause) <= SURELY_WITHIN and not _OF_THINGS.search(clause)
    return near and any(pattern.search(clause) for pattern in (_SURELY, _NOT_ILL, _NOTHING, _FIT))
