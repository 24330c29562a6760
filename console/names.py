"""What the records' own words are called on the pages, each in Chinese and English."""

from storage.desk import Troubled

ROLES: dict[str, tuple[str, str]] = {
    "villager": ("村民", "villager"),
    "grid_worker": ("网格员", "grid worker"),
    "cadre": ("村干部", "cadre"),
    "street": ("街道干部", "street cadre"),
    "volunteer": ("志愿者", "volunteer"),
    "group_leader": ("村民小组长", "group leader"),
    "doctor": ("村医", "doctor"),
    "property": ("物业", "property management"),
    "guard": ("卡口值守", "guard"),
    "supplier": ("供应商", "supplier"),
    "relative": ("外地家属", "family elsewhere"),
}

AREAS: dict[str, tuple[str, str]] = {
    "district": ("区", "district"),
    "town": ("乡镇街道", "town"),
    "village": ("村", "village"),
    "unit": ("基本单元", "base unit"),
    "grid": ("网格", "grid"),
    "microgrid": ("微网格", "micro-grid"),
}

CHANNELS: dict[str, tuple[str, str]] = {
    "telegram": ("Telegram", "Telegram"),
    "wecom": ("企业微信", "WeCom"),
    "wecom-kf": ("微信", "WeChat"),
    "wecom-bot": ("企业微信机器人", "WeCom bot"),
    "web": ("网页聊天", "web chat"),
}

HANDOVERS: dict[str, tuple[str, str]] = {
    "danger": ("危险！", "Danger"),
    "asked": ("要找人", "asks for a person"),
    "voice": ("发来语音", "sent a voice message"),
    "misunderstood": ("两次没看懂", "not understood twice"),
    "notice": ("通知的回话", "written back to a notice"),
    "correction": ("要更正资料", "asks for a correction"),
}

PRIORITIES: dict[str, tuple[str, str]] = {
    "alarm": ("报警", "alarm"),
    "reply": ("回复", "reply"),
    "reminder": ("提醒", "reminder"),
    "notice": ("通知", "notice"),
}

