"""One slice of a people's list, brought into the records in one transaction."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from broadcasts import observed
from commands.people_matching import Draft, Matching
from commands.places import Place, Places
from domain.people import Household, Role
from nlu.names import search_terms
from sheets.refusals import Refusal
from storage import addresses, areas, audit, bulk, observations, people
from storage.addresses import Address
from storage.bulk import Doorway, Known, NewPerson
from storage.database import Transaction

_PLAIN, _STAFF, _ACTING = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What holds for the whole import."""

    account: str  #: the channel account that telegram_ids belong to, "" without a bot
    language: str  #: of those whose row names none
    now: int
    zone: ZoneInfo
    moved: bool = False  #: a door that is another than the recorded one is where somebody has moved to


@dataclass(slots=True)
class Outcome:
    """What became of the rows of a slice."""

    added: int = 0
    known: int = 0
    unbound: int = 0  #: rows with a telegram_id that no bot could be told
    refused: list[Refusal] = field(default_factory=list)
    filled_in: Counter[str] = field(default_factory=Counter)  #: by its kind, what the records lacked
    granted: list[str] = field(default_factory=list)  #: a line for each role that somebody known was given


@dataclass(frozen=True, slots=True)
class _Taken:
    """A row that is taken, with whom it means (None: this row adds them) and who they are from now on."""

    draft: Draft
    before: Known | None
    person: int


def take_in(tx: Transaction, drafts: Sequence[Draft], given: Circumstances) -> Outcome:
    """Adds the people of a slice, fills in what is known of them already, and reports what contradicts itself."""
    bulk.prepare(tx)
    outcome = Outcome()
    places = Places(tx, (entry.row for entry in drafts))
    matching = Matching(tx, drafts, places, given.account, given.moved)
    taken = [entry for draft in drafts if (entry := _judge(tx, draft, places, matching, given, outcome)) is not None]
    where = [places.ensure(tx, entry.draft.row) for entry in taken]
    homes = _make_homes(tx, taken, where, given, outcome)
    new = [(entry, place) for entry, place in zip(taken, where, strict=True) if entry.before is None]
    bulk.add_people(tx, [_new_person(entry, place, homes, given) for entry, place in new], given.now)
    bulk.add_roles(
        tx, [(entry.person, role, place.area_of(role)) for entry, place in new for role in entry.draft.staff]
    )
    for entry, place in zip(taken, where, strict=True):
        home = homes.get(Doorway(place.village.id, entry.draft.door_key), 0)
        if entry.before is not None:
            _fill_in(tx, entry, entry.before, place, home, given, outcome)
            _grant(tx, entry, place, home, given, outcome)
        if entry.draft.elsewhere:
            people.let_act_for(tx, entry.person, home, agreed_by=0, now=given.now)
        _bind(tx, entry, matching, given, outcome)
    return outcome


def _judge(
    tx: Transaction, draft: Draft, places: Places, matching: Matching, given: Circumstances, outcome: Outcome
) -> _Taken | None:
    """Whom a row means, or None when it is refused."""
    reason = places.refusal(draft.row)
    found = None if reason else matching.find(draft)
    if isinstance(found, str):
        reason, found = found, None
    reason = reason or matching.objection(draft, found) or _contradiction(tx, draft, found, places, given)
    if reason:
        outcome.refused.append(Refusal(f"row {draft.row.number}", reason, draft.row.number))
        return None
    after = _after(tx, draft, found, given)
    if found is not None:
        outcome.known += 1
    else:
        outcome.added += 1
    matching.note(draft, after)
    return _Taken(draft, found, after.id)


def _contradiction(tx: Transaction, draft: Draft, found: Known | None, places: Places, given: Circumstances) -> str:
    """What only the records of one person show to contradict a row, or ""."""
    row = draft.row
    if found is None:
        return ""
    if row.telegram:
        here = [address.chat for address in addresses.of_person(tx, found.id) if address.account == given.account]
        # A second chat would read what is meant for the first: it is bound by a code, of which the first is told.
        if here and row.telegram not in here:
            return f"telegram_id differs from the recorded one of {row.name}; not changed"
    if (row.grid or row.microgrid) and found.household and not (row.door or draft.staff):
        person = people.get(tx, found.id)
        if person is not None and not places.inside(row, person.area_path):
            return f"{row.name} is recorded in another grid of {row.village}; not changed"
    return ""


def _after(tx: Transaction, draft: Draft, found: Known | None, given: Circumstances) -> Known:
    """Who a row's person is once it is taken, as later rows of the slice find them."""
    row = draft.row
    lives = int(bool(row.door and not draft.elsewhere))
    if found is not None:
        stays = found.household and not (given.moved and lives)
        door, key = (found.door, found.door_key) if stays else (draft.door, draft.door_key)
        return replace(
            found, phone=found.phone or row.phone, household=found.household or lives, door=door, door_key=key,
            bound=found.bound or bool(row.telegram), village=found.village if stays else row.village,
        )  # fmt: skip
    home = (draft.door, draft.door_key) if lives else ("", "")
    language = row.language or given.language
    return Known(tx.ids.next(), row.name, row.phone, language, row.village, lives, *home, bool(row.telegram))


