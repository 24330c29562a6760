"""The short words by which a cadre asks for what lies on a page, or is said with more words: 装袋单, 标签, 到货.

Whole messages only, so that no order and no question of a villager is taken for one.
"""

import re

from nlu.clean import clean

LONGEST = 24

_ASKED = (
    r"(?:请|帮我|我要|我想|给我|怎么|如何|在哪里?)*"
    r"(?:看一?下|查一?下|查看|看看|打印|导出|发|做|开|弄|出|看|查|打|填)?(?:一?份|一?下)?"
)
_ASKING = r"(?:在哪里?|怎么[弄做看打填开]|呢|吧|吗|打印|打出来|看一?下)?[?？。!！]*"
_TOPICS = {
    "board": "进度|看板|订单汇总|汇总|统计|订单总数|总数|谁(?:都)?订了(?:什么|多少)?|都有谁订了?"
             "|有?(?:多少|几)(?:户|家|个?人)订了?"
             "|(?:一共|总共|大家|现在)(?:都)?订了?(?:多少|什么|哪些)|订了多少(?:户|家|人|份)|(?:订货|订购|团购)情况"
             "|progress|board|who (?:has )?ordered",
    "packing": "装袋单?|装箱单|分装单?|分拣单?|打包单?|配货单?|分货单?|分菜单|packing(?: list)?",
    "labels": "标签纸?|袋标|袋子?标签|贴纸|不干胶|(?:bag )?labels?",
    "slots": "(?:取货|领货|取菜|领菜|提货)?时段|排时段|排队取货|分批取货|叫号|取货单|取货安排|安排取货"
             "|(?:pick.?up )?slots?",
    "routes": "路线|送货(?:上门)?(?:单|路线|名单)?|送上门名单|配送单?|谁来送|(?:delivery )?routes?",
    "arrival": "到货(?:登记|数量?|情况)?|货到了|来货|收货|验货|点货|少货|缺货|短货|arrivals?|goods arrived",
    "payments": "收款|收钱|收款(?:登记|记录|情况)|记收款|记账|付款(?:登记|情况|记录)|谁付了"
                "|已付(?:款|的)?(?:名单)?|付了(?:钱)?的|退款|退钱|payments?|who (?:has )?paid",
    "code": "(?:设置?|换|传|上传|挂|贴)?收款(?:二维)?码(?:怎么[设放发传换])?|set (?:the )?payment code",
    "expenses": "(?:记)?(?:支出|开支|花销|费用|成本)(?:登记)?|花了多少(?:钱)?|expenses?",
    "export": "(?:导出|下载)(?:表格|excel)?|表格|电子表格|excel|xlsx|csv|spreadsheet|export",
    "console": "后台|网页|管理页面?|管理后台|电脑端?|电脑上看|登录后台|console|dashboard",
    "close": "截止|截单|截团|关团|关闭|(?:结束|关掉|关闭|停掉)(?:这次)?(?:团购?|接龙)|怎么(?:截止|关团)|close",
    "change": "改(?:价钱?|价格|团购|数量|限量)|加量|减量|改(?:一下)?(?:菜单|品种)|change (?:the )?(?:price|quota)s?",
    "suppliers": "供应商|供货商|询价|报价|问价|suppliers?|quotes?",
    "gifts": "捐赠|捐献|捐菜|谁捐了?(?:什么|东西)?|捐赠人|donations?|gifts?",
    "wishes": "愿望|大家想要什么|想要(?:什么|的)|(?:还)?想买什么|问过的?|没有的(?:货|菜)|要什么没有|wishes",
    "rounds": "历次(?:团购)?|往期|以前的团购?|上几期|销量|图表|下一?期|下一?团|下一轮|续团|再开一期"
              "|自动开团|定期开团|rounds?",
}  # fmt: skip
_PATTERNS = {
    topic: re.compile(f"{_ASKED}(?:{words}){_ASKING}", re.IGNORECASE) for topic, words in _TOPICS.items()
}
TOPICS = tuple(_TOPICS)


def signpost(text: str) -> str:
    """What somebody asks the way to, "" for other words."""
    cleaned = clean(text)
    if len(cleaned) > LONGEST:
        return ""
    return next((topic for topic, pattern in _PATTERNS.items() if pattern.fullmatch(cleaned)), "")
