"""Words about the body or about how somebody feels that nothing else explains: they are asked about, not passed over.

A report of somebody under observation is read by the words for symptoms; people have more words than any list. What
is left when symptoms, good words, the weather, food and everyday uses of the same characters are taken out, and still
names a part of the body or a feeling, is a question: 眼皮抬不起来 36.5.
"""

import re

from nlu.errands_beside import errands_in
from nlu.symptom_words import SYMPTOM

LONGEST = 60
"""Characters of a clause that is looked at; longer ones are letters, and a human reads them anyway."""

_STOPS = re.compile(r"就是|但是?|不过|只是|可是|[,，。;；!！?？\n~、]+|(?<![a-z'])\s+|\s+(?![a-z])")
_PIECES = {
    "VERY": "(?:很|都|也|挺|蛮|还|比较|非常)*",
    "DENIED": (
        "[头脑眼胸鼻气嗓喉咙腰背腿脚手肚胃牙身人子上]*[也都倒]?(?:没(?:有|得)?|[不勿弗无])"
        "(?:再|太|怎么|会|什么|啥|任何|觉得|感觉|又|半点|点|很|大|感到|了)*"
    ),
    "NOT_BAD": "(?<!不)(?<!不太)(?<!不大)(?<!不怎么)(?<!不是很)",
    "ILLS": (
        "(?:感觉|反应|难受|两样|毛病|发作|犯病?|流血|出汗|盗汗|吃力|痛|疼|痒|酸|麻"
        "|胀|肿|晕|昏|累|乏|虚|软|冷|热|烫|烧"
        "|抖|吐|拉|咳|喘|闷|慌|困|花|短|干|塞|堵)"
    ),
}


def _joined(words: str) -> str:
    """Alternatives set apart by blanks as one pattern."""
    joined = "|".join(words.split())
    for name, meaning in _PIECES.items():
        joined = joined.replace(name, meaning)
    return joined


_EVERYDAY = re.compile(
    _joined(r"""
        老头子? 丫头 [里外前后上下年码回镜罐馒枕木石锄带线心插接笔拳户势势念]头
        小鬼头 [待呆关憋闲][着得]?闷 [光平带]头 头皮屑
        [点摇回出低碰接扭转]头 身体VERY硬 人影 核酸 看牙 糖尿病 闻家
        (?:额头?|耳朵?|腋下?|口腔|手腕|腋窝)温?(?:枪|计|表|温|[测量]的?)
        头[发像条盔花绳巾天等先次绪次衔目版] 一?[头口]猪 手[机套续写工艺册电动表链镯头术]
        [洗动帮新二对顺亲拍招甩分联挥握牵把助歌水选扶随入着拿到插亲徒]手 小手 手[指]?上[的有没] 手里 用手
        手[摸贴测量] 脸盆 洗脸 笑脸 眼[镜药看下光熟前] [一转亮心字多几]眼 耳[机温环钉] 木耳 银耳 鼻祖 牙[膏刷签线]
        刷牙 [背肩]包 背[书景后诵面] 腰[带果包围] 火腿 [鸡鸭羊狗猪跑腊]腿 腿肉 脚[盆垫步本印] [洗泡][完了]?脚
        猪[脚手蹄]
        [香腊红火]肠 火腿肠 猪[肝心肺肚腰] [鸡鸭]胗 骨[头]汤 [排大筒]骨 牛筋 面筋 橡皮筋 豆腐皮
        [放担关开小点中用爱细耐安当粗热贴诚甘省留背核操齐暖重信决好衷]心
        心[里]?(?:愿|思|意|得|想|情[很挺蛮]?(?:好|愉快|不错|舒畅)|里(?:踏实|有数|明白|高兴|暖|感激|感谢|着急|舒服))
        血[压糖氧][计仪]? 体[温重验检育系操] 身[份边高材后] 一身 全身心 身体VERY(?:好|棒|健康|可以|不错|硬朗)
        [酸]奶 酸[菜梅辣] 麻[烦将油辣醬酱团花袋雀] 芝麻 [天外][气面]?.{0,4}[冷热闷] [好真太]?[冷热]死了?
        冷[气饮库柜水菜清静冻] 热[水闹心情饭菜] 空调.* 降温 加热 烧[饭菜水开烤鹅鸡鸭好] 红烧
        拉[链面肉手黑闸着倒杆开上下] 谈吐 吐槽 软件 软[糖饭] 闷[烧罐] 沉[默香] 累计 积累 困难 跳[舞绳操闸广]
        [广心]场舞 睡[衣觉了前醒好着得] (?:要|准备|想)睡 精神VERY(?:好|饱满|不错|可以|足|棒)
        胃口VERY(?:好|不错|可以) 力气(?:足|大|有) 感觉VERY(?:好|良好|可以|正常|不错|舒服)
        觉得VERY(?:好|可以|正常|不错|舒服|没) DENIEDILLS 老?毛病(?:也|都|倒)?[不没]\w* 虚岁 哮喘 心跳\d+ 别累\w*
        累着 尿[不布片裤垫] 纸尿裤 便[宜利当民签条] [方顺随]便 大便正常 沉甸
    """)
)
"""Everyday words with the characters of complaints in them, what is well, and what is denied."""

