"""The words of the poster that brings people into the chat by WeChat."""

WECHAT_WORDS: dict[str, tuple[str, str]] = {
    "wechat_headline": ("微信扫一扫，有事跟我们说", "Scan with WeChat and write to us"),
    "wechat_code": ("微信二维码", "QR code for WeChat"),
    "wechat_scan": (
        "打开微信，点右上角的“＋”，选“扫一扫”，对准上面的码。",
        "In WeChat tap ＋ at the top right, then Scan, and point at the code above.",
    ),
    "wechat_name": (
        "第一次请先写姓名和门牌，比如：李建国 3幢201",
        "The first time, please write your name and door, such as: 李建国 3幢201",
    ),
    "wechat_say": (
        "订菜、问事、找网格员，照平常说话写就行；发语音也有人听。",
        "Groceries, questions, help: just write as you speak. Voice messages are listened to.",
    ),
    "wechat_free": ("不收钱，不用装别的软件。不会弄的，请家里人或网格员帮着扫一下。",
                    "Free of charge, no other app is needed. Family or your grid worker can help you scan."),
}  # fmt: skip
