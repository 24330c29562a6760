"""«查店», «李记面馆 都合格», «加店 老王修车铺 东街»: the round of shops, the overdue first, street by street."""

from typing import Any

from broadcasts import shop_checks
from domain.areas import Area, ids_of
from domain.people import Person
from domain.permissions import Action, allowed, scope
from domain.replies import NO, YES, Ask, Option, Reply
from domain.shops import GONE, OPEN, Ending, Result, Shop, route
from domain.spans import DAY
from handlers.flow import Flow, Outcome, Turn, finish, say, wait_for
from nlu.shop_checks import (
    ShopSaid,
    adds,
    all_meant,
    asks_route,
    begins,
    items_meant,
    may_be_about_a_shop,
    nearest,
    read_shop,
)
from storage import areas, audit, checks, shops

flow = Flow(shop_checks.AFTER)

BUTTONS = 6
SHOWN = 15
LONGEST_NAME = 40


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """Words about shops of whoever looks at them."""
    if turn.person is None or not turn.person.roles or not scope(turn.person, Action.CHECK_SHOP):
        return None
    if asks_route(turn.text):
        return _round(turn, _shops(turn))
    new = adds(turn.text)
    if new is not None:
        return _add(turn, *new)
    wanted = begins(turn.text)
    if not (wanted or may_be_about_a_shop(turn.text)):
        return None
    known = _shops(turn)
    if wanted:
        return _find(turn, known, wanted, asked=False)
    said = read_shop(turn.text, [shop.name for shop in known])
    return _said(turn, known, said) if said else None


@flow.command("check")
def check(turn: Turn) -> Outcome:
    """«/check», or a shop behind it."""
    if not scope(turn.person, Action.CHECK_SHOP):
        return say("shops/not_yours")
    known = _shops(turn)
    found = _find(turn, known, turn.argument, asked=True) if turn.argument else None
    return found or _round(turn, known)


@flow.step("pick", again=True)
def pick(turn: Turn) -> Outcome:
    """A shop of the list, or what is pressed under a look that has ended."""
    what, _, which = turn.answer.partition(":")
    match what:
        case "start":
            shop = shops.get(turn.tx, int(which))
            return _begin(turn, shop) if shop else say("shops/not_yours")
        case "add":
            return _add(turn, which, "")
        case "report" | "stop":
            return _afterwards(turn, what, int(which))
    return _round(turn, _shops(turn))


@flow.step("sure")
def sure(turn: Turn) -> Outcome:
    """«对» to a line that was read back; «一项一项查» instead."""
    shop = shops.get(turn.tx, turn.subject)
    if turn.answer == NO or shop is None:
        return finish(Reply("shops/left"))
    if turn.answer == "list":
        return _begin(turn, shop)
    ending = Ending(turn.data["ending"])
    begun = shop_checks.begin(turn.tx, turn.known(), shop, turn.now, str(turn.data["words"]))
    if begun.check is None or begun.state != "yours":
        return _refused(shop, begun)
    if ending is Ending.PASSED:
        results = dict.fromkeys(begun.check.unanswered, Result.OK)
        begun_check = shop_checks.note(turn.tx, turn.known(), begun.check, results, turn.now)
        if begun_check.stage:
            return finish(shop_checks.ask(shop, begun_check))
        return finish(shop_checks.conclude(turn.tx, turn.known(), shop, begun_check, ending, turn.now))
    meant = items_meant(str(turn.data["words"]), begun.check.items) if ending is Ending.STOPPED else []
    noted = shop_checks.note(turn.tx, turn.known(), begun.check, dict.fromkeys(meant, Result.BAD), turn.now)
    return finish(shop_checks.conclude(turn.tx, turn.known(), shop, noted, ending, turn.now))


@flow.step("name")
def name(turn: Turn) -> Outcome:
    """The name of a shop that was not on the list; the street may stand behind it."""
    said, _, street = turn.text.replace("，", " ").replace(",", " ").partition(" ")
    return _add(turn, said.strip(), street.strip())


@flow.step("street")
def street(turn: Turn) -> Outcome:
    """On which street it is."""
    return _add(turn, str(turn.data["name"]), turn.text.strip())


@flow.step("drop")
def drop(turn: Turn) -> Outcome:
    return finish(Reply("shops/left"))


