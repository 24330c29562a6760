"""The words of a notice's papers."""

PAPER_WORDS: dict[str, tuple[str, str]] = {
    # On the paper itself
    "paper_building": ("楼", "Building"),
    "paper_code": ("二维码，打开聊天", "QR code that opens the chat"),
    "paper_scan": ("扫一扫，在手机上收通知、问事情", "Scan to get notices and ask on your phone"),
    # The page with all of them
    "papers": ("贴的、发的、念的", "On paper and aloud"),
    "papers_of": ("{title}：贴的、发的、念的", "{title}: on paper and aloud"),
    "papers_why": (
        "给不看手机的人。写着姓名、门牌的地方，纸上换成了“各位村民”这样的话。",
        "For those who read no phone. Where a copy names its reader, the paper says «neighbours» and the like.",
    ),
    "poster": ("海报", "Poster"),
    "poster_how": ("A4 一张，大字，带二维码。", "One A4 sheet, large type, with a QR code."),
    "leaflet": ("传单", "Leaflet"),
    "leaflet_how": ("A4 一张印两份，从中间裁开。", "Two on an A4 sheet, to be cut in the middle."),
    "leaflet_long": ("字多，一张印一份。", "A long text: one on each sheet."),
    "poster_long": ("字多，要印不止一张。", "A long text: more than one sheet."),
    "open_to_print": ("打开来印", "Open to print"),
    "as_pdf": ("PDF", "PDF"),
    "paper_language": ("文字", "Language"),
    "paper_in_zh": ("中文", "Chinese"),
    "paper_in_en": ("英文", "English"),
    "paper_title": ("标题", "Title"),
    "paper_for": ("给哪个楼", "For which building"),
    "paper_for_all": ("全村", "All"),
    "paper_change": ("改", "Change"),
    "banner": ("横幅", "Banner"),
    "banner_how": ("20 个字以内，走过去一眼看完。可以改。", "At most 40 letters. You may change it."),
    "copy_banner": ("复制", "Copy"),
    "loudspeaker": ("大喇叭", "Loudspeaker"),
    "loudspeaker_how": ("照着念，一行一口气，念两遍。", "Read it line by line, twice."),
    "loudspeaker_begin": ("各位乡亲，大家好，说一件事。", "Dear neighbours, please listen."),
    "loudspeaker_end": ("没听清的，我再念一遍。", "For those who missed it, once more."),
    "copy_words": ("复制文字", "Copy the words"),
    "own_voice": ("录好的声音", "Your recorded voice"),
    "own_voice_how": ("这是跟通知一起录的，可以直接放。", "Recorded with the notice; it can be played as it is."),
    "download_voice": ("下载", "Download"),
    "no_pdf": (
        "这台机器还不能做 PDF。请用“打开来印”，浏览器里也能存成 PDF。要装的话，见 docs/operations.md。",
        "This machine cannot make PDFs. Please use «Open to print», where a browser can save one, too; "
        "docs/operations.md says what to install.",
    ),
    "pdf_failed": ("PDF 没做成，请用“打开来印”。", "The PDF was not made. Please use «Open to print»."),
}
"""Each in Chinese and English."""
