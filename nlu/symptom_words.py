"""Words for symptoms, everyday, dialect and misspelt. They are searched in cleaned text in lower case.

Each is a pattern; they are set apart by blanks. FILL stands for what comes between a part of the body and its ill.
"""

import re

_FILL = """(?:有一?点儿?|有些|一点儿?|点|些|也|还是?|很|好像?|又|总是?|老是?|一直|特别|非常|十分|稍微?|稍稍|略微?|比较
    |比(?:昨|前|早|之)[天晚上前]+|蛮|挺|真|太|里面?|上|这里|那里|今天|昨天|昨晚|现在|晚上|早上|这两天|一阵阵?|阵阵|隐隐
    |越来越|更加?|感觉|觉得|像是?|都|就|是|的|地|得|咽口水|开始|突然|忽然|反复|时不时|偶尔|经常|继续|仍然?|偏|微微|轻微
    |轻度|明显|发|一[跳抽]一[跳抽]|突突|胀胀|针扎似?|快要?|直|老|总|到处|哪里?|全){0,3}"""
_HURT = "(?:痛|疼|腾(?!空)|胀|酸痛|涨)"
_PARTS = """(?:牙齿?|牙龈|膝盖?|腰|背|腿|脚|手|手臂|手腕|手指|胳膊|肩膀?|脖子|颈椎|胃|肚子?|肚皮|小腹|腹部?|耳朵|眼睛?
    |关节|脚踝|脚跟|屁股|伤口|肋骨?|心口|胸口?|肝|肾|脸|嘴巴?|舌头)"""
_BODY = "(?:我|人|身体|身子|感觉|觉得|今天|状况|情况|状态|整个人)"

