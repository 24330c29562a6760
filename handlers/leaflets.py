"""«传单交给小林：3号楼、5号楼»: rounds of leaflets and posters, ticked off by whoever has them."""

from collections.abc import Sequence
from itertools import groupby

from broadcasts.reach import led_by
from domain.areas import Area
from domain.leaflets import Paper, Share
from domain.messages import Operation
from domain.notices import Broadcast, Notice
from domain.people import Person
from domain.permissions import Action, concerns, scope
from domain.replies import AMOUNTS, NO, YES, Ask, Option, Reply
from domain.spans import DAY
from handlers.flow import Flow, Outcome, Turn, finish, say
from nlu.leaflets import LEAFLET, Brought, Giving, asks_mine, asks_state, read_brought, read_giving
from storage import areas, audit, broadcasts, households, leaflets, notices, people

flow = Flow("leaflets")

BUTTONS = 8
MOST = 2_000
LOOKED_AT = 20


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """The cadre gives rounds and asks how they go; whoever has one ticks it off and asks what is left."""
    if turn.person is None:
        return None
    if scope(turn.person, Action.SEND_NOTICE):
        giving = read_giving(turn.text)
        if giving is not None:
            return _propose(turn, giving)
        number = asks_state(turn.text)
        if number is not None:
            return _state(turn, number)
    mine = leaflets.of_person(turn.tx, turn.person.id)
    if not mine:
        return None
    if asks_mine(turn.text):
        return Outcome(tuple(_round(turn, list(papers)) for _, papers in groupby(mine, key=_of)))
    brought = read_brought(turn.text)
    return _brought(turn, mine, brought) if brought else None


@flow.step("give")
def give(turn: Turn) -> Outcome:
    """«确认» under a round as it would be."""
    if turn.answer == NO:
        return finish(Reply("leaflets/dropped"))
    sent = broadcasts.get(turn.tx, turn.subject)
    notice = notices.get(turn.tx, sent.notice) if sent else None
    area = areas.get(turn.tx, notice.area) if notice else None
    helper = people.get(turn.tx, turn.data["to"])
    if sent is None or notice is None or area is None or helper is None or not concerns(
        turn.person, Action.SEND_NOTICE, area.path
    ):  # fmt: skip
        return say("leaflets/not_allowed")
    kind = turn.data["kind"]
    where = [(household, place, here) for household, place, here in turn.data["where"]]
    given = leaflets.give(turn.tx, sent.id, kind, where, helper.id, turn.known().id, turn.now)
    audit.note(turn.tx, turn.known().id, "give_leaflets", sent.id, turn.now)
    mine = [paper for paper in leaflets.of_person(turn.tx, helper.id) if _of(paper) == (sent.id, kind)]
    values = {"notice": notice, "helper": helper, "given_papers": given, "paper_kind": kind}
    told = (_round(turn, mine, helper),) if given else ()
    return finish(Reply("leaflets/given", values), *told)


@flow.step("brought", again=True)
def brought(turn: Turn) -> Outcome:
    """«3幢201发了» under a round; the other buttons stay."""
    paper = leaflets.get(turn.tx, int(turn.answer))
    if paper is None or paper.given_to != turn.known().id:
        return say("leaflets/not_yours")
    asked = {value for value, _ in turn.question.options} if turn.question else set()
    return _tick(turn, [paper], asked)


def _propose(turn: Turn, giving: Giving) -> Outcome:
    """The round read back: whose, which notice, how many doors."""
    found = _notice(turn, giving.number)
    village = areas.get(turn.tx, turn.known().village)
    if found is None or village is None:
        return say("nudging/no_such", number=giving.number) if giving.number else say("leaflets/no_notice")
    sent, notice = found
    helper = _helper(turn, giving.name, village)
    if helper is None:
        return say("carrying/who", names=[giving.name])
    where, missing = _where(turn, giving, village)
    if not where:
        return say("leaflets/nowhere", missing_places=missing)
    named = [*map(_called, giving.buildings), *(door.text for door in giving.doors), *giving.places]
    values = {
        "notice": notice, "helper": helper, "given_papers": len(where), "paper_kind": giving.kind,
        "missing_places": missing, "round_where": named,
    }  # fmt: skip
    data = {"to": helper.id, "kind": giving.kind, "where": where}
    options = (Option(YES, "confirm"), Option(NO, "cancel"))
    ask = Ask(flow.name, "give", options, "leaflets_title", {"name": helper.name}, sent.id, data)
    return finish(Reply("leaflets/proposed", values, ask))


