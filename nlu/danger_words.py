"""The words of each kind of danger, in dialect and misspelt too, and the idioms that only sound like one."""

import re
from dataclasses import dataclass

_END = r"(?=[，。！？；、,!?;\n~ ]|$)"
_FEW = r"[^，。！？；,.!?;\n]{0,4}?"
_SOME = r"[^，。！？；,.!?;\n]{0,8}?"
NO = "[不勿弗唔]"
_PERSON = (
    "(?:我|你|他|她|伊|人|爸|妈|爹|娘|爷|奶|公|婆|嬷|伯|叔|婶|姨|舅|姑|哥|姐|弟|妹|老头子?|老太婆?|老伴|丈夫|妻子"
    "|儿子|女儿|孙子|孙女|孩子|小孩|宝宝|娃娃?|囡囡?|老人|老师|师傅|邻居|租客|嫂|媳妇|女婿)"
)
_KIN = (
    "(?:老人|孩子|小孩|娃|奶奶?|爷爷?|阿公|阿婆|嬷嬷?|外[婆公]|[我他她][妈爸]|妈妈|爸爸|老伴|女儿|儿子|孙子|孙女"
    "|弟弟|妹妹)"
)
_GAS = "(?:煤气|天然气|液化气|燃气)"
_THING_FIRST = (
    "^[^买拿取去提搬端扛捡接吃喝喂]{0,6}"
    "(?:[鱼虾蟹鸡鸭花树]|蛋|西?瓜|碗|杯子?|瓶子?|手机|箱子?|快递|豆腐|牌子|电脑|网|电池|系统|软件|按钮|页面|闹钟"
    "|机器|轮胎|球|衣服|鞋子?"
    f"|钥匙|帽子?|口罩|水?桶|东西|{_GAS}罐?|房价|股票|菜价|肉价|价格){_FEW}"
)
_MONEY = "价|[块元]钱|多少钱|便宜|太?贵|推荐|甩卖|促销|清仓|打折|好亏|亏大"


@dataclass(frozen=True, slots=True)
class Danger:
    """One kind of danger. Patterns are searched in lower-case cleaned text, clause by clause."""

    kind: str
    words: re.Pattern[str]
    idioms: re.Pattern[str] | None  #: what makes the words harmless, anywhere in the same clause
    accident: bool  #: may be warned of: 小心摔倒


def _danger(kind: str, words: tuple[str, ...], idioms: tuple[str, ...] = (), accident: bool = False) -> Danger:
    return Danger(kind, re.compile("|".join(words)), re.compile("|".join(idioms)) if idioms else None, accident)


