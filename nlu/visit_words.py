"""How a visit went, in the words of grid workers: nobody at home, refused, moved out, ill, well, codes and tests."""

import re

from nlu.visit_people import KIN

STOP = r"[\s,，。；,;！!?？、()\n:：]"
_END = rf"(?=$|{STOP})"
_NOBODY = re.compile(
    f"(?:没有?|无)人(?:{_END}|在家?|应|开|答|接(?!送)|理|回应|在屋|在(?!外))|(?:人|家里|家中|全家|都|一家)?(?:不"
    f"|没|未)在家|(?:人|都)不在(?:{_END}|,)|(?:上锁|锁(?:门|着|了))|门(?:是|又|一直|都)?(?:锁|关|紧闭)"
    "|大门紧闭|铁将军|(?:没|未|没有)(?:人)?开门"
    rf"|敲(?:了)?[^,，。\s]{{0,5}}门?(?:没|不|无)(?:有)?(?:人|应|开|反应|回|理|动静|声)|敲不开|没敲开"
    f"|没(?:有)?(?:应|反应|回应|动静|碰到人?|遇到人?|见到人?|见着人?)|叫(?:不应|门没)|不应(?:门)?{_END}"
    "|不应门|未(?:遇|见到?人)|家中?无人|家里无人|全家外出|都(?:出去|外出|出门)了?|没人影"
    r"|没(?:有)?(?:声音|动静|声响|响动|灯光)|吃闭门羹|人没(?:有)?(?:出来|露面|吭声)"
    r"|没(?:有)?人[^,，。\s]{0,3}(?:开门|出来|出声|应声|吭声|答应|下来)|黑着灯|没亮灯|暂时外出"
)
_KIN_AWAY = re.compile(rf"(?:{KIN}|[一二三\d]个?人)(?:们|都|又|人|暂时|现在|白天|上班)*(?:不|没|未)在家")
_REFUSED = re.compile(
    "不让[进量测登看查问入]|不(?:太|很|肯|愿意?)?配合|拒绝|拒不|拒[测登访开检]|不肯(?:开|登|量|说|测|配|让"
    "|签|告|报|填|提供|接|戴|回答)|不愿(?:意)?(?:开|登|量|说|测|配|让|签|告|报|填|提供)|不给(?:开|进|量|登"
    "|看|测)|赶(?:了)?(?:出来|我们?走|我们?出|出门|人)|骂(?:人|我|走|了|出)"
    "|隔着?门(?:说|喊|讲|叫)(?:不|别|走)|不理(?:睬|人|我)|(?:有人|在家|里面|人在|听见|听到|灯亮"
    "|电视)[^。]{0,10}(?:不开门?|就是不|没开|不应|不出声)|(?:就是|故意|坚持|死活)不开|态度(?:很|非常|比较"
    "|极其|极)?(?:差|恶劣|不好|强硬|蛮横)|登记不了|不准进|不接受|摔门|推(?:出来|了出)|嫌(?:烦|麻烦)|不耐烦"
    r"|不予|不登记|不签|没让进|别来(?:查|问|敲)|(?:^|[\s,，])不开门|(?:^|[\s,，])(?:坚决|硬是|就)?不开(?:$|[\s,，。])"
    "|不(?:用|要|需要)(?:查|登|量|管|你们)|撵|凭什么|没资格|甩[上门]|轰(?:出|走)|管不着|少管|别来烦|多管闲事"
)
_GAVE_IN = re.compile(
    "(?:后来|最后|最终|劝(?:说|了)?(?:后|以后|之后)|做通|解释(?:后|以后)|还是|终于)[^。]{0,10}(?:登记|量|测|配合"
    "|开门?|同意|说|填|让)了?|没有?拒绝|(?:很|都|挺|能|积极|全力|也)配合|配合(?:登记|测温|工作|度高"
    "|得?很好)(?<!不配合登记)(?<!不配合测温)(?<!不配合工作)"
)
_MOVED = re.compile(
    r"(?:已经?|早就?|都)?搬(?:走|家(?!具)|离|出|空)|搬(?:去|到|回)[^,，。\s]{0,8}(?:住|了)|已搬|空[房屋]|空(?:置|关|着"
    "|的)|房(?:子|屋)?空|没人住|没有人住|无人(?:居)?住|不住(?:这|了|在这|此)|退租|没住人|未入住|没入住|尚未入住"
    "|毛坯|房子(?:已)?卖|已?拆(?:掉|迁|了)"
)
_GONE = re.compile(
    "已?离[开村](?!过|观察)|出(?:去|门)打工|外出打工|回老家(?:了|过年|去了)(?!回来)|(?:已|都|又)(?:走"
    f"|离开)了?{_END}|回(?:去|单位|学校|厂里?)(?:上班|了|上学)|返(?:校|岗|工|程)(?:了|去)|去外地了|回单位|回学校"
)
_OBSERVED = re.compile(r"观察|隔离|在家别|别出门|不要出门|不要外出|别外出|足不出户|居家")
_OBSERVED_OVER = re.compile(
    "(?:解除|已过|过了|结束|期满|满了|已满|出了?)(?:[^,，。]{0,4})(?:观察|隔离|居家)|(?:观察"
    "|隔离)(?:期)?(?:[^,，。]{0,4})(?:解除|已过|过了|结束|期满|满了|已满|完)|满14天|满十四天|不用(?:观察|隔离)"
    "|无需(?:观察|隔离)"
)
_WELL = re.compile(
    "正常|都?[挺蛮很还也]?好(?![几像久])|无异常|没(?:有)?(?:事|问题|异常|症状|情况|不舒服|发|咳|外出)|无(?:症状"
    "|情况|恙)|健康|平安|安好|在家|一切|ok|未外出|阴性|绿码|解除|走完|查完|排查完|走过|稳定|可以",
    re.IGNORECASE,
)
_CODE = (
    ("red", re.compile("红码")), ("yellow", re.compile("黄码|码(?:变|转|是)?黄")), ("orange", re.compile("橙码")),
    ("blue", re.compile("蓝码")), ("grey", re.compile("灰码")), ("green", re.compile("绿码|码(?:都|是)?绿")),
)  # fmt: skip
_TEST = (
    ("positive", re.compile(r"(?<!非)(?<!不是)(?:核酸|检测|抗原)[^,，。\s]{0,6}阳|阳性")),
    ("pending", re.compile("核酸[^,，。]{0,6}(?:没出|未出|结果待|等结果|待结果)|等核酸")),
    ("negative", re.compile(r"阴性|核酸[^,，。\s]{0,6}阴|核酸正常|核酸没问题")),
)


def nobody_home(text: str) -> bool:
    return _NOBODY.search(_KIN_AWAY.sub(" ", text)) is not None and not moved_out(text)


def refused(text: str) -> bool:
    return _REFUSED.search(text) is not None and _GAVE_IN.search(text) is None


def moved_out(text: str) -> bool:
    return _MOVED.search(text) is not None


def gone_again(text: str) -> bool:
    return _GONE.search(text) is not None


def observed(text: str) -> bool:
    return _OBSERVED.search(text) is not None and _OBSERVED_OVER.search(text) is None


def said_well(text: str) -> bool:
    return _WELL.search(text) is not None


def code_colour(text: str) -> str:
    return next((colour for colour, words in _CODE if words.search(text)), "")


def test_result(text: str) -> str:
    return next((result for result, words in _TEST if words.search(text)), "")
