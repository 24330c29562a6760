"""The unit that a price without one can only mean, by noun; none where sellers differ, for that must be asked."""

import re

_WEIGHED = re.compile(
    "肉$|五花$|排骨|里脊|肋条|肋排|小排|大排|夹心|前夹|后腿|前腿|蹄[髈膀]|猪蹄|猪脚|猪手|猪爪|牛腩|牛腱|羊腿|猪肝"
    "|大骨|筒骨|龙骨|鸡翅|鸡腿|鸡爪|鸭腿|鱼$|鱼块$|鱼段$|虾$|花蛤$|蛤蜊$|花甲$|蛏子?$|泥鳅$|鳝$|上海青$|卷心菜$"
    "|菜心$|菜[苔薹]$|[青白菠芹生油包芥苋荠花雪空]心?菜$|油麦菜$|茼蒿$|豌豆$|土豆$|马铃薯$|番茄$|西红柿$"
    "|[黄冬南丝苦]瓜$|茄子?$|萝卜$|豆角$|豇豆$|四季豆$|毛豆$|蚕豆$|[辣青尖彩红]椒$|藕$|山药$|芋艿$|芋头$|茭白$"
    "|莴笋$|莴苣$|笋$|蒜苗$|蒜[苔薹]$|大蒜$|蒜头$|姜$|洋葱$|[红番紫]薯$|地瓜$|豆芽$|香菇$|平菇$|蘑菇$|荸荠$|苹果$"
    "|梨子?$|香蕉$|[橘桔]子?$|橙子?$|葡萄$|提子$|西瓜$|桃子?$|李子$|枇杷$|杨梅$|荔枝$|龙眼$|桂圆$|猕猴桃$|火龙果$"
    "|[冬青]枣$|柿子?$|甘蔗$|柑$"
)
_DIFFERS = re.compile(r"[丸饼饺松干脯罐粽粥冻腌卤熟]|甲鱼|娃娃菜|核桃|樱桃|[酱咸腊]")
_TOFU = re.compile(r"^(?:[老嫩白鲜]|水|盐卤|石膏|手工|农家|本地|土|新鲜)*豆腐$")


def usual_unit(name: str) -> str:
    """斤 for fresh meat, fish, vegetables and fruit, 块 for tofu; "" for the rest: eggs, rice, hens, leeks."""
    if _TOFU.search(name):
        return "块"
    return "斤" if _WEIGHED.search(name) and not _DIFFERS.search(name) else ""
