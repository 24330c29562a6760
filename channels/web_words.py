"""The words of the web chat's pages, each in Chinese and English."""

_WORDS: dict[str, tuple[str, str]] = {
    "lang": ("zh-CN", "en"),
    "title": ("同心", "Tongxin"),
    "what": (
        "村里的事，在这里说一声就行：订菜、找网格员。",
        "Groceries, your grid worker: just say what you need.",
    ),
    "how": (
        "要开始聊天，请向您的网格员要一个专属链接，或者扫他给您的二维码。",
        "To start, ask your grid worker for your own link, or scan the code they show you.",
    ),
    "hello": ("您好，{name}", "Hello, {name}"),
    "enter": ("进入聊天", "Open the chat"),
    "enter_once": (
        "点一下，这部手机就记住您了，90 天内不用再点链接。",
        "Press once and this phone remembers you for 90 days.",
    ),
    "not_you": (
        "如果这不是您，请不要点，告诉网格员一声。",
        "If this is not you, please do not press; tell the grid worker.",
    ),
    "link_gone": ("这个链接不能用了", "This link no longer works"),
    "link_gone_why": (
        "可能已经用过，也可能过期了。请网格员再给您发一个新的，马上就好。",
        "It has been used already or is too old. Ask your grid worker for a new one; it takes a moment.",
    ),
    "try_chat": ("如果您刚刚点过，直接打开聊天", "Pressed it just now? Open the chat"),
    "back": ("回到聊天", "Back to the chat"),
    "home": ("回到首页", "Back to the start"),
    "choose": ("您是哪一位？", "Who are you?"),
    "choose_why": (
        "点自己的名字，就接着聊。没有您的名字？请网格员给您发一个专属链接。",
        "Press your name to go on. Not there? Ask your grid worker for your own link.",
    ),
    "out": ("您已经退出了", "You are signed out"),
    "out_how": (
        "要再进来，请向您的网格员要一个新的链接。聊过的话都还在。",
        "To come back, ask your grid worker for a new link. The conversation is kept.",
    ),
    "others": ("在这部手机上聊天的还有：", "Also on this phone:"),
    "not_here": ("这里什么也没有，地址可能写错了。", "There is nothing here. The address may be mistyped."),
    "our_fault": (
        "我们这边出了点问题，不是您的错。请过一会儿再试。",
        "Something went wrong on our side; it is not your fault. Please try again in a moment.",
    ),
    "busy": (
        "现在有点忙，请稍等几秒。",
        "We are busy just now. A few seconds, please.",
    ),
    "log": ("聊天记录", "Conversation"),
    "we": ("同心说：", "Tongxin: "),
    "you": ("您说：", "You: "),
    "empty": (
        "像平时发消息一样，写给我就行：",
        "Write to me as in any chat:",
    ),
    "first_order": (
        "订菜，写要什么、要多少，比如“猪肉2斤 豆腐一块”",
        "to order, write what and how much, such as “pork 2 jin, tofu 1”",
    ),
    "first_menu": (
        "不知道有什么，按下面的“菜单”",
        "to see what there is, press “Menu” below",
    ),
    "first_person": (
        "要人帮忙，按“找人”；急病先打 120",
        "for help press “Grid worker”; if it is serious, call 120 first",
    ),
    "first_report": (
        "报体温，写数字就行，比如“36.5 36.8”；哪里不舒服，直接说",
        "to report temperatures, write the numbers, such as “36.5 36.8”; whatever ails you, say it",
    ),
    "first_errand": (
        "出不了门，写“帮我买盒降压药”；订菜，写“猪肉2斤”",
        "for what you cannot go out for, write “please buy me cough drops”; to order, “pork 2 jin”",
    ),
    "first_list": (
        "今天要办的，按下面的“今日清单”",
        "what is to be done today: press “Today's list” below",
    ),
    "first_visits": (
        "走访回来，一句话报几户，比如“1幢201到204都正常，203没人”",
        "after a round, one line for several doors, such as “1幢201到204都正常，203没人”",
    ),
    "first_notice": (
        "发通知，写“给第一网格发通知：明天停水”",
        "to send a notice, write “send a notice to 第一网格: no water tomorrow”",
    ),
    "first_urgent": (
        "谁发烧、不舒服，写“急事”",
        "who is ill: write “urgent”",
    ),
    "first_help": (
        "别的怎么说，写“帮助”",
        "how to say other things: write “help”",
    ),
    "earlier": ("看更早的", "Earlier lines"),
    "newest": ("往下还有 ↓", "More below ↓"),
    "write": ("在这里写", "Write here"),
    "send": ("发送", "Send"),
    "photo": ("上传照片", "Photo"),
    "voice": ("说话", "Speak"),
    "picture": ("照片", "Photo"),
    "recording": ("语音", "Voice message"),
    "download": ("语音，下载了听", "Voice message: download it to listen"),
    "attachment": ("打开文件", "Open the file"),
    "menu": ("菜单", "Menu"),
    "orders": ("我的订单", "My orders"),
    "person": ("找人", "Grid worker"),
    "report": ("报体温", "Check in"),
    "days": ("第几天了", "Which day is it"),
    "list": ("今日清单", "Today's list"),
    "round": ("今天走访", "Today's round"),
    "urgent": ("急事", "Urgent"),
    "unreported": ("谁还没报", "Who has not reported"),
    "purged": ("（这句话过了保存期）", "(no longer kept)"),
    "quick": ("常用的话", "Common words"),
    "larger": ("大字", "A+"),
    "larger_label": ("换大一点的字", "Larger letters"),
    "more": ("更多", "More"),
    "leave": ("在这部手机上退出", "Sign out on this phone"),
    "leave_sure": (
        "真的要退出吗？要再进来，得请网格员给您一个新链接。",
        "Sign out? To come back you will need a new link from your grid worker.",
    ),
    "remove": ("点一下去掉", "Tap to remove"),
    "listen": ("听一听", "Listen"),
    "sending": ("正在发送…", "Sending…"),
    "failed": ("没发出去，点这里再试", "Not sent. Tap to try again"),
    "lost": ("网络断了，正在重连…", "No connection, trying again…"),
    "elsewhere": ("聊天在别的窗口开着，点这里接着用", "Open in another window. Tap to go on here"),
    "signed_out": (
        "您已经退出了。请向网格员要一个新链接，没发出去的话还在这里。",
        "You are signed out. Ask your grid worker for a new link; what was not sent is still here.",
    ),
    "slow_down": ("您发得有点快，稍等几秒就好。", "That was quick. A few seconds, please."),
    "again": ("刚才没存上，请再试一次。", "That was not saved. Please try again."),
    "nothing": ("还没写字呢，写一点再发吧。", "There was nothing in it. Please write something."),
    "too_large": (
        "太大了，发不出去。照片请选 10 MB 以下的，长的话请分几次写。",
        "That is too large. A photo may have 10 MB; a long text goes in several parts.",
    ),
    "wrong_file": (
        "这个文件打不开。请发照片（JPG、PNG）或录音。",
        "That file cannot be read. Please send a photo (JPG, PNG) or a recording.",
    ),
    "wrong_request": (
        "没看明白，请回到聊天再试一次。",
        "That did not arrive whole. Please go back and try again.",
    ),
}

FIRST = {
    "villager": ("first_order", "first_menu", "first_person"),
    "observed": ("first_report", "first_errand", "first_person"),
    "worker": ("first_list", "first_visits", "first_help"),
    "cadre": ("first_list", "first_notice", "first_help"),
    "doctor": ("first_urgent", "first_list", "first_help"),
}
"""What an empty chat says, by whose it is."""

QUICK = {
    "villager": ("menu", "orders", "person"),
    "observed": ("report", "days", "menu", "person"),
    "worker": ("list", "round", "menu"),
    "cadre": ("list", "unreported", "menu"),
    "doctor": ("urgent", "list", "unreported"),
}
"""The words that stand ready on buttons, by whose chat it is."""

CHINESE, ENGLISH = "zh", "en"


def words(language: str) -> dict[str, str]:
    """Every word in one language: English for "en" and its kinds, Chinese for everything else."""
    place = 1 if language.lower().startswith(ENGLISH) else 0
    return {name: pair[place] for name, pair in _WORDS.items()}


def other(language: str) -> str:
    """The language of the second, smaller lines on pages whose reader is not known yet."""
    return CHINESE if language.lower().startswith(ENGLISH) else ENGLISH
