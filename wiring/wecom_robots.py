"""The webhook robots of WeCom's groups: which is whose, the settings say."""

from collections.abc import Mapping

import structlog

from channels.wecom.api import Api
from channels.wecom.robot import ACCOUNT, Robot, chat_of
from config import PREFIX, Settings
from domain.messages import NotCommitted
from storage import areas, groups
from storage.database import DatabaseUnavailable, Transaction
from wiring.given import clock
from wiring.vendors import Ports

log = structlog.get_logger()

REMEDY = (
    f"{PREFIX}WECOM_ROBOT_KEYS must give each village a key of its own, and call it as it is called here, "
    "town/village where names recur, or by its id"
)


def robot(settings: Settings, ports: Ports, api: Api) -> Robot:
    """Also where no key is set: groups of earlier keys are then let go."""

    async def begin() -> None:
        try:
            unclear = await ports.database.write(
                lambda tx: bind(tx, settings.wecom_robots, settings.language, clock())
            )
        except DatabaseUnavailable as error:
            raise NotCommitted(str(error)) from error
        for village in unclear:
            log.warning("wecom_robot_without_village", village=village, remedy=REMEDY)

    return Robot(api, tuple(settings.wecom_robots.values()), ports.files, begin)


def bind(tx: Transaction, keys: Mapping[str, str], language: str, now: int) -> list[str]:
    """Makes each key's chat the group of its village, and no other. What is not one village, or has another's key,
    comes back."""
    villages, unclear = read(tx, keys)
    groups.settle(tx, ACCOUNT, villages, language, now)
    return unclear


def read(tx: Transaction, keys: Mapping[str, str]) -> tuple[dict[str, int], list[str]]:
    """The village of each key's chat, and what is not one village or has another's key."""
    villages, unclear = {}, []
    for written, key in keys.items():
        found = [area for area in areas.meant(tx, written) if area.kind == "village"]
        if len(found) == 1 and chat_of(key) not in villages:
            villages[chat_of(key)] = found[0].id
        else:
            unclear.append(written)
    return villages, unclear