DEEDS: dict[str, tuple[str, str]] = {
    "see_person": ("看过", "looked"),
    "move_home": ("记下搬家", "recorded a move"),
    "see_observed": ("看过居家观察名单", "looked at the observation board"),
    "see_urgent": ("看过待处理名单", "looked at the red list"),
    "list_households": ("看过住户名单", "looked at the list of households"),
    "list_persons": ("看过村民名单", "looked at the list of people"),
    "list_returnees": ("看过返乡名单", "looked at the list of returnees"),
    "list_observed": ("看过观察名单", "looked at the list of observed people"),
    "list_alarms": ("看过健康警报名单", "looked at the list of alarms"),
    "list_errands": ("看过代办名单", "looked at the list of errands"),
    "list_visits": ("看过走访名单", "looked at the list of visits"),
    "list_doors": ("看过走访户名单", "looked at the list of doors visited"),
    "list_disputes": ("看过纠纷编号", "looked at the numbers of disputes"),
    "list_checks": ("看过店铺检查名单", "looked at the list of shop checks"),
    "see_case": ("看过观察记录", "looked at the record of the observation"),
    "see_observation": ("看过观察记录", "looked at the observation"),
    "see_observation_notice": ("打印过告知书", "printed the notice of observation"),
    "see_observation_release": ("打印过解除通知单", "printed the paper of release"),
    "enrol_observation": ("登记了观察", "entered the observation"),
    "acknowledge_observation": ("代签了告知书", "noted the notice as signed"),
    "observation_lasts": ("改了观察的天数", "changed the days of observation"),
    "observation_moved": ("改了观察的地方或级别", "moved the observation"),
    "observation_reporter": ("换了报体温的人", "changed who reports"),
    "observation_times": ("改了报体温的时间", "changed when reports are due"),
    "observation_ended": ("提前结束了观察", "ended the observation early"),
    "observation_resumed": ("恢复了观察", "resumed the observation"),
    "observation_kept": ("核对过，还没有解除", "checked, and did not release yet"),
    "observation_released": ("批准了解除", "approved the release"),
    "record_test": ("记了核酸结果", "recorded a test result"),
    "report_check_in": ("代报了体温", "reported temperatures"),
    "see_to_check_in": ("处理过没报的体温", "saw to a missing report"),
    "note_chronic": ("记了老毛病", "noted a chronic symptom"),
    "end_chronic": ("去掉了老毛病", "ended a chronic symptom"),
    "register_person": ("加进了名册", "put into the register"),
    "report_returnee": ("报了返乡", "reported a return"),
    "close_health_alarm": ("记了警报怎么处理", "recorded what was done about an alarm"),
    "see_errands": ("看过代办名单", "looked at the list of errands"),
    "see_errand": ("看过代办", "looked at an errand"),
    "ask_errand": ("记了代办", "asked for an errand"),
    "take_errand": ("接了代办", "took an errand"),
    "pass_errand": ("转了代办", "passed an errand on"),
    "advance_money": ("垫了钱", "laid out money"),
    "repay_money": ("收回了垫的钱", "got money back"),
    "see_order": ("看过订单", "looked at the order"),
    "enter_order": ("代登记了订单", "entered an order"),
    "read_chain": ("对接龙时看过", "looked, for a chain post"),
    "confirm_person": ("确认了住户", "confirmed"),
    "note_away": ("记了全家不在", "noted that the household is away"),
    "note_back": ("记了全家回来", "noted that the household is back"),
    "withdraw_consent": ("收回了代订的许可", "took back leave to order"),
    "show_menu_photo": ("换了菜单照片", "changed the picture of the menu"),
    "make_shifts": ("排了班", "made shifts"),
    "call_off_shift": ("取消了值班", "called a shift off"),
    "swap_shift": ("换了班", "swapped a shift"),
    "note_duty": ("替他记了到岗、下班", "noted that they came or went"),
    "see_matter": ("看过反映、纠纷的卷", "opened a complaint or dispute"),
    "print_matter": ("打印了调解文书", "printed a paper of a mediation"),
    "check_shop": ("查了店铺", "looked at a shop"),
    "add_shop": ("加了店铺", "added a shop"),
    "report_shop": ("记了已上报", "noted that it was reported upward"),
    "stop_shop": ("记了停业", "noted that a shop was told to close"),
    "set_checklist": ("定了检查表", "set a list for shops"),
    "see_shops": ("看过店铺名单", "looked at the shops"),
    "see_shop": ("看过店铺记录", "looked at a shop's history"),
    "see_roster": ("看过值班表", "looked at the roster"),
    "export_roster": ("导出了值班统计", "exported the tallies of shifts"),
    "make_chat_link": ("做了聊天链接", "made a chat link"),
    "make_console_link": ("做了工作台链接", "made a console link"),
    "sign_in": ("进入工作台", "signed in to the console"),
    "open_window": ("开了团购", "opened a group-buy"),
    "change_window": ("改了团购", "changed a group-buy"),
    "post_in_group": ("把团购发到了群里", "posted a group-buy in a group"),
    "copy_list": ("复制了名单", "copied the list"),
    "send_sheet": ("把单子发给了供应商", "sent the supplier's sheet"),
    "tell_buyers": ("把到货告诉了大家", "told everybody of the arrival"),
    "take_gift": ("处理了捐赠", "dealt with a gift"),
    "cancel_window": ("取消了团购", "cancelled a group-buy"),
    "see_orders": ("看过订单", "looked at the orders"),
    "export_orders": ("导出了订单", "exported the orders"),
    "give_role": ("给了身份", "gave a role"),
    "phone_basket": ("打过电话（没确认的单子）", "phoned about what was not confirmed"),
    "set_slots": ("定了取货时段", "set pick-up times"),
    "call_slot": ("叫了号", "called a pick-up time"),
    "hand_out": ("发了袋", "handed a bag out"),
    "take_back": ("改回没发", "took a tick back"),
    "divide_deliveries": ("分了送货", "divided the deliveries"),
    "change_way": ("改了取送方式", "changed how a bag is got"),
    "see_bag": ("扫过取货码", "looked at a ticket"),
    "note_status": ("记了需要送上门", "noted what keeps a household at home"),
    "end_status": ("去掉了需要送上门", "ended what keeps a household at home"),
    "take_handover": ("接手处理", "took a call for help"),
    "see_supplier": ("看过供应商单", "looked at the supplier's sheet"),
    "see_packing": ("看过装袋单", "looked at the packing list"),
    "see_labels": ("看过袋子标签", "looked at the bag labels"),
    "see_arrived": ("看过到货", "looked at what arrived"),
    "see_weigh": ("看过称重", "looked at the weigh-up"),
    "see_payments": ("看过收款", "looked at the payments"),
    "see_unpaid": ("看过没付清的", "looked at who has not paid"),
    "see_waiting": ("看过没取的", "looked at bags not yet taken"),
    "see_account": ("看过结账单", "looked at the account"),
    "export_supplier": ("导出了供应商单", "exported the supplier's sheet"),
    "export_packing": ("导出了装袋单", "exported the packing list"),
    "export_unpaid": ("导出了没付清的", "exported who has not paid"),
    "export_account": ("导出了结账单", "exported the account"),
    "enter_arrival": ("登记了到货", "entered what arrived"),
    "enter_weights": ("登记了称重", "entered weights"),
    "enter_payment": ("登记了收款", "entered a payment"),
    "undo_payment": ("撤销了一笔收款", "undid a payment"),
    "enter_expense": ("登记了支出", "entered an expense"),
    "carry_balances": ("结转了余额", "carried balances"),
    "remind_payment": ("提醒了付款", "reminded of payment"),
    "set_collection": ("换了收款码", "set the collection code"),
    "post_account": ("发布了结账", "posted the account"),
    "send_notice": ("发了通知", "sent a notice"),
    "correct_notice": ("更正了通知", "corrected a notice"),
    "withdraw_notice": ("撤回了通知", "took a notice back"),
    "approve_notice": ("确认了通知", "confirmed a notice"),
    "decline_notice": ("没同意发通知", "declined a notice"),
    "pause_notice": ("停下了通知", "paused a notice"),
    "resume_notice": ("接着发了通知", "let a notice go on"),
    "cancel_notice": ("叫停了通知", "called a notice off"),
    "send_again": ("给不知道收没收到的又发了一次", "sent again where it was not known"),
    "count_not_told": ("把不知道收没收到的算没告诉", "counted as not told where it was not known"),
    "answer_back": ("给本人回了话", "answered"),
    "see_ledger": ("看过通知的名单", "looked at who got a notice"),
    "export_ledger": ("导出了通知的名单", "exported who got a notice"),
}

