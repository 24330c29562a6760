"""«今天的数字», /tally: the day's figures of one's village, out of the records."""

import re

from domain.areas import Area, ids_of
from domain.permissions import Action, scope
from domain.schedules import ONE_DAY, local_day
from handlers.flow import Flow, Outcome, Turn, say
from storage import areas, audit, tallies

flow = Flow("tallies")

_ASKED = re.compile(
    r"(?:看看?|查一?下?|报一?下?)?(?P<day>今天|今日|昨天|昨日)的?(?:数字|数据|统计|报表|日报)[。.!！?？]*"
)


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    asked = _ASKED.fullmatch(turn.text)
    if asked is None or turn.person is None or not scope(turn.person, Action.SEE_TALLIES):
        return None
    return _tell(turn, yesterday=asked["day"] in ("昨天", "昨日"))


@flow.command("tally")
def tally(turn: Turn) -> Outcome:
    return _tell(turn, yesterday=turn.argument.strip() in ("昨天", "昨日", "yesterday"))


def _tell(turn: Turn, yesterday: bool) -> Outcome:
    area = _area(turn)
    if area is None:
        return say("tallies/not_yours")
    today = local_day(turn.now, turn.house.zone)
    day = today - ONE_DAY if yesterday else today
    audit.note(turn.tx, turn.known().id, "see_tallies", area.id, turn.now)
    return say("tallies/day", tally=tallies.tally(turn.tx, area, day, turn.house.zone))


def _area(turn: Turn) -> Area | None:
    """All that somebody answers for: the largest area, their own village before others."""
    paths = scope(turn.person, Action.SEE_TALLIES)
    if turn.person is None or not paths:
        return None
    own = next((path for path in paths if turn.person.village_path.startswith(path)), paths[0])
    return areas.get(turn.tx, ids_of(own)[-1])