def _round(turn: Turn, known: list[Shop]) -> Outcome:
    """What is due, as one walks; numbers are those of the buttons."""
    ordered = route(known, turn.now)
    due = [shop for shop in ordered if shop.due(turn.now)]
    shown = due[:SHOWN]
    options = [Option(f"start:{shop.id}", shop.name) for shop in shown[:BUTTONS]]
    options.append(Option("add:", "shop_add"))
    ask = Ask(flow.name, "pick", tuple(options), "shops_title", lasts=DAY)
    values = {
        "due_shops": shown, "shops_due": len(due), "shops_all": len(known), "now": turn.now,
        "link": f"{turn.house.address}/console/shops",
    }  # fmt: skip
    return finish(Reply("shops/route", values, ask))


def _said(turn: Turn, known: list[Shop], said: ShopSaid) -> Outcome | None:
    """A line that names a shop: what is plain is read back for one 确认, what is not is asked item by item."""
    if not said.known:
        return _unknown(turn, known, said.name)
    named = [shop for shop in known if shop.name == said.name]
    if len(named) > 1:
        return _which(named)
    shop = named[0]
    if said.reported and not (said.all_ok or said.ending or said.numbers or said.failing):
        last = shop_checks.unsettled(turn.tx, shop)
        return _afterwards(turn, "report", last.id) if last else say("shops/nothing_to_report", shop=shop)
    if said.all_ok or said.ending:
        return _read_back(turn, shop, said)
    begun = shop_checks.begin(turn.tx, turn.known(), shop, turn.now, said.failing)
    if begun.check is None or begun.state != "yours":
        return _refused(shop, begun)
    results = {number: result for number, result in said.numbers if number <= len(begun.check.items)}
    if said.rest_ok and all_meant(said.failing, begun.check.items):
        results |= dict.fromkeys(range(1, len(begun.check.items) + 1), Result.OK)
    results |= dict.fromkeys(items_meant(said.failing, begun.check.items), Result.BAD)
    noted = shop_checks.note(turn.tx, turn.known(), begun.check, results, turn.now)
    if not noted.stage:
        return finish(shop_checks.conclude(turn.tx, turn.known(), shop, noted, Ending.PASSED, turn.now))
    return finish(shop_checks.ask(shop, noted))


def _read_back(turn: Turn, shop: Shop, said: ShopSaid) -> Outcome:
    going = checks.open_of(turn.tx, shop.id)
    if going is not None and going.worker != turn.known().id:
        begun = shop_checks.begin(turn.tx, turn.known(), shop, turn.now)
        if begun.state != "yours":
            return _refused(shop, begun)
    ending = said.ending or Ending.PASSED
    before = shop_checks.unsettled(turn.tx, shop)
    options = [Option(YES, "confirm"), Option(NO, "cancel")]
    if ending in (Ending.PASSED, Ending.STOPPED):
        options.insert(1, Option("list", "check_by_item"))
    data = {"ending": ending.value, "words": said.failing}
    ask = Ask(flow.name, "sure", tuple(options), "check_title", {"name": shop.name}, shop.id, data)
    values = {
        "shop": shop, "check_ending": ending.value, "check_words": said.failing,
        "failings": before.failings if before else [],
    }  # fmt: skip
    return finish(Reply("shops/sure", values, ask))


def _find(turn: Turn, known: list[Shop], wanted: str, asked: bool) -> Outcome | None:
    """A shop by its name; the nearest ones when there is none. 查 may also be said of other things."""
    exact = [shop for shop in known if shop.name == wanted]
    inside = exact or [shop for shop in known if wanted in shop.name or shop.name in wanted]
    if len(inside) == 1:
        return _begin(turn, inside[0])
    if inside:
        return _which(inside)
    return _unknown(turn, known, wanted) if asked or turn.text.startswith("查店") else None


def _begin(turn: Turn, shop: Shop) -> Outcome:
    begun = shop_checks.begin(turn.tx, turn.known(), shop, turn.now)
    if begun.check is None or begun.state != "yours":
        return _refused(shop, begun)
    return finish(shop_checks.ask(shop, begun.check))


def _refused(shop: Shop, begun: shop_checks.Begun) -> Outcome:
    match begun.state:
        case "another" if begun.check is not None:
            return say("shops/another", shop=shop, check=begun.check)
        case "gone":
            return say("shops/gone", shop=shop)
        case "no_list":
            return say("shops/no_list")
    return say("shops/not_yours")


