"""The menu under the app's chat: what grid workers and cadres do most, each entry words that it stands for.

https://developer.work.weixin.qq.com/document/path/90231: three buttons with five entries each; a button's name has 16
bytes at most, an entry's 40, its key 128.
"""

from collections.abc import Callable
from typing import Any

from channels.wecom.api import Api

MENU = (
    ("wecom_menu_visits", (
        ("wecom_menu_round", "/round"), ("wecom_menu_visit", "/visit"), ("wecom_menu_doors", "/doors"),
        ("wecom_menu_shops", "/check"), ("wecom_menu_coverage", "/coverage"),
    )),
    ("wecom_menu_work", (
        ("wecom_menu_today", "/today"), ("wecom_menu_notice", "/notice"), ("wecom_menu_window", "/window"),
        ("wecom_menu_observe", "/observe"), ("wecom_menu_tally", "/tally"),
    )),
    ("wecom_menu_own", (
        ("wecom_menu_order", "/order"), ("wecom_menu_orders", "/orders"), ("wecom_menu_shifts", "/shifts"),
        ("wecom_menu_checkin", "/checkin"), ("wecom_menu_help", "/help"),
    )),
)  # fmt: skip
"""(the name of a label, the words that are sent)."""


def menu(label: Callable[[str], str]) -> list[dict[str, Any]]:
    """The buttons as the vendor takes them. `label` gives the words behind a label's name."""
    return [
        {"name": label(button), "sub_button": [
            {"type": "click", "name": label(name), "key": words} for name, words in entries
        ]}
        for button, entries in MENU
    ]  # fmt: skip


async def put_up(api: Api, secret: str, agent: str, label: Callable[[str], str]) -> None:
    """In the place of the menu that was there. Raises what a call raises."""
    await api.post("menu/create", secret, {"button": menu(label)}, agentid=agent)
