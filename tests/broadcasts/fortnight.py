"""Fourteen days of a village of 2,000 on a clock of our own: restarts, kills in mid-transaction, two processes that
tick at once, and a clock that jumps. What must come of it is computed beside it, another way.

All that is known of the program is when it ticked; from that follows what each time and each step comes to.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from broadcasts import escalating, reminders
from domain.notices import Notice
from domain.people import Status
from domain.rules import PUNCTUAL, Do, Follow, Late, Rule
from domain.schedules import EVENING, Anchor, Calendar, Relative, Schedule, moment, next_times
from domain.spans import HOUR
from storage import dues, households, notices, recipients, rules
from storage.database import Transaction
from tests.broadcasts.living import BERLIN, DAYS, FIRST, GROUPS, NEW_YORK, SHANGHAI, Living
from tests.feeds import feed

FOLLOW = (Follow(2 * HOUR, Do.AGAIN), Follow(4 * HOUR, Do.NEXT), Follow(5 * HOUR, Do.NEXT))


@dataclass
class Fortnight(Living):
    """One run: `ticks` are the times at which the program looked, in their order."""

    begins_in: ClassVar = {SHANGHAI: date(2026, 11, 30), NEW_YORK: date(2026, 10, 26), BERLIN: date(2027, 3, 20)}
    """Two of them with a night in which the clocks are changed."""

    ticks: list[int] = field(default_factory=list)
    rules: list[tuple[Rule, int]] = field(default_factory=list)
    """Each with its place in `ticks` from which on it was there."""

    answered: dict[tuple[int, int], int] = field(default_factory=dict)
    """By (broadcast, person): the place in `ticks` before which the answer came."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.start = self.now

    def _build(self, tx: Transaction) -> None:
        self.village, self.groups = self._settle(tx, workers=3 * GROUPS)
        self.cadre = FIRST + self.people - 1
        for rule in self._rules():
            self._keep(tx, *rule)
        for _ in range(self.random.randint(1, 6)):
            home = self.random.randrange(self.people // 2)
            until = moment(self.begins + timedelta(days=self.random.randint(2, DAYS)), 0, self.zone)
            households.note_status(tx, home + 1, Status.OBSERVATION, 0, until, 1, self.now)
        for number in range(self.random.randint(1, 5)):
            closes = self.now + self.random.randint(3 * HOUR, DAYS * 24 * HOUR)
            tx.connection.execute(
                "insert into windows (tenant, id, number, village, title, state, opened_at, closes_at) "
                "values (0, ?, ?, ?, ?, 'open', 0, ?)",
                (number + 1, number + 1, self.village.id, f"团{number}", closes),
            )

    def _rules(self) -> list[tuple[Schedule, dict[str, Any], tuple[Follow, ...]]]:
        everybody, workers = {"area": self.village.id}, {"role": "grid_worker", "area": self.village.id}
        group = {"area": self.groups[0].id}
        begins = self.begins
        return [
            (Calendar((450,), begins, begins + timedelta(days=self.random.randint(0, 20))), everybody, ()),
            (Calendar((480, 990), begins), workers, FOLLOW),
            (Calendar((150, 1_000), begins, every=3), group, FOLLOW[:1]),
            (Calendar((540,), begins, weekdays=(0, 2, 5)), group, FOLLOW[1:]),
            (Calendar((600,), begins, monthdays=(1, 31)), workers, ()),
            (Relative(Anchor.CLOSING, -120), group, ()),
            (Relative(Anchor.OBSERVATION, days=-1, at=EVENING), everybody, FOLLOW[:2]),
        ]

    def _keep(
        self, tx: Transaction, schedule: Schedule, audience: dict[str, Any], follow: tuple[Follow, ...]
    ) -> None:
        notice = notices.add(tx, Notice(
            0, self.village.id, 0, self.cadre, "提醒", {"zh": "请量体温。"}, audience, 12 * HOUR
        ), self.now)  # fmt: skip
        late = self.random.choice(list(Late))
        rule = Rule(0, self.village.id, 0, notice.id, schedule, self.cadre, follow=follow, late=late)
        looked = reminders.first_look(rule, self.zone, self.now)
        kept = rules.add(tx, Rule(
            0, self.village.id, 0, notice.id, schedule, self.cadre, follow=follow, late=late, next_at=looked
        ), self.now)  # fmt: skip
        self.rules.append((kept, len(self.ticks)))

    def run(self) -> None:
        """Lives through it: usually from one due time to the next; sometimes the program stands still, or the clock
        jumps."""
        while self.now < self.end:
            kind = self.random.random()
            if kind < 0.03:
                self.now += self.random.randint(1, 14 * 60) * 60_000  # it stood still, or the clock was put forward
            elif kind < 0.05:
                self.now -= self.random.randint(1, 180) * 60_000  # the clock was put back
            else:
                self.now = max(self.now + 1_000, self._next_due()) + self.random.randint(0, 999)
            self._answer()
            self._tick()
        self.now = max([self.end, *self.ticks]) + 24 * HOUR
        self._tick()

    def _next_due(self) -> int:
        row = self.connection.execute(
            "select min(at) from (select min(next_at) as at from rules where state = 'on' union all "
            "select min(at) from dues where fired_at is null)"
        ).fetchone()
        return min(self.end, row[0] if row[0] is not None else self.end)

    def _answer(self) -> None:
        """Some of the grid workers and households answer what they have."""
        open_ones = self.connection.execute(
            "select r.broadcast, r.person from recipients r join broadcasts b on b.id = r.broadcast "
            "join rules u on u.id = b.rule where r.answered_at is null and u.follow <> '[]'"
        ).fetchall()
        chosen = [pair for pair in open_ones if self.random.random() < 0.05]

        def work(tx: Transaction) -> None:
            for broadcast, person in chosen:
                recipients.answer(tx, broadcast, person, "received", self.now)
                self.answered[broadcast, person] = len(self.ticks)

        self.committed(work)

    def _tick(self) -> None:
        """What bot.py does each second, by one process or by two that have read the same; one may be killed."""
        self.ticks.append(self.now)
        stale = self.committed(lambda tx: rules.due(tx, self.now, 500))
        if stale and self.random.random() < 0.2:
            self.committed(lambda tx: reminders.fire(tx, stale, self.zone, self.now), killed=True)
        while found := self.committed(lambda tx: rules.due(tx, self.now, 500)):
            self.committed(lambda tx, found=found: reminders.fire(tx, found, self.zone, self.now))
        if stale and self.random.random() < 0.2:
            self.committed(lambda tx: reminders.fire(tx, stale, self.zone, self.now))
        self._follow()
        self.committed(self._feed)

    def _follow(self) -> None:
        steps = escalating.firings(self.writer, {})
        for entry in self.committed(lambda tx: dues.due(tx, self.now, 500)):

            def work(tx: Transaction, entry: dues.Due = entry) -> None:
                if entry.kind in steps and dues.fire(tx, entry, self.now):
                    steps[entry.kind](tx, entry.subject, self.now)

            if self.random.random() < 0.1:
                self.committed(work, killed=True)
            self.committed(work)
            self.committed(work)

    def _feed(self, tx: Transaction) -> None:
        feed(tx, self.writer, 100_000, self.now)
        tx.connection.execute("update outbox set state = 'sent', sent_at = ? where state = 'queued'", (self.now,))

    def quiet(self, at: int) -> bool:
        """Whether nothing goes out at a time."""
        local = datetime.fromtimestamp(at / 1000, self.zone)
        return not 6 * 60 + 30 <= local.hour * 60 + local.minute < 22 * 60

    # What must have come of it.

    def first_tick(self, at: int, since: int) -> int:
        """The place of the first tick from a place on at which a time had come; len(ticks) when there was none."""
        return next((place for place in range(since, len(self.ticks)) if self.ticks[place] >= at), len(self.ticks))

    def wanted(self) -> dict[tuple[int, int, int], str]:
        """By (rule, subject, time): what becomes of it."""
        found: dict[tuple[int, int, int], str] = {}
        for rule, since in self.rules:
            dealt: dict[int, list[tuple[int, int]]] = defaultdict(list)
            for subject, at in self._times(rule):
                place = self.first_tick(at, since)
                if place < len(self.ticks):
                    dealt[place].append((at, subject))
            for place, together in dealt.items():
                now, served = self.ticks[place], set()
                for at, subject in sorted(together, reverse=True):
                    on_time, holds = now - at <= PUNCTUAL, now < at + 12 * HOUR
                    late = rule.late is Late.ONCE and holds and subject not in served
                    found[rule.id, subject, at] = "sent" if on_time else "late" if late else "skipped"
                    served |= {subject} if on_time or late else set()
        return found

    def _times(self, rule: Rule) -> list[tuple[int, int]]:
        if isinstance(rule.schedule, Calendar):
            times = next_times(rule.schedule, self.start, self.zone, 500)
            return [(0, at) for at in times if at <= self.ticks[-1]]
        query = ("select id, closes_at from windows" if rule.schedule.anchor is Anchor.CLOSING else
                 "select household, max(until) from household_statuses group by household")  # fmt: skip
        anchored = [(key, rule.schedule.moment(at, self.zone)) for key, at in self.connection.execute(query)]
        return [(key, at) for key, at in anchored if at > self.start]
