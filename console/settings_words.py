"""The words of the page on which a village sets what it may change, each in Chinese and English."""

SETTINGS_WORDS: dict[str, tuple[str, str]] = {
    "settings": ("设置", "Settings"),
    "settings_of": ("{name}的设置", "Settings of {name}"),
    "settings_how": (
        "改了就有记录，也可以定从哪天起。没有自己定的，用上一级的，再没有就用一般的。",
        "Each change is kept on record and may begin on a later day. What is not set here comes from the area above, "
        "or else is the usual one.",
    ),
    "set_notice_second_person_above": (
        "超过多少人，要第二个人确认才发",
        "Above so many people a second person must confirm",
    ),
    "set_quiet_from": ("晚上几点起不发通知（紧急的照发）", "No notices from (emergencies still go out)"),
    "set_quiet_until": ("早上几点起再发", "until"),
    "set_failure_share": ("发送失败超过百分之几就先停", "Pause when more than so many per cent fail"),
    "set_failure_window": ("按最近多少条算", "of the last so many"),
    "set_digest_when_nothing": ("没有待办也告诉网格员一声", "Tell a grid worker when nothing is outstanding"),
    "set_shift_reminded_before": ("班前多少分钟提醒值班的人", "Remind people so many minutes before their shift"),
    "set_shift_grace": ("过了点多少分钟没到岗才算缺", "Nobody is missed before so many minutes into a shift"),
    "set_shop_check_days": ("店铺隔几天查一次", "Days between two looks at a shop"),
    "set_complaint_days": ("村民反映的事几天内答复", "A complaint is answered within so many days"),
    "set_agreement_days": ("调解协议签了几天后回访", "Look so many days later whether an agreement was kept"),
    "set_meeting_reminded_before": ("调解开始前几小时提醒", "Remind of a mediation so many hours before"),
    "set_errand_untaken": (
        "代办多少分钟没人接，就再告诉别人（再过这么久告诉村干部）",
        "Minutes after which an errand nobody took is told to others, and again to the cadres",
    ),
    "set_errand_overdue": (
        "代办过了说好的时间多少分钟算晚",
        "Minutes after the promised time at which an errand is late",
    ),
    "set_errand_unanswered": (
        "办好后多少小时没有回音，就记“没有回音”",
        "Hours without an answer after which an errand that is done counts as unanswered",
    ),
    "set_rubbish_morning": (
        "居家观察家的垃圾，上午几点来收",
        "Rubbish of observed homes is fetched in the morning at",
    ),
    "set_rubbish_evening": ("下午几点来收", "and in the afternoon at"),
    "set_visit_round": ("每个微网格一天走访多少户", "Doors of a micro-grid in a day's round"),
    "set_visit_days": ("几天内走访过算覆盖", "A household counts as seen when met within so many days"),
    "set_visit_evening": ("晚上几点提醒漏掉的门", "When forgotten doors are named in the evening"),
    "set_code_blue": ("本地健康码有蓝码", "The health code has a blue here"),
    "set_code_orange": ("本地健康码有橙码", "The health code has an orange here"),
    "set_nudge_hours": (
        "没回的人，隔几小时才能再提醒一次",
        "Hours between two reminders to those who have not answered",
    ),
    "set_fever_from": ("体温到多少度算发烧", "A fever from so many °C on"),
    "set_alarm_minutes": (
        "有人发烧或不舒服，多少分钟没人接就往上报",
        "A health alarm that nobody takes is told one level up after so many minutes",
    ),
    "set_report_again": (
        "没报体温，过多少分钟再问一次",
        "Missing temperatures are asked for again after so many minutes",
    ),
    "set_report_worker": ("过多少分钟告诉网格员", "and the grid workers are told after so many minutes"),
    "set_report_cadre": ("过多少分钟告诉村干部", "and the cadres after so many minutes"),
    "set_yes": ("是", "yes"),
    "set_no": ("否", "no"),
    "set_value": ("改成", "New value"),
    "set_since": ("从哪天起（不填就是现在）", "From which day (empty: now)"),
    "set_now": ("现在：{value}", "Now: {value}"),
    "set_usual": ("（一般的）", " (the usual)"),
    "set_above": ("（用上一级的）", " (from the area above)"),
    "set_line": ("{since} 起：{value}，{name} {at} 定的", "from {since}: {value}, set by {name}, {at}"),
    "set_history": ("改过的和要改的", "Changes past and to come"),
    "set_save": ("保存", "Save"),
    "setting_saved": ("已保存。", "Saved."),
    "setting_wrong": ("没有保存：这个值不行，请看一下。", "Not saved: that value is not possible."),
    "setting_day_wrong": (
        "没有保存：日期要从今天起，一年以内。",
        "Not saved: the day must be from today on, within a year.",
    ),
}