_FEELS = re.compile(
    _joined(r"""
        难受 难过 痛 疼 酸 麻 胀 (?<!价)涨(?!价|钱|工资) 痒 肿 晕 昏 沉 累 乏力 虚 酥软 发软 发冷 发热 发烫 滚烫 抖
        呕 泻 咳 喘 憋 心慌 发慌 慌慌 抽筋 僵 刺 出汗 冒汗 盗汗 虚汗 冷汗 吃不消 吃勿消 受不了 扛不住 熬不住
        蔫 怕光 怕吵 闷$ 没知觉 不灵 失灵
        萎靡 发作 犯病 犯了 发炎 流血 出血 淤青 青紫 不太行 不大行 不太好 不大好 不怎么好 不是很好 不太对 怪怪
        不对头 不舒 不爽 没劲 没力 没神 没精 打不起 提不起 动不了 站不 走不动 抬不起 睁不开 爬不起 模糊 看不清
        [气喘走站吃吞咽听说抬睁爬起动弯转呼吸撑顶熬扛忍][都也]?不[上下来动开起了住清到] 没下床 躺[了着]?一?[天整]
        听不清 说不出 喘不 透不 吞不 咽不 吃不[下进] 喝不[下进] 睡不 hurts?\b pain sore dizzy numb swollen itch
    """)
)
_BODY = re.compile(
    _joined(r"""
        走路 闻 尝 拉了?$ 头 脑 额 脸 眼 耳 鼻 嘴 牙 舌 喉 嗓 咽 脖 颈 肩 胸 背 腰 肚 腹 胃 肠 肝 肺 肾 腿 脚 膝 手
        胳膊 臂 骨 筋 肌
        肉(?=跳|抽|紧) 心(?=跳|脏|口|烦|慌|里|律) 皮肤 身上 身体 身子 浑身 全身 痰 汗 尿 大便 小便 便血
        血(?!压|糖|氧) (?:人|身体|今天|整个人|自己)(?:感觉|觉得|有点|有些|不太|不大|不怎么|比昨天|蛮|好像|总|老)
        (?<![空电煤脾生客福小天暖氧运语口香服透燃])气(?![温象候氛球死煤天])
        ^人(?![们家名员民数口工来在还早已去都没]|$)
        感觉 觉得
        精神 胃口 力气 气色 脸色 口[干渴苦] 嘴[干苦] 冷(?=$|得|了) 热(?=$|得|了)
    """)
)
_GOOD = re.compile(
    _joined(r"""
        没[啥什]么?(?=$|的|了)
        NOT_BAD(?:好|正常|舒服|没事|没问题|健康|平安|爽快|清爽|精神|不错|可以|有劲|稳定|如常|放心)
        没(?:有|什么|啥)*(?:不|异常|事|问题|变化|毛病) 通(?!红) 轻松 硬朗 结实 大开 亮 灵着? 暖 恢复 是劲 大得很 饿
        馋 清醒 棒 收到 药 保重 阴性 碍事 不了$ 屋里 外头 外面 天气 开窗 被子 火锅 空调 穿 擦 做操 跳操 按摩 运动
        锻炼 干活 习惯 额[温头]?$ 额滴 吃完 刚吃 你们 您 电视 无(?!力|法|精) 洗 剪 买 带 送 配 帮 看书 fine good
        well normal
    """)
)


def unexplained(text: str, body: bool) -> str:
    """The first clause of a cleaned text, its temperatures blanked, that may be a complaint in words not known.

    With `body` (beside a temperature) a part of the body is enough; alone, only words for something unpleasant are.
    """
    for clause in (clause.strip() for clause in _STOPS.split(text)):
        if not clause or len(clause) > LONGEST:
            continue
        left = _EVERYDAY.sub(" ", SYMPTOM.sub(" ", clause))
        named = body and left == _EVERYDAY.sub(" ", clause) and _BODY.search(left) is not None
        if (_FEELS.search(left) or named) and not _GOOD.search(clause) and not errands_in(clause):
            return clause
    return ""
