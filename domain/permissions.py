"""Who sees and does what, by role and area: the one place that decides."""

from collections.abc import Container, Iterable
from enum import StrEnum

from domain.areas import contains
from domain.errands import Errand, Kind, State
from domain.matters import WORKS, Part
from domain.people import STAFF, Held, Person, Role


class Action(StrEnum):
    OPEN_WINDOW = "open_window"
    SEE_ORDERS = "see_orders"
    SEE_PERSON = "see_person"
    CONFIRM_PERSON = "confirm_person"
    MAKE_LINK = "make_link"
    TAKE_HANDOVER = "take_handover"
    SEE_DELIVERIES = "see_deliveries"
    ENTER_CONSOLE = "enter_console"  #: sign in there, and read about health where one sees to it
    USE_CONSOLE = "use_console"  #: all its pages, as far as other rights go
    SETTLE_WINDOW = "settle_window"  #: what comes after closing: deliveries, weights, money, the account
    NOTE_STATUS = "note_status"  #: that a household cannot come out, or can again
    HAND_OUT = "hand_out"  #: tick bags as collected or delivered
    SEND_NOTICE = "send_notice"  #: and everything about notices of one's area
    CHANGE_SETTINGS = "change_settings"
    ENTER_CHAIN = "enter_chain"  #: take down the orders of a chain post from another group
    TELL_IN_PERSON = "tell_in_person"  #: of notices, at the doors of one's area or by telephone
    MAKE_SHIFTS = "make_shifts"  #: who stands at which post and when; with it goes seeing all of it
    OBSERVE = "observe"  #: enrol people for observation, and change what was agreed about it
    RELEASE = "release"  #: approve that somebody's observation is over
    SEE_HEALTH = "see_health"  #: temperatures and symptoms
    TAKE_ERRAND = "take_errand"
    DISPATCH_ERRAND = "dispatch_errand"  #: see all errands of an area, and give them to somebody
    REPORT_VISIT = "report_visit"
    WALK_ROUND = "walk_round"  #: look in on the households of an area, day after day
    CHECK_SHOP = "check_shop"
    MEDIATE = "mediate"  #: take up disputes and complaints; which of them, is decided file by file
    SEE_TALLIES = "see_tallies"
    FORGET_PERSON = "forget_person"  #: take the name off somebody's records who asked for it


_CADRES = frozenset({Role.CADRE, Role.STREET})
_WORKERS = frozenset({Role.GRID_WORKER, *_CADRES})

ALLOWED: dict[Action, frozenset[Role]] = {
    Action.OPEN_WINDOW: _CADRES,
    Action.SEE_ORDERS: _WORKERS | {Role.GROUP_LEADER},
    Action.SEE_PERSON: _WORKERS | {Role.DOCTOR},
    Action.CONFIRM_PERSON: _WORKERS,
    Action.MAKE_LINK: _WORKERS,
    Action.TAKE_HANDOVER: _WORKERS | {Role.DOCTOR},
    Action.SEE_DELIVERIES: _CADRES,
    Action.ENTER_CONSOLE: _WORKERS | {Role.DOCTOR},
    Action.USE_CONSOLE: _WORKERS,
    Action.SETTLE_WINDOW: _CADRES,
    Action.NOTE_STATUS: _WORKERS,
    Action.HAND_OUT: _WORKERS | {Role.GROUP_LEADER, Role.VOLUNTEER},
    Action.SEND_NOTICE: _CADRES,
    Action.CHANGE_SETTINGS: _CADRES,
    Action.ENTER_CHAIN: _WORKERS | {Role.GROUP_LEADER},
    Action.TELL_IN_PERSON: _WORKERS,
    Action.MAKE_SHIFTS: _CADRES,
    Action.OBSERVE: _WORKERS,
    Action.RELEASE: _CADRES,
    Action.SEE_HEALTH: _WORKERS | {Role.DOCTOR},
    Action.TAKE_ERRAND: _WORKERS | {Role.VOLUNTEER},
    Action.DISPATCH_ERRAND: _WORKERS,
    Action.REPORT_VISIT: _WORKERS,
    Action.WALK_ROUND: frozenset({Role.GRID_WORKER}),
    Action.CHECK_SHOP: _WORKERS,
    Action.MEDIATE: _WORKERS,
    Action.SEE_TALLIES: _CADRES,
    Action.FORGET_PERSON: _CADRES,
}


def allowed(person: Person | None, action: Action, path: str) -> bool:
    """Whether somebody may do a thing in the area of `path` (the micro-grid of a household, a village)."""
    if person is None or person.state == "gone":
        return False
    roles = ALLOWED[action]
    return any(held.role in roles and contains(held.path, path) for held in person.roles)


def concerns(person: Person | None, action: Action, path: str) -> bool:
    """Whether somebody may do a thing in the area of `path` or in a part of it: a micro-grid's worker is asked about
    people of whom only the village is known."""
    return any(contains(held, path) or contains(path, held) for held in scope(person, action))


