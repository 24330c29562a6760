"""The poster that brings a village into the chat by WeChat: for old eyes, with a code that is large enough."""

from collections.abc import Sequence

import segno

from console import rendering
from console.words import words

LONG = 9
"""Letters of a place from which on its name is set smaller."""


def draw(names: Sequence[str], link: str) -> str:
    """The whole sheet, which refers to nothing outside itself. `names`: the village, and what of it."""
    code = segno.make(link, error="q", micro=False).svg_data_uri(scale=8, border=2, light="#fff")
    village, *part = names
    return rendering.sheet(
        "wechat_poster.html.j2", village=village, part=" ".join(part), long=len(village) > LONG, code=code,
        zh=words("zh"), en=words("en"), steps=("wechat_scan", "wechat_name", "wechat_say"),
    )  # fmt: skip