def _unknown(turn: Turn, known: list[Shop], wanted: str) -> Outcome:
    """Not on the list: the nearest names, those of other areas too only as far as that they are another's."""
    by_name = {shop.name: shop for shop in reversed(known)}
    like = [by_name[each] for each in nearest(wanted, list(by_name))]
    elsewhere = any(shop.name == wanted for shop in shops.in_area(turn.tx, turn.known().village_path))
    if elsewhere:
        return say("shops/elsewhere", name=wanted)
    options = [Option(f"start:{shop.id}", shop.name) for shop in like]
    options.append(Option(f"add:{wanted[:LONGEST_NAME]}", "shop_add_this", {"name": wanted[:LONGEST_NAME]}))
    ask = Ask(flow.name, "pick", tuple(options), "shops_title", lasts=DAY)
    return finish(Reply("shops/unknown", {"name": wanted, "like_shops": like}, ask))


def _which(named: list[Shop]) -> Outcome:
    options = tuple(
        Option(f"start:{shop.id}", "shop_on_street", {"name": shop.name, "street": shop.street})
        for shop in named[:BUTTONS]
    )
    return finish(Reply("shops/which", {"like_shops": named}, Ask(flow.name, "pick", options, "shops_title")))


def _add(turn: Turn, said: str, street_said: str) -> Outcome:
    """A shop that was not on the list: its name, then its street."""
    where = _where(turn)
    if where is None:
        return say("shops/not_yours")
    aside = Ask(flow.name, "drop", (Option(NO, "cancel"),), "shop_add", beside=True)
    if not said or len(said) > LONGEST_NAME:
        return wait_for(flow.name, "name", Reply("shops/what_name", ask=aside))
    if not street_said or len(street_said) > LONGEST_NAME:
        return wait_for(flow.name, "street", Reply("shops/what_street", {"name": said}, aside), name=said)
    area, village = where
    shop, new = shops.add(turn.tx, area, village, said, street_said, turn.known().id, turn.now)
    if not allowed(turn.person, Action.CHECK_SHOP, shop.path):
        return finish(Reply("shops/elsewhere", {"name": said}))
    if new:
        audit.note(turn.tx, turn.known().id, "add_shop", shop.id, turn.now)
    options = (Option(f"start:{shop.id}", "shop_begin"), Option("route", "shops_round"))
    ask = Ask(flow.name, "pick", options, "shops_title", lasts=DAY)
    return finish(Reply("shops/added", {"shop": shop, "newly": new}, ask))


def _where(turn: Turn) -> tuple[Area, int] | None:
    """The area of a new shop, and its village: the worker's own, where they live or the first they have."""
    person = turn.known()
    paths = scope(person, Action.CHECK_SHOP)
    path = next((each for each in paths if person.area_path.startswith(each)), paths[0] if paths else "")
    on_it = areas.on_path(turn.tx, path)
    village = next((area.id for area in on_it if area.kind == "village"), person.village)
    area = areas.get(turn.tx, ids_of(path)[-1]) if path else None
    if area is not None and area.kind in ("district", "town"):
        area = areas.get(turn.tx, village)
    return (area, village) if area else None


def _afterwards(turn: Turn, what: str, number: int) -> Outcome:
    """«已上报», «通知停业» of a look that has ended."""
    last = checks.get(turn.tx, number)
    shop = shops.get(turn.tx, last.shop) if last else None
    if last is None or shop is None or not allowed(turn.person, Action.CHECK_SHOP, shop.path):
        return say("shops/not_yours")
    if shop.state in GONE or last.ending not in OPEN:
        return say("shops/ended_before", shop=shop)
    values: dict[str, Any] = {"shop": shop, "check": last}
    if what == "report":
        newly = checks.report(turn.tx, last.id, turn.known().id, turn.now)
    else:
        newly = checks.stop(turn.tx, last.id)
        if newly:
            shops.looked(turn.tx, shop.id, Ending.STOPPED.value, shop.due_at, turn.now)
    if newly:
        audit.note(turn.tx, turn.known().id, f"{what}_shop", shop.id, turn.now)
    return Outcome((Reply("shops/afterwards", values | {"deed": what, "newly": newly}),), answered=False)


def _shops(turn: Turn) -> list[Shop]:
    """Those of all areas in which the writer looks at shops."""
    worker: Person = turn.known()
    found = {shop.id: shop for path in scope(worker, Action.CHECK_SHOP) for shop in shops.in_area(turn.tx, path)}
    return list(found.values())
