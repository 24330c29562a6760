"""The words with which a cadre says to whom: 第三网格, 3、5号楼, 在观察的, 没回通知8的, 除了; building 3, not."""

import re

from domain.audiences import WithRole, WithStatus
from domain.people import Role, Status

_HAN = "零〇一二两三四五六七八九十百"
N = rf"(?:\d{{1,3}}(?!\d)|[{_HAN}]{{1,4}})"
_SEP = r"\s?(?:-|~|到|至|、|,|/|和|与|及|&|and|to|or|\s)\s?第?"
LIST = rf"第?{N}(?:{_SEP}{N})*"
_WORD = r"(?:号楼|[幢栋座]|#楼?)"
_NO_MORE = rf"(?!\s?(?:\d|{_WORD}|号|微?网格|微格|组|期))"
_THE = r"(?:the\s)?"

_ROLES = (
    (Role.GRID_WORKER, r"微?网格员|格员|grid\s?workers?"),
    (Role.VOLUNTEER, r"志愿者|义工|志愿服务队|volunteers?"),
    (Role.GROUP_LEADER, r"(?:村民)?小?组长|group leaders?"),
    (Role.STREET, r"街道干部|镇干部|street cadres?"),
    (Role.CADRE, r"村干部|社区干部|干部|村两委|(?:village )?cadres?"),
    (Role.DOCTOR, r"村医|乡医|医生|doctors?"),
    (Role.PROPERTY, r"物业(?:人员)?|property (?:staff|managers?)"),
    (Role.GUARD, r"保安|门卫|门岗|guards?"),
    (Role.SUPPLIER, r"供应商|供货商|suppliers?"),
)
_NOT = r"(?P<negated>没有?在|没被|不在|未在?|不是|非|not\s(?:in|under)\s)?"
_THOSE = r"(?:people |households |those |everyone |everybody )?"
_STATUSES = (
    (Status.OBSERVATION,
     rf"{_NOT}(?:正?在家?|居家|被)*(?:医学)?(?:隔离|观察|健康监测)(?:中|期)?"
     rf"|{_THOSE}(?P<negated_en>not )?(?:in |under )?(?:home )?(?:observation|quarantined?|isolation)"),
    (Status.BEDRIDDEN, r"卧床(?:不起)?|瘫痪|起不来床|下不了床|(?:the )?bedridden"),
    (Status.ELDER,
     r"(?:独居|空巢|孤寡|高龄)?老(?:年)?人(?:家)?|独居|高龄|空巢|孤寡|(?:the )?(?:elderly|elders?|old people)"),
    (Status.INFANT, rf"坐月子|产妇|宝妈|有?(?:婴儿|宝宝|小宝)|{_THOSE}with (?:an? )?(?:infants?|bab(?:y|ies))"),
    (Status.AWAY, rf"不在家|不在村里?|外出|出门|回老家|{_THOSE}(?:who are )?away"),
)  # fmt: skip
_TAIL = r"(?:的?(?:人家|人员|家庭|住户|村民|居民|人|户|家))?"
QUALITIES: list[tuple[WithRole | WithStatus, re.Pattern[str]]] = [
    *((WithRole(role), re.compile(rf"(?:{words})(?:们)?", re.IGNORECASE)) for role, words in _ROLES),
    *((WithStatus(status), re.compile(rf"(?:{words}){_TAIL}", re.IGNORECASE)) for status, words in _STATUSES),
]

