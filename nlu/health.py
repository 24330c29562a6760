"""Tells a report about somebody's health from an order: 36.5 and 有点咳 are not amounts of anything on offer."""

import re

from nlu.clean import clean

_REMEDY = re.compile(
    r"(?:止咳|咳嗽|感冒|退烧|退热|发烧|止泻|拉肚子|头[痛疼]|止[痛疼]|润喉|胃[痛疼])[^\s，。,;；]{0,2}?(?:药|片|贴"
    "|糖浆?|灵|散|丸|膏|颗粒|冲剂|水|茶|宝)|体温[计枪表]|温度[计枪表]|额温枪"
)
_TEMPERATURE = re.compile(
    r"(?:^|[\s，。,;；:：、(~+]|[天早午晚上点温度是了为测量我公妈爸婆子家人间次好常后前体和])"
    r"(?:3[4-9]|4[0-2])(?:[.·][0-9]|度[0-9半]?|℃|[.·]?[0-9]?\s?°)(?![\d.])\s?(?!斤|元|块|/|公斤|千克|kg|两|克|个"
    r"|一[斤个盒袋箱份])|体温|三十[四五六七八九](?:点|度)|\b(?:9[5-9]|10[0-5])(?:\.\d)?\s?°?f\b|temperature"
    r"|\bfever"
)
_SYMPTOM = re.compile(
    r"咳|发[烧热烫冷]|低烧|高烧|[不没]烧|头[痛疼晕昏]|[嗓喉][子咙]?[^\s，。,]{0,3}[痛疼干哑痒]|咽痛|乏力|没力气?"
    r"|无力|浑身|全身[酸痛疼软]|流?鼻涕|流清涕|鼻塞|腹泻|拉肚子|拉[^\s，。,]{0,4}稀|恶心|呕吐|想吐|吐了|怕冷|寒战"
    r"|胸闷|气[短喘急]|[闻尝][^\s，。,]{0,2}不[到出]|没[胃味][口觉]|没有?(?:味觉|嗅觉)|吃不下|不舒服|难受"
    "|肚子?[痛疼]|胃[痛疼]|[腰腿背膝][盖部]?[痛疼酸]|牙[痛疼]|关节[痛疼]|肌肉[酸痛疼]|症状|感冒了|生病|血压|血糖"
    r"|\b(?:cough|sore throat|headache|dizzy|diarrhea|diarrhoea|nausea|runny nose|chills|tired|no appetite"
    "|symptoms?"
    "|unwell|sick)"
)

_ASKED_AND_DENIED = re.compile(
    r"(?:^|[\s，。,;；!！?？])(?:[今昨]天|现在|最近|[早晚]上|[你您]们?|大家|家里|身体|感觉|人|有|没|是|还|都|又|哪里|哪儿|什么|不舒服|发[烧热]"
    r"|咳嗽?|症状|难受|头[痛疼晕]|乏力|[嗓喉][子咙]?[痛疼]|[、和或者了的]){2,14}[吗么][\s，,?？]*"
    r"(?:都?没有?|无|不|一点[都也]?没有?)[\s。.!！啊呀的]*\Z"
)
"""今天不舒服吗？没有: a question that is quoted with its answer is nobody's call."""


def looks_like_health(text: str) -> bool:
    """Whether a message speaks of a body temperature or a symptom, also one that is denied (不咳不烧).

    A price or an amount (五花肉36.5, 36.5斤) and a remedy that is ordered (退烧药2盒) do not count.
    """
    spoken = _ASKED_AND_DENIED.sub(" ", _REMEDY.sub(" ", clean(text).lower()))
    return _TEMPERATURE.search(spoken) is not None or _SYMPTOM.search(spoken) is not None
