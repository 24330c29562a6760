"""The words of the poster that brings people into the chat by WeChat."""

WECHAT_WORDS: dict[str, tuple[str, str]] = {
    "wechat_headline": ("微信扫一扫，有事跟我们说", "Scan with WeChat and write to us"),
    "wechat_code": ("微信二维码", "QR code for WeChat"),
    "wechat_scan": ("打开微信，点右上角“＋”，再点“扫一扫”。", "In WeChat tap ＋ at the top right, then Scan."),
    "wechat_name": (
        "第一次请先写姓名和门牌，比如：李建国 3幢201",
        "The first time, please write your name and door, such as: 李建国 3幢201",
    ),
    "wechat_say": (
        "订菜、问事、找网格员，像平常说话一样写。",
        "Groceries, questions, your grid worker: write as you would say it.",
    ),
    "wechat_free": (
        "不方便打字，发语音也有人听。不收钱，不用装别的软件。不会弄的，请家里人或网格员帮着扫一下。",
        "Voice messages are listened to. It is free and needs no other app. Family or your grid worker can help you.",
    ),
}