_TABLE = {
    "fever": r"""
        (?<![红白叉燃焚退暂水锅壶])(?:发|低|高)?烧(?!烤|饼|腊|鸡|鸭|鹅|菜|饭|水|卖|酒|香|肉|茄|鱼|开|汤|火|纸|炭|煤|好|完|杯|瓶)(?!了?(?:饭|菜|水|鱼|肉|一|个|壶)|个|点(?:菜|水|饭)|一[个壶锅道]|伤|掉|坏|焦|糊|饪)
        发[热烫](?!门诊|量|贴|鞋|衣|体育) [头额脸身]FILL[上头子门体]?FILL(?:发?烫|滚烫)(?!伤|头|发)
        (?:人|手心|身上|全身|浑身)FILL(?:烫|滚烫|热烘烘)
        有FILL热度 [额头脸身](?:头|上|子)?FILL(?:热热|热乎|热烘烘|热(?=$|[\s,，。了])) 摸[着上起]去?来?FILL热
        觉得FILL热(?!闹|情|心) 发骚(?!气) 发稍 发少 法烧 体温FILL(?:高|升|上去|下不来) 低热 高热
        (?:浑身|身上)FILL发?热(?!闹)
        热度[不没]退 (?:没|不)退烧 烧[还没不]+退
        \bfever(?:ish)?\b \bfashao\b high\stemperature burning\sup""",
    "cough": r"""
        (?<!止)咳嗽?(?!嗽?药|嗽?糖浆?|嗽|血) [科可刻克渴]嗽 有FILL痰 痰多 黄痰 浓痰 (?<!咳)嗽(?=了|得|几|两)
        \bcough\w*(?!\s(?:syrup|medicine|drops)) \bkesou\b""",
    "sore_throat": r"""
        (?:嗓子?眼?|[喉候][咙龙头]?|咽喉?部?|扁桃体|桑子|嗓门)FILL(?:HURT|干|哑|痒|不(?:太|大)?舒服|不(?:太|大)?(?:好|对)|不太?适|难受|冒烟|毛|肿|发炎|红|卡|刺|紧|像刀|火辣|辣|沙|异物)
        [嗓喉][子咙][^,，。;；\s不没]{0,6}[还又](?:有点|是|在)*(?:痛|疼|干|痒|哑) 咽痛 吞刀片 发炎
        (?:吞咽|咽口水|吃东西|咽东西).{0,3}[痛疼] 声音FILL(?:哑|沙哑)
        \bsore\sthroat throat\s(?:hurts|is\s(?:sore|dry|itchy)|pain)""",
    "fatigue": r"""
        困?乏[力累]?(?!善|味|人) 没有?FILL(?:什么|啥)?(?:力气?(?!出)|劲|精神) 无力 没气力 疲[劳倦乏惫]? 困?倦怠?
        (?<![心谦空])虚弱?(?!惊|拟|心|假|报) 精神FILL(?:不好|差|不振|不太好|不足|萎靡) 手脚发软 提不起(?:劲|精神)
        打不起精神 吃力 有气无力
        使不上劲 没神 懒得动 不想动 起不来床? 嗜睡 没精打采 没精气神 走不动 爬不起来 没精力
        (?:人|身体|身上|浑身|全身|手脚|四肢|腿)FILL(?:发软|软|瘫|没力)
        (?:有一?点儿?|有些|很|好|挺|蛮|比较|特别|人|身体|浑身|全身|觉得|感觉|总是|老是|还是|一直|非常|太|容易|得|发|稍微|些|今天|真|又)累(?!死你|你|计|了你)
        (?<![劳连积])累(?=$|[\s,，。]|得|了)
        \btired\b \bfatigued?\b \bweak\b exhausted""",
    "dizzy": r"""
        (?:头|脑袋|脑壳|人|脑子)FILL[晕昏](?!车) 发晕 眩晕 昏昏沉沉 天旋地转 头重脚轻 晕乎 晕[晕沉]
        [有很好点些]晕(?!车) 晕得 晕(?:倒|过去) 站不稳 头FILL(?:沉|重|懵|蒙|木|飘|闷)[沉重飘]? 眼前发黑
        \bdizz\w+ light-?headed""",
    "headache": r"""
        (?:头|脑袋|脑壳|脑门|太阳穴|后脑勺?|脑子)FILL(?:HURT|炸|裂)
        (?:头|脑袋|脑壳|太阳穴)(?!晕|昏)[^,，。;；\s不没晕昏肚腰胃嗓喉牙腿脚手眼胸全浑身肌关骨]{0,6}[痛疼](?!药|片)
        偏头痛
        \bheadaches?\b head\s?(?:hurts|aches)""",
    "diarrhea": r"""
        拉肚 [拉啦][度杜]子 肚[子皮]?FILL拉 腹泻 腹泄 拉稀 拉[^,，。;；\s]{0,4}稀 拉水 拉了[^,，。;；\s]{0,3}[次回趟]
        闹肚子 跑肚 窜稀 屙肚 泄肚 (?<!上吐下)泻(?!药|湖|火) [大便]便?FILL(?:稀|不成形) 拉个不停
        (?<![把沉手胳马沙卡索巴肉拖可])拉(?=$|[\s,，。]|了一[天夜晚整]|肚) 吃坏肚子 拉得
        diarrh?o?ea loose\sstools?""",
    "nausea": r"""
        恶心(?!的|人) (?<![谈吞])(?:呕?吐|呕)(?!槽|司|鲁|露|苦水|口水|了?口?痰) 反胃 泛酸水 \bnause\w+ vomit
        throw\w*\sup""",
    "runny_nose": r"""
        流?鼻涕 流鼻水 清涕 鼻塞 鼻子?FILL(?:不通|塞|堵|不透气|痒|不透|不舒服) 打?喷嚏 打喷 鼻水
        \b(?:runny|stuffy|blocked)\snose sneez\w+""",
    "breathless": r"""
        (?:胸口?|心口)FILL(?:闷|憋) 气FILL[短急促喘](?!败|匆) 气喘 [喘川]不 (?<!哮)喘(?!口气|息的?机)
        呼吸FILL(?:困难|不(?:太|大|怎么)?[了过上畅顺到]|急促|费[力劲]|吃力|短促|难) 透不过气 上气不接 憋气
        憋得慌(?!想) 气不够用? 吸不上 [上喘]不来气 气上不来 哮喘[犯发]
        \bbreathless short(?:ness)?\sof\sbreath hard\sto\sbreathe can'?t\sbreathe""",
    "chills": r"""
        (?:怕|畏|发|打)冷(?![饮柜水气天战库]) 打?冷战 打冷颤 寒[战颤] 发寒 畏寒 怕寒 寒毛 发抖 哆嗦 抖个不停
        (?:浑身|身上|全身|人|背上?|脊背|手脚|身体)FILL(?:发?冷|发?寒|冰冷) 冷得(?:发抖|厉害|慌) 忽冷忽热
        一会儿?冷一?会?儿?热 一阵阵?冷 冷一阵热一阵 (?:觉得|感觉|还|一直|老是?|总是?|直)冷(?!清|静|饮|水|空|气|天)
        鸡皮疙瘩
        \bchills?\b shiver\w*""",
    "aches": r"""
        (?:肌肉|浑身|全身|身上|周身|身体|骨节|筋骨|四肢|手脚|肉)FILL(?:关节|骨头|肌肉|散架)?FILL(?:酸[痛疼软]?|[痛疼]|散架|不得劲|难受)
        骨头FILL(?:酸|痛|疼|散架) 关节(?:都|全|到处)FILL(?:酸|痛|疼) 腰酸背[痛疼] 肌痛 酸痛(?=$|[\s,，。了])
        \b(?:body|muscle)\s?(?:aches?|pains?) aching aches\sall\sover""",
    "no_appetite": r"""
        没有?FILL(?:什么|啥)?(?:胃口|食欲) [无没]食欲 食欲FILL(?:不振|不好|差|减退|不佳|不太好)
        胃口FILL(?:不(?:太|大|怎么)?[好佳开]|差|没有|没了|变差) 吃不下 吃[^,，。\s]{0,3}不下
        不想吃(?!药|中药|面|肉|鱼|鸡|菜|你|食堂) 吃不[进落] [吃饭][勿弗]落 吃饭[勿弗]落 不思饮食 无胃口
        吃(?:饭|东西|什么|啥)?(?:都|也)?不香 饭[^,，。]{0,2}不想吃 [么啥]都?不想吃 吃得(?:很|比较)?少 吃不多
        no\sappetite loss\sof\sappetite can'?t\seat lost\s(?:my\s)?appetite""",
    "no_smell": r"""
        [闻尝][^,，。\s不没]{0,3}不[到出着见] 没有?了?(?:味觉|嗅觉|味道)
        [味嗅]觉(?:和[味嗅]觉)?FILL(?:没|失|减退|丧失|不灵|差|下降|有问题|不好|迟钝)
        (?:吃|嘴里|口里|嘴巴)FILL[^,，。]{0,3}没有?啥?味 失去[味嗅]觉 鼻子失灵 不知道?味道
        (?:loss\sof|lost|no)\s(?:my\s|sense\sof\s|the\s)*(?:smell|taste) can'?t\s(?:smell|taste)""",
    "other": r"""
        PARTSFILL(?:HURT|酸|麻|肿|抽筋|不舒服|难受) 扭[伤了到] 崴 摔[了倒伤跤一] 跌[了倒伤] 烫[伤到] 手烫了 被烫 起泡
        割[伤破] 划[伤破] 擦伤 破皮 流血 失眠 (?<!得)睡不[着好] 没睡好 睡眠FILL(?:不好|差|不足)
        心情FILL(?:不(?:太|大|怎么)?好|差|低落|郁闷|烦躁|压抑|沉重) 心里?FILL(?:烦|慌|累|闷|难过|难受) 烦躁
        情绪FILL(?:不(?:太|大)?好|低落|差) 郁闷 抑郁 焦虑 想哭 压抑 崩溃 血压[\d./]*FILL(?:高|升|不稳|低)
        血糖[\d.]*FILL(?:高|升|不稳|低) 高血压犯
        皮肤痒 身上痒 过敏 湿疹 起疹 疹子 便秘 痔疮 抽筋 口腔溃疡 上火 痛风 关节炎 落枕 痛经 耳鸣
        眼睛(?:有点|有些|发|很)*红 发麻 受伤 (?<!头)[痛疼](?=$|[\s,，。了得])
        toothache back\s?ache sprain\w* insomnia can'?t\ssleep stomach\s?ache depress\w+ anxious
        knee\s(?:hurts|pain)""",
    "unwell": r"""
        不FILL舒服 不怎么舒服 不大舒服 不舒坦 不适 不得劲 难受 不对劲 不好受 [勿弗]适意 [勿弗]舒服 不适意 不舒齐
        不爽快 感觉不FILL好 身体不FILL好 BODYFILL不(?:太|大|怎么|是很|行)(?:好|行|妙|对)
        状态FILL(?:不(?:太|大)?好|差)
        \bunwell\b not\s(?:feeling\s)?(?:too\s|so\s)?(?:well|good) feel(?:ing)?\s(?:bad|sick|ill)""",
    "ill": r"""
        感冒(?!药|灵|颗粒|片|冲剂|胶囊|通) 生病 (?<!毛)病了 发病 (?<!太)阳了 (?<!假)阳性 两[条道]杠 伤风 着凉 受凉
        受寒 流感 肺炎 中暑 晕倒 昏倒 昏过去 吐血 咳血 休克
        \bflu\b (?:have|got|caught)\sa\scold""",
}  # fmt: skip


