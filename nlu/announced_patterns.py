"""The patterns in which the words of one item are written: prices, units, limits, quotas, packs, donors."""

import re

from nlu.surnames import SINGLE
from nlu.units import COUNTED, GRAMS, MILLILITRES

C = r"\u4e00-\u9fff"
NUMBER = (
    r"(?:(?<![\d.])\d{1,6}(?:\.\d{1,3})?(?!\d)"
    "|(?![百千])[零〇一二两三四五六七八九十百千半廿]{1,6}(?:点[零一二三四五六七八九]{1,2})?)"
)
UNITS = sorted({*COUNTED, *GRAMS, *MILLILITRES} - {"口", "段", "付"}, key=lambda unit: (-len(unit), unit))
UNIT = rf"(?:{'|'.join(unit for unit in UNITS if unit != '块')})"
UNIT_OR_BLOCK = rf"(?:{UNIT}|块(?!钱|\d(?!\d*(?:\.\d+)?\s?元)))"
ONE = r"(?:(?<![\d.])1|(?<![零〇一二两三四五六七八九十百千半廿])一)"
MONEY = r"(?:元钱?|块钱|块|圆|rmb|￥|¥)"
PER = r"(?:\s?[/每一]\s?|\s?1\s?(?=[斤公千kK]))"
COUNTED_UNIT = rf"(?:{'|'.join(sorted(COUNTED - {'口', '段', '付', '块'}))}|块(?!\d|钱))"
HOME = "(?:[户家]人?|家庭)"
NOT_OVER = (
    "(?:不(?:得|能|可以?|要|准|许)?(?:超过?|多于|高于)|别超过?|最多|至多|上限(?:为|是)?|控制在|限购?量?|限额"
    "|可[买购订领]|只能[买购订领])"
)
CAPPED = "(?:封顶|为限|以内|之内)"

