"""What short messages mean: yes, no, the number of a choice, wanting a person, a villager's words for a command."""

import re

from nlu.clean import clean
from nlu.numerals import read_count

LAST_CHOICE = 99

_YES = (
    "好|好的|好个|好滴|好哒|好嘞|好咧|好咯|好呀|好吧|好啦|好嗒|嗯|恩|嗯呐|嗯啊|要|要的|要得|对|对的|对个|是|是的"
    "|是滴|可以|可以的|可以了|行|行的|行吧|中|成|使得|确认|确定|确认下单|确认订单|没错|没有错|没问题|没毛病|同意"
    "|就这样|就这么办|就这样吧|需要|我要|我确认|我同意|正确|无误|👌|👍|✅|✔|☑|🆗|🙆|💯|\\[ok]|\\[强]|\\[好的]"
    "|\\[好]|okay|okey|okie|okk?|k|yes please|yes|yeah|yep|yup|y|sure|confirm|confirmed|correct|right"
    "|that's right"
    "|fine|agreed|hao|haode|en|keyi|dui|duide|shide|queren"
)
_NO = (
    "不|不要|不要了|都不要了|不对|不是|不是的|不行|不可以|不可|不好|不用|不用了|不必|不需要|不了|不买了|不订了"
    "|不下单|先不要|先不要了|暂时不要|不确认|不同意|取消|取消吧|取消了|算了|算了吧|错了|错的|弄错了|不对的|别"
    "|别了"
    "|没有|没|否|勿要|弗要|勿对|弗对|👎|❌|❎|✖|🙅|no|nope|nah|n|not|cancel|cancel it|wrong|incorrect|not right"
    "|not correct|no thanks|no thank you|don't|bu|buyao|budui|buyong|quxiao"
)
_KEEP = (
    "不|不不|不取消|先不取消|别取消|不要取消|不用取消|不改|不改了|先不改|别改|不退|不退了|别退|留着|保留|还要|还要的"
    "|照旧|keep|keep it|don't cancel|do not cancel|leave it"
)
_TAIL = (
    r"[\s。.!！~～,，、…]|谢谢(?:您|你|啦|了|哦|啊|大家)*|谢了|多谢|辛苦(?:您|你)?了?|麻烦(?:您|你)?了?"
    "|[啊呀哈哦喔噢啦呐嘛呢哟咯喽吖了]|🙏|🌹|😊|😄|🤝|please|pls|thanks|thank you|thx"
)
_GAP = r"[\s。.!~,、…]*"
_IS_YES = re.compile(rf"(?:{_YES})(?:{_GAP}(?:{_YES})){{0,4}}(?:{_TAIL})*", re.IGNORECASE)
_IS_RECEIPT = re.compile(
    rf"(?:(?:{_YES}){_GAP})?(?:(?:我|我们|我家|全家|都|已经?)*(?:收到|知道|晓得|明白|看到|看见|了解|清楚)[了啦咯喽]?|已阅"
    rf"|(?:i )?(?:have )?(?:received|got)(?: it)?|noted|understood|i see)(?:{_GAP}(?:{_YES}))?(?:{_TAIL})*",
    re.IGNORECASE,
)
_IS_NO = re.compile(rf"(?:{_NO})(?:{_GAP}(?:{_NO})){{0,4}}(?:{_TAIL})*", re.IGNORECASE)
_IS_KEEP = re.compile(rf"(?:{_KEEP})(?:{_TAIL})*", re.IGNORECASE)
_CHANGES = re.compile(r"不要|不用|取消|退|改|换成|少|减|再[加来要]|多[加来要]|cancel|change|add", re.IGNORECASE)
_LONGEST_ANSWER = 40

_CHOICE = re.compile(
    r"(?:(?:我|就|那)?(?:选择?|要第|按|回复?|答)|就|option|choice|number|no\.?)?"
    r"\s*(?P<ordinal>第)?(?P<number>[\d零一二三四五六七八九十]{1,4})"
    r"(?P<of>[个项号条种样款])?\s*(?:[.。、)）!！~,，]|吧|谢谢|please|thanks)*",
    re.IGNORECASE,
)

