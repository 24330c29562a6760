"""The round of shops: streets in order, the overdue first, on a phone and on paper; what was found in each."""

from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from console.house import House, Visitor, number
from console.rendering import page
from domain.areas import Area, ids_of
from domain.checklists import Checklist
from domain.permissions import Action
from domain.shops import Check, Shop, streets
from storage import areas, audit, checks, register, shops
from storage.database import Transaction

LONGEST = 40
HISTORY = 50


@dataclass(frozen=True, slots=True)
class Seen:
    """A shop with what it came to the last time."""

    shop: Shop
    checks: list[Check]


async def show(house: House, request: Request, visitor: Visitor) -> Response | None:
    """All shops of an area; whoever has several areas chooses one."""
    wanted, now = number(request.query_params.get("area", "")), house.clock()

    def find(tx: Transaction) -> tuple[Area | None, list[Area], list[Shop], list[Checklist]]:
        area, offered = choose(tx, visitor, wanted)
        found = shops.in_area(tx, area.path) if area else []
        if area and found:
            audit.note(tx, visitor.person.id, "see_shops", area.id, now)
        return area, offered, found, shops.checklists(tx, area.path, now) if area else []

    area, offered, found, lists = await house.database.write(find)
    if area is None:
        return None
    said = request.query_params.get("done", "")
    return page(
        house, visitor, "shops.html.j2", area=area, offered=offered, streets=streets(found, now), found=found,
        due=sum(shop.due(now) for shop in found), now=now, lists=lists,
        said=said if said in ("shop_added", "shop_known", "shop_wrong") else "",
    )  # fmt: skip


async def add(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """A shop that was not on the list."""
    wanted, now = number(form.get("area", "")), house.clock()
    fields = ("name", "street", "kind", "keeper", "phone")
    given = {field: " ".join(str(form.get(field, "")).split()) for field in fields}

    def work(tx: Transaction) -> str:
        area, _ = choose(tx, visitor, wanted)
        if area is None or area.id != wanted or not visitor.may(Action.CHECK_SHOP, area.path):
            return ""
        if not given["name"] or not given["street"] or any(len(text) > LONGEST for text in given.values()):
            return "shop_wrong"
        named = [each.name for each in shops.checklists(tx, area.path, now)]
        chosen = str(form.get("list", ""))
        shop, new = shops.add(
            tx, area, village_of(tx, area), given["name"], given["street"], visitor.person.id, now,
            kind=given["kind"], keeper=given["keeper"], phone=given["phone"],
            checklist=chosen if chosen in named else "",
        )  # fmt: skip
        if new:
            audit.note(tx, visitor.person.id, "add_shop", shop.id, now)
        return "shop_added" if new else "shop_known"

    done = await house.database.write(work)
    return RedirectResponse(f"/console/shops?area={wanted}&done={done}", 303) if done else None


async def one(house: House, request: Request, visitor: Visitor) -> Response | None:
    """What was found in a shop, the newest first."""
    seen = await _look(house, request, visitor)
    if seen is None:
        return None
    return page(house, visitor, "shop.html.j2", shop=seen.shop, checks=seen.checks, now=house.clock())


async def photo(house: House, request: Request, visitor: Visitor) -> Response | None:
    """A picture of what failed."""
    seen = await _look(house, request, visitor)
    name = request.path_params["photo"]
    theirs = seen is not None and any(name in check.photos.values() for check in seen.checks)
    content = house.files.open(name) if theirs and checks.is_kept(name) else None
    return Response(content, media_type="image/jpeg") if content is not None else None


async def _look(house: House, request: Request, visitor: Visitor) -> Seen | None:
    wanted, now = number(request.path_params["shop"]), house.clock()

    def find(tx: Transaction) -> Seen | None:
        shop = shops.get(tx, wanted)
        if shop is None or not visitor.may(Action.CHECK_SHOP, shop.path):
            return None
        audit.note(tx, visitor.person.id, "see_shop", shop.id, now)
        return Seen(shop, checks.of_shop(tx, shop.id, HISTORY))

    return await house.database.write(find)


def choose(tx: Transaction, visitor: Visitor, wanted: int) -> tuple[Area | None, list[Area]]:
    """The area of a page, and those that can be chosen: villages in which the visitor looks at shops, or smaller
    areas of their own."""
    offered: list[Area] = []
    for path in visitor.scope(Action.CHECK_SHOP):
        own = areas.get(tx, ids_of(path)[-1])
        offered += register.below(tx, path, "village") or ([own] if own else [])
    if not wanted:
        return next(iter(offered), None), offered
    return next((area for area in offered if area.id == wanted), None), offered


def village_of(tx: Transaction, area: Area) -> int:
    return next((each.id for each in areas.on_path(tx, area.path) if each.kind == "village"), area.id)