MARKET = re.compile(
    "(?:市场价?格?|原价|超市价?|菜场价?|平时价?|市面价?|市价|外面)(?:[卖要是]"
    rf"|零售)?[:：=]?\s?[¥￥]?(?P<price>{NUMBER})(?:\s?{MONEY})?(?:{PER}(?P<unit>{UNIT_OR_BLOCK}))?"
)
EVERY = r"(?:每[样种个]商?品?|各种|所有商品|全部)?\s?"
LIMIT = re.compile(
    rf"{EVERY}(?:(?:(?:[每一]{HOME}){{1,2}}|(?P<person>[每一]人|每位))\s?{EVERY}{NOT_OVER}?"
    rf"|限购?(?!量)|(?!限购?量|[可只]){NOT_OVER})\s?(?:可?[买购订领])?"
    rf"\s?(?:[每一]{HOME}|(?P<person_after>[每一]人))?\s?[:：=]?\s?(?P<number>{NUMBER})\s?(?P<unit>{UNIT_OR_BLOCK})?"
    rf"(?:\s?[/每一]?\s?(?:{HOME}|(?P<each>人)))?(?:\s?{CAPPED})?"
)
CAP = re.compile(
    rf"(?P<number>{NUMBER})\s?(?P<unit>{UNIT_OR_BLOCK})\s?(?:{CAPPED}|[/每一]\s?(?:{HOME}(?!子)|(?P<each>人)))"
)
UNSURE_LIMIT = re.compile(rf"限定\s?{NUMBER}\s?{UNIT_OR_BLOCK}?")
UNREAD_LIMIT = re.compile("限|不.?超|封顶|最多|至多|不多于|上限|[每一/][户家人位]|以内")
QUOTA = re.compile(
    r"(?<![每一][户家人位样种])(?<![每一][户家人位样种]\s)(?:限量|总量|总数|总共|一共|合计|共计?|库存|数量|备货|仅有|只有|仅剩?|现有|剩余?|还有)[:：=]?\s?(?:约|大约"
    rf"|{NOT_OVER})?(?P<number>{NUMBER})\s?(?P<unit>{UNIT_OR_BLOCK})?"
)
FREE = re.compile(
    "免费(?:送|领取?|赠送|发放|供应|提供|拿)?|不要钱|不收钱|白送|赠送"
    rf"|(?<![\d.])0\s?元(?:{PER}(?P<unit>{UNIT_OR_BLOCK}))?"
)
GIVER = (
    f"(?:[{C}]{{2,10}}(?:公司|超市|饭店|酒店|企业|商会|协会|农场|基金会|合作社|商店|药店)|爱心人士|热心村民"
    f"|阿[{C}]{{1,2}}|[{''.join(sorted(SINGLE))}][{C}]{{1,3}}?)"
)
DONOR = re.compile(
    rf"(?:(?:由|感谢)?\s?(?P<donor>{GIVER}|(?:^|(?<=\s))[{C}]{{2,4}}?)\s?(?:免费|爱心|无偿)?)?(?:捐赠|捐献|捐"
    "|赞助)(?:的|了)?"
)
PACKED = re.compile(
    rf"(?:(?:约|大约)?{NUMBER}\s?{UNIT}(?:左右)?装?\s?[/每一]\s?(?P<in>{UNIT_OR_BLOCK})"
    rf"|(?:{ONE}(?!\s?块[一1])|每)\s?(?P<of>{UNIT_OR_BLOCK})\s?(?:约|大约|有|装)?{NUMBER}\s?{UNIT}(?:左右)?装?)(?![/每一])"
    rf"|(?:约|大约)?{NUMBER}\s?{UNIT}(?:左右)?装"
)
SIZED = re.compile(
    # 食用油5L 79元/桶: a size before the price of what holds it.
    rf"(?:约|大约)?{NUMBER}\s?(?P<size>{UNIT})(?:左右)?(?=\s?[:：]?\s?[¥￥]?{NUMBER}\s?{MONEY}?\s?[/每一]\s?"
    rf"(?!(?P=size))(?P<in>{COUNTED_UNIT}))"
)
SEVERAL = re.compile(
    rf"(?P<price>{NUMBER})\s?{MONEY}\s?/?\s?(?P<count>{NUMBER})\s?(?P<unit>{UNIT_OR_BLOCK})(?![/每一])"
    rf"|(?P<count_first>{NUMBER})\s?(?P<unit_first>{UNIT})\s?/?\s?(?P<price_last>{NUMBER})(?:\s?{MONEY}|$)"
)
VAGUE = re.compile(
    rf"{NUMBER}\s?{MONEY}?\s?(?:[-~到至]\s?{NUMBER}\s?{MONEY}?|左右|上下|多(?=[元块/]|$)|(?:{PER}{UNIT_OR_BLOCK})?\s?起(?!送))"
    "|(?:约|大概"
    rf"|大约)\s?{NUMBER}\s?{MONEY}"
    "|(?:会员|普通|老人|员工|新人)价|价格?(?:待定|另定|面议)|时价|几[元块]"
)
LABEL = r"(?:(?:团购|优惠|特惠|成本|批发|单|现|特|售)?价格?|只要|只卖|仅售|仅需|仅要|才|卖|[:：=])*\s?"
TENTHS = rf"(?:(?P<tenths>\d|[一二三四五六七八九])(?:[毛角]|(?![\d.元]|\s?{UNIT_OR_BLOCK})))?"
PRICES = (
    re.compile(rf"(?:{ONE}\s?(?P<unit>{UNIT_OR_BLOCK})|每\s?(?P<unit_each>{UNIT}|块))\s?{LABEL}[¥￥]?(?P<price>{NUMBER})\s?(?:{MONEY}{TENTHS}|(?=\s|$))"),
    re.compile(
        rf"{LABEL}[¥￥]?(?P<price>{NUMBER})\s?(?:{MONEY}{TENTHS}|(?P<dimes>毛|角))"
        rf"(?:钱)?(?:{PER}(?P<unit>{UNIT_OR_BLOCK})|\s(?P<unit_apart>{UNIT})(?=\s|$))?"
    ),
    re.compile(rf"{LABEL}[¥￥]?(?P<price>{NUMBER}){PER}(?P<unit>{UNIT_OR_BLOCK})"),
    re.compile(rf"{LABEL}[¥￥](?P<price>{NUMBER})(?![\d.])"),
    re.compile(rf"(?<=[{C}\s:：a-z]){LABEL}(?P<price>{NUMBER})(?=\s|$)"),
)  # fmt: skip
SPOKEN = re.compile(
    # 一块二一斤, 三块半, 一块二毛五, 八毛五一斤: tenths and hundredths that are said without their unit.
    rf"(?:(?P<yuan>{NUMBER})块(?P<tenths>[一二三四五六七八九\d半])(?:[毛角](?P<hundredths>[一二三四五六七八九\d]))?"
    rf"|(?P<only_tenths>[一二三四五六七八九\d])[毛角](?P<rest>[一二三四五六七八九\d]))分?"
    rf"(?=\s?(?:[一每/]\s?{UNIT_OR_BLOCK}|$|\s))"
)
PER_JIN = re.compile(r"[/每]\s?(?:500\s?(?:克|g)|0\.5\s?(?:公斤|千克|kg)|1\s?斤)(?![\da-z装])")
PER_KILO = re.compile(r"[/每]\s?(?:1000\s?(?:克|g)|1\s?(?:公斤|千克|kg))(?![\da-z装])")
THOUSANDS = re.compile(r"\d,\d")
SWALLOWED_PRICE = re.compile(rf"[{C}]\d+(?![\d度号年寸代型抽层月日点时期次批届])")
AMOUNT = re.compile(rf"^\d+(?:\.\d+)?{UNIT}(?:以[上内下外]|起)?$")
NO_GOODS = re.compile(
    # What costs or saves money and is nothing to order: 运费5元, 押金10元, 买二送一, 第二件半价.
    r"(?:费|押金|[定订]金|红包|合计|总价)$|买[\d一二两三四五六七八九十]{1,2}.?[送赠]|满\d+.?[减送]|第[二2][件份个斤]|\d折|打.折|半价"
)
IN_BRACKETS = re.compile(rf"(?<=[{C}])\s?[(（]\s?(?P<inner>[{C}]{{1,6}})\s?[)）]")
ALSO = re.compile(
    rf"(?:又叫|也叫|又称|俗称|别名|也就是"
    rf"|即)[:：]?\s?(?P<names>[{C}]{{1,8}}(?:[/、]\s?[{C}]{{1,8}})*)"
)
BRACKETS = re.compile(r"[()（）【】\[\]「」『』<>《》]")
EMOJI = r"[\U0001F000-\U0001FAFF]"
SIGNS = re.compile(r"[\U0001F000-\U0001FAFF←-➿⬀-⯿★☆●◆■▲▪•·※※#*—_|~✨]+")
LIST_NUMBER = re.compile(rf"^\W*\d{{1,2}}(?:\s?[.、):：]\s?(?!\d)|\s+(?=[{C}]))")
MONEY_LEFT = re.compile(r"\d\s?(?:元|块|/|￥)|[¥￥]\s?\d")
LONE_NUMBER = re.compile(r"(?<!\S)\d+(?:\.\d+)?(?!\S)")
EDGES = "的 ,，.。、:：;；!！?？-=/+"
HAVING = re.compile(r"^(?:(?:这次|本期|今天|今日|现)?有|还有|另有|新到|刚到)(?=..)")
IDLE = frozenset(("左右", "的", "有", "一", "每", "约", "价格", "单价", "团购价", "送", "了"))
NAME = re.compile(rf"(?=.*[{C}A-Za-z])[{C}A-Za-z\d&·-]{{1,16}}\Z")