def _joined(words: str) -> str:
    """The alternatives of an entry as one pattern."""
    joined = "|".join(words.split())
    for name, meaning in (("FILL", _FILL), ("HURT", _HURT), ("PARTS", _PARTS), ("BODY", _BODY)):
        joined = joined.replace(name, "".join(meaning.split()))
    return joined


SYMPTOM = re.compile("|".join(f"(?P<{name}>{_joined(words)})" for name, words in _TABLE.items()))
"""A symptom, by the name of its group. `unwell` is too vague to be recorded; `ill` is none of the others: 感冒."""

ALIASES = {
    "上吐下泻": "呕吐腹泻",
    "发寒热": "发热发冷",
    "打摆子": "发热发冷",
    "头疼脑热": "头疼发热",
    "吃啥吐啥": "呕吐",
}
"""Words that name two at once, or hide what they name."""

_TOOK = (
    r"(?:吃|喝|服|用|贴|塞|打|灌|冲)(?:了|过|的|完|着|下|一|[1-9两几]|片|粒|颗|包|点|些|是|我|有|次|袋|支|半"
    r"|天)*(?:的)?"
)
_REMEDIES = {
    "fever": "退[烧热] 布洛芬 对乙酰氨基酚 泰诺 美林 百服[宁咛] 安乃近 扑热息痛 散利痛 芬必得 双氯芬酸"
    " 阿司匹林 ibuprofen paracetamol tylenol aspirin acetaminophen",
    "cough": "止咳 咳嗽?药 咳嗽?糖浆 川贝 枇杷膏",
    "diarrhea": "止泻 蒙脱石 拉肚子的?药 诺氟沙星",
    "ill": "感冒 连花清瘟 板蓝根 抗病毒 阿奇霉素 头孢 阿莫西林 消炎药 白加黑 快克 999",
}
TAKEN = re.compile(
    "|".join(
        rf"(?P<{name}>(?:{_TOOK}|(?:took|taken|taking) (?:some |an? )?)(?:{_joined(words)}))"
        for name, words in _REMEDIES.items()
    )
)
"""A remedy that was taken says what somebody has."""
