"""What a village has set, each value from a time on; without one of its own the nearest area up counts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.areas import ids_of
from domain.schedules import local_day, moment
from domain.settings import DEFINITIONS, Setting, meaning
from storage import audit
from storage.database import Transaction

SECOND = 1_000


@dataclass(frozen=True, slots=True)
class Held:
    """A value and from when it holds; `name` is who set it."""

    value: str
    since: int
    name: str
    set_at: int


def value(tx: Transaction, setting: Setting, path: str, at: int) -> int:
    """What holds in the area of a path at a time: a count, minutes of the day, 1 for yes and 0 for no."""
    return meaning(setting, written(tx, setting, path, at))


def written(tx: Transaction, setting: Setting, path: str, at: int) -> str:
    """The same as it is written ("22:00")."""
    for area in reversed(ids_of(path)):
        found = tx.sql.settings.at(tx.connection, tenant=tx.tenant, area=area, name=setting.value, at=at)
        if found is not None:
            return str(found)
    return DEFINITIONS[setting].default


def is_quiet(tx: Transaction, path: str, zone: ZoneInfo, now: int) -> bool:
    """Whether it is a time of the day at which nothing but emergencies goes out in the area of a path."""
    local = datetime.fromtimestamp(now / 1000, zone)
    minute = local.hour * 60 + local.minute
    begins, ends = (value(tx, setting, path, now) for setting in (Setting.QUIET_FROM, Setting.QUIET_UNTIL))
    return begins <= minute < ends if begins <= ends else minute >= begins or minute < ends


def quiet_ends(tx: Transaction, path: str, zone: ZoneInfo, now: int) -> int:
    """When the quiet hours end in which a time lies, 0 outside them."""
    if not is_quiet(tx, path, zone, now):
        return 0
    ends, today = value(tx, Setting.QUIET_UNTIL, path, now), local_day(now, zone)
    return next(at for day in range(3) if (at := moment(today + timedelta(days=day), ends, zone)) > now)


def put(tx: Transaction, setting: Setting, area: int, text: str, since: int, set_by: int, now: int) -> None:
    """From a time on another value holds in an area; `text` is one of domain.settings.tidied. What was set before for
    the same time stays on record and is passed by a moment later."""
    newest = tx.sql.settings.newest_in(
        tx.connection, tenant=tx.tenant, area=area, name=setting.value, since=since, before=since + SECOND
    )
    tx.sql.settings.add(
        tx.connection, tenant=tx.tenant, area=area, name=setting.value, value=text, set_by=set_by, now=now,
        since=since if newest is None else newest + 1,
    )  # fmt: skip
    audit.note(tx, set_by, f"set_{setting.value}", area, now)


def history(tx: Transaction, setting: Setting, area: int, count: int = 20) -> list[Held]:
    """What was and will be set in an area itself, the newest first."""
    rows = tx.sql.settings.history(tx.connection, tenant=tx.tenant, area=area, name=setting.value, count=count)
    return [Held(value, since, name or "", set_at) for value, since, name, set_at in rows]
