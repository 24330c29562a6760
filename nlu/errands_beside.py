"""What somebody wants fetched or done, beside a report or alone: 帮忙带瓶酱油, 药吃完了，要配糖尿病的药, 灯泡坏了."""

import re

_STOPS = re.compile(r"[,，。;；!！\n~]+|(?<![a-z])\s+|\s+(?![a-z\d])|顺便|另外|还有(?!点|些|一)")
_VERB = (
    "(?:带|买|拿|取|倒|丢|扔|送|配|捎|寄|交|充|缴|领|订|修|换|遛|喂|叫|接|打印|找|弄|搞|(?<!查)收|开(?!心|始)|喊|搬"
    "|抬"
    "|浇|拖|转(?!眼)|代购|代买|跑|下单|联系|预约|挂|报修|处理|清理|消毒|拆|装|(?<!请)问|查(?!收)|看一?下(?=电|水|灯"
    "|门)|借"
    "|存|剪|洗|上门)"
)
_AMOUNT = "(?:\\d+(?:\\.\\d+)?|[一二两三四五六七八九十半几]+)"
_MEASURE = "(?:公斤|块(?!钱|的)|[斤瓶盒袋包桶支把条棵卷箱件份只提罐听颗根盏双套打板盘串捆扎张节升])"
_HELP = re.compile(
    rf"(?:帮(?:我们?|忙|俺|咱|家里|一?下|助|个忙|[老爸妈爷奶公婆儿女孙][\u4e00-\u9fff]?)*|替我们?|给我们?(?!家?打"
    rf"|家?说|家?发)|代(?=买|购|拿|取|办|缴|交)|麻烦(?:您|你|你们|哪位|谁)?|请(?:您|你|哪位|谁|人)?|劳烦|拜托)"
    rf"(?P<between>[^,，。]{{0,8}}?)(?P<what>{_VERB}.*)"
    r"|(?:能|能不能|可以|谁|有没有人|有人)[^,，。让]{0,5}(?<![儿女]子)来(?P<come>[收取拿修换送接倒][^问].*"
    r"|[收修换送]一?下.*)"
)
_WANTS = re.compile(
    rf"(?<![不主需只])(?:要(?!不要|是)|想要?|需要|得|该)(?:再?去|找人|人|再|请人|有人|叫人|你们?)?(?P<what>(?:带|买"
    rf"|配|拿|取|寄|修|换|交|充|订|领|捎|缴|倒|丢|送)(?!东西了).*)"
    rf"|(?<!不)(?:要|需要|缺|少|来|想要|给我|求)(?P<thing>(?:点儿?|一?些|{_AMOUNT}?(?:{_MEASURE}|个(?!人|月|小时"
    rf"|孩)|台|盆))"
    r"(?!时间|空|力|困|累)[^\d了吗]+)"
    r"|(?:家里)?缺(?P<short>[^\d,，。觉]{1,6})(?:了|$)"
)
_NEEDS = re.compile(r"需要(?!量|报|做|等|知|注意|帮|观察|隔离|多|什么|休息)(?P<what>[^\d,，。了吗]{2,8})$")
_STARTS = re.compile(
    r"(?:那|再|也|还|先)?(?P<what>(?:买|带|取|拿|捎|订|配(?!偶|合)|交|充|倒|丢)(?!件码|药的|东西的|了|过|好|得|不|完|到了|的"
    r"|回来)[^吗?？]{1,14})$"
)
_GONE = re.compile(
    r"(?P<thing>[^我人也就快,，。刚]{1,8}?)(?:都|也|就|快要?|又|已经|马上|要){0,3}(?:坏了|坏掉|没有了|没了|用完|吃完"
    r"|用光|吃光|喝完|不够|断了|漏水|漏了|堵了|满了|不亮|没电了|不多了|见底|烧坏|跳闸|停水|没水|停电)"
    r"(?:了|的|啦|$|吃|用|,|要|想|得|帮|请|需|能|谁|有)|^(?:家里)?没有?(?P<none>[米菜油盐酱醋药水电肉蛋]|口罩|大米"
    r"|食用油|酱油|蔬菜)了"
)
_THING = re.compile(
    rf"^(?:\d+[号.、])?(?!\d|[上下这那]一|打|发)[\u4e00-\u9fffa-z]{{1,6}}?{_AMOUNT}(?:{_MEASURE}|个(?!人|月|小时|孩"
    rf"|老|大|都))"
    rf"|^{_AMOUNT}(?:{_MEASURE}|个(?!人|月|小时|孩|老|大|都))的?[\u4e00-\u9fff]{{1,8}}"
)
_NO_THING = re.compile(
    "现在|后来|目前|人|力气|胃口|味|症状|咳|烧|事|问题|精神|痛|疼|头[发疼痛晕昏]|^头|嗓|感冒|病|鼻|我|体温|电话|家|饭$|睡|今天"
    "|昨天|早上|一个|隔离|时间|觉|体重|身高"
)
_TRAIL = re.compile(
    r"(?:好吗|好不好|可以吗|行吗|行不行|可以不|谢谢.*|多谢|麻烦.*|[吗吧呢啊哦哈呀嘛么?？]|thanks|please)+\s*$"
)
_DONE = re.compile(r"收到|拿到|送到了|到了$|转[你给您]|花了|了\d|已经[买拿送]|买好|拿好|好吃|新鲜")
_ONLY_VERB = re.compile(r".(?:一?下去?|掉|了|走|上来|过来|来|去|一?趟)*")
_NO_NOUN = re.compile(rf"[换买带拿取倒配修拖]?(?:{_AMOUNT}?{_MEASURE}|一?下|个?新的?|一?个新的|掉|一?点|些)")
_GONE_WORDS = re.compile("(?:都|也|就|快要?|又|已经|马上)*(?:坏|没|用完|吃完|用光|吃光|喝完|不够|断|漏|堵|满|不亮)")
_ASKS = re.compile(
    r"[?？]|吗|怎么|什么时候|哪里|去哪|几点|可不可以|能不能|可以不|如何|多少|几[天点次号度时个分]|多久"
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
    asked = [phrase for clause in clauses if (phrase := _asked(clause))]
    gone = [clause for clause in clauses if _is_gone(clause)]
    if gone and asked and _NO_NOUN.fullmatch(asked[0]):
        asked[0] += _GONE_WORDS.split(gone[-1])[0]
    return tuple(dict.fromkeys(asked or gone))


def _asked(clause: str) -> str:
    if _DONE.search(clause):
        return ""
    if helped := _HELP.search(clause):
        what = _TRAIL.sub("", helped["what"] or helped["come"])
        before = clause[: helped.start()].strip("把将的家里我请你们能可以 ")
        return what[0] + before if before and _ONLY_VERB.fullmatch(what) else what
    if (english := _ENGLISH.search(clause)) and not _ENGLISH_ASKS.search(clause):
        return _TRAIL.sub("", english["what"] or english["thing"])
    if _ASKS.search(clause):
        return ""
    if wanted := _WANTS.search(clause):
        return _TRAIL.sub("", wanted["what"] or wanted["thing"] or f"买{wanted['short']}")
    if starts := _STARTS.match(clause) or _NEEDS.search(clause):
        return _TRAIL.sub("", starts["what"])
    return _TRAIL.sub("", clause) if _THING.match(clause) and not _NO_THING.search(clause) else ""


def _is_gone(clause: str) -> bool:
    found = _GONE.search(clause)
    if found is None or _ASKS.search(clause):
        return False
    return found["none"] is not None or found["thing"].endswith(("药", "片")) or not _NO_THING.search(found["thing"])
