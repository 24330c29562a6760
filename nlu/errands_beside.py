"""What is wanted beside a report of health, as short phrases: 36.5，帮忙带瓶酱油, 药吃完了，要配糖尿病的药.

Whether a whole message is an errand, in its own words: errand_requests.py.
"""

import re

from nlu.errand_phrases import MEASURE, goods_in, short
from nlu.groceries import GROCERIES

_STOPS = re.compile(
    r"[,，。;；!！\n~]+|(?<![a-z])\s+|\s+(?![a-z\d])|(?<=[没坏完]了)(?=[带买拿配送要换请帮])"
    r"|顺便|另外|还有(?!点|些|一)"
)
_VERB = (
    "(?:带|买|拿|取|倒|丢|扔|送|配|捎|寄|交|充|缴|领|订|修|换|遛|喂|叫|接|打印|找|弄|搞|(?<!查)收|开(?!心|始)|喊|搬"
    "|抬"
    "|浇|拖|转(?!眼)|代购|代买|跑|下单|联系|预约|挂|报修|处理|清理|消毒|拆|装|(?<!请)问|查(?!收)|看一?下(?=电|水|灯"
    "|门)|借"
    "|存|剪|洗|上门)"
)
_AMOUNT = "(?:\\d+(?:\\.\\d+)?|[一二两三四五六七八九十半几]+)"
_HELP = re.compile(
    rf"(?:帮(?:我们?|忙|俺|咱|家里|一?下|助|个忙|[老爸妈爷奶公婆儿女孙][\u4e00-\u9fff]?)*|替我们?|给我们?(?!家?打"
    rf"|家?说|家?发)|代(?=买|购|拿|取|办|缴|交)|麻烦(?:您|你|你们|哪位|谁)?|请(?:您|你|哪位|谁|人)?|劳烦|拜托"
    r"|(?:能不能|可不可以|能否)(?=[买换送带配](?:个|点|些|一|几)))"
    rf"(?P<between>[^,，。]{{0,8}}?)(?P<what>{_VERB}.*)"
    r"|(?:能|能不能|可以|谁|有没有人|有人)[^,，。让]{0,5}(?<![儿女]子)来(?P<come>[收取拿修换送接倒][^问].*"
    r"|[收修换送]一?下.*)"
)
_WANTS = re.compile(
    rf"(?<![不主需只])(?:要(?!不要|是)|想要?|需要|得|该)(?:再?去|找人|人|再|请人|有人|叫人|你们?)?(?P<what>(?:带|买"
    rf"|配|拿|取|寄|修|换|交|充|订|领|捎|缴|倒|丢|送)(?!东西了).*)"
    rf"|(?<!不)(?:要|需要|缺|少|来|想要|给我|求)(?P<thing>(?:点儿?|一?些|{_AMOUNT}?(?:{MEASURE}|个(?!人|月|小时"
    rf"|孩)|台|盆))"
    r"(?!时间|空|力|困|累)(?:\d号)?[^\d了吗]*)"
    r"|(?:家里)?(?<!三)缺(?P<short>[^\d,，。觉]{1,6})(?:了|$)"
)
_NEEDS = re.compile(r"需要(?!量|报|做|等|知|注意|帮|观察|隔离|多|什么|休息)(?P<what>[^\d,，。了吗]{2,8})$")
_STARTS = re.compile(
    r"(?:那|再|也|还|先)?(?:[去到][\u4e00-\u9fff]{2,5}?(?=.(?:点|些|一|个|包|盒|瓶)))?(?P<what>(?:买"
    r"|带|取|拿|捎|送(?=[几点些一两二三个包瓶盒箱袋桶\d])|来?收一?下|来?修一?下|订"
    r"|配(?!偶|合)|交|充|倒|丢)(?!件码|药的|东西的|了|过|好|得|不|完|到了|的"
    r"|回来)[^吗?？]{1,14})$"
)
_GONE = re.compile(
    r"(?P<thing>[^我人也就快,，。刚]{1,8}?)(?:都|也|就|快要?|又|已经|马上|要){0,3}(?:(?<![吃累冻吓饿忙热乐气急])坏了"
    r"|坏掉|[爆裂]了|没有了|没了|用完|吃完"
    r"|用光|吃光|喝完|不够|断了|漏水|漏了|堵了|满了|不亮|没电了|不多了|见底|烧坏"
    r"|跳闸|停水|没水|停电|打不[着开]火?|点不着|不出水|不制热|关不上|只剩|用不了)"
    r"(?:了|的|啦|$|吃|用|,|一|\d|要|想|得|帮|请|需|能|谁|有|叫|找|来|麻烦|换|修"
    r"|送)|药[^,，]{0,4}(?:有|剩)[一二两三四五半\d]+[天粒片颗盒支瓶]|^(?:家里)?没有?(?P<none>[米菜油盐酱醋药水电肉蛋]"
    r"|口罩|大米"
    r"|食用油|酱油|蔬菜)了"
)
_THING = re.compile(
    rf"^(?:\d+[号.、])?(?!\d|[上下这那]一|打|发)(?:(?![了剩要])[\u4e00-\u9fffa-z]){{1,6}}?{_AMOUNT}(?:{MEASURE}"
    rf"|个(?!人|月|小时|孩"
    rf"|老|大|都))"
    rf"|^{_AMOUNT}(?:{MEASURE}|个(?!人|月|小时|孩|老|大|都))的?[\u4e00-\u9fff]{{1,8}}"
)
_NO_THING = re.compile(
    "现在|后来|目前|夫妻|人|力气|胃口|味(?!精)|症状|咳|烧|事|问题|精神|痛|疼|头[发疼痛晕昏]"
    "|^头|嗓|感冒|病|鼻|我|体温|电话|家|饭$|睡|今天"
    "|昨天|早上|一个|隔离|时间|觉|体重|身高"
)
_TRAIL = re.compile(
    r"(?:好吗|好不好|可以吗|行吗|行不行|可以不|谢谢.*|多谢|麻烦.*|[吗吧呢啊哦哈呀嘛么伐?？]|thanks|please)+\s*$"
)
_DONE = re.compile(r"收到|拿到|送到了|到了$|转[你给您]|花了|了\d|已经[买拿送]|买好|拿好|好吃|新鲜")
_HANDLED = re.compile(r"[把将](?P<thing>.+?)(?=从|$)")
_STATE = re.compile(
    r"(?:我们|我|俺|咱|家里|家|屋里|的|爸爸|妈妈|爷爷|奶奶|外?公公?|外?婆婆?|老[公婆伴爸妈]|那个|这个)*+"
    r"(?:没有?(?P<none>[\u4e00-\u9fff]{1,6}?)了?$|(?P<thing>[\u4e00-\u9fffa-z]{1,8}?)(?:都"
    r"|也|就|快要?|又|已经|马上|要|只|还)*"
    r"(?:坏|[爆裂]了|没[有了电气水]|没$|用完|吃完|用光|吃光|喝完|不够|断了|漏|堵|满了|堆|不亮"
    r"|不多|见底|烧坏|跳闸|剩|不出水|打不[着开]|点不着"
    r"|到了|没人|在(?:驿站|门口|楼下|快递)|落在|忘在|有[一二两三四五六七八九十\d]+[天粒片支]))"
)
_NO_MORE = re.compile(r"没有?(?P<goods>[\u4e00-\u9fff]{1,5}?)了")
_BREAKS = re.compile("不制|[爆裂]了|坏|断|漏|堵|不亮|跳闸|不出水|打不|点不着")
_MEDICINE = re.compile("药|(?<!尿)片$|胰岛素|胶囊|匹林$|地平$|双胍$|他汀$")
_GOODS = re.compile(r"(?:家里)?((?:还|再)?(?:想?要|想吃|需要|缺|来))?(?P<goods>[\u4e00-\u9fff、]{2,16}?)[了吧]?")
_EATEN, _KEPT = re.compile("[吃喝][完光]"), re.compile("药|片|胶囊|米|奶|油|盐|菜|水")
_WHO = re.compile("谁(?:来|会|在)*给我们?")
_KIND = re.compile(r"[^,，。\d买带拿]{2,6}的")
_ONLY_VERB = re.compile(r".(?:一?下去?|掉|了|走|[上下过回进出][来去]|来|去|一?趟)*")
_ASKS = re.compile(
    r"[?？]|吗|怎么|什么时候|哪里|去哪|几点|可不可以|能不能|可以不|如何|多少|(?<![送带买拿来要])几个"
    r"|几[天点次号度时分]|多久"
)
_ENGLISH = re.compile(
    r"\b(?:bring|buy|get|fetch|pick up|collect|take out|drop off|send)\b (?:me |us |my |the |some |a |an "
    r"|our )*(?P<what>[a-z][a-z ]{1,30})"
    r"|\bi(?:'m| am)? (?:need|out of|want) (?:some |a |an |more )*(?P<thing>[a-z][a-z ]{1,30})"
)
_ENGLISH_ASKS = re.compile(r"\b(?:is it|can i|may i|should i|do i|when|where|how)\b")


