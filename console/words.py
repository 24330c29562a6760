"""The words of the console, each in Chinese and English."""

from console.audience_words import AUDIENCE_WORDS
from console.compose_words import COMPOSE_WORDS
from console.course_paper_words import COURSE_PAPER_WORDS
from console.desk_words import DESK_WORDS
from console.errand_words import ERRAND_WORDS
from console.goods_words import GOODS_WORDS
from console.matter_words import MATTER_WORDS
from console.notice_words import NOTICE_WORDS
from console.observed_words import OBSERVED_WORDS
from console.paper_words import PAPER_WORDS
from console.pickup_words import PICKUP_WORDS
from console.policy_words import POLICY_WORDS
from console.roster_words import ROSTER_WORDS
from console.round_words import ROUND_WORDS
from console.rule_words import RULE_WORDS
from console.settings_words import SETTINGS_WORDS
from console.settling_words import SETTLING
from console.shop_words import SHOP_WORDS
from console.today_words import TODAY_WORDS
from console.visit_words import VISIT_WORDS
from console.wechat_words import WECHAT_WORDS

_WORDS: dict[str, tuple[str, str]] = {
    "lang": ("zh-CN", "en"),
    "title": ("同心 · 工作台", "Tongxin console"),
    "brand": ("同心", "Tongxin"),
    "windows": ("团购", "Group-buys"),
    "people": ("村民", "People"),
    "handovers": ("求助", "Help"),
    "deliveries": ("没送到", "Undelivered"),
    "nav": ("页面", "Pages"),
    "sign_out": ("退出", "Sign out"),
    "other_language": ("English", "中文"),
    "back": ("返回", "Back"),
    "yes": ("是", "Yes"),
    # Signing in
    "hello": ("{name}，您好", "Hello, {name}"),
    "enter": ("进入工作台", "Open the console"),
    "enter_once": (
        "点一下就进去，这台设备 90 天内不用再点链接。",
        "Press once; this device stays signed in for 90 days.",
    ),
    "not_you": ("如果这不是您，请不要点。", "If this is not you, please do not press."),
    "link_gone": ("这个链接不能用了", "This link no longer works"),
    "link_gone_why": (
        "可能已经用过，也可能过了 7 天。请发链接给您的人再做一个，马上就好。",
        "It has been used, or is older than 7 days. Ask whoever sent it for a new one; it takes a moment.",
    ),
    "already_in": ("刚才点过了？直接打开工作台", "Pressed it just now? Open the console"),
    "sign_in": ("请用您的专属链接进来", "Please come in by your own link"),
    "sign_in_how": (
        "在工作台里，同事可以给您做一个链接；管机器的人也可以运行下面这条命令：",
        "A colleague can make you a link in the console. Whoever runs the machine can also write:",
    ),
    "not_staff": ("这里是给村干部和网格员用的", "These pages are for cadres and grid workers"),
    "not_staff_why": (
        "您现在没有这个权限。要订菜、报平安，请回到聊天里。",
        "You have no such role at present. To order groceries, please go back to the chat.",
    ),
    # Refusals
    "not_found": ("没有这一页", "There is no such page"),
    "not_found_why": (
        "可能写错了，也可能不归您的网格管。",
        "The address may be wrong, or it lies outside your area.",
    ),
    "refused": ("这次没有办成", "That was not done"),
    "refused_why": (
        "页面太旧了，或者不是从这里点过来的。请回到工作台再试一次。",
        "The page was too old, or the press did not come from here. Please go back and try again.",
    ),
    "too_large": ("内容太多了，请分几次。", "That was too much at once; please do it in parts."),
    "try_again": (
        "刚才没存上，什么也没改。请再试一次。",
        "That was not saved and nothing changed. Please try again.",
    ),
    # Windows
    "open_new": ("开新团购", "Open a group-buy"),
    "open_now": ("正在接单", "Taking orders"),
    "past": ("已经结束", "Over"),
    "none_open": ("现在没有团购在接单。", "No group-buy is taking orders now."),
    "earlier": ("更早的", "Earlier"),
    "number": ("第 {n} 期", "No. {n}"),
    "closes": ("{at} 截止", "closes {at}"),
    "closed": ("已截止（{at}）", "closed {at}"),
    "cancelled": ("已取消", "cancelled"),
    "households": ("{n} 户", "{n} households"),
    "household": ("1 户", "1 household"),
    # A window's board
    "live": ("实时更新", "Live"),
    "offline": ("断线了，正在重连…", "Connection lost, trying again…"),
    "signed_out_now": ("已经退出，请重新进入", "Signed out; please come in again"),
    "print": ("打印", "Print"),
    "print_view": ("打印单", "Print sheet"),
    "export": ("导出", "Export"),
    "in_all": ("合计", "Total"),
    "households_in_all": ("下单户数", "Households"),
    "about": ("约", "≈ "),
    "yuan": ("{n}元", "¥{n}"),
    "a_unit": ("{price}/{unit}", "{price}/{unit}"),
    "given": ("免费", "free"),
    "given_by": ("免费（{donor}捐）", "free (from {donor})"),
    "market": ("市价 {price}", "market {price}"),
    "a_household": ("每户限 {n}", "{n} a household"),
    "of_quota": ("{taken} / {quota}", "{taken} / {quota}"),
    "left": ("剩 {n}", "{n} left"),
    "sold_out": ("订完了", "sold out"),
    "no_quota": ("不限量", "no limit"),
    "goods": ("货品", "Goods"),
    "by_door": ("按门牌", "By door"),
    "no_orders": ("还没有人下单。", "Nobody has ordered yet."),
    "no_door": ("门牌未登记", "no door yet"),
    "yours_only": (
        "合计和住户只算您网格内的；货品一栏是全村的。",
        "Total and households are those of your own area; the goods are the whole village's.",
    ),
    "yours_only_in_print": (
        "这张单子只算您网格内的住户，不是全村的。",
        "This sheet counts the households of your own area only, not the whole village.",
    ),
    "baskets_open": ("还没确认（不算订单，也不占货）", "Not confirmed yet (no orders; no stock is held)"),
    "baskets_closed": (
        "没来得及确认，不是订单。请打电话问一声",
        "Not confirmed in time, so not orders. Please phone",
    ),
    "ordered_before": ("（已订{n}）", " (has ordered {n})"),
    "wished": ("想要的", "Wished"),
    "phoned": ("已打电话", "Phoned"),
    "phoned_by": ("{name} {at} 打过了", "{name} phoned, {at}"),
    "phoned_before": (
        "已经有同事打过这个电话了，不用再打，下面写着是谁。",
        "Somebody has phoned already, so you need not; below it says who.",
    ),
    "arrives": ("到货", "Arrives"),
    "place": ("取货", "Pick-up"),
    "pay": ("付款", "Payment"),
    "contact": ("联系", "Contact"),
    "door": ("门牌", "Door"),
    "name": ("姓名", "Name"),
    "lines": ("订的货", "Order"),
    "amount": ("金额", "Amount"),
    "bag": ("共{sum}", "{sum} in all"),
    "phone": ("电话", "Phone"),
    "weighed_note": (
        "称重的货先按约数算，称重后多退少补。",
        "Weighed goods are estimates; the difference is settled after weighing.",
    ),
    "supplier": ("供货汇总", "For the supplier"),
    "supplier_own": ("供货汇总（只算您网格内的）", "For the supplier (your own area only)"),
    "quantity": ("数量", "Quantity"),
    "price": ("单价", "Price"),
    "received": ("已领", "Taken"),
    "order": ("订单号", "Order"),
    "at": ("时间", "Time"),
    "order_confirmed": ("已确认", "confirmed"),
    "order_cancelled": ("已取消", "cancelled"),
    "printed": ("{at} 打印", "printed {at}"),
    # Opening a window
    "paste": ("把团购通知粘贴到这里", "Paste the announcement here"),
    "paste_example": (
        "例：明天到货🐷土猪肉35一斤，带鱼25一斤限2斤，豆腐免费送(李大哥捐)，今晚8点截止，文化礼堂拿",
        "e.g. 明天到货🐷土猪肉35一斤，带鱼25一斤限2斤，豆腐免费送(李大哥捐)，今晚8点截止，文化礼堂拿",
    ),
    "read": ("读一下", "Read it"),
    "by_hand": ("不粘贴，自己填", "Fill in by hand"),
    "nothing_read": (
        "没有读出货品来。请把通知粘贴进来，或者自己填。",
        "No goods were found in it. Paste the announcement, or fill in by hand.",
    ),
    "village": ("村", "Village"),
    "to_check": ("请看一下这几处", "Please look at these"),
    "check_all": ("请逐项核对，确认后才开始接单。", "Please check each item; nothing opens before you confirm."),
    "window_title": ("名称", "Title"),
    "closes_at": ("截止时间", "Closes at"),
    "item": ("第 {n} 样", "Item {n}"),
    "item_name": ("品名", "Item"),
    "unit": ("单位", "Unit"),
    "unit_price": ("单价（元，捐赠填 0）", "Price (yuan, 0 if given)"),
    "market_price": ("市价（元）", "Market price (yuan)"),
    "quota": ("总量", "Quota"),
    "limit": ("每户限", "Limit a household"),
    "donor": ("捐赠人", "Donor"),
    "aliases": ("别的叫法", "Other names"),
    "spec": ("规格", "What else is said of it"),
    "weighed": ("称重的货（先按约数）", "Sold by weight (estimate first)"),
    "case_size": ("整箱订，一箱多少", "Whole cases of"),
    "comes_from": ("满多少才有", "Comes only from"),
    "sharing": ("不够时怎么分", "When there is too little"),
    "first_come": ("先订先得", "First come, first served"),
    "equally": ("截止后各户平分", "Shared equally at closing"),
    "by_lot": ("截止后抽签", "Shared by lot at closing"),
    "elders_first": ("截止后老人家庭先分", "Elders first at closing"),
    "to_share": ("一共多少可分", "To share in all"),
    "more_of_item": ("市价、限量、整箱、平分", "Market price, limits, cases, sharing"),
    "remove": ("删掉", "Remove"),
    "add_item": ("再加一样", "Add an item"),
    "confirm_open": ("确认开团", "Confirm and open"),
    "leave_empty": ("可不填", "optional"),
    # What is wrong with a field
    "wrong_some": (
        "有 {n} 处要改，都标出来了；其余的都还在。",
        "{n} to mend, each marked below; everything else is kept.",
    ),
    "wrong_empty": ("这里要填", "Please fill this in"),
    "wrong_long": ("太长了，最多 {n} 个字", "Too long: {n} characters at most"),
    "wrong_price": (
        "写成 35 或 4.5 这样的数字，最多两位小数",
        "Write a number such as 35 or 4.5, two decimals at most",
    ),
    "wrong_quantity": ("写成 200 或 0.5 这样的数字，要大于 0", "Write a number above 0, such as 200 or 0.5"),
    "wrong_limit": ("每户限的比总量还多", "The limit is above the quota"),
    "wrong_time": ("请选日期和时间", "Please choose date and time"),
    "wrong_past": ("这个时间已经过了", "This time is already past"),
    "wrong_far": ("太远了，最多提前 60 天", "Too far ahead: 60 days at most"),
    "wrong_same": ("上面已经有这一样了", "This item is there already"),
    "wrong_items": ("至少要有一样货", "There must be at least one item"),
    "wrong_many": ("一次最多 {n} 样", "{n} items at most"),
    "wrong_village": ("请选一个村", "Please choose a village"),
    "wrong_twice": ("同名、同一截止时间的团购已经开了", "A group-buy of this title and closing time is open already"),
    # People
    "search": ("姓名、拼音首字母、门牌、电话后几位", "Name, pinyin initials, door or last digits of a phone"),
    "find": ("找", "Find"),
    "none_found": (
        "没有找到。换个写法试试，比如只写姓，或者电话后四位。",
        "Nobody found. Try less: a surname, or the last four digits of a phone.",
    ),
    "found_many": ("只列了前 {n} 个，再多写一点就更准。", "The first {n}; write a little more to narrow it down."),
    "areas": ("村和网格", "Areas"),
    "all_of": ("全部", "All"),
    "nobody_here": ("这里还没有登记的人。", "Nobody is registered here yet."),
    "next": ("下一页", "Next page"),
    "previous": ("上一页", "Previous page"),
    "provisional": ("待确认", "to be confirmed"),
    "confirmed": ("已确认", "confirmed"),
    "gone": ("已搬走", "moved away"),
    "lives": ("住址", "Home"),
    "state": ("状态", "State"),
    "roles": ("身份", "Roles"),
    "role_in": ("{role}（{area}）", "{role} ({area})"),
    "reached": ("联系渠道", "Reached by"),
    "reachable": ("正常", "works"),
    "unreachable": ("发不过去", "takes nothing"),
    "no_channel": ("还没有，可以给他做一个聊天链接。", "None yet; you can make a chat link."),
    "their_orders": ("订单", "Orders"),
    "no_past_orders": ("没有订过。", "No orders."),
    "trail": ("谁看过、改过", "Who looked, who changed"),
    "by_command": ("管机器的人（命令行）", "whoever runs the machine"),
    "confirm_person": ("确认是本村住户", "Confirm that they live here"),
    "at_home": ("在家", "At home"),
    "away": ("全家不在", "Household away"),
    "away_now": ("全家不在", "household away"),
    "away_until": ("全家不在，到{when}", "household away until {when}"),
    "away_until_day": ("到哪天（可不填）", "until (may be left open)"),
    "back_again": ("回来了", "Back again"),
    "confirmed_now": ("已确认，也告诉本人了。", "Confirmed, and they have been told."),
    "confirm_in_chat": (
        "这位可能和登记过的是同一个人，请在聊天里核对那一条。",
        "This may be somebody on record already: please answer the question about them in chat.",
    ),
    "chat_link": ("做一个聊天链接", "Make a chat link"),
    "console_link": ("做一个工作台链接", "Make a console link"),
    "chat_link_for": ("{name} 的聊天链接", "Chat link for {name}"),
    "console_link_for": ("{name} 的工作台链接", "Console link for {name}"),
    "link_once": (
        "只能用一次，7 天内有效。只给本人，别发群里。",
        "Works once, within 7 days. For this person only; do not post it in a group.",
    ),
    "copy_link": ("复制链接", "Copy the link"),
    "copied": ("已复制", "Copied"),
    "scan": ("或者让他扫这个码", "Or let them scan this"),
    "to_person": ("回到 {name}", "Back to {name}"),
}


