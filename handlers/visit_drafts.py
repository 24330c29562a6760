"""Half of the visits: lines about doors as a draft that is read back, added to and shortened until confirmed."""

from dataclasses import replace

from broadcasts import door_reports, visiting
from broadcasts.visiting import LeftOut
from domain.messages import PLACE, FileReference
from domain.permissions import Action, allowed
from domain.replies import Ask, Option, Reply
from domain.schedules import local_day
from domain.spans import DAY
from domain.visits import Report, Result, completed
from handlers.flow import Outcome, Turn, finish, wait_for
from nlu.doors import Door, find_door
from nlu.visits import VISIT, VisitLine, looks_like_visit, read_visits
from storage import households, questions
from storage.conversations import Conversation
from storage.questions import Question

MOST_DOORS = 60
LONGEST = 4_000
LONGEST_DOOR = 20


def lines_in(turn: Turn, text: str) -> list[VisitLine]:
    """The lines about doors in a text; none in one that names no door."""
    parts = text.split("\n")
    if not text or len(text) > LONGEST or not any(find_door(part) or looks_like_visit(part) for part in parts):
        return []
    lines = read_visits(text, local_day(turn.now, turn.house.zone))
    known = [line for line in lines if line.kind == VISIT and (line.door or line.whole or "doors" in line.doubts)]
    bare = any("doors" in line.doubts and not line.said.strip() for line in known)
    sure = bare or any(map(looks_like_visit, parts)) or any(line.returnees for line in known)
    others = [line for line in lines if not (line.door or line.whole or line in known) and line.said] if known else []
    return [*known, *others] if sure else []


def says_something(lines: list[VisitLine]) -> bool:
    return any(line.result or line.returnees for line in lines)


def draft_of(turn: Turn) -> tuple[Report, ...]:
    """What waits for a confirmation in this chat."""
    open_now: list[Question] = [each for each in turn.waiting if (each.flow, each.step) == (visiting.FLOW, "confirm")]
    return tuple(Report.from_kept(each) for each in open_now[-1].data["reports"]) if open_now else ()


def own(turn: Turn, household: int, result: Result) -> Report | None:
    """A household as a report to be, where this worker sees to it."""
    if not allowed(turn.person, Action.REPORT_VISIT, households.path(turn.tx, household)):
        return None
    return visiting.report_of(turn.tx, household, result)


def only_a_door(turn: Turn) -> Report | None:
    """A household of theirs that a worker names, and nothing else."""
    found = find_door(turn.text) if len(turn.text) <= LONGEST_DOOR else None
    if found is None or (found.start, found.end) != (0, len(turn.text)):
        return None
    worker = turn.known()
    home = door_reports.find_home(turn.tx, worker, door_reports.village_of(turn.tx, worker), found.door, "")
    return None if isinstance(home, LeftOut) else own(turn, home.id, Result.OK)


def reported(turn: Turn, lines: list[VisitLine], draft: tuple[Report, ...]) -> Outcome:
    """Lines read back, together with those that wait for a confirmation already: nothing that was said is lost."""
    settled = door_reports.settle(turn.tx, turn.known(), lines[:MOST_DOORS], turn.house.zone, turn.now)
    photos = (turn.saying,) if _has_photo(turn) and len(settled.reports) == 1 else ()
    reports = {each.household: each for each in draft}
    for each in settled.reports:
        reports[each.household] = replace(each, photos=(*each.photos, *photos))
    if not settled.reports:
        return Outcome((left_out_reply(turn, settled.left_out),))
    return show(turn, list(reports.values()), settled.left_out)


def added(before: Report, line: VisitLine, turn: Turn) -> Report:
    """More about a door of which something is known."""
    home = households.get(turn.tx, before.household)
    assert home is not None
    sent = local_day(turn.now, turn.house.zone)
    after = door_reports.report_on(turn.tx, home, line, sent, turn.now)
    return completed(before, replace(after, words=turn.update.text[: door_reports.LONGEST]))


def without_doors(turn: Turn, draft: tuple[Report, ...], doors: tuple[Door, ...]) -> Outcome | None:
    """The draft without some of its doors; words about other doors are for others."""
    village = door_reports.village_of(turn.tx, turn.known())
    dropped = {home.id for each in doors for home in households.at_door(turn.tx, village, each.key)}
    left = [report for report in draft if report.household not in dropped]
    if len(left) == len(draft):
        return None
    if left:
        return show(turn, left, ())
    questions.supersede(turn.tx, turn.address, visiting.FLOW, turn.elsewhere)
    return finish(Reply("visits/dropped", {"again": False}))


def placed(turn: Turn, draft: tuple[Report, ...]) -> Outcome:
    place = turn.text.removeprefix(PLACE).strip()[:60]
    return show(turn, [replace(each, place=each.place or place) for each in draft], ())


def together(turn: Turn, report: Report) -> Outcome:
    """One door more, or told anew, with those that wait already."""
    reports = {each.household: each for each in draft_of(turn)} | {report.household: report}
    return replace(show(turn, list(reports.values()), ()), conversation=Conversation())


def how(turn: Turn, report: Report) -> Outcome:
    """«怎么样？»"""
    close_asides(turn)
    return wait_for(visiting.FLOW, "how", visiting.how_was_it(report.household, report.door), home=report.household)


def close_asides(turn: Turn) -> None:
    """A newer list or door is meant from now on; the buttons of the older ones still work."""
    for each in turn.waiting:
        if each.flow == visiting.FLOW and each.step in visiting.ASIDE:
            questions.supersede_one(turn.tx, each.nonce)


def show(turn: Turn, reports: list[Report], left_out: tuple[LeftOut, ...] | list[LeftOut]) -> Outcome:
    close_asides(turn)
    return Outcome((visiting.draft_reply(turn.tx, reports, left_out, turn.now),))


def left_out_reply(turn: Turn, left_out: list[LeftOut]) -> Reply:
    """Why nothing is kept; where a door does not exist, those that do."""
    near = left_out[0].near if len(left_out) == 1 and left_out[0].why == "no_door" else ()
    village = door_reports.village_of(turn.tx, turn.known())
    options = []
    for each in near:
        found = find_door(each)
        homes = households.at_door(turn.tx, village, found.door.key) if found else []
        options += [Option(str(home.id), f"{home.door}{home.part}") for home in homes[:1]]
    ask = Ask(visiting.FLOW, "door", tuple(options), "doors_today", lasts=DAY) if options else None
    return Reply("visits/left_out", {"visits_left_out": left_out}, ask)


def _has_photo(turn: Turn) -> bool:
    files: tuple[FileReference, ...] = turn.update.files
    return any(each.kind == "photo" for each in files)
