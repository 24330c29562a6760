"""«以后发微信», «以后都发到Telegram», «以后我在哪里说就发哪里»: at which door somebody is written to first."""

from domain.replies import Reply
from handlers.flow import Flow, Outcome, Turn, finish
from nlu.writing_to import WHEREVER, wanted_door
from storage import addresses
from storage.addresses import Address

flow = Flow("writing_to")


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    wanted = wanted_door(turn.text)
    if wanted is None or turn.person is None:
        return None
    if wanted == WHEREVER:
        addresses.choose(turn.tx, turn.person.id, None)
        return finish(Reply("writing_to/wherever"))
    door = _door(turn, turn.person.id, wanted)
    if door is None:
        return finish(Reply("writing_to/not_there", {"kind": wanted}))
    addresses.choose(turn.tx, turn.person.id, door)
    return finish(Reply("writing_to/chosen", {"kind": door.kind}))


def _door(turn: Turn, person: int, wanted: str) -> Address | None:
    """The one here, or the newest; who says 微信 and has only 企业微信, or its robot, means that."""
    doors = addresses.every_of(turn.tx, person)
    doors.sort(key=lambda door: door != turn.address)
    wide = wanted.startswith("wecom")
    found = [door for door in doors if door.kind == wanted]
    return next(iter(found or [door for door in doors if wide and door.kind.startswith("wecom")]), None)