def in_english(language: str) -> bool:
    """Whether somebody reads English here: "en" and its kinds; everything else reads Chinese."""
    return language.lower().startswith("en")


def tables() -> tuple[dict[str, tuple[str, str]], ...]:
    """What the pages' words are gathered from; a name stands in one of them only."""
    return (
        _WORDS, AUDIENCE_WORDS, COMPOSE_WORDS, DESK_WORDS, GOODS_WORDS, NOTICE_WORDS, PAPER_WORDS, SETTLING,
        ROUND_WORDS, PICKUP_WORDS, ROSTER_WORDS, RULE_WORDS, SETTINGS_WORDS, OBSERVED_WORDS, WECHAT_WORDS,
        SHOP_WORDS, MATTER_WORDS, ERRAND_WORDS, VISIT_WORDS, TODAY_WORDS, COURSE_PAPER_WORDS, POLICY_WORDS,
    )  # fmt: skip


def words(language: str) -> dict[str, str]:
    """Every word of the pages in one language."""
    return chosen({name: pair for table in tables() for name, pair in table.items()}, language)


def chosen(table: dict[str, tuple[str, str]], language: str) -> dict[str, str]:
    """A table of pairs in one language."""
    place = int(in_english(language))
    return {name: pair[place] for name, pair in table.items()}
