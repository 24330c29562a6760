"""«今天要做什么», «红名单», «2 办好了», «3 我来»: a worker's list of the day, and what they say of its lines."""

from collections.abc import Mapping
from typing import Any

from broadcasts import digests, outstanding
from broadcasts.outstanding import Outstanding
from broadcasts.outstanding.source import Done
from domain.outstanding import URGENT, Deed, Item, State, Ticked
from domain.replies import MESSAGE, Reply
from handlers.flow import Flow, Outcome, Turn, finish, say
from nlu.digest_words import asks_digest, asks_urgent, read_ticks
from storage import outbox

flow = Flow(digests.FLOW)


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """The list, or a word about lines of the one that was read last."""
    if not digests.has_list(turn.person):
        return None
    if asks_digest(turn.text):
        return today(turn)
    if asks_urgent(turn.text):
        return finish(digests.list_reply(turn.tx, turn.known(), _items(turn, True), turn.now, urgent=True))
    said, asked = read_ticks(turn.text), [each for each in turn.waiting if each.flow == flow.name]
    if said is None or not asked:
        return None
    lines = digests.listed(asked[-1].data)
    done = [
        _done(turn, lines[number], said.deed) if number in lines
        else Done(Ticked(State.NO_SUCH_LINE, said.deed, str(number)))
        for number in said.numbers
    ]  # fmt: skip
    return _after(turn, asked[-1].data, done, pressed=False)


@flow.command("today")
def today(turn: Turn) -> Outcome:
    """«/today»"""
    if not digests.has_list(turn.person):
        return say("digests/not_yours")
    items = Outstanding(turn.tx, turn.now).of(turn.known())
    return finish(digests.list_reply(turn.tx, turn.known(), items, turn.now))


@flow.step("tick", again=True)
def tick(turn: Turn) -> Outcome:
    """A button under the list: its line is done, or taken; or the lines that follow."""
    if turn.answer == digests.MORE:
        urgent = bool(turn.data.get("urgent"))
        more = digests.list_reply(turn.tx, turn.known(), _items(turn, urgent), turn.now, turn.data, urgent=urgent)
        return Outcome((more,), answered=False)
    lines = {item.line: item for item in digests.listed(turn.data).values()}
    return _after(turn, turn.data, [_done(turn, lines[turn.answer], Deed.DONE)], pressed=True)


def _items(turn: Turn, urgent: bool) -> list[Item]:
    items = Outstanding(turn.tx, turn.now).of(turn.known())
    return [item for item in items if item.kind in URGENT] if urgent else list(items)


def _done(turn: Turn, item: Item, deed: Deed) -> Done:
    return outstanding.tick(turn.tx, turn.known(), item, deed, turn.now)


def _after(turn: Turn, before: Mapping[str, Any], done: list[Done], pressed: bool) -> Outcome:
    """The list gets shorter where it stands; where it cannot, and of what is not plain, there are words."""
    worker, urgent = turn.known(), bool(before.get("urgent"))
    items = _items(turn, urgent)
    replies = [reply for each in done for reply in each.told]
    silent = [each.ticked for each in done if not each.told]
    standing = outbox.fate(turn.tx, int(before[MESSAGE]))
    changes = int(before[MESSAGE]) if standing is not None and standing.can_change else 0
    if not changes or not pressed or any(each.state is not State.NOTED for each in silent):
        replies.append(Reply("digests/ticked", {"ticked_lines": silent, "day_left": len(items)}))
    if changes:
        replies.append(digests.list_reply(turn.tx, worker, items, turn.now, before, changes, urgent))
    elif items and not {item.line for item in items} & set(before["shown"]):
        replies.append(digests.list_reply(turn.tx, worker, items, turn.now, before, urgent=urgent))
    return Outcome(tuple(replies), answered=False, toast="noted")
