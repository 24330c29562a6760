"""What villages buy, by noun: the unit in which it is sold wherever everybody sells it so, and nothing where they differ."""

import re

BY_WEIGHT = "斤"

_SOLD_BY_PIECE = re.compile(
    r"[丸饼饺包松干脯罐酱汁油汤粉串酥糕皮米面粽糖饮奶茶酒醋盐刀粥冻]|罐头|馄饨|火腿|香肠|腊肠|卤|熟食|半成品|礼盒|套餐|预制|种子|苗$|花$|头$"
    r"|榨菜|咸菜|酸菜|梅菜|霉菜|泡菜|韭菜|香菜|娃娃菜|西兰花|小葱|大葱|香葱|玉米|柚|草莓|蓝莓|车厘子|菠萝|椰|榴莲|山竹|金针菇"
)
_WEIGHED = re.compile(
    r"肉$|五花$|五花肉|排骨|里脊|肋条|肋排|夹心|前夹|后腿|前腿|蹄髈|蹄膀|猪蹄|猪脚|猪手|牛腩|牛腱|羊腿|猪肝|大骨|筒骨|龙骨|鸡翅|鸡腿|鸡爪|鸭腿"
    r"|鱼$|鱼块|鱼段|带鱼|虾$|花蛤|蛤蜊|花甲|蛏子?$|鱿鱼|墨鱼|章鱼|八爪鱼|泥鳅|鳝"
    r"|[青白菠芹生油包芥苋荠花空雍苔]心?菜$|卷心菜|菜心|菜苔|茼蒿|土豆|马铃薯|番茄|西红柿|黄瓜|茄子?$|萝卜|冬瓜|南瓜|丝瓜|苦瓜|豆角|豇豆|四季豆|刀豆|毛豆|豌豆|蚕豆"
    r"|辣椒|青椒|尖椒|彩椒|莲?藕$|山药|芋艿|芋头|茭白|莴笋|莴苣|冬笋|春笋|竹笋|笋$|蒜苗|蒜苔|大蒜|生姜|老姜|姜$|洋葱|红薯|番薯|地瓜|紫薯|豆芽|香菇|平菇|蘑菇|荸荠"
    r"|苹果|[雪香鸭蜜]?梨$|香蕉|[橘桔]子?$|蜜[橘桔]|砂糖[橘桔]|橙子?$|葡萄|提子|西瓜|桃子?$|李子|枇杷|杨梅|荔枝|龙眼|桂圆|猕猴桃|火龙果|枣$|柿子?$|甘蔗|芦柑|柑$"
)
_TOFU = re.compile(r"^(?:[老嫩白水鲜盐卤石膏手工农家本地土]|新鲜)*豆腐$")
_GOODS = re.compile(
    r"[肉鱼虾蟹鸡鸭鹅蛋菜豆瓜果梨桃橙柑枣笋菇薯葱蒜姜椒米面油盐酱醋糖奶茶酒粉饼饺粽糕丸]|豆腐|排骨|猪蹄|牛腩|海鲜|口罩|消毒|酒精|牛奶|水果|纸巾|馒头|豆芽|百叶|千张|香干|萝卜|茄"
)


def usual_unit(name: str) -> str:
    """The unit that a price without one can only mean (土猪肉 斤, 豆腐 块), "" where it must be asked: eggs, rice, hens."""
    if _TOFU.search(name):
        return "块"
    return BY_WEIGHT if _WEIGHED.search(name) and not _SOLD_BY_PIECE.search(name) else ""


def is_goods(name: str) -> bool:
    """Whether a word names something that is eaten or used, as far as its characters tell."""
    return _GOODS.search(name) is not None