def _where(turn: Turn, giving: Giving, village: Area) -> tuple[list[tuple[int, str, int]], list[str]]:
    """(household, place, area) of each paper, and what was named and is not there."""
    where: dict[tuple[int, str], int] = {(0, place): village.id for place in giving.places}
    missing = list(giving.unclear)
    for building in giving.buildings:
        homes = leaflets.homes_of_building(turn.tx, village.id, building)
        missing += [] if homes else [_called(building)]
        where |= {(household, ""): area or village.id for household, _, area in homes}
    for door in giving.doors:
        at_door = households.at_door(turn.tx, village.id, door.key)[:1]
        missing += [] if at_door else [door.text]
        where |= {(home.id, ""): home.area or village.id for home in at_door}
    return [(household, place, area) for (household, place), area in where.items()][:MOST], missing


def _called(building: str) -> str:
    return f"{building}号楼"


def _helper(turn: Turn, name: str, village: Area) -> Person | None:
    """Who is meant: exactly one of that name who hands out in the village."""
    namesakes = [people.get(turn.tx, person) for person, _, _ in people.named(turn.tx, name)]
    fitting = [person for person in namesakes if person and concerns(person, Action.HAND_OUT, village.path)]
    return fitting[0] if len(fitting) == 1 else None


def _notice(turn: Turn, number: int) -> tuple[Broadcast, Notice] | None:
    """The notice of a number; without one the newest that was sent."""
    area = led_by(turn.known())
    numbered = notices.numbered(turn.tx, area, number) if number else None
    for notice in [numbered] if number else notices.latest(turn.tx, area, LOOKED_AT):
        sent = broadcasts.of_notice(turn.tx, notice.id) if notice else []
        first = next((each for each in sent if each.operation is Operation.SEND), None)
        if notice is not None and first is not None:
            return first, notice
    return None


def _state(turn: Turn, number: int) -> Outcome:
    """«传单发得怎么样»: how far everybody is, and the first places that are left."""
    found = _notice(turn, number)
    shares: list[Share] = leaflets.tally(turn.tx, found[0].id) if found else []
    if found is None or not shares:
        return say("leaflets/none")
    left = leaflets.undone(turn.tx, found[0].id)
    return say("leaflets/state", notice=found[1], paper_shares=shares, papers=left[:40], more=max(0, len(left) - 40))


def _round(turn: Turn, papers: Sequence[Paper], helper: Person | None = None) -> Reply:
    """What somebody has to bring of one notice, with buttons for the next few; no name stands on it."""
    sent = broadcasts.get(turn.tx, papers[0].broadcast)
    notice = notices.get(turn.tx, sent.notice) if sent else None
    label = "leaflet_brought" if papers[0].kind == LEAFLET else "poster_put_up"
    options = tuple(Option(str(paper.id), label, {"where": paper.where}) for paper in papers[:BUTTONS])
    ask = Ask(
        flow.name, "brought", options, "round_of_paper_title", {"count": len(papers)}, 0, {AMOUNTS: True},
        lasts=7 * DAY, beside=True,
    )  # fmt: skip
    values = {"notice": notice, "papers": papers, "paper_kind": papers[0].kind}
    return Reply("leaflets/round", values, ask, helper.id if helper else 0)


def _brought(turn: Turn, mine: Sequence[Paper], said: Brought) -> Outcome | None:
    """Doors, a building or a place of the own round; other words go on to other flows."""
    keys = {door.key for door in said.doors}
    done = [
        paper for paper in mine
        if paper.door_key in keys or (said.place and paper.place == said.place)
        or (said.building and paper.door_key.startswith(f"{said.building}-"))
    ]  # fmt: skip
    if not done:
        return say("leaflets/not_on_it") if said.doors or said.building else None
    return _tick(turn, done)


def _tick(turn: Turn, papers: Sequence[Paper], asked: set[str] | None = None) -> Outcome:
    new = [paper for paper in papers if leaflets.done(turn.tx, paper.id, turn.known().id, turn.now)]
    left = [paper for paper in leaflets.of_person(turn.tx, turn.known().id) if _of(paper) == _of(papers[0])]
    values = {"papers": papers, "newly": bool(new), "doors_left": len(left), "paper_kind": papers[0].kind}
    replies = [Reply("leaflets/ticked", values)]
    if new and not left:
        replies += _tell_author(turn, papers[0])
    elif left and asked and not asked & {str(paper.id) for paper in left}:
        replies.append(_round(turn, left))
    return Outcome(tuple(replies), answered=False, toast="door_noted")


def _tell_author(turn: Turn, paper: Paper) -> list[Reply]:
    """Who gave a round is told when it is through."""
    sent = broadcasts.get(turn.tx, paper.broadcast)
    notice = notices.get(turn.tx, sent.notice) if sent else None
    values = {"notice": notice, "helper": turn.known(), "paper_kind": paper.kind}
    return [Reply("leaflets/through", values, to=paper.made_by)] if paper.made_by != turn.known().id else []


def _of(paper: Paper) -> tuple[int, str]:
    return paper.broadcast, paper.kind
