"""«询价 猪肉 鱼 给老张», «发给供应商»: what a cadre asks of suppliers, and does with what they answer."""

from dataclasses import replace

from broadcasts import supplying
from domain.accounts import Supply as Wanted
from domain.amounts import format_yuan
from domain.areas import Area
from domain.orders import Window
from domain.permissions import Action, allowed, scope
from domain.replies import YES, Ask, Option, Reply
from handlers import which_round
from handlers.flow import Flow, Outcome, Turn, finish, managed_village, say
from nlu.quotes import QuoteRequest, read_quote_request
from storage import addresses, areas, audit, changes, people, questions, supplies, windows
from storage.supplies import Supply

flow = Flow(supplying.FLOW)

SEND = ("发给供应商", "把单子发给供应商", "通知供应商")


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """Words of whoever may open a window."""
    if turn.person is None or not scope(turn.person, Action.OPEN_WINDOW):
        return None
    village = managed_village(turn)
    request = read_quote_request(turn.text)
    if request is not None and village is not None:
        return _ask(turn, village, request)
    if turn.text in SEND and village is not None:
        closed = [window for window in windows.latest(turn.tx, village.id, 5) if window.state == "closed"]
        ask = supplying.to_send(turn.tx, closed[0]) if closed else None
        return finish(Reply("supplying/to_whom", {"window": closed[0]}, ask)) if ask else say("supplying/nobody")
    return None


def _ask(turn: Turn, village: Area, request: QuoteRequest) -> Outcome:
    """A question to each supplier that was meant."""
    cadre = turn.known()
    meant = [one for one in supplying.of_village(turn.tx, village.id) if request.supplier in one.name]
    for one in meant:
        asked = Supply(0, 0, village.id, one.id, supplies.ASKED, {"goods": request.goods}, turn.saying, cadre.id)
        supplies.note(turn.tx, asked, turn.now)
    if not meant:
        return say("supplying/nobody")
    away = [one for one in meant if not addresses.of_person(turn.tx, one.id)]
    values = {"goods": request.goods, "worker": cadre, "village": village.name}
    told = [Reply("supplying/asked", values, to=one.id) for one in meant if one not in away]
    return finish(Reply("supplying/asked_them", values | {"suppliers": meant, "away": away}), *told)


@flow.step("use")
def use(turn: Turn) -> Outcome:
    """«按这个价开团»: the quote as if the cadre had written it, read back like every announcement."""
    supply = _about(turn)
    if supply is None:
        return say("windows/not_allowed")
    priced = "，".join(
        f"{item['name']}{format_yuan(item['price'])}元/{item['unit']}" for item in supply.content["items"]
    )
    return Outcome(then=f"/window {priced}")


@flow.step("send", again=True)
def send(turn: Turn) -> Outcome:
    """The sheet to a supplier: totals and whole cases, and nobody's name or door."""
    found = which_round.asked(turn, Action.OPEN_WINDOW)
    if found is None:
        return say("windows/not_allowed")
    window, village = found.window, found.village
    there = supplying.of_village(turn.tx, village.id)
    supplier = next((one for one in there if str(one.id) == turn.answer), None)
    lines = supplying.lines_for(window, supplier.id, len(there) == 1) if supplier else []
    if supplier is None or not lines:
        return say("supplying/nothing_to_send")
    content = {"items": {str(line.item.id): line.to_buy for line in lines}}
    sheet = Supply(0, window.id, village.id, supplier.id, supplies.ORDERED, content, 0, turn.known().id)
    supplies.note(turn.tx, sheet, turn.now)
    audit.note(turn.tx, turn.known().id, "send_sheet", window.id, turn.now)
    return _sheet(turn, window, village, supplier.id, lines)


def _sheet(turn: Turn, window: Window, village: Area, supplier: int, lines: list[Wanted]) -> Outcome:
    options = (Option(YES, "confirm"), Option("short", "goods_missing"))
    ask = Ask(
        supplying.SUPPLIERS, "sheet", options, "sheet_title", {"title": window.title}, window.id,
        lasts=supplying.LASTS, beside=True,
    )  # fmt: skip
    values = {"window": window, "village": village.name, "wanted": lines, "worker": turn.known()}
    reached = bool(addresses.of_person(turn.tx, supplier))
    mine = Reply("supplying/sent", values | {"supplier": people.get(turn.tx, supplier), "reached": reached})
    return Outcome((mine, Reply("supplying/sheet", values, ask, to=supplier)))


@flow.step("act")
def act(turn: Turn) -> Outcome:
    """What a supplier reported is told to everybody who ordered; the first press has it."""
    supply = _about(turn)
    window = windows.get(turn.tx, supply.window) if supply else None
    if supply is None or window is None:
        return say("windows/not_allowed")
    questions.close_about(turn.tx, flow.name, supply.id, turn.answer, turn.now)
    audit.note(turn.tx, turn.known().id, "tell_buyers", window.id, turn.now)
    arrives = str(supply.content.get("arrives", ""))
    if turn.answer == supplies.ARRIVING:
        changes.set_facts(turn.tx, replace(window, arrives=arrives))
        windows.touch(turn.tx, window.id)
    told = supplying.to_buyers(turn.tx, window, f"supplying/{turn.answer}", {"arrives": arrives})
    return replace(Outcome((Reply("supplying/told", {"count": len(told)}), *told)), toast="told_buyers")


def _about(turn: Turn) -> Supply | None:
    """What a question is about, for whoever opens windows in its village."""
    supply = supplies.get(turn.tx, turn.subject)
    village = areas.get(turn.tx, supply.village) if supply else None
    may = village is not None and allowed(turn.person, Action.OPEN_WINDOW, village.path)
    return supply if may else None
