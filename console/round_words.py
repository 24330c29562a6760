"""The words of pages about changing a window and about its rounds, each in Chinese and English."""

ROUND_WORDS: dict[str, tuple[str, str]] = {
    # Changing an open window
    "change_window": ("改团购", "Change it"),
    "change_how": (
        "改要改的，其余不动。先读给您核对，确认后才改。",
        "Change what is to change and leave the rest. It is read back first; nothing changes before you confirm.",
    ),
    "every_days": ("每隔几天问您开下一期（0 不问）", "Ask about the next round after so many days (0: never)"),
    "new_item": ("再加一样", "One more item"),
    "take_off": ("不卖了", "Take it off"),
    "check_change": ("核对", "Check"),
    "close_now": ("现在截止", "Close it now"),
    "call_off": ("取消这次团购", "Cancel the group-buy"),
    "to_change": ("要这样改", "To be changed"),
    "nothing_to_change": ("没有要改的。", "There is nothing to change."),
    "confirm_change": ("确认修改", "Confirm the change"),
    "leave_as_it_is": ("不改，返回", "Leave it as it is"),
    "from_to": ("{name}：{old} → {new}", "{name}: {old} → {new}"),
    "limit_to": ("{name}：每户限 {new}", "{name}: {new} a household"),
    "off_for": (
        "{name}：不卖了，{n} 户订过，会退掉并告诉他们",
        "{name}: off the list; {n} households had ordered and are told",
    ),
    "added": ("加上 {name} {price}", "New: {name} {price}"),
    "closes_to": ("截止改到 {at}", "Closes {at}"),
    "closes_right_now": ("现在就截止", "Closes right now"),
    "said_to": ("{label}：{new}", "{label}: {new}"),
    "called_off": (
        "整个团购取消，{n} 户订的都不算，会告诉他们",
        "The whole group-buy is cancelled; {n} households had ordered and are told",
    ),
    "dearer_for": (
        "涨价的有 {n} 份订单：会一个个问，没答应的截止时不算，也不收钱。",
        "{n} orders at the lower price: each is asked, and without a yes by closing it is not ordered.",
    ),
    "below_taken": ("已经订出 {n}，不能再少", "{n} are ordered already; it cannot be less"),
    "wrong_days": ("写 0 到 60 的整数", "Write a whole number from 0 to 60"),
    "change_gone": ("这一团已经不接单了，没有改。", "This group-buy takes no orders any more; nothing was changed."),
    "changed_now": ("改好了。", "Changed."),
    "asked_now": ("{n} 份订单正在问本人。", "{n} buyers are being asked."),
    "to_phone_now": ("没有聊天、要打电话问的：", "No chat reaches these; please phone:"),
}