_STAFF = (
    "(?:微?网格员|干部|书记|村长|[村王李张陈]?主任|管理员|负责人|工作人员|客服|组长|(?:社区|村里)的?人|志愿者"
    "|村医|医生)"
)
_POLITE = "(?:我要|我想|帮我|请|麻烦|给我|能不能|可以|怎么|我|要)*"
_ONE = "(?:一?个|一?下)?"


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_WANTS_HUMAN = _any_of(
    rf"^{_POLITE}[转找叫接换]?(?:联系)?{_ONE}(?:真人|活人|人工|客服)",
    rf"^{_POLITE}(?:找|叫|联系(?!人)){_ONE}(?:人|谁|你们)(?!帮我?[带买拿取]|家)",
    rf"(?<!已)(?<!已经)(?:找|叫|联系|喊|转|让){_ONE}(?:我们?的?|村里的?|你们的?)?{_STAFF}",
    r"^打?个?电话(?:$|[?？!！。]|号码$|多少|几号|是多少|呢)",
    r"(?:打电话给|打给|电话打给|打)谁|电话打?[给找]谁",
    rf"(?:{_STAFF}|村里|[村居]委会?|你们)的?(?:联系)?(?:电话|手机|号码|联系方式)(?!.*1[3-9]\d{{9}})",
    r"[给帮]我[回打来]个?电话|[打回]个?电话给我|回个电话",
    r"^(?:有没有人|有人|怎么没人)(?:来|管)(?:我们?|看看|一下)?(?:[吗么没啊?？])*$"
    r"|有没有人(?:在|吗|啊|$)|有人在?[吗么不没]|[跟和同](?:真?人|你们|活人)(?:说|讲|聊|通话)",
    r"人工(?:客服|服务|$)|不会(?:弄|用|打字|操作).*[帮教来]|[派来]个人",
    r"\b(?:human|real person|operator|live agent|grid worker|call me|call someone)\b",
    r"(?:talk|speak|chat) (?:to|with) (?:an? |the |some)?(?:one|body|person|human|people|grid|worker|staff)",
    r"phone number\??$|(?:need|want) (?:a person|someone|somebody|help from)|help me please",
)
_NOT_WANTED = _any_of(
    r"(?:我|他|她|家里|本人)的?(?:电话|手机|号码|联系方式)",
    r"(?:电话|联系)[^,，。;；]{0,8}1[3-9]\d{9}",
    r"人工(?:养|种|费|合成|智能|降|授|湖|造)",
)

_SEE = "(?:看看?|查看?|查询|[查看]一?下|查查|我[要想]看|显示)*(?:一下)?"
_DROP = "(?:取消|退[掉了]|撤销|删[除掉])"
_COMMANDS = {
    "cancel": _any_of(
        rf"(?:我要|我想|帮我|请|把)*(?:全部)?{_DROP}(?:我的|全部|所有|整个|这个|今天的?|掉|了)*订单",
        rf"把?(?:我的)?订单(?:全部|都)?(?:{_DROP}|不要)了?",
        r"(?:cancel|delete) (?:my |the |all )*orders?",
    ),
    "orders": _any_of(
        rf"{_SEE}(?:我家?|我们家?)?的?(?:全部|所有)?(?:[订定]单|[订买]的菜)(?:呢|情况|记录|查询|列表|在哪里?|有哪些)?",
        rf"{_SEE}我(?:都|家|已经|一共|今天|到底)*[订定买点][了过]?(?:什么|啥|哪些|几样|多少|些什么|些啥)(?:东西|菜)?",
        rf"{_SEE}我[订定买点]的(?:东西|菜)?",
        r"(?:show |see |view |check )?(?:me )?my (?:orders?|basket)|orders|what (?:did|have) i order(?:ed)?",
    ),
    "post": _any_of(
        r"(?:请?把?(?:这一?团|团购|开团)?)?(?:发|贴|转)到?(?:电报|村里的?|咱们的?|我们的?)?群里?去?",
        r"post(?: it)?(?: in| to)? the group",
    ),
    "copy": _any_of(
        r"复制到?微信群|(?:复制)?微信群?的?文字|发微信群的?(?:文字|内容)",
        r"copy (?:to|for) wechat|wechat text",
    ),
    "help": _any_of(
        r"帮助|帮忙|求助|使用说明|说明书?|教我(?:用|怎么用|怎么订|一下)?|我?不会(?:用|弄|操作)",
        r"(?:这个?|机器人)?(?:怎么|咋|如何)(?:用|弄|操作|使用|搞|玩|订菜?|下单|买菜?|点)[的啊呀]?",
        r"help|how (?:do i|to|does (?:it|this)) (?:use|order|work|buy)(?: it| this)?",
        r"how does (?:it|this) work|instructions|what can you do",
    ),
    "language": _any_of(
        r"(?:切?换|更改|改|选择?|设置)?[成个]?语言|(?:切?换|改|变)[成到为]?(?:英文版?|英语|中文|汉语)",
        r"(?:请用|能说|会说|[讲说用])?(?:英文|英语|中文)吗?",
        r"language|(?:change |switch )?(?:to |the )?(?:language|english|chinese)",
        r"(?:in )?english(?: please)?|(?:do you )?speak english|chinese(?: please)?",
    ),
    "order": _any_of(
        r"菜单|菜谱|价目表|价格表|清单|团购|开团(?:了吗)?|(?:我要|我想|想)?(?:下单|订购|购买|购物)",
        r"(?:[今明]天|现在|这次|这期|今日)?都?[有卖到]些?(?:什么|啥|哪些)(?:菜|可以买的?|好吃的|好的|东西|货|卖的?|水果|肉)?",
        r"(?:我要|我想|想要?|要|我来)?[买订点定][点些个]?(?:菜|东西|货)",
        r"menu|order|price list|what(?:'s| is| do you have)?"
        r"(?: on sale| available| for sale| there| on offer)(?: today)?",
        r"(?:i (?:want|would like|'d like) to )?(?:order|buy|shop)(?: food| groceries| something)?",
    ),
}
_AROUND = _any_of(
    r"^(?:请问|你好|您好|请|那个|喂|麻烦|hi|hello|please)*[\s,，。!！]*",
    r"[\s,，。.!！?？~～]*(?:谢谢|[啊呀呢哈吧吗哦啦]|please|thanks)*[\s,，。.!！?？~～]*$",
)