def errands_in(text: str) -> tuple[str, ...]:
    """Short phrases for what is wanted, in the order of the text; a question how something is done is none.

    What has run out or broken is one only where nothing else is asked for: of 米没了，帮忙买10斤米 the second.
    """
    clauses = [clause for clause in _STOPS.split(text) if clause]
    found: list[str] = []
    thing = ""
    for at, clause in enumerate(clauses):
        if words := _asked(clause):
            found += short(words, thing or _named(clause))
        elif found and _KIND.fullmatch(clause) and _asked(clauses[at - 1]):
            found[-1] += f"（{clause}）"
        thing = _named(clause) or thing
    gone = [_for_gone(clause) for clause in clauses if _is_gone(clause)]
    return tuple(dict.fromkeys(found or gone))


def _asked(clause: str) -> str:
    if _DONE.search(clause) or _WHO.match(clause):
        return ""
    if helped := _HELP.search(clause):
        what = _TRAIL.sub("", helped["what"] or helped["come"])
        handled = _HANDLED.match(helped["between"] or "")
        before = (
            handled["thing"]
            if handled
            else _named(clause[: helped.start()]) or clause[: helped.start()].strip("把将的家里我请你们能可以不 ")
        )
        return what[0] + before if before and _ONLY_VERB.fullmatch(what) else what
    if (english := _ENGLISH.search(clause)) and not _ENGLISH_ASKS.search(clause):
        return _TRAIL.sub("", english["what"] or english["thing"])
    if _ASKS.search(clause):
        return ""
    if wanted := _WANTS.search(clause):
        return _TRAIL.sub("", wanted["what"] or wanted["thing"] or f"买{wanted['short']}")
    if starts := _STARTS.match(clause) or _NEEDS.search(clause):
        return _TRAIL.sub("", starts["what"])
    if (named := _GOODS.fullmatch(clause)) and (goods := goods_in(named["goods"])) and (named[1] or len(goods) > 1):
        return "、".join(goods)
    return _TRAIL.sub("", clause) if _THING.match(clause) and not _NO_THING.search(clause) else ""


def _is_gone(clause: str) -> bool:
    found = _GONE.search(clause)
    if found is None or _ASKS.search(clause):
        return False
    if _EATEN.search(clause) and not _KEPT.search(clause):
        return False
    thing = _named(clause) or found["thing"] or ""
    return found["none"] is not None or "药" in clause or thing.endswith("片") or not _NO_THING.search(thing)


def _named(clause: str) -> str:
    """What a clause says has come, gone or broken: 快递到了, 药吃完了, 我家煤气用完了."""
    found = _STATE.match(clause)
    if (inside := _NO_MORE.search(clause)) and inside["goods"] in GROCERIES:
        return inside["goods"]
    thing = (found["none"] or found["thing"]) if found else ""
    return "" if _NO_THING.search(thing) else thing


def _for_gone(clause: str) -> str:
    """What to do about something that has run out or broken: 配 a medicine, 修 what is broken, 买 the rest."""
    found = _STATE.match(clause) or _GONE.search(clause)
    thing = (found["none"] or found["thing"]) if found else clause
    if _MEDICINE.search(thing):
        return f"配{thing}"
    return f"修{thing}" if _BREAKS.search(clause) else f"买{thing}"