DANGERS = (
    _danger(
        "suicide",
        (
            rf"{NO}想(?:再)?(?:[活话](?![鱼虾蟹鸡鸭鹅鳝杀动泼])|过了|过下去)|{NO}要活了|活{NO}下去|活够了|活腻",
            "活着(?:也|都|还|真|太|好|实在|就是|有什么)*(?:[没无冇]有?(?:啥|什么|甚么|多大|一点)?)?(?:意思|意义"
            "|劲头?|盼头|用|味道|累|苦|受罪|遭罪)",
            "不如死|死[了掉](?:算|就?清净|就?干净|解脱|一了|(?:就|才|倒|反而)好)|想死"
            "(?!你|我|他|她|个人|[鱼虾的])"
            "|想死的心|想?去死(?!吧你)",
            "自杀(?!式)|自尽|轻生|寻死|寻短|跳楼(?!价|机|大甩|清仓|甩)|跳[河江海桥井](?!鱼)|上吊|割腕|结束(?:我"
            "|自己|这)?的?生命|了结(?:我|自己)",
            r"生不如死|想不开|一了百了|让我死|[没无]有?活(?:下去)?的(?:勇气|意义|必要)",
            r"(?:want|wanna|going|like) to die\b|wanna die\b|kill(?:ing)? (?:my|him|her)sel|suicid|end (?:my|his"
            "|her) (?:own )?life|end it all",
            "(?:don'?t|do not|doesn'?t) (?:want to |wanna )(?:live|be alive)|no reason to live|better off dead"
            "|not worth living",
        ),
        (rf"[鱼虾蟹鸡鸭鹅](?:要是|如果|都|要|全|是|就)?(?:死|活着)|跳楼{_FEW}价|价{_FEW}跳楼",),
    ),
    _danger(
        "chest_pain",
        (
            r"(?:[胸凶兄][口部]|前胸|胸前|胸腔|胸膛|胸|心口|心窝|心脏|心头)[^，。！？；,.!?;\n]{0,6}?"
            "(?:痛|疼|绞|发紧|[很好]紧|刺|[压憋]得|压着|像压|难受|难过|不舒服|闷|堵得)",
            f"心慌{_FEW}(?:厉害|难受|气|受不了|得很)|心跳{_FEW}(?:厉害|停|太快|很快|乱|受不了)"
            "|心梗|心肌梗|心绞痛"
            f"|心脏病{_FEW}[犯发]",
            r"(?:chest|heart)[\w\s]{0,20}(?:pain|hurt|ach(?:e|ing)|tight|pressure|attack)|(?:pain|pressure"
            r"|tightness)[\w\s]{0,12}\bchest",
        ),
        (_MONEY, rf"price|cost|expensive|心[梗绞]{_FEW}(?:史|药|手术后|术后)|[鸡鸭]胸|胸肉|[猪鸡]心|心头肉"),
    ),
    _danger(
        "breathless",
        (
            f"[喘川]{NO}[上过动来出]|透{NO}[过上][气来]|[气汽]{_FEW}(?:喘{NO}|透{NO}|上{NO}来|接{NO}上|提{NO}上来)"
            "|憋气|窒息|上气[不没]接",
            f"呼吸{_FEW}(?:困难|不[了上过来畅到]|停|急促|费力|很?难)"
            "|(?:无法|不能|没法|没有?办法)呼吸"
            f"|[吸换]{NO}[上了]来?气",
            f"喘{_FEW}(?:厉害|不行|受不了|得很|很急)"
            "|喘得|很喘|一直喘|[气呼吸]急得"
            f"|哮喘{_FEW}[犯发]|[嘴口]唇{_FEW}[紫青黑]|脸{_FEW}发?[紫青](?!菜|瓜)",
            "(?:can'?t|cannot|can not|unable to|couldn'?t|hardly|barely|hard to|difficult to) ?breath"
            "|not breathing"
            "|breathless|gasping",
            r"(?:stopped|difficulty|trouble|problems?|struggling to) breath|short(?:ness)? of breath",
        ),
        (
            rf"[忙笑赶]{_FEW}得{_SOME}[喘透]|(?:工作|压力|作业|房贷|生意|活儿?|订单|事情){_SOME}(?:[喘透]|窒息)"
            rf"|笑得?上气",
        ),
    ),
    _danger(
        "choking",
        (
            "[噎呛](?:住|到|着)"
            f"|(?:喉咙|气管|嗓子){_SOME}卡[住到着了]|卡[住到着在]了?{_FEW}(?:喉咙|气管|嗓子)"
            "|鱼刺卡",
            r"\bchok(?:ing|ed)",
        ),
    ),
    _danger(
        "unconscious",
        (
            "[昏晕](?:过去|死过去|迷|厥|倒)|休克|不省人事|(?:没有?|失去|冇|无)(?:知觉|意识|心跳|呼吸(?!困难|不|急"
            "|道)|脉搏)|意识(?:不清|模糊)|神志不清",
            rf"[叫喊推摇唤拍弄]了?(?:他|她|伊|人|都|也|半天|怎么|好久)*[{NO[1:-1]}没]醒|没醒过来|一动不动|断气",
            r"[叫喊推摇](?:他|她|伊|了|半天|好久|都|也)+(?:没|不)有?(?:反应|动|应|回应|答应)",
            rf"{_PERSON}{_FEW}(?:没有?反应|没气了|不行了|[快要]死了|没动静了)",
            "unconscious|passed out|faint(?:ed|ing)|won'?t wake|(?:not|never|isn'?t) waking|can'?t wake"
            "|unresponsive|not respond(?:ing|s)|collapsed",
            r"(?:i am|i'm|he is|he's|she is|she's) dying(?! (?:to|for|of (?:laugh|hunger|bore)))",
        ),
        (
            _MONEY,
            r"哈[^，。]{0,6}不行了|不行了[^，。]{0,4}哈",
            "[笑累困撑忙馋香辣臭烦吵丑][^，。]{0,6}(?:不行了|死了)|笑[^，。]{0,3}[昏晕]|(?:电话|微信|消息|信息"
            "|按钮)[^，。]{0,6}没有?反应",
            _THING_FIRST + "(?:没有?反应|没气|不行|死|一动不动|不醒|断气)|闹钟",
        ),
    ),
    _danger(
        "seizure",
        (rf"抽搐|吐白沫|全身(?:都|在|一直)*抽|癫痫{_FEW}[犯发]|羊[癫角]疯|羊癫风|猪婆疯|惊厥|\bseizure|convuls",),
        ("癫痫的?药",),
    ),
    _danger(
        "stroke",
        (
            "中风(?!险)|脑梗|脑溢血|脑出血"
            f"|半[边身](?:身体|身子|个身子)?{_FEW}(?:麻|动不|不能动|没力|瘫|没知觉)"
            "|偏瘫"
            f"|嘴巴?{_FEW}歪"
            "|口眼?歪",
            f"[说讲](?:话)?(?:都|也)?(?:{NO}出|{NO}清)(?:话|{_END})|话{_FEW}[说讲]{NO}(?:出|清|来)"
            f"|舌头{_FEW}(?:大了|打结|硬)|突然看{NO}见",
            rf"(?:手|脚|腿|手脚|胳膊|身体){_FEW}(?:动{NO}了|{NO}能动|没知觉|瘫了|抬{NO}起)",
            r"\b(?:a|having|had) stroke|slurred speech|face (?:is )?droop|can'?t move (?:my|his|her|one)",
        ),
        (
            "(?:中风|脑梗|脑溢血|脑出血|偏瘫)(?:了|的|都|已经|有)*(?:过|后|史|的?药|的?病人|患者|康复|老|人|多年"
            r"|[\d一二三四五六七八九十几]+年|在床|卧床)",
            rf"(?:中风|脑梗|偏瘫){_SOME}[配买开]{_FEW}药|[配买开]{_FEW}(?:中风|脑梗)|stroke of (?:luck|genius)",
            rf"[气笑感激高惊兴急馋](?:动|兴|奋)?得{_FEW}[说讲]{NO}",
        ),
    ),
    _danger(
        "bleeding",
        (
            "[吐咳呕咯]了?(?:好多|很多|一口|几口|大口|鲜|出|的都是)*血|[便拉尿]血|大出血|血流(?!通|量)|流血不|头破血",
            f"流{_FEW}(?:好多|很多|一地|满地|一身|不少|大量)的?血|血{_FEW}(?:止{NO}住|不停|一直流|直流|喷|哗)"
            f"|止{NO}住{_FEW}血",
            rf"出血{_FEW}(?:不止|很多|好多|厉害)|[满一](?:头|脸|身|地|手)(?:都)?是?的?血(?![压糖管])",
            f"[割切砍扎刺夹压绞锯](?:到|破|断|伤|了|掉)+{_SOME}(?:流血|是血|手指|手|脚|腿|动脉)"
            "|(?:手指|手|脚"
            f"|腿){_FEW}[割切砍轧绞锯夹][断掉]",
            r"bleed(?:ing)?[\w\s]{0,20}(?:a lot|bad|heav|stop|lots|much)|(?:vomit|cough|throw)\w*(?: up)? blood"
            "|blood everywhere",
        ),
        (_MONEY, rf"[气累笑]得{_FEW}[吐咳]|气吐血|[鸡鸭猪鹅牛羊]血|(?:切|割){_SOME}[猪鸡牛羊]"),
    ),
    _danger(
        "poisoning",
        (
            "煤气中|食物中毒|[药酒精气]中毒"
            f"|中毒(?:了|啦|{_END})|吃错{_FEW}药|药{_FEW}吃(?:多|错|过量)"
            "|吃多了药"
            f"|毒?(?:蛇|马?蜂){_FEW}[咬蛰]",
            f"[喝吞吃误服]了?{_SOME}(?:农药|老鼠药|百草枯|敌敌畏|除草剂|杀虫剂|洁厕|毒药|84|消毒[水液]|清洁剂"
            "|毒蘑?菇|[整一]瓶药|一把药|安眠药)",
            r"poison(?:ed|ing)|overdose|(?:swallow|drank|drunk)\w* (?:bleach|pesticide)|snake ?bite|bitten by a",
        ),
        (
            f"(?:电脑|手机|系统|文件|追剧|游戏|短视频|刷剧){_SOME}中毒"
            "|中毒太深|会不会中毒|不会中毒"
            f"|打{_FEW}农药"
            "|农药残留"
            f"|[配买开]{_FEW}药",
        ),
        accident=True,
    ),
    _danger(
        "gas",
        (
            rf"{_GAS}{_SOME}(?:泄[漏露]|漏|忘关|忘记关|没关|臭|味)|漏了?(?:{_GAS}|气)|闻到{_FEW}{_GAS}|一氧化碳",
            r"gas leak|smell(?:ing)? (?:of )?gas|carbon monoxide",
        ),
        (rf"{_GAS}(?:灶|费|表|公司|安检)",),
        accident=True,
    ),
    _danger(
        "fire",
        (
            r"[着起失走]火(?![锅龙腿鸡车箭苗候爆热红入])|火灾|救火|火警|烧起来|烧着了",
            f"冒{_FEW}[浓黑大]?烟"
            "|(?:房子|屋|楼|厨房|电瓶车|电动车|插座|电线|电表|仓库|店|车)[里上]?(?:都|也|在|又)?(?:烧[了着]|冒火)",
            f"(?:煤气|罐|电池|锅炉|高压锅|电瓶|厂|店|家){_FEW}爆炸"
            "|爆炸了|火(?![锅龙腿鸡车箭候爆])(?:很大|烧过来"
            f"|扑{NO}灭|灭{NO}了)",
            r"\bon fire|house fire|fire in (?:the|my|our)|there(?:'s| is) a fire|^\W*fire(?:!|\W*$)|burning down"
            "|full of smoke",
        ),
        (
            rf"(?:嗓子?|喉咙|嘴巴?|舌头|胃|眼睛|(?<!小)心|七窍|脑袋|头顶|辣|渴){_SOME}(?:着火|起火|冒烟|冒火|烧)"
            rf"|(?:烟囱|烟花){_FEW}冒|不着火",
        ),
        accident=True,
    ),
    _danger(
        "fall",
        (
            "[摔跌滑绊栽掼跋]倒|[摔跌掼跋](?:了|一|过|个|好)*[跤交跟大]|[摔跌][伤断破死]|[摔跌滚掉]了?下"
            "(?:来|去|楼"
            "|床|坑|山|河)",
            f"从{_SOME}[摔跌掉滚]了?[下落]|[爬站]{NO}起来|起{NO}来身|(?:还|都|到现在|一直)起{NO}来"
            "|[倒瘫躺]在?地[上下]|倒地"
            f"|摔了{_END}",
            rf"骨折|[撞磕摔碰](?:到|了|破|伤)*(?:头|脑袋)|(?:头|脑袋){_FEW}[撞磕摔碰](?:到|破|了|伤)",
            "(?:fell|fallen|fall) (?:down|over|off|from|on the)|ha(?:s|ve) fallen|(?:can'?t|cannot|unable to"
            "|couldn'?t) (?:get|stand) up",
            r"broken? (?:my|his|her|a) (?:leg|arm|hip|bone|neck)",
        ),
        (
            "打骨折|骨折价"
            f"|骨折{_FEW}(?:价|优惠|后|药|手术)"
            "|(?:太累|累得|懒|困|睡懒觉|被窝|早上"
            f"|闹钟)[^，。]{{0,6}}[爬站起]不",
            _THING_FIRST + r"(?:[摔跌掉滚](?:了|下|破|坏|死|碎)|倒[在地])|(?:价格?|股市?)[^，。]{0,6}跌|price",
        ),
        accident=True,
    ),
    _danger(
        "electric_shock",
        (
            rf"触电|电[到击]了|被{_FEW}电[到击了]|漏电|electrocut"
            rf"|electric shock",
        ),
        ("漏电(?:保护|开关)",),
        True,
    ),
    _danger(
        "burn",
        (
            rf"[烫烧灼]伤(?!膏|药)|(?:开水|热水|油|汤|火){_FEW}[烫烧](?:到|了|着|得|坏)|(?:scald|burn)ed (?:my|his|her"
            rf"|him)",
        ),
        ("红烧|水[烧煮]",),
        accident=True,
    ),
    _danger(
        "drowning",
        (
            "溺水|落水(?!管|狗)|淹(?:死|着|到|没了)"
            f"|淹了{_PERSON}|{_PERSON}{_FEW}[掉跌跳滑]{_FEW}(?:河|水|塘|井|池"
            "|海|江|粪坑|沟)",
            r"[掉跌滑][进到入](?:河|水库|池塘|塘|井|海|江|粪坑)|drown(?:ing|ed)",
        ),
        (_THING_FIRST + "[掉跌落淹]|(?:手机|鞋|钥匙|帽子?|球|菜|田|地|路|房子|车库)[^，。]{0,4}[掉跌落淹]|drown in",),
        accident=True,
    ),
    _danger(
        "violence",
        (
            "家暴"
            f"|[拿举带抄持]着?{_FEW}刀{_FEW}[砍捅杀追冲]|[砍捅]{_FEW}(?:人|我|他|她|伤|死)"
            "|杀人|打死[我人他她你]|打起来|入室|抢劫",
            "(?:老公|丈夫|男人|儿子|老头子?|女婿|他|她)(?:又|在|一直|天天|要|喝醉了?|还)*打(?:我|老婆|妈|爸|人"
            "|孩子|小孩)"
            f"|被{_FEW}打[了伤得死]",
            "(?:is )?(?:hits|hitting|beats|beating) me|(?:with|has) a knife|domestic violence|being attacked"
            "|going to kill me",
        ),
        (
            r"[砍捅][^，。]{0,4}价|打死[我他你]?也?都?不|杀[鱼鸡猪鸭鹅羊牛]|砍一刀|打[^，。]{1,3}(?:电话|手机|微信"
            r"|招呼)|打人工",
        ),
    ),
    _danger(
        "accident",
        (
            "车祸"
            f"|被{_SOME}车{_FEW}[撞轧压]|[撞轧压](?:到|死|伤|了)+{_PERSON}"
            "|(?:房子|墙|屋顶|脚手架"
            f"|棚){_FEW}(?:塌|倒了)"
            "|塌方|泥石流",
            f"电梯{_SOME}(?:困|卡住|关在|关住)|困在{_FEW}电梯"
            "|(?:car|traffic) accident|(?:hit|run over) by a (?:car|truck)|trapped",
        ),
        (rf"撞[到见上]{_FEW}(?:熟人|名|衫)",),
        accident=True,
    ),
    _danger(
        "childbirth",
        (
            "羊水破|破水了|难产"
            f"|(?:老婆|媳妇|女儿|我|她|孕妇|嫂子?|姐|妹|邻居){_FEW}[要快]生了|孕{_SOME}(?:见红"
            "|出血|流血|肚子[痛疼])",
            r"water (?:has )?broke|in labou?r\b|having the baby",
        ),
        (r"[猪牛羊狗猫鸡兔][^，。]{0,4}生",),
    ),
    _danger(
        "missing",
        (
            rf"(?:{_KIN}|人){_FEW}(?:走丢|走失|失踪|不见了)|走丢了|走失了|(?:child|mother|father|son|daughter"
            rf"|kid) is (?:missing|lost)",
        ),
        (r"猫|狗|鸡|羊|牛|(?:孩子|小孩|[妈爸奶爷公婆]|[儿女]子?)的(?!人)",),
    ),
    _danger(
        "rescue",
        (
            "救命(?!钱|粮|稻草|恩|药|水|草|之)|救救|快来人|快来救|快救|来人[啊呀]|出人命|人命关天|[叫打喊]?救护车"
            r"|[打叫]120(?![块元个斤份\d])",
            r"\bsos\b|emergency|ambulance|\bhelp!|help me(?:!| now| quick)|save me",
        ),
        (
            r"[馋笑热贵辣香][^，。]{0,6}救命|救命[^，。]{0,6}(?:贵|香|好吃|好笑|笑死|可爱|辣|便宜)",
            r"not (?:an )?emergency|emergency (?:contact|number)",
        ),
        accident=True,
    ),
)