def _make_homes(
    tx: Transaction, taken: Sequence[_Taken], where: Sequence[Place], given: Circumstances, outcome: Outcome
) -> dict[Doorway, int]:
    """The households at the doors of the rows, made where they are not there yet; those whose micro-grid was not
    known before are now in it."""
    wanted: dict[Doorway, tuple[Draft, Place]] = {}
    for entry, place in zip(taken, where, strict=True):
        key = Doorway(place.village.id, entry.draft.door_key)
        if entry.draft.door and (key not in wanted or len(place.smallest.path) > len(wanted[key][1].smallest.path)):
            wanted[key] = (entry.draft, place)
    before = bulk.households_at(tx, wanted)
    missing = [
        (Household(tx.ids.next(), key.village, place.smallest.id, draft.door, "", draft.landlord), key.door_key)
        for key, (draft, place) in wanted.items()
        if key not in before
    ]
    bulk.add_households(tx, missing, given.now)
    for key, (household, path) in before.items():
        if key in wanted and len(wanted[key][1].smallest.path) > len(path):
            bulk.refine_area(tx, household, wanted[key][1].smallest.id)
            outcome.filled_in["grid"] += 1
            for case in observations.of_household(tx, household):
                observed.settle(tx, case, 0, given.zone, given.now)
    after = bulk.households_at(tx, wanted) if missing else before
    return {key: household for key, (household, _) in after.items()}


def _new_person(entry: _Taken, place: Place, homes: dict[Doorway, int], given: Circumstances) -> NewPerson:
    draft = entry.draft
    home = 0 if draft.elsewhere else homes.get(Doorway(place.village.id, draft.door_key), 0)
    staff = _STAFF if draft.staff else _ACTING if draft.elsewhere else _PLAIN
    return NewPerson(
        entry.person, draft.row.name, draft.row.phone, draft.row.language or given.language, place.village.id, home,
        staff, draft.terms,
    )  # fmt: skip


def _fill_in(
    tx: Transaction, entry: _Taken, before: Known, place: Place, home: int, given: Circumstances, outcome: Outcome
) -> None:
    """What the records of somebody lack, from a row that says it; and where they have moved to."""
    draft = entry.draft
    moves_in = home and not draft.elsewhere and (not before.household or (given.moved and home != before.household))
    if moves_in:
        people.move(tx, entry.person, home, place.village.id)
        outcome.filled_in["move" if before.household else "home"] += 1
    if moves_in and before.household:
        audit.note(tx, 0, "move_home", entry.person, given.now)
        case = observations.open_of(tx, entry.person)
        if case is not None:
            observed.settle(tx, case, 0, given.zone, given.now)
    if draft.row.phone and not before.phone:
        people.set_name_phone(tx, entry.person, draft.row.name, draft.row.phone)
        outcome.filled_in["phone"] += 1
    if moves_in or (draft.row.phone and not before.phone):
        door = draft.door if moves_in else before.door or draft.door
        terms = search_terms(draft.row.name, draft.row.phone or before.phone, door)
        people.index(tx, entry.person, terms)


def _grant(tx: Transaction, entry: _Taken, place: Place, home: int, given: Circumstances, outcome: Outcome) -> None:
    """Roles that a row gives to somebody known. Each is said on a line and written down: it opens doors to them."""
    draft = entry.draft
    person = people.get(tx, entry.person) if draft.staff or draft.elsewhere else None
    if person is None:
        return
    held = {(post.role, post.area) for post in person.roles}
    gained = [(role, area) for role in sorted(draft.staff) if (role, area := place.area_of(role)) not in held]
    for role, area in gained:
        people.give_role(tx, person.id, role, area)
        audit.note(tx, 0, "give_role", person.id, given.now)
        where = areas.get(tx, area)
        _say_granted(outcome, draft, f"{role} in {where.name if where else area}")
    if draft.elsewhere and home not in person.households:
        audit.note(tx, 0, "give_role", person.id, given.now)
        _say_granted(outcome, draft, f"{Role.RELATIVE} of the household at {place.village.name} {draft.door}")


def _say_granted(outcome: Outcome, draft: Draft, what: str) -> None:
    outcome.filled_in["role"] += 1
    outcome.granted.append(f"row {draft.row.number}: {draft.row.name}, who was here already, is {what} from now on")


def _bind(tx: Transaction, entry: _Taken, matching: Matching, given: Circumstances, outcome: Outcome) -> None:
    chat = entry.draft.row.telegram
    if not chat:
        return
    if not given.account:
        outcome.unbound += 1
    elif matching.bound(entry.draft) != entry.person:
        language = entry.draft.row.language or given.language
        addresses.bind(tx, Address(given.account, chat), entry.person, language, given.now)
        outcome.filled_in["telegram_id"] += entry.before is not None