QUESTIONS: dict[str, tuple[str, str]] = {
    "no_unit": (
        "“{words}”没写单位，是一斤、一个还是一份？",
        "“{words}” has no unit: by the jin, the piece, the portion?",
    ),
    "no_price": ("“{words}”没写价钱，请加上；送的填 0。", "“{words}” has no price; add it, or 0 if it is given."),
    "no_name": ("“{words}”看不出是什么货。", "“{words}”: it is not clear what this is."),
    "no_donor": ("“{words}”是谁捐的？知道的话请写上。", "“{words}”: who gave it, if known?"),
    "several_units": (
        "“{words}”是几份一起卖，请改成一份的价。",
        "“{words}” is sold by several; give the price of one.",
    ),
    "price_unclear": ("“{words}”价钱没定，定了再加上。", "“{words}” has no fixed price yet; add it once it has."),
    "market_unclear": ("“{words}”的市价没看明白。", "“{words}”: the market price is not clear."),
    "limit_unclear": ("“{words}”是每户限，还是一共？", "“{words}”: a limit for each household, or in all?"),
    "quota_unclear": ("“{words}”的总量没看明白。", "“{words}”: the quota is not clear."),
    "item_twice": ("“{words}”写了两次，只留了第一个。", "“{words}” stands there twice; the first is kept."),
    "no_items": ("没有读出货品，请在下面填。", "No goods were found; please fill them in below."),
    "no_closing": ("没写几点截止，请填上。", "No closing time was given; please fill it in."),
    "closing_passed": (
        "“{words}”已经过了，请改截止时间。",
        "“{words}” is already past; please change the closing time.",
    ),
    "closing_unclear": ("“{words}”的截止时间没看明白，请填上。", "“{words}”: the closing time is not clear."),
    "time_unclear": ("“{words}”是截止还是到货的时间？", "“{words}”: is this when it closes or when it arrives?"),
    "minimum": (
        "“{words}”这样的起送条件没有记，需要的话请另外说明。",
        "“{words}” is not kept; tell people apart from this.",
    ),
    "not_understood": ("“{words}”没看明白，没有记。", "“{words}” was not understood and is not kept."),
}
"""What an announcement leaves unclear, by the kind of its question."""

SPENT = ("five messages", "fail_type", "no word came", "95001", "95002", "95013", "95018")
"""Failures that say: not before their next word."""

FAILURES: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "blocked": (
        ("对方停用了聊天，或者把我们拉黑了", "They left the chat or blocked us"),
        (
            "打电话告诉他；要接着用，就给他做一个新的聊天链接。",
            "Phone them; make a new chat link if they want to go on.",
        ),
    ),
    "spent": (
        ("微信上要等对方先说话才能发", "On WeChat nothing may be said before their next word"),
        ("打电话告诉他，或者上门。", "Phone them, or knock."),
    ),
    "refused": (
        ("渠道不收这条内容", "The channel would not take this content"),
        (
            "打电话告诉他，并把括号里的代号告诉管机器的人。",
            "Phone them; tell whoever runs the machine the code in brackets.",
        ),
    ),
    "misconfigured": (
        ("渠道的口令或设置不对，谁都发不出去", "The channel's token or settings are wrong: nothing goes out"),
        ("请管机器的人运行 python bot.py check。", "Ask whoever runs the machine to run python bot.py check."),
    ),
    "unknown": (
        ("发出去了，但不知道到没到", "It went out, but whether it arrived is not known"),
        ("问一声收到没有；没有就再告诉他一次。", "Ask whether it came; if not, tell them again."),
    ),
    "unreachable": (
        ("一直连不上，没有发出去", "The channel could not be reached, so it did not go out"),
        ("打电话告诉他。", "Phone them."),
    ),
}
"""Why a delivery did not arrive, and what to do."""


def failure(troubled: Troubled) -> tuple[tuple[str, str], tuple[str, str]]:
    """Why a delivery did not arrive and what to do."""
    if troubled.state == "unknown":
        return FAILURES["unknown"]
    return FAILURES["blocked"] if troubled.blocked else failure_of(troubled.failure)


def failure_of(noted: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """The same by the code that was noted, which begins with the vendor's number where the vendor answered at all."""
    code = noted[:3]
    if code in ("401", "404"):
        return FAILURES["misconfigured"]
    if noted.startswith(SPENT):
        return FAILURES["spent"]
    return FAILURES["refused" if code.isdecimal() else "unreachable"]