def is_yes(text: str) -> bool:
    """Whether the whole message says yes (好的, 嗯嗯, 要的谢谢, 👌, OK). A question (好吗?) does not."""
    answer = _answer(text)
    return bool(answer) and _IS_YES.fullmatch(answer) is not None


def is_receipt(text: str) -> bool:
    """Whether the whole message says that something was read (收到了, 知道了谢谢, noted)."""
    answer = _answer(text)
    return bool(answer) and _IS_RECEIPT.fullmatch(answer) is not None


def is_no(text: str) -> bool:
    """Whether the whole message says no or calls it off (不要了, 取消, 算了). 不要肥的 does not."""
    answer = _answer(text)
    return bool(answer) and _IS_NO.fullmatch(answer) is not None


def is_keep(text: str) -> bool:
    """Whether the whole message leaves things as they are (不取消, 不改了, 留着); 不要了 may mean either."""
    answer = _answer(text)
    return bool(answer) and _IS_KEEP.fullmatch(answer) is not None


def would_change(text: str) -> bool:
    """Whether a message speaks of taking something back or changing it (不要草莓了, 改成2斤, 退)."""
    return _CHANGES.search(text[:_LONGEST_ANSWER]) is not None


def choice_number(text: str) -> int | None:
    """The number of a choice that is the whole answer: 2, 2., ②, 二, 第二个, 选2. Quantities (2斤, 2个) are none."""
    answer = _answer(text)
    found = _CHOICE.fullmatch(answer) if answer else None
    if found is None or (found["of"] and not found["ordinal"] and not answer.startswith(("选", "我选", "就选"))):
        return None
    number = read_count(found["number"])
    if number is None or number[1] != len(found["number"]) or not 1 <= number[0] <= LAST_CHOICE:
        return None
    return number[0]


def wants_human(text: str) -> bool:
    """Whether somebody asks for a person or a telephone number (找人, 人工, 打电话给谁), not gives one."""
    cleaned = clean(text[:400])
    return not _NOT_WANTED.search(cleaned) and _WANTS_HUMAN.search(cleaned) is not None


def command(text: str) -> str | None:
    """The command that a villager's ordinary words mean when they are the whole message.

    orders (我的订单), post (发到群里), copy (复制到微信群), help (怎么用), language (English), order (菜单, 有什么),
    cancel (取消订单), or None.
    """
    words = _AROUND.sub("", _answer(text))
    if not words:
        return None
    return next((name for name, pattern in _COMMANDS.items() if pattern.fullmatch(words)), None)


def _answer(text: str) -> str:
    """A message short enough to be an answer, in one spelling; "" for a longer one."""
    return clean(text) if len(text) <= _LONGEST_ANSWER else ""
