"""Dangers from without: the words for each, in dialect and misspelt too, and idioms that only sound like one."""

from nlu.danger_words import END, FEW, GAS, KIN, NO, PERSON, SOME, THING_FIRST, kind_of

AROUND = (
    kind_of(
        "poisoning",
        (
            "煤气中|食物中毒|[药酒精气]中毒"
            f"|中毒(?:了|啦|{END})|吃错{FEW}药|药{FEW}吃(?:多|错|过量)"
            "|吃多了药"
            f"|毒?(?:蛇|马?蜂){FEW}[咬蛰]",
            f"[喝吞吃误服]了?{SOME}(?:农药|老鼠药|百草枯|敌敌畏|除草剂|杀虫剂|洁厕|毒药|84|消毒[水液]|清洁剂"
            "|毒蘑?菇|[整一]瓶药|一把药|安眠药)",
            r"poison(?:ed|ing)|overdose|(?:swallow|drank|drunk)\w* (?:bleach|pesticide)|snake ?bite|bitten by a",
        ),
        (
            f"(?:电脑|手机|系统|文件|追剧|游戏|短视频|刷剧){SOME}中毒"
            "|中毒太深|会不会中毒|不会中毒"
            f"|打{FEW}农药"
            "|农药残留"
            f"|[配买开]{FEW}药",
        ),
        accident=True,
    ),
    kind_of(
        "gas",
        (
            rf"{GAS}{SOME}(?:泄[漏露]|漏|忘关|忘记关|没关|臭|味)|漏了?(?:{GAS}|气)|闻到{FEW}{GAS}|一氧化碳",
            r"gas leak|smell(?:ing)? (?:of )?gas|carbon monoxide",
        ),
        (rf"{GAS}(?:灶|费|表|公司|安检)",),
        accident=True,
    ),
    kind_of(
        "fire",
        (
            r"[着起失走]大?火(?![锅龙腿鸡车箭苗候爆热红入])|火灾|救火|火警|烧起来|烧着了",
            f"冒{FEW}[浓黑大]?烟"
            "|(?:房子|屋|楼|厨房|电瓶车|电动车|插座|电线|电表|仓库|店|车)[里上]?(?:都|也|在|又)?(?:烧[了着]|冒火)",
            f"(?:煤气|罐|电池|锅炉|高压锅|电瓶|厂|店|家){FEW}爆炸"
            "|爆炸了|火(?![锅龙腿鸡车箭候爆])(?:很大|烧过来"
            f"|扑{NO}灭|灭{NO}了)",
            r"\bon fire|house fire|fire in (?:the|my|our)|there(?:'s| is) a fire|\bfire!|^\W*fire\W*$|burning down"
            "|full of smoke|smoke everywhere",
        ),
        (
            rf"(?:嗓子?|喉咙|嘴巴?|舌头|胃|眼睛|(?<!小)心|七窍|脑袋|头顶|辣|渴){SOME}(?:着火|起火|冒烟|冒火|烧)"
            rf"|(?:烟囱|烟花){FEW}冒|不着火",
        ),
        accident=True,
    ),
    kind_of(
        "fall",
        (
            "[摔跌滑绊栽掼跋]倒|[摔跌掼跋](?:了|一|过|个|好)*[跤交跟大]|[摔跌][伤断破死]|[摔跌滚掉]了?下"
            "(?:来|去|楼"
            "|床|坑|山|河)",
            f"从{SOME}[摔跌掉滚]了?[下落]|[爬站]{NO}起来|起{NO}来身|(?:还|都|到现在|一直)起{NO}来"
            "|[倒瘫躺]在?地[上下]|倒地"
            f"|摔了{END}",
            rf"骨折|[撞磕摔碰](?:到|了|破|伤)*(?:头|脑袋)|(?:头|脑袋){FEW}[撞磕摔碰](?:到|破|了|伤)",
            "(?:fell|fallen|fall) (?:down|over|off|from|on the)|ha(?:s|ve) fallen|(?:can'?t|cannot|unable to"
            "|couldn'?t) (?:get|stand) up",
            r"broken? (?:my|his|her|a) (?:leg|arm|hip|bone|neck)",
        ),
        (
            "摔跤比赛|打骨折|骨折价"
            f"|骨折{FEW}(?:价|优惠|后|药|手术)"
            "|(?:太累|累得|懒|困|睡懒觉|被窝|早上"
            f"|闹钟)[^，。]{{0,6}}[爬站起]不",
            THING_FIRST + r"(?:[摔跌掉滚](?:了|下|破|坏|死|碎)|倒[在地])|(?:价格?|股市?)[^，。]{0,6}跌|price",
        ),
        accident=True,
    ),
    kind_of(
        "electric_shock",
        (
            rf"触电|电[到击]了|被{FEW}电[到击了]|漏电|electrocut"
            rf"|electric shock",
        ),
        ("漏电(?:保护|开关)",),
        True,
    ),
    kind_of(
        "burn",
        (
            rf"[烫烧灼]伤(?!膏|药)|(?:开水|热水|油|汤|火){FEW}[烫烧](?:到|了|着|得|坏)|(?:scald|burn)ed (?:my|his|her"
            rf"|him)",
        ),
        ("红烧|水[烧煮]",),
        accident=True,
    ),
    kind_of(
        "drowning",
        (
            "溺水|落水(?!管|狗)|淹(?:死|着|到|没了)"
            f"|淹了{PERSON}|{PERSON}{FEW}[掉跌跳滑]{FEW}(?:河|水|塘|井|池"
            "|海|江|粪坑|沟)",
            r"[掉跌滑][进到入](?:河|水库|池塘|塘|井|海|江|粪坑)|drown(?:ing|ed)",
        ),
        (THING_FIRST + "[掉跌落淹]|(?:手机|鞋|钥匙|帽子?|球|菜|田|地|路|房子|车库)[^，。]{0,4}[掉跌落淹]|drown in",),
        accident=True,
    ),
    kind_of(
        "violence",
        (
            "家暴"
            f"|[拿举带抄持]着?{FEW}刀{FEW}[砍捅杀追冲]|[砍捅]{FEW}(?:人|我|他|她|伤|死)"
            "|杀人|打死[我人他她你]|打起来|入室|抢劫",
            "(?:老公|丈夫|男人|儿子|老头子?|女婿|他|她)(?:又|在|一直|天天|要|喝醉了?|还)*打(?:我|老婆|妈|爸|人"
            "|孩子|小孩)"
            f"|被{FEW}打[了伤得死]",
            "(?:is )?(?:hits|hitting|beats|beating) me|(?:with|has) a knife|domestic violence|being attacked"
            "|going to kill me",
        ),
        (
            r"[砍捅][^，。]{0,4}价|打死[我他你]?也?都?不|杀[鱼鸡猪鸭鹅羊牛]|砍一刀|打[^，。]{1,3}(?:电话|手机|微信"
            r"|招呼)|打人工",
        ),
    ),
    kind_of(
        "accident",
        (
            "车祸"
            f"|被{SOME}车{FEW}[撞轧压]|[撞轧压](?:到|死|伤|了)+{PERSON}"
            "|(?:房子|墙|屋顶|脚手架"
            f"|棚){FEW}(?:塌|倒了)"
            "|塌方|泥石流",
            f"电梯{SOME}(?:困|卡住|关在|关住)|困在{FEW}电梯"
            "|(?:car|traffic) accident|(?:hit|run over) by a (?:car|truck)|trapped",
        ),
        (rf"撞[到见上]{FEW}(?:熟人|名|衫)",),
        accident=True,
    ),
    kind_of(
        "missing",
        (
            rf"(?:{KIN}|人){FEW}(?:走丢|走失|失踪|不见了)|走丢了|走失了|(?:child|mother|father|son|daughter"
            rf"|kid) is (?:missing|lost)",
        ),
        (r"猫|狗|鸡|羊|牛|(?:孩子|小孩|[妈爸奶爷公婆]|[儿女]子?)的(?!人)",),
    ),
    kind_of(
        "rescue",
        (
            "救命(?!钱|粮|稻草|恩|药|水|草|之)|救救|快来人|快来救|快救|来人[啊呀]|出人命|人命关天|[叫打喊]?救护车"
            r"|[打叫]120(?![块元个斤份\d])",
            r"^打?1(?:10|19|20)[!。]*$|\bsos\b|emergency|ambulance|\bhelp!|help me(?:!| now| quick)|save me",
        ),
        (
            r"[馋笑热贵辣香][^，。]{0,6}救命|救命[^，。]{0,6}(?:贵|香|好吃|好笑|笑死|可爱|辣|便宜)",
            r"not (?:an )?emergency|emergency (?:contact|number)",
        ),
        accident=True,
    ),
)