_DID_NOT = r"(?:还?没有?|未|尚未)"
_ORDER = r"(?:订|买|参加|下单|拍)"
_ANSWER = r"(?:回应|回复|回|答复|应答|答|收到|看过|看|读|确认|[点按](?:收到)?|反馈)(?:过|了)?"
_NUMBER = r"(?:no\.?\s?|#)?"
_WHO_HAVE = rf"{_THOSE}(?:who |that )?(?:(?:have|has|did)(?: |(?=n't)))?"
ORDERED = re.compile(
    rf"(?P<neg>{_DID_NOT})?{_ORDER}(?:了|过)?(?:这[次期个一]*|本期|本次)?第?(?P<n>{N})?\s?(?:期|号团|团)?"
    rf"(?:的?(?:团购|菜|团))?(?=的|$|[\s,、]|人|户){_TAIL}"
    rf"|第?(?P<first>{N})\s?期(?:的?(?:团购|团))?(?:里|中)?"
    rf"(?:(?P<neg_first>{_DID_NOT})?{_ORDER}(?:了|过|菜)*)?{_TAIL}"
    rf"|{_WHO_HAVE}(?P<neg_en>not |n't )?ordered? (?:in |from )?(?:the |this )?(?:group-?buy|round|window)?\s?"
    rf"{_NUMBER}(?P<n_en>\d{{1,4}})?",
    re.IGNORECASE,
)
SILENT = re.compile(
    rf"{_DID_NOT}{_ANSWER}(?:第?(?P<a>{N})\s?号?通知|的?通知第?(?P<b>{N})?号?)?{_TAIL}"
    rf"|(?:第?(?P<c>{N})\s?号?通知|通知第?(?P<d>{N})号?)(?:里|中|上)?(?:还|都)?{_DID_NOT}{_ANSWER}{_TAIL}"
    rf"|{_WHO_HAVE}(?:not|n't) (?:yet )?(?:answer|repl|read|confirm|respond)(?:ed|ied|y)? ?(?:to )?(?:the )?"
    rf"(?:notice)?\s?{_NUMBER}(?P<e>\d{{1,4}})?"
    rf"|silent on (?:the )?(?:notice )?{_NUMBER}(?P<f>\d{{1,4}})",
    re.IGNORECASE,
)
AREAS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in (
    ("microgrid", rf"(?P<list>{LIST})号?(?:微网格|微格)|(?:微网格|微格)(?P<after>{LIST})(?:号(?!楼))?{_NO_MORE}"
                  rf"|{_THE}micro-?grids?\s{_NUMBER}(?P<en>{LIST})"),
    ("grid", rf"(?P<list>{LIST})号?网格(?!员)|网格(?P<after>{LIST})(?:号(?!楼))?{_NO_MORE}"
             rf"|{_THE}grids?\s{_NUMBER}(?P<en>{LIST})"),
    ("", rf"(?P<list>{LIST})(?:村民)?小?组(?!长)|(?P<after>(?!))|{_THE}groups?\s(?P<en>{LIST})"),
))  # fmt: skip
BUILDINGS = re.compile(
    rf"(?P<list>{LIST})\s?{_WORD}(?:第?(?P<unit>{N})\s?单元)?|(?P<letter>[A-Z]\d?)\s?{_WORD}"
    rf"|{_THE}(?:buildings?|blocks?|bldg\.?|blk\.?)\s(?P<en>(?:{LIST}|[A-Z]\b))",
    re.IGNORECASE,
)
DOOR = re.compile(
    rf"(?:\d{{1,2}}|[A-Z]\d?|[{_HAN}]{{1,3}})\s?{_WORD}\s?-?(?:{N}\s?单元\s?-?)?(?:\d{{3,4}}|[{_HAN}]{{3,4}})"
    r"(?:室|号(?!楼)|房)?|\d{1,2}-(?:\d{1,2}-)?\d{3,4}(?:室|号(?!楼)|房)?(?!\s?(?:号楼|[幢栋座#\d]))"
    r"|(?:building|bldg|block|blk)\.?\s?[A-Z]?\d{0,3}[\s,]+(?:room|rm|flat|apt|#)\.?\s?\d{2,5}",
    re.IGNORECASE,
)
ROOM = re.compile(r"(?:[、,/\s]|和)+(?P<room>\d{3,4})(?:室|号(?!楼)|房)?(?![\d期幢栋座#-])")
_ALL_WHO = "(?:村民|居民|住户|人(?!员))"
EVERYBODY = re.compile(
    rf"全(?P<village>村|社区|小区)(?:的?{_ALL_WHO})?|(?:整个|本|我们|咱们)(?P<whole>村|社区|小区)(?:的?人)?"
    rf"|全体(?:{_ALL_WHO}|人员)?|所有的?{_ALL_WHO}|全部(?:的?{_ALL_WHO})?(?!(?-i:[\u4e00-\u9fff]))"
    r"|大家|每家每户|家家户户|每(?:一)?户|(?P<rest>(?:其他|其它|其余|剩下|别)的?(?:所有)?人?)"
    r"|(?:the )?(?:whole|entire) (?P<whole_en>village|community)|all of the village"
    r"|(?:everyone|everybody)(?P<else> else)?|all (?:villagers|residents|people)|all$|(?P<rest_en>the rest)",
    re.IGNORECASE,
)
_DO_NOT_TELL = r"不(?:用|必)?(?:通知|发给?|告诉)"
SIGNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in (
    ("excepted", rf"除外|(?:就|都)?{_DO_NOT_TELL}(?:了|他们)?(?=[\s,。]|$)|excepted|excluded"),
    ("outside", r"以外|之外|外(?=[的,\s]|$|全|所有|都)"),
    ("but", rf"(?:但|但是|不过)?(?:除[去开]|除了?|不要|不含|不包[括含]|不算|去掉|减去|排除|刨去|{_DO_NOT_TELL})"
            r"|(?:but )?(?:except(?: for)?|excluding|without|other than|not(?: in)?|minus|apart from)\b"),
    ("neg", r"不是|非(?!常)|没有?(?=[老婴卧])|未"),
    ("and", r"\s?(?:、|以及|还有|加上|外加|另外|和|与|及|跟|\+|&|/|;|\n|and\b|plus\b|or\b)\s?"),
    ("comma", r"\s?[,。.:!()\[\]【】]+\s?(?:and\b\s?)?"),
    ("blank", r"\s+"),
    ("of", r"(?:的|里面|里头|里|内|中|in|of|at|from|living in|who live in)(?![a-z])"),
    ("filler", r"(?:发给|发到|发|整个|各|通知|告诉|给|请|住在?|所有|全部|全体|那些|这些|人家|人员|家庭|住户|居民|村民"
               r"|们|人|户|家|都|在|吧|就|只|people|those|households|residents|who are|who|all|only|to|for|send"
               r"|tell|the|are)(?![a-z])"),
))  # fmt: skip
