"""What is said of animals and of lasting infirmities is no report of illness: 狗病了 人都好; 耳背; 风湿 老样子."""

import re

_PET = "(?:[猫狗]|猫咪|狗狗|宠物)"
_ANIMAL = rf"(?:{_PET}|[鸡鸭鹅猪]|兔子|金鱼|牲口|(?<=[只头])[牛羊])子?"
_CREATURE = re.compile(
    rf"(?:(?:(?<=^)|(?<=[\s,，。;；家的只条头里])){_ANIMAL}(?=[^,，。;；\s\d]*?(?:病|死|咳|吐|拉|瘸|蔫|烫|烧|没精神|不吃))"
    rf"|(?<=家|里){_PET}(?=[^,，。;；\s\d]{{0,3}}\d\d)"
    r")[^,，。;；\s人我咬抓踢啄叮蛰挠]{0,12}"
)
"""Not 小狗 and 牛建国: people are called so."""
_THING = re.compile(
    r"(?:手机|电脑|充电[器宝]|电池|插[座头]|热水袋|暖宝宝|炕|锅|炉子?|茶|汤|粥|饭|(?<![口喝])水)"
    r"[^,，。;；\s人我身头额手]{0,3}?(?:[发滚]?烫|发热|烧[了坏起])(?![到伤])"
)
_LASTING = re.compile("耳背|耳聋|耳朵[背聋]|聋[子哑]|眼花|老花眼?|近视|白内障|驼背|跛脚?|哑巴|残疾人?")
_DISEASE = "(?:血压|血糖|尿酸|风湿|关节炎?|痛风|糖尿病|高血压|腰腿|膝盖|腿脚|前列腺|中风|偏瘫|脑梗|颈椎|腰椎)"
_SAME = re.compile(
    rf"{_DISEASE}(?:(?!加重|[又更犯]|突然|厉害|严重|这[几两]天|今天|昨|加剧)[^。;；]){{0,14}}?"
    r"(?:老样子|老毛病|一直(?:是)?(?:这样|如此)|一向如此|多年了?|几?十几?年了?|没(?:有)?(?:加重|变化)|没变|[跟和]以前一样|没变差|还是那样)"
)


def without_creatures(text: str) -> str:
    """The text with what is said of an ill or warm animal, or of a hot thing, blanked; who was bitten stays."""
    return _THING.sub(_blank, _CREATURE.sub(_blank, text))


def without_lasting(text: str) -> str:
    """The text without infirmities that stay and old complaints that are said to be as ever."""
    return _LASTING.sub(_blank, _SAME.sub(_blank, text))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
