"""Dangers within a person: the words for each, in dialect and misspelt too, and idioms that only sound like one."""

from nlu.danger_words import END, FEW, MONEY, NO, PERSON, SOME, THING_FIRST, kind_of

OF_BODY = (
    kind_of(
        "suicide",
        (
            rf"{NO}想(?:再)?(?:[活话](?![鱼虾蟹鸡鸭鹅鳝杀动泼])|过了|过下去)|{NO}要活了|活{NO}下去|活够了|活腻",
            "活着(?:也|都|还|真|太|好|实在|就是|有什么)*(?:[没无冇]有?(?:啥|什么|甚么|多大|一点)?)?(?:意思|意义"
            "|劲头?|盼头|用|味道|累|苦|受罪|遭罪)",
            "不如死|死[了掉](?:算|就?清净|就?干净|解脱|一了|(?:就|才|倒|反而)好)|想死"
            "(?!你|我|他|她|个人|[鱼虾的])"
            "|想死的心|想?去死(?!吧你)",
            f"从{FEW}[楼桥窗阳]{FEW}跳下",
            "自杀(?!式)|自尽|轻生|寻死|寻短|跳楼(?!价|机|大甩|清仓|甩)|跳[河江海桥井](?!鱼)|上吊|割腕|结束(?:我"
            "|自己|这)?的?生命|了结(?:我|自己)",
            r"生不如死|想不开|一了百了|让我死|[没无]有?活(?:下去)?的(?:勇气|意义|必要)",
            r"(?:want|wanna|going|like) to die\b|wanna die\b|kill(?:ing)? (?:my|him|her)sel|suicid|end (?:my|his"
            "|her) (?:own )?life|end it all",
            "(?:don'?t|do not|doesn'?t) (?:want to |wanna )(?:live|be alive)|no reason to live|better off dead"
            "|not worth living",
        ),
        (rf"[鱼虾蟹鸡鸭鹅](?:要是|如果|都|要|全|是|就)?(?:死|活着)|跳楼{FEW}价|价{FEW}跳楼",),
    ),
    kind_of(
        "chest_pain",
        (
            r"(?:[胸凶兄][口部]|前胸|胸前|胸腔|胸膛|胸|心口|心窝|心脏|心头)[^，。！？；,.!?;\n]{0,6}?"
            "(?:痛|疼|绞|发紧|[很好]紧|[刺扎]|[压憋]得|压着|像压|难受|难过|不舒服|闷|堵得)",
            f"心慌{FEW}(?:厉害|难受|气|受不了|得很)|心跳{FEW}(?:厉害|停|太快|很快|乱|受不了)"
            "|心梗|心肌梗|心绞痛"
            f"|心脏病{FEW}[犯发]",
            r"(?:chest|heart)[\w\s]{0,20}(?:pain|hurt|ach(?:e|ing)|tight|pressure|attack)|(?:pain|pressure"
            r"|tightness)[\w\s]{0,12}\bchest",
        ),
        (MONEY, rf"price|cost|expensive|心[梗绞]{FEW}(?:史|药|手术后|术后)|[鸡鸭]胸|胸肉|[猪鸡]心|心头肉"),
    ),
    kind_of(
        "breathless",
        (
            f"[喘川]{NO}[上过动来出]|透{NO}[过上][气来]|[气汽]{FEW}(?:喘{NO}|透{NO}|上{NO}来|接{NO}上|提{NO}上来)"
            "|憋气|窒息|上气[不没]接",
            f"呼吸{FEW}(?:困难|不[了上过来畅到]|停|急促|费力|很?难)"
            "|(?:无法|不能|没法|没有?办法)呼吸"
            f"|[吸换]{NO}[上了]来?气",
            f"喘{FEW}(?:厉害|不行|受不了|得很|很急)"
            "|喘得|很喘|一直喘|[气呼吸]急得"
            f"|哮喘{FEW}[犯发]|[嘴口]唇{FEW}[紫青黑]|脸{FEW}发?[紫青](?!菜|瓜)",
            "(?:can'?t|cannot|can not|unable to|couldn'?t|hardly|barely|hard to|difficult to) ?breath"
            "|not breathing"
            "|breathless|gasping",
            r"(?:stopped|difficulty|trouble|problems?|struggling to) breath|short(?:ness)? of breath",
        ),
        (
            rf"[忙笑赶]{FEW}得{SOME}[喘透]|(?:工作|压力|作业|房贷|生意|活儿?|订单|事情){SOME}(?:[喘透]|窒息)"
            rf"|笑得?上气",
        ),
    ),
    kind_of(
        "choking",
        (
            f"[噎呛](?:住|到|着)|[吞咽]了?{FEW}(?:电池|硬币|异物|磁铁|骨头|假牙|钉子)",
            f"(?:喉咙|气管|嗓子){SOME}卡[住到着了]|卡[住到着在]了?{FEW}(?:喉咙|气管|嗓子)|鱼刺卡",
            r"\bchok(?:ing|ed)",
        ),
    ),
    kind_of(
        "unconscious",
        (
            "[昏晕](?:过去|死过去|迷|厥|倒)|休克|不省人事|(?:没有?|失去|冇|无)(?:知觉|意识|心跳|呼吸(?!困难|不|急"
            "|道)|脉搏)|意识(?:不清|模糊)|神志不清",
            rf"[叫喊推摇唤拍弄]了?(?:他|她|伊|人|都|也|半天|怎么|好久)*[{NO[1:-1]}没]醒|没醒过来|一动不动|断气",
            r"[叫喊推摇](?:他|她|伊|了|半天|好久|都|也)+(?:没|不)有?(?:反应|动|应|回应|答应)",
            rf"{PERSON}{FEW}(?:没有?反应|没气了|不行了|[快要]死了|没有?动静)",
            "突然倒下|眼前(?:一黑|发黑|一片黑)",
            "unconscious|passed out|faint(?:ed|ing)|won'?t wake|(?:not|never|isn'?t) waking|can'?t wake"
            "|unresponsive|not respond(?:ing|s)|collapsed",
            r"(?:i am|i'm|he is|he's|she is|she's) dying(?! (?:to|for|of (?:laugh|hunger|bore)))",
        ),
        (
            MONEY,
            r"哈[^，。]{0,6}不行了|不行了[^，。]{0,4}哈",
            "[笑累困撑忙馋香辣臭烦吵丑][^，。]{0,6}(?:不行了|死了)|笑[^，。]{0,3}[昏晕]|(?:电话|微信|消息|信息"
            "|按钮)[^，。]{0,6}没有?反应",
            THING_FIRST + "(?:没有?反应|没气|不行|死|一动不动|不醒|断气)|闹钟",
        ),
    ),
    kind_of(
        "seizure",
        (
            f"抽搐|吐白沫|翻白眼|[烧热]{FEW}抽[筋风]|全身(?:都|在|一直)*抽|癫痫{FEW}[犯发]|羊[癫角]疯|羊癫风|猪婆疯|惊厥",
            r"\bseizure|convuls",
        ),
        ("癫痫的?药",),
    ),
    kind_of(
        "stroke",
        (
            "中风(?!险)|脑梗|脑溢血|脑出血"
            f"|半[边身](?:身体|身子|个身子)?{FEW}(?:麻|动不|不能动|没力|瘫|没知觉)"
            "|偏瘫"
            f"|嘴巴?{FEW}歪"
            "|口眼?歪",
            f"[说讲](?:话)?(?:都|也)?(?:{NO}出|{NO}清)(?:话|{END})|话{FEW}[说讲]{NO}(?:出|清|来)"
            f"|舌头{FEW}(?:大了|打结|硬)|突然看{NO}见",
            rf"(?:手|脚|腿|手脚|胳膊|身体){FEW}(?:动{NO}了|{NO}能动|没知觉|瘫了|抬{NO}起)",
            r"\b(?:a|having|had) stroke|slurred speech|face (?:is )?droop|can'?t move (?:my|his|her|one)",
        ),
        (
            "(?:中风|脑梗|脑溢血|脑出血|偏瘫)(?:了|的|都|已经|有)*(?:过|后|史|的?药|的?病人|患者|康复|老|人|多年"
            r"|[\d一二三四五六七八九十几]+年|在床|卧床)",
            rf"(?:中风|脑梗|偏瘫){SOME}[配买开]{FEW}药|[配买开]{FEW}(?:中风|脑梗)|stroke of (?:luck|genius)",
            rf"[气笑感激高惊兴急馋](?:动|兴|奋)?得{FEW}[说讲]{NO}",
        ),
    ),
    kind_of(
        "bleeding",
        (
            "[吐咳呕咯]了?(?:好多|很多|一口|几口|大口|鲜|出|的都是)*血|[便拉尿]血|大出血|血流(?!通|量)|流血不|头破血",
            f"流{FEW}(?:好多|很多|一地|满地|一身|不少|大量)的?血|血{FEW}(?:止{NO}住|不停|一直流|直流|喷|哗)"
            f"|止{NO}住{FEW}血",
            rf"出血{FEW}(?:不止|很多|好多|厉害)|[满一](?:头|脸|身|地|手)(?:都)?是?的?血(?![压糖管])",
            f"[割切砍扎刺夹压绞锯](?:到|破|断|伤|了|掉)+{SOME}(?:流血|是血|手指|手|脚|腿|动脉)"
            "|(?:手指|手|脚"
            f"|腿){FEW}[割切砍轧绞锯夹][断掉]",
            r"bleed(?:ing)?[\w\s]{0,20}(?:a lot|bad|heav|stop|lots|much)|(?:vomit|cough|throw)\w*(?: up)? blood"
            "|blood everywhere",
        ),
        (MONEY, rf"[气累笑]得{FEW}[吐咳]|气吐血|[鸡鸭猪鹅牛羊]血|(?:切|割){SOME}[猪鸡牛羊]"),
    ),
    kind_of(
        "childbirth",
        (
            "羊水破|破水了|难产"
            f"|(?:老婆|媳妇|女儿|我|她|孕妇|嫂子?|姐|妹|邻居){FEW}[要快]生了|孕{SOME}(?:见红"
            "|出血|流血|肚子[痛疼])",
            r"water (?:has )?broke|in labou?r\b|having the baby",
        ),
        (r"[猪牛羊狗猫鸡兔][^，。]{0,4}生",),
    ),
)
