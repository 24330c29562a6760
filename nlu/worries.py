"""«有人来吗», «怎么办啊»: whoever reported an illness at night asks whether somebody comes, and what to do."""

import re

from nlu.clean import clean

_PEOPLE = "(?:有没有人|有人|没人|没有人|谁|医生|村医|网格员|你们|救护车|120)"
_COMES = "(?:过来|来|上门|到|管|接|处理|看|去)"
_ASKS = re.compile(
    rf"(?:那|那么|到底|现在|请问|怎么|怎么还|为什么|还)*{_PEOPLE}(?:会|要|能|还|怎么|为什么|什么时候|几点|在|已经|快)*(?:不|没有?)?"
    rf"{_COMES}(?:不来|看|管|接|处理|帮)*(?:一下|看看|我们?|不|没有|没|[吗么呢啊吧了呀])*"
    r"|(?:那|现在|这|我|我们|该|应该|可|接下来|到底|要)*(?:怎么办|咋办|咋弄|怎么弄|做什么|怎么处理|要不要(?:紧|去医院|吃药|打120))(?:[啊呀呢好才吗])*"
    r"|(?:还)?要等(?:多久|到什么时候|到几点)(?:[啊呀呢])*|(?:人|医生)(?:呢|什么时候(?:来|到))(?:[啊呀呢])*"
    r"|(?:is |will )?(?:any|some)(?:one|body) coming|what (?:should|do|can) (?:i|we) do(?: now)?|who is coming",
    re.IGNORECASE,
)
_AROUND = re.compile(r"[\s,，。.!！?？~～…]+")
LONGEST = 24


def asks_who_comes(text: str) -> bool:
    """Whether a whole short message asks for help that is awaited; what it is about, the caller knows."""
    return len(text) <= LONGEST and _ASKS.fullmatch(_AROUND.sub(" ", clean(text)).strip()) is not None