def scope(person: Person | None, action: Action) -> tuple[str, ...]:
    """Paths of the largest areas in which somebody may do a thing; none lies in another."""
    if person is None or person.state == "gone" or not person.roles:
        return ()
    return _largest(held for held in person.roles if held.role in ALLOWED[action])


_TAKES: dict[Kind, frozenset[Role]] = {
    Kind.ERRAND: ALLOWED[Action.TAKE_ERRAND],
    Kind.PRIVATE: ALLOWED[Action.DISPATCH_ERRAND],
    Kind.MEDICINE: ALLOWED[Action.DISPATCH_ERRAND],
    Kind.RUBBISH: ALLOWED[Action.DISPATCH_ERRAND] | {Role.PROPERTY},
}
"""What touches somebody's health, or a home that is observed, is nothing for volunteers."""


def may_take_errand(person: Person | None, errand: Errand) -> bool:
    """Whether somebody may take an errand, or goes on having it; nobody runs those of their own household. Of a home
    of which only the village is known every micro-grid's worker there may."""
    if person is None or person.state == "gone" or person.id == errand.person:
        return False
    if person.household and person.household == errand.household:
        return False
    roles = _TAKES[errand.kind]
    return any(
        held.role in roles and (contains(held.path, errand.path) or contains(errand.path, held.path))
        for held in person.roles
    )


def owns_errand(person: Person | None, errand: Errand) -> bool:
    """Whether somebody may call an errand off and say whether it was done: it is theirs or their household's, or
    they entered it."""
    if person is None or person.state == "gone":
        return False
    return errand.concerns(person.id) or person.lives_in(errand.household)


def sees_errand(person: Person | None, errand: Errand, *, offered: bool) -> str:
    """What somebody sees of an errand: "all" (also who is ill) who sends people out there, "plain" (door, name,
    telephone, what is wanted) who has it or was offered it, "own" whose it is, "" nothing."""
    if person is None or person.state == "gone":
        return ""
    if allowed(person, Action.DISPATCH_ERRAND, errand.path):
        return "all"
    if may_take_errand(person, errand) and (
        errand.taken_by == person.id or errand.passed_to == person.id
        or (offered and errand.state in (State.OPEN, State.TAKEN))
    ):  # fmt: skip
        return "plain"
    return "own" if owns_errand(person, errand) else ""


def sees_post(person: Person | None, path: str, *, leads: bool, stands: bool) -> str:
    """What somebody sees of the roster of a post in the area of `path`: "phones" with the names where they make or
    lead its shifts, "names" where they stand there themselves, "" nothing."""
    if person is None or person.state == "gone":
        return ""
    if leads or allowed(person, Action.MAKE_SHIFTS, path):
        return "phones"
    return "names" if stands else ""


def may_note_duty(person: Person | None, path: str, *, leads: bool, own: bool) -> bool:
    """Whether somebody may say of a duty that its holder has come or gone: the holder, who leads it, a cadre."""
    if person is None or person.state == "gone":
        return False
    return own or leads or allowed(person, Action.MAKE_SHIFTS, path)


def sees_matter(person: Person | None, path: str, parts: Container[Part]) -> str:
    """What somebody sees of a complaint or a dispute of the village of `path` in which they have these parts: "name"
    all of it with whose it is, "all" without the name of whoever wished to stay unknown, "own" what is theirs as the
    one who opened it or a party, "" nothing. A post alone opens no file."""
    if person is None or person.state == "gone":
        return ""
    if any(part in parts for part in WORKS) and concerns(person, Action.MEDIATE, path):
        return "name" if Part.CADRE in parts or Part.MEDIATOR in parts else "all"
    return "own" if Part.OPENER in parts or Part.PARTY in parts else ""


def may_invite(maker: Person | None, person: Person) -> bool:
    """Whether somebody may make a link that signs in as a person.

    A link to a member of staff carries their rights: only a cadre whose area covers every area of theirs makes one.
    """
    if person.state == "gone" or not allowed(maker, Action.MAKE_LINK, person.area_path or person.village_path):
        return False
    posts = [held for held in person.roles if held.role in STAFF]
    return all(allowed(maker, Action.OPEN_WINDOW, held.path) for held in posts)


def speaks_for(person: Person, *, reporter: int, household: int, family: bool) -> bool:
    """Whether somebody reports of the health of a household's people: who was chosen to, who lives there, or family
    elsewhere that acts for it. A neighbour who may order for it does not, nor whoever only says that they live there.
    """
    return person.state != "gone" and (person.id == reporter or person.lives_in(household) or family)


def _largest(roles: Iterable[Held]) -> tuple[str, ...]:
    paths = sorted({held.path for held in roles})
    return tuple(p for p in paths if not any(p != other and contains(other, p) for other in paths))
