"""The notices that come with the house: what each asks of its author, and how it is answered.

Their texts stand in templates/<language>/notices/shipped/<key>.j2 (and <key>_home.j2), the words of their questions
in shipped.toml beside that folder.
"""

from dataclasses import dataclass

from domain.notice_words import ALL, HOME, Values, by_building
from domain.spans import DAY, HOUR

RECEIVED = ("received",)
YES_NO = ("yes", "no")


@dataclass(frozen=True, slots=True)
class Asked:
    """A value that the author is asked for, by its placeholder."""

    key: str
    needed: bool = True
    by_building: bool = False  #: may be given for each building, a line each


@dataclass(frozen=True, slots=True)
class Shipped:
    """One of them. `cases`: what the author chooses first (water or power); `choices`: names of the buttons."""

    key: str
    asks: tuple[Asked, ...] = ()
    cases: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    choices: tuple[str, ...] = RECEIVED
    lasts: int = DAY  #: milliseconds after which its words are not delivered any more
    emergency: bool = False


SHIPPED = {
    each.key: each
    for each in (
        Shipped("prevention", (Asked("phone", needed=False),), lasts=3 * DAY),
        Shipped(
            "gate",
            (
                Asked("gate"), Asked("from", needed=False), Asked("until", needed=False),
                Asked("reason", needed=False), Asked("place", needed=False),
            ),
            cases=("closed", "open"), lasts=2 * DAY,
        ),
        Shipped(
            "cut",
            (
                Asked("scope"), Asked("from"), Asked("until"), Asked("reason", needed=False),
                Asked("phone", needed=False),
            ),
            cases=("water", "power", "gas"),
        ),
        Shipped(
            "group_buy",
            (
                Asked("goods"), Asked("until"), Asked("time", needed=False), Asked("place", needed=False),
                Asked("link", needed=False),
            ),
        ),
        Shipped(
            "testing",
            (
                Asked("time", by_building=True), Asked("place", by_building=True), Asked("date", needed=False),
                Asked("bring", needed=False), Asked("until", needed=False),
            ),
            variants=(HOME,), choices=("received", "cannot_come"), lasts=12 * HOUR,
        ),
        Shipped(
            "typhoon",
            (Asked("from"), Asked("shelter", needed=False), Asked("phone", needed=False)),
            choices=("received", "need_help"), lasts=12 * HOUR, emergency=True,
        ),
        Shipped(
            "rumour", (Asked("rumour"), Asked("fact"), Asked("phone", needed=False)), lasts=2 * DAY,
        ),
    )
}  # fmt: skip


def lacking(shipped: Shipped, values: Values) -> list[Asked]:
    """What must still be asked of the author, in order."""
    said = {key for key, value in values.get(ALL, {}).items() if value.strip()} | by_building(values)
    return [asked for asked in shipped.asks if asked.needed and asked.key not in said]
