"""What a grid worker's line is about: a household, a shop, a quarrel or anything else."""

import re

from nlu.ailments import ails
from nlu.chores import CHORES
from nlu.quarrels import CAUSE, PARTIES, QUARREL, SETTLED, is_quarrel
from nlu.visit_people import read_size
from nlu.visit_words import nobody_home, refused, without_refusal

VISIT, SHOP_CHECK, DISPUTE, OTHER = "visit", "shop_check", "dispute", "other"
SHOP = re.compile(
    r"(?:[\u4e00-\u9fff]{1,5}(?:店|馆|酒家|餐厅|厂(?!房|区|长))|超市|驿站|网吧|(?:面包|药|碾米|磨|点心|裱花)房|茶室"
    "|(?:游戏|歌|舞|电玩|棋牌|台球|营业)厅|(?:洗浴|健身|购物|批发|娱乐|游泳|汗蒸|美容|养生|维修|零售|物流"
    r"|婚庆)中心|[\u4e00-\u9fff]{1,3}(?:美容|养生|电影|影|剧)院|美容院|养生馆|酒吧|茶吧|水吧|书吧|ktv|棋牌室"
    "|活动室|市场|菜场|商场|小卖部|浴室|浴场|澡堂|诊所"
    "|药房|发廊|台球室|健身房|培训[班机]|幼儿园|[酒油染磨茶豆腐糕点]{1,2}坊|作坊|加工点|快递[点站柜]|水站|煤气站|液化气站|粮站|废品站"
    r"|收购站|菜鸟|民宿|加油站|[\u4e00-\u9fff]{1,3}(?<!公)摊(?![牌开])|[\u4e00-\u9fff]{1,4}(?<![要来去得])铺(?![设防路砖水垫地上了好])|[茶酒饭]楼|卖(?:早点|菜|肉|鱼|水果|小吃|烧饼|豆腐|包子)的|车行|[渔农林]家乐"
    "|批发部|门市部?|经营部|供销社|合作社|商铺|食堂|影院|家电(?!断|坏|没)|(?:自提|寄存|代收|配送|服务|收寄|取件)点"
    r"|麻辣烫|副食|卤味|电器行|理发|洗脚|足浴|推拿|按摩|农家乐|烧烤|大排档|银行|彩票[店点]|[渔鱼肉菜粮货]行|奶站|邮局|信用社|营业厅|代销|菜站|肉铺|裁缝铺|修车铺)",
    re.IGNORECASE,
)
_NO_SHOP = re.compile(
    r"(?:医院|卫生院|宾馆隔离|隔离|殡仪|图书|旅)(?:店|馆)|[在开去到从是放往](?:[\u4e00-\u9fff]{0,6})$|(?:上班|打工"
    "|工作|开的|员工|做工)"
)
_TRADE = re.compile(r"照(?:常|样)(?:开|营)|停业|营业|歇业|开门做|顾客|收银|店主|店里|老板|堂食|复工复产")
_CURSED = re.compile("(?:大|叫|开|辱|咒)?骂(?:街|人|起来|了?[^,，。\\s]{0,2}人)?")
_WATER = re.compile("自来水|水质")
_DUTIES = re.compile("口罩|登记|测温|体温|扫码|消毒|营业|停业|关门|开门|堂食")
_NEAR_SHOP = re.compile(
    "(?:围墙|外墙|屋顶|招牌|(?:旁边?|边上|附近|对面|隔壁)(?!.*[围挤聚])|(?:后面|背后|屋后)的?(?:路|墙|树|河|沟|水|垃圾|灯|井|空地|工地|巷)|门[口前]的?(?:路|灯|树|桌|椅|车|垃圾|水|积|冰|地|井|电|坑|沟))"
)
_LEADS = re.compile("[给帮替送为向叫]")
_OUTSIDE = re.compile("\\s?的?(?:门[口前外]|楼[上下道]|屋[顶后]|外墙|旁|后面|水管|电|灯|窗|墙|阳台)")
"""3幢201门口垃圾没清 tells of no household."""
_LACKING = re.compile(
    r"(?:药|胰岛素|奶粉|尿不湿|纸尿裤|煤气|氧气|大?米|菜|粮)[^,，。\s]{0,6}(?:没|断|完|不够|缺|只[剩够])[^,，。\s]{0,6}[,，。\s]"
)
_COMPLAINT = re.compile("(?:被|有人|顾客|居民|村民)?投诉|有意见")


def kind_of(text: str, has_door: bool, about_people: bool, after_door: str) -> str:
    """What a line is about. `about_people`: a size, a return, a temperature or how the visit went is said."""
    shop = _shop_in(text)
    if shop and shop.start() < 2 and _is_rude_shop(text):
        return SHOP_CHECK
    if not has_door and _CURSED.search(text):
        return DISPUTE
    if has_door and about_people and ails(text) and read_size(after_door) and not PARTIES.search(text):
        return VISIT
    between = PARTIES.search(text)
    told = text if has_door or between or not refused(text) else without_refusal(text)
    if QUARREL.search(told) and (between or not refused(told)):
        return DISPUTE
    if CAUSE.search(text) and (between or SETTLED.search(text)) and not (nobody_home(text) or _WATER.search(text)):
        return DISPUTE
    if not (has_door or shop or about_people) and is_quarrel(text):
        return DISPUTE
    if not (has_door or shop or CHORES.search(text)) and re.search("[的那这]事", text) and SETTLED.search(text):
        return DISPUTE
    if has_door:
        if shop_at(after_door) and not about_people:
            return SHOP_CHECK
        at_head = text.endswith(after_door) and not _LEADS.search(text.removesuffix(after_door))
        at_head = at_head and bool(after_door) and _OUTSIDE.match(after_door) is None
        return VISIT if about_people or at_head or not CHORES.search(text) else OTHER
    if shop and not CHORES.search(text[: shop.start()]):
        return SHOP_CHECK
    if not CHORES.search(text) and _TRADE.search(text) and not about_people:
        return SHOP_CHECK
    if CHORES.search(text) or not about_people:
        return OTHER
    return VISIT


def _shop_in(text: str) -> re.Match[str] | None:
    """The shop that a line is about: not 药店 in 胰岛素没了，药店缺货, and not 幼儿园 in 幼儿园围墙."""
    shop = SHOP.search(text)
    if shop is None or _NEAR_SHOP.match(text, shop.end()):
        return None
    before = text[: shop.start()]
    return None if _NO_SHOP.search(before) or _LACKING.search(before) else shop


def _is_rude_shop(text: str) -> bool:
    """A shop that was complained of, or whose keeper curses: no quarrel but for more than that."""
    milder = _CURSED.sub("", _COMPLAINT.sub("", text))
    told = milder != text and (_COMPLAINT.search(text) or _DUTIES.search(text))
    return bool(told) and not QUARREL.search(milder)


def shop_at(said: str) -> bool:
    """Whether a shop is named right behind a door: 旧街12号理发店."""
    found = SHOP.match(said.lstrip(" ,，:：的"))
    return found is not None and re.match(r"的|上班|打工|工作|员工", said.lstrip(" ,，:：的")[found.end() :]) is None
