"""Whatever a family sends and whenever: what holds is what a plain list of their numbers holds, what is missing is
just that of which it has none, and nobody is asked twice for one time."""

from collections import Counter
from datetime import datetime, timedelta
from functools import partial

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.observation import Observation, is_missing, missed
from storage import check_ins, observations
from storage.database import Transaction
from tests.town import HOUR, NOON, ZONE, Town

FAMILY = ("李阿公", "李阿婆", "李小宝")
DEGREES = st.integers(min_value=355, max_value=372).map(lambda tenths: f"{tenths / 10:.1f}")
"""Below a fever: alarms have tests of their own."""

everybody = st.tuples(st.just("all"), st.lists(DEGREES, min_size=3, max_size=3))
named = st.tuples(st.just("named"), st.tuples(st.sampled_from(FAMILY), DEGREES))
own = st.tuples(st.just("own"), DEGREES)
corrected = st.tuples(st.just("correct"), DEGREES)
nothing = st.tuples(
    st.just("nothing"),
    st.sampled_from(
        ["都好", "正常", "3605", "73", "好", "猪肉2斤", "36.5 36.6 36.7 36.8", "第几天了", "取消订单"]
    ),
)
stranger = st.tuples(st.just("stranger"), DEGREES)
passing = st.tuples(st.just("passes"), st.sampled_from([0.2, 1, 2.5, 3, 5, 7, 12, 26]))
jumping = st.tuples(st.just("jumps"), st.sampled_from([-2, 2]))
steps = st.lists(
    st.one_of(everybody, named, own, corrected, nothing, stranger, passing, passing, passing, jumping),
    min_size=4, max_size=25,
)  # fmt: skip

few = partial(settings, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

Rows = dict[str, list[tuple[int, int, int]]]
"""By name: (time for which it counts, number, in which saying) of what holds, in the order in which it came."""


def turn_of(now: int) -> int:
    """The morning's turn is from 5 to 15 o'clock, the evening's from then on."""
    local = datetime.fromtimestamp(now / 1000, ZONE)
    day = local - timedelta(days=1) if local.hour < 5 else local
    hour = 8 if 5 <= local.hour < 15 else 18
    return int(day.replace(hour=hour, minute=0, second=0, microsecond=0).timestamp() * 1000)


def due_until(begun: int, now: int) -> list[int]:
    """All times at which a report was due."""
    day = datetime.fromtimestamp(begun / 1000, ZONE).replace(minute=0, second=0, microsecond=0)
    found = []
    while (at := int(day.timestamp() * 1000)) <= now:
        if day.hour in (8, 18) and at >= begun:
            found.append(at)
        day += timedelta(hours=1)
    return found


async def say(town: Town, rows: Rows, saying: int, what: str, detail: object) -> None:
    """Somebody says something, and the model notes what it means."""
    slot = turn_of(town.now)

    def note(name: str, degrees: str) -> None:
        rows[name].append((slot, round(float(degrees) * 100), saying))

    match what, detail:
        case "all", [*numbers]:
            await town.says("李阿公", " ".join(numbers))
            for name, degrees in zip(FAMILY, numbers, strict=True):
                note(name, degrees)
        case "named", (name, degrees):
            await town.says("李阿公", f"{name} {degrees}")
            note(name, degrees)
        case "own", degrees:
            await town.says("李阿公", f"我{degrees}")
            note("李阿公", str(degrees))
        case "correct", degrees:
            await town.says("李阿公", f"刚才打错了，是{degrees}")
            correct(town, rows, saying, round(float(str(degrees)) * 100))
        case "nothing", text:
            await town.says("李阿公", str(text))
        case "stranger", degrees:
            await town.says("王阿婆", f"李阿公 {degrees}")


def correct(town: Town, rows: Rows, saying: int, degrees: int) -> None:
    """It is about the one person of whom the last report was; of several it is asked."""
    last = max((row[2] for name in FAMILY for row in rows[name]), default=-1)
    about = [name for name in FAMILY if rows[name] and rows[name][-1][2] == last]
    if len(about) == 1:
        (name,) = about
        rows[name][-1] = (rows[name][-1][0], degrees, saying)


def look(tx: Transaction) -> dict[str, tuple[Observation, list[tuple[int, int | None]], set[int]]]:
    cases = [case for village in observations.villages(tx) for case in observations.in_village(tx, village)]
    return {
        case.name: (
            case, sorted((row.slot, row.temperature) for row in check_ins.of_case(tx, case.id)),
            check_ins.slots(tx, case.id),
        )
        for case in cases
    }  # fmt: skip


async def begin(town: Town) -> None:
    def clear(tx: Transaction) -> None:
        for table in ("check_ins", "observation_changes", "observations", "report_calls", "dues", "questions",
                      "outbox", "conversations", "order_lines", "orders", "windows"):  # fmt: skip
            tx.connection.execute(f"delete from {table}")  # noqa: S608

    await town.database.write(clear)
    town.now = NOON
    if "李小宝" not in town.people:
        await town.settles("李小宝", "3幢201")
    await town.observes(*FAMILY)


@few(max_examples=40)
@given(steps)
async def test_what_holds_and_what_is_missing_is_what_the_model_says(
    town: Town, said: list[tuple[str, object]]
) -> None:
    await begin(town)
    begun, rows = town.now, {name: [] for name in FAMILY}  # type: tuple[int, Rows]
    for number, (what, detail) in enumerate(said):
        match what, detail:
            case "passes", float() | int():
                await town.later(float(str(detail)))
            case "jumps", int():
                town.now = max(begun, town.now + int(str(detail)) * HOUR)
                await town.later(0)
            case _:
                await say(town, rows, number, what, detail)
        found = await town.database.read(look)
        for name in FAMILY:
            case, held, reported = found[name]
            assert held == sorted((slot, degrees) for slot, degrees, _ in rows[name]), (what, detail)
            kept, due = {slot for slot, _, _ in rows[name]}, due_until(begun, town.now)
            assert is_missing(case, ZONE, town.now) == bool(due and due[-1] > max(kept, default=0))
            over = [slot for slot in due if slot not in kept and slot != turn_of(town.now)]
            assert missed(case, ZONE, reported, town.now) == over
    assert max((await town.database.read(prompts)).values(), default=0) <= 1


def prompts(tx: Transaction) -> Counter[str]:
    """What the clock sent, by its words: the day and the part of it stand in them, and the first of the names."""
    rows = tx.connection.execute("select content from outbox where priority = 'reminder'").fetchall()
    found = [text.partition("天。请报") for (text,) in rows if "天。请报" in text]
    return Counter(before + after[:2] for before, _, after in found)
