"""«有人来吗», «怎么办啊»: whoever reported an illness at night asks whether somebody comes, and what to do."""

import re

from nlu.clean import clean

_PEOPLE = "(?:有没有人|有人|没人|没有人|谁|医生|村医|网格员|你们|救护车|120)"
_COMES = "(?:过来|来|上门|到|管|接|处理|看|去)"
_ASKS = re.compile(
    rf"(?:那|那么|到底|现在|请问|怎么|怎么还|为什么|还)*{_PEOPLE}(?:会|要|能|还|怎么|为什么|什么时候|几点|在|已经|快)*(?:不|没有?)?"
    rf"{_COMES}(?:不来|看|管|接|处理|帮)*(?:一下|看看|我们?|[她他它]们?|不|没有|没|[吗么呢啊吧了呀])*"
    r"|(?:那|现在|这|我|我们|该|应该|可|接下来|到底|要)*(?:怎么办|咋办|咋弄|怎么弄|做什么|怎么处理|要不要(?:紧|去医院|吃药|打120))(?:[啊呀呢好才吗])*"
    r"|(?:还)?要等(?:多久|到什么时候|到几点)(?:[啊呀呢])*|(?:人|医生)(?:呢|什么时候(?:来|到))(?:[啊呀呢])*"
    r"|(?:is |will )?(?:any|some)(?:one|body) coming|what (?:should|do|can) (?:i|we) do(?: now)?|who is coming",
    re.IGNORECASE,
)
_WHO = "(?:(?![没不未别要想准打该应能可等快明今后下晚上早去送转村医让叫])[一-龥]){0,5}?"
"""Whom it was done with (老赵, 李阿婆), and nothing that makes a plan or a denial of it."""
_COOL = (
    r"(?:是|体温)*\s?(?:3[56](?:[ .点度]\d)?|37(?:[ .点度][0-2])?|三十[五六]度?(?:[零一二三四五六七八九]|半)?)"
    r"(?![ .]?\d)(?:度|℃)?"
)
"""A temperature that is none of a fever."""
_DONE = (
    (
        "hospital",
        rf"{_WHO}(?:已经?)?(?:送|拉|接|去)(?:到|去|往)?(?:了)?(?:卫生院|医院|急诊|发热门诊)(?:了|去了)?"
        r"|120(?:拉|接|送)走了?",
    ),
    ("doctor", r"(?:村医|医生)(?:已经?)?(?:来|上门|去)?看过了?"),
    ("moved", rf"{_WHO}(?:已经?)?(?:转|送)(?:到|去|往)?(?:了)?(?:集中隔离点?|隔离点|集中)(?:了|去了)?"),
    (
        "measured_again",
        rf"(?:又|再|重新|刚才?)*(?:量|测)(?:过|了|过了)(?:一次|一遍|体温)?[\s,，]*(?:{_COOL}[\s,，]*)?(?:已经)?"
        r"(?:不烧|退烧|正常|没发?烧|烧退)了?|(?:已经|现在)?(?:不烧|退烧|烧退)了"
        rf"|(?:又|再|重新|刚才?)+(?:量|测)(?:过|了|过了)(?:一次|一遍|体温)?[\s,，]*{_COOL}",
    ),
    ("watched", r"(?:让|叫|先)?(?:她|他|人)?(?:先)?(?:在家|居家)(?:休息|观察|继续观察)+了?|继续观察"),
)
_AROUND = re.compile(r"[\s,，。.!！?？~～…]+")
LONGEST = 24


def what_was_done(text: str) -> str:
    """What a worker says that was done about somebody ill: one of the things on the buttons, "" for other words."""
    said = _AROUND.sub(" ", clean(text)).strip()
    return next((outcome for outcome, words in _DONE if len(said) <= LONGEST and re.fullmatch(words, said)), "")


def asks_who_comes(text: str) -> bool:
    """Whether a whole short message asks for help that is awaited; what it is about, the caller knows."""
    return len(text) <= LONGEST and _ASKS.fullmatch(_AROUND.sub(" ", clean(text)).strip()) is not None
