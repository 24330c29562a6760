"""What somebody asks about the data that are kept of them: 我的资料, 谁看过我的资料, 要一份我的资料, 删除我的资料."""

import re

LONGEST = 30

_MINE = r"(?:关于)?我(?:家)?的?(?:个人)?(?:资料|信息|数据|记录)"
_END = r"[。.?？!！]*"
_SHAPES = {
    "looks": rf"(?:有?谁|(?:有)?哪些人|什么人)(?:都?看|查|翻|动)过?了?{_MINE}{_END}|who looked\W*",
    "copy": rf"(?:我?要|给我|导出|下载|复制|发我)一?[份下]?{_MINE}(?:的?副本)?{_END}|copy my data\W*",
    "wrong": rf"{_MINE}(?:有错|错了|不对|写错了?|要改|要更正){_END}|(?:更正|改一?下?|修改){_MINE}{_END}",
    "delete": rf"(?:请|帮我|我要)*(?:删除|删掉|注销|清除){_MINE}{_END}|delete my data\W*",
    "kept": rf"(?:看看?|查一?下?|你们?有)?{_MINE}(?:有哪些|都?有什么|是什么)?{_END}|my data\W*",
}
_ASKED = {name: re.compile(shape, re.IGNORECASE) for name, shape in _SHAPES.items()}


def asked(text: str) -> str:
    """Which of "looks", "copy", "wrong", "delete" and "kept" is asked for, "" for other words."""
    if len(text) > LONGEST:
        return ""
    return next((name for name, shape in _ASKED.items() if shape.fullmatch(text)), "")
