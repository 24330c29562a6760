"""What a village may change without a programmer: the values, from when they hold, who set them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from console.house import House, Visitor, number
from console.rendering import page
from domain.areas import Area
from domain.permissions import Action
from domain.settings import DEFINITIONS, Kind, Setting, tidied
from storage import areas, purges, register, settings
from storage.database import Transaction
from storage.settings import Held

FURTHEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Shown:
    """A setting in an area: what holds now, whether it is its own, and its changes, the newest first."""

    setting: Setting
    kind: Kind
    value: str
    own: bool
    usual: bool
    history: tuple[Held, ...]


async def show(house: House, request: Request, visitor: Visitor) -> Response | None:
    """For whoever leads a village; of several one is chosen."""
    wanted, now = number(request.query_params.get("area", "")), house.clock()

    def find(tx: Transaction) -> tuple[list[Area], Area | None, list[Shown]]:
        led = _led(tx, visitor)
        chosen = next((area for area in led if area.id == wanted), led[0] if led and not wanted else None)
        return led, chosen, [_shown(tx, setting, chosen, now) for setting in Setting] if chosen else []

    led, chosen, shown = await house.database.read(find)
    purged = await house.database.read(purges.newest)
    if chosen is None:
        return None
    done = request.query_params.get("done", "")
    return page(
        house, visitor, "settings.html.j2", areas=led, chosen=chosen, shown=shown, now=now, purged=purged,
        done=done if done in ("saved", "wrong", "day_wrong") else "",
    )  # fmt: skip


async def change(house: House, request: Request, visitor: Visitor, form: FormData) -> Response | None:
    """One setting, from now or from the beginning of a day on."""
    wanted, now = number(form.get("area", "")), house.clock()
    setting = next((each for each in Setting if each == form.get("setting")), None)
    text = tidied(setting, str(form.get("value", ""))) if setting else None
    since = _since(house, str(form.get("since", "")), now)

    def work(tx: Transaction) -> str:
        area = areas.get(tx, wanted)
        if setting is None or area is None or not visitor.may(Action.CHANGE_SETTINGS, area.path):
            return ""
        if text is None or since is None:
            return "wrong" if text is None else "day_wrong"
        settings.put(tx, setting, area.id, text, since, visitor.person.id, now)
        return "saved"

    done = await house.database.write(work)
    return RedirectResponse(f"/console/settings?area={wanted}&done={done}", 303) if done else None


def _led(tx: Transaction, visitor: Visitor) -> list[Area]:
    """The areas that the visitor leads, and the villages in them."""
    led = []
    for path in visitor.scope(Action.CHANGE_SETTINGS):
        led += [*areas.on_path(tx, path)[-1:], *register.below(tx, path, "village")]
    return list(dict.fromkeys(led))


def _shown(tx: Transaction, setting: Setting, area: Area, now: int) -> Shown:
    history = tuple(settings.history(tx, setting, area.id))
    value = settings.written(tx, setting, area.path, now)
    own = any(held.since <= now for held in history)
    definition = DEFINITIONS[setting]
    return Shown(setting, definition.kind, value, own, not own and value == definition.default, history)


def _since(house: House, written: str, now: int) -> int | None:
    """Now, or the beginning of a day; None for a day that has passed, is too far or is none."""
    today = datetime.fromtimestamp(now / 1000, house.zone).date()
    try:
        day = date.fromisoformat(written) if written else today
    except ValueError:
        return None
    if not today <= day <= today + FURTHEST:
        return None
    return now if day == today else int(datetime.combine(day, time(), house.zone).timestamp() * 1000)
