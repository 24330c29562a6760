"""What `run --demo` prepares: the sample village, and fresh one-time links into it for the terminal."""

import secrets
from functools import partial

from commands.sample_village import VILLAGE, make_village
from config import Settings
from storage import links
from storage.database import Database


async def prepare(database: Database, settings: Settings, now: int) -> list[str]:
    """Makes the sample village where the database is empty; the lines to print."""
    village = await make_village(database, now, settings.zone)
    if village is None:
        return [
            f"{settings.shown_database} has other people in it: it is served as it is, without sample links.",
            "python bot.py invite makes links for them.",
        ]
    entrances = (
        ("村民聊天     a villager's chat   ", "chat", village.villager),
        ("网格员聊天   a grid worker's chat", "chat", village.grid_worker),
        ("村干部后台   a cadre's console   ", "console", village.cadre),
    )
    lines = [f"{VILLAGE} · Tongxin 同心 · {settings.address}", ""]
    for words, purpose, person in entrances:
        secret = secrets.token_hex(20)
        await database.write(partial(links.add, secret=secret, purpose=purpose, person=person, made_by=0, now=now))
        lines.append(f"  {words}  {settings.address}/{purpose}/enter/{secret}")
    return [
        *lines, "",
        "每个链接打开后按一下按钮才算用掉；要新的，重新 make run。Ctrl-C 停止。",
        "A link is used up by the button on its page, not by opening it; make run again for new ones. Ctrl-C stops.",
    ]  # fmt: skip
