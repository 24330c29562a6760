"""Fourteen days of a village of 2,000 of whom some are observed, on a clock of our own: families report, fall silent,
lose their phones; cases are extended, shortened, ended and resumed; the program is restarted, killed while it writes,
and its clock jumps. What must come of it is kept beside it, another way: day by day, time by time.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from broadcasts import checking_in, observation_changes, observing, releasing, reporting
from broadcasts.checking_in import Reporter, Told
from broadcasts.firings import firings
from broadcasts.group_posts import Doors
from domain.grades import Grade
from domain.observation import Observation, State, missed, slot_of
from domain.people import Person
from domain.policies import Counting, Ground, Span
from domain.schedules import local_day, moment
from domain.spans import DAY, HOUR, MINUTE
from storage import check_ins, dues, observations, people
from storage.addresses import Address
from storage.database import Transaction
from storage.files import FileStore
from tests.broadcasts.living import BERLIN, FIRST, GROUPS, NEW_YORK, SHANGHAI, Living
from tests.broadcasts.observed_days import ONE_DAY, Case

SECOND = 1_000

AFTER = {reporting.AGAIN: 60, reporting.WORKER: 120, reporting.CADRE: 240}
"""Minutes after which a family is asked again, and its silence told."""

TIMES = ((), (), (480, 1_080), (540,), (420, 720, 1_140))


@dataclass
class Quarantine(Living):
    """One run. `looks`: (when, what the program said was missed, what must have been) at some moments."""

    begins_in: ClassVar = {SHANGHAI: date(2028, 2, 20), NEW_YORK: date(2026, 10, 26), BERLIN: date(2027, 3, 20)}
    """A 29 February, and two nights in which the clocks are changed."""

    families: int = 30
    cases: dict[int, Case] = field(default_factory=dict)
    looks: list[tuple[int, dict[int, list[int]], dict[int, list[int]]]] = field(default_factory=list)
    early: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    calls: dict[tuple[int, int, int], int] = field(default_factory=dict)
    """When which family (reporter, time, level) must have been asked, or its silence told."""

    by_door: set[tuple[int, int]] = field(default_factory=set)
    """Families (reporter, time) of which a worker heard instead of them."""

    unreachable: set[int] = field(default_factory=set)
    twice: set[tuple[int, int]] = field(default_factory=set)
    """Families whose time came a second time, since the clock was put back: what was left out then may stay so."""

    furthest: int = 0

    def __post_init__(self) -> None:
        super().__post_init__()
        self.fires = firings(self.writer, FileStore(self.path.parent / "files"), "http://village.test", Doors())

    def _build(self, tx: Transaction) -> None:
        self.village, _ = self._settle(tx, workers=GROUPS)
        self.cadre = self._person(tx, FIRST + self.people - 1)

    def _person(self, tx: Transaction, person: int) -> Person:
        found = people.get(tx, person)
        assert found is not None
        return found

    def run(self) -> None:
        """Lives through it: usually from one due time to the next; sometimes the program stands still, or the clock
        jumps."""
        for _ in range(self.families // 2):
            self._enrol()
        while self.now < self.end:
            kind = self.random.random()
            if kind < 0.02:
                self.now += self.random.randint(1, 10 * 60) * MINUTE
            elif kind < 0.03:
                self.now -= self.random.randint(1, 120) * MINUTE
            else:
                self.now = max(self.now + 1_000, self._next_due()) + self.random.randint(0, 40 * MINUTE)
            self._something_happens()
            for _ in range(2):  # what moves a due in one tick is seen by the next, a second later
                self.now += SECOND
                self._tick()
            if self.random.random() < 0.3:
                self._look()
        self.now += 30 * DAY
        self._tick()
        self._look()

    def _next_due(self) -> int:
        row = self.connection.execute("select min(at) from dues where fired_at is null").fetchone()
        return min(self.end, row[0] if row[0] is not None else self.end, self.now + 2 * HOUR)

    def _tick(self) -> None:
        """What bot.py does each second, by one process or by two that have read the same; one may be killed."""
        self._call()
        for entry in self.committed(lambda tx: dues.due(tx, self.now, 500)):

            def work(tx: Transaction, entry: dues.Due = entry) -> None:
                if entry.kind in self.fires and dues.fire(tx, entry, self.now):
                    self.fires[entry.kind](tx, entry.subject, self.now)

            if self.random.random() < 0.1:
                self.committed(work, killed=True)
            self.committed(work)
            self.committed(work)

    def _call(self) -> None:
        """What this tick must ask and pass on."""
        self.furthest = max(self.furthest, self.now)
        silent: dict[tuple[int, int], list[Case]] = {}
        for case in self.cases.values():
            due = case.expected(self.zone, self.now) if case.state == "open" else []
            if due and max(due) > max(case.reported, default=0):
                silent.setdefault((case.reporter, max(due)), []).append(case)
        for (reporter, slot), cases in silent.items():
            self.twice |= {(reporter, slot)} if self.now < self.furthest else set()
            if any(case.slot(self.zone, self.now) <= slot for case in cases):
                for level in self._levels(reporter, slot):
                    self.calls[reporter, slot, level] = self.now

    def _levels(self, reporter: int, slot: int) -> list[int]:
        asked = self.calls.get((reporter, slot, reporting.ASKED))
        if asked is None:
            self.by_door |= {(reporter, slot)} if reporter in self.unreachable else set()
            return [reporting.ASKED]
        after = {reporting.CADRE: 240} if (reporter, slot) in self.by_door else AFTER
        return [level for level, minutes in after.items()
                if (reporter, slot, level) not in self.calls and asked + minutes * MINUTE <= self.now]  # fmt: skip

    def _look(self) -> None:
        def work(tx: Transaction) -> dict[int, list[int]]:
            found = {}
            for key in self.cases:
                case = observations.get(tx, key)
                assert case is not None
                found[key] = missed(case, self.zone, check_ins.slots(tx, key), self.now)
            return found

        wanted = {key: case.missed(self.zone, self.now) for key, case in self.cases.items()}
        self.looks.append((self.now, self.committed(work), wanted))

    def _something_happens(self) -> None:
        doings = (self._enrol, self._lose_phone, self._extend, self._shorten, self._end, self._resume, self._times)
        for doing in doings:
            if self.random.random() < 0.02:
                doing()
        for case in self.cases.values():
            if case.state == "open" and self.random.random() < 0.06:
                self._report(case)
            if self.random.random() < 0.01:
                self._release(case)

    def _enrol(self) -> None:
        home = self.random.randrange(GROUPS, self.people // 2 - 1)
        persons = [FIRST + 2 * home + n for n in range(self.random.choice((1, 2)))]
        days, minutes = self.random.randint(1, 10), self.random.choice(TIMES)
        start = local_day(self.now, self.zone) - self.random.randint(0, 2) * ONE_DAY
        spans = (Span(Grade.HOME, days), *([Span(Grade.MONITORING, 3)] if not minutes and days > 3 else []))
        grades = {start: (480, 1_080), start + days * ONE_DAY: (480,)} if len(spans) > 1 else {start: (480, 1_080)}

        def work(tx: Transaction) -> tuple[Observation, ...]:
            wanted = [
                observing.Wanted(person, Ground.OTHER, spans, Counting.FROM_START, start, times=minutes)
                for person in persons
            ]
            return observing.enrol(tx, self.cadre, wanted, self.zone, self.now).cases

        self.committed(work, killed=True)
        for made in self.committed(work):
            own = {min(start, local_day(self.now, self.zone)): minutes} if minutes else {}
            last = start + sum(span.days for span in spans) * ONE_DAY - ONE_DAY
            self.cases[made.id] = Case(made.id, made.person, made.reporter, start, last, self.now, grades, own)

    def _report(self, case: Case) -> None:
        """A number, now and then a second one for the same time."""

        def work(tx: Transaction) -> int:
            found = observations.get(tx, case.id)
            assert found is not None
            by = Reporter(self._person(tx, case.reporter), "36.5", 0, Address("a", str(case.reporter)))
            slot = slot_of(found, self.zone, self.now)
            checking_in.record(tx, by, [Told(found, slot, 3_650)], self.now)
            return slot

        self.committed(work, killed=self.random.random() < 0.05) if self.random.random() < 0.05 else None
        assert self.committed(work) == case.slot(self.zone, self.now)
        case.reported.add(case.slot(self.zone, self.now))

    def _lose_phone(self) -> None:
        if self.cases:
            person = self.random.choice([case.reporter for case in self.cases.values()])
            query = "update addresses set state = 'unreachable' where person = ?"
            self.committed(lambda tx: tx.connection.execute(query, (person,)))
            self.unreachable.add(person)

    def _some(self, *states: str) -> Case | None:
        found = [case for case in self.cases.values() if case.state in states]
        return self.random.choice(found) if found else None

    def _extend(self) -> None:
        case = self._some("open")
        if case is not None:
            self._last(case, max(case.last, local_day(self.now, self.zone)) + self.random.randint(1, 5) * ONE_DAY)

    def _shorten(self) -> None:
        case = self._some("open")
        if case is not None and case.last > case.first:
            self._last(case, case.first + self.random.randrange((case.last - case.first).days) * ONE_DAY)

    def _last(self, case: Case, day: date) -> None:
        over = moment(case.last + ONE_DAY, 0, self.zone)
        done = self.committed(
            lambda tx: observation_changes.last(tx, self.cadre, case.id, day, "试", self.zone, self.now)
        )
        if done.refusal is None:
            case.closed += [(over, self.now)] if self.now > over else []
            case.last = day
            case.grades = {since: minutes for since, minutes in case.grades.items() if since <= day}

    def _times(self) -> None:
        case = self._some("open")
        minutes = self.random.choice(TIMES[2:])
        if case is None:
            return
        done = self.committed(
            lambda tx: observation_changes.set_times(tx, self.cadre, case.id, minutes, "试", self.zone, self.now)
        )
        if done.refusal is None:
            since = max(local_day(self.now, self.zone) + ONE_DAY, case.first)
            family = [each for each in self.cases.values() if each.reporter == case.reporter and each.state == "open"]
            for other in family:
                if other is case or other.first <= since:
                    other.own = {day: old for day, old in other.own.items() if day < since} | {since: minutes}

    def _end(self) -> None:
        case = self._some("open")
        if case is not None:
            self.committed(lambda tx: observation_changes.end(tx, self.cadre, case.id, "送医院", self.zone, self.now))
            case.state = "ended"
            case.closed.append((self.now, 1 << 60))

    def _resume(self) -> None:
        case = self._some("ended", "released")
        if case is None:
            return
        done = self.committed(
            lambda tx: observation_changes.resume(tx, self.cadre, case.id, "回来了", self.zone, self.now)
        )
        if done.refusal is None:
            case.state = "open"
            case.closed[-1] = (case.closed[-1][0], self.now)

    def _release(self, case: Case) -> None:
        """A cadre presses; it must do nothing before the midnight after the last day, and work from then on."""
        if case.state != "open":
            return
        done = self.committed(lambda tx: releasing.release(tx, self.cadre, case.id, self.zone, self.now))
        over = self.now >= moment(case.last + ONE_DAY, 0, self.zone)
        if done.case is not None and done.case.state is State.RELEASED:
            self.early += [] if over else [f"case {case.id} was released at {self.now}"]
            case.state = "released"
            case.closed.append((self.now, 1 << 60))
        elif over:
            self.kept.append(f"case {case.id} was not released at {self.now}: {done.refusal}")
