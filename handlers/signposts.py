"""«装袋单», «标签», «到货», «谁订了»: what a cadre does on a page, or with more words, and the way to it."""

from domain.orders import Window
from domain.replies import Reply
from handlers import which_round as rounds
from handlers.flow import Flow, Outcome, Turn, finish, managed_village, say
from nlu.settlements import named_round
from nlu.signposts import signpost
from storage import accounts, windows

flow = Flow("signposts")

PAGES = {
    "board": "", "close": "", "change": "/change", "export": "", "packing": "/packing", "labels": "/labels",
    "slots": "/pickup", "routes": "/pickup/routes", "arrival": "/arrived", "payments": "/payments",
    "code": "/payments", "expenses": "/account", "suppliers": "/supplies", "gifts": "/supplies",
    "wishes": "/supplies",
}  # fmt: skip
"""Below the round's own page; what is missing here is about all rounds."""

WHILE_OPEN = frozenset(("board", "close", "change"))
"""What is asked about the round that takes orders; all else about the one that is being settled, if there is one."""


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    number, said = named_round(turn.text)
    topic = signpost(said) if rounds.settles(turn) else ""
    if not topic:
        return None
    if topic not in PAGES:
        page = "/rounds" if topic == "rounds" else ""
        return finish(Reply("signposts/way", {"topic": topic, "link": f"{turn.house.address}/console{page}"}))
    window = _window(turn, number, topic)
    if window is None:
        return say("signposts/no_round")
    values = {"topic": topic, "window": window, "link": _link(turn, window, topic)}
    if topic == "board":
        account = accounts.load(turn.tx, window)
        ordered = [sold for sold in account.goods if sold.ordered]
        values |= {"sold": ordered, "households": sum(bool(home.lines) for home in account.households)}
    return finish(Reply("signposts/way", values))


def _window(turn: Turn, number: int, topic: str) -> Window | None:
    """The round that was named, or else the newest that the topic is about, or else the newest."""
    village = managed_village(turn)
    found = windows.latest(turn.tx, village.id, rounds.LATEST) if village else []
    found = [window for window in found if (window.number == number if number else window.state != "cancelled")]
    fits = [window for window in found
            if (window.taking_orders(turn.now) if topic in WHILE_OPEN else window.being_settled)]  # fmt: skip
    chosen = (fits or found)[:1]
    return windows.get(turn.tx, chosen[0].id) if chosen else None


def _link(turn: Turn, window: Window, topic: str) -> str:
    page = PAGES[topic] if topic != "change" or window.taking_orders(turn.now) else ""
    return f"{turn.house.address}/console/windows/{window.id}{page}"
