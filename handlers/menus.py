"""«菜单»: what is on offer by number, and how much of it, for those who would rather press or type a number."""

import re

from domain.permissions import Action, allowed, scope
from domain.replies import Ask, Option, Reply
from domain.spans import DAY
from handlers.asking import amount_of, ask_back
from handlers.baskets import again_button, look, what_is_left
from handlers.flow import Flow, Outcome, Turn, finish, load_offer, say
from handlers.stretching import gaps
from nlu.menu_numbers import menu_numbers
from nlu.offers import Offer
from storage import audit, pictures

flow = Flow("menus")

MENU = re.compile(r"(?:(?:这是|今天的?|这次的?|本期的?|新的?))*(?:菜单|菜谱|价目表|价格表)(?:图片?|照片)?[。.!！]?")
LONGEST_MENU = 24
MORE = "from:"
AGAIN = "again"
SAME_AGAIN = "和上次一样"
"""What the button stands for: taken up as if it had been said."""

@flow.command("order", "menu")
def menu(turn: Turn) -> Outcome:
    """Everything on offer with its number, price and what is left."""
    if turn.person is None:
        return say("shared/not_understood")
    if turn.text == "开团" and scope(turn.person, Action.OPEN_WINDOW):
        return Outcome(then="/window")
    return _page(turn, load_offer(turn), 0)


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """«1号2份 3号1斤» under the menu: its numbers, and never doors; taken up as if the goods had been named."""
    menus = [question for question in turn.waiting if (question.flow, question.step) == (flow.name, "pick")]
    said = menu_numbers(turn.text) if menus else []
    if not said:
        return None
    items = load_offer(turn).items
    listed = [items.get(int(value)) for value, _ in menus[-1].options if value.isdecimal()]
    if any(not 0 < number <= len(listed) for number, _, _ in said):
        return say("orders/no_such_number", count=len(listed))
    words = []
    for number, amount, unit in said:
        item = listed[number - 1]
        if item is None:
            return Outcome(then="/order")
        words.append(f"{item.name}{amount}{item.unit if unit in ('', '份') else unit}")
    return Outcome(then="，".join(words))


@flow.sees
def see(turn: Turn) -> Outcome | None:
    """A cadre's picture with 菜单 under it stands above the menu from now on."""
    sent = turn.update.files[0]
    if sent.kind != "photo" or not MENU.fullmatch(turn.text) or turn.person is None:
        return None
    if not allowed(turn.person, Action.OPEN_WINDOW, turn.person.village_path):
        return None
    windows = load_offer(turn).windows
    if not windows:
        return say("orders/photo_without_window")
    newest = max(windows, key=lambda window: window.id)
    pictures.show_menu(turn.tx, newest.id, sent, turn.saying)
    audit.note(turn.tx, turn.person.id, "show_menu_photo", newest.id, turn.now)
    return say("orders/photo_shown", window=newest)


@flow.step("pick", again=True)
def pick(turn: Turn) -> Outcome:
    """An item was chosen: how much of it? One menu serves for several."""
    offer = load_offer(turn)
    if turn.answer.startswith(MORE):
        return _page(turn, offer, int(turn.answer.removeprefix(MORE)))
    if turn.answer == AGAIN:
        return Outcome(then=SAME_AGAIN)
    item = offer.items.get(int(turn.answer))
    if item is None:
        return say("orders/closed")
    shelf = look(turn, offer)
    return ask_back(turn, shelf, shelf.basket, amount_of(shelf, item))


def _page(turn: Turn, offer: Offer, start: int) -> Outcome:
    """Some of what is on offer, from one on; what is sold out stands at the end and has no number."""
    if not offer.windows:
        return say("orders/nothing_on_offer")
    left = what_is_left(turn, offer)
    there = [item for item in offer.items.values() if left[item.id] != 0]
    items, more = there[start : start + LONGEST_MENU], len(there) - start - LONGEST_MENU
    options = [Option(str(item.id), item.name) for item in items]
    if more > 0:
        options.append(Option(f"{MORE}{start + LONGEST_MENU}", "more_items", {"count": more}))
    options += again_button(turn, offer)
    sold_out = [] if more > 0 else [item for item in offer.items.values() if left[item.id] == 0]
    ask = Ask(flow.name, "pick", tuple(options), "menu_title", lasts=DAY) if options else None
    values = {
        "windows": offer.windows, "items": items, "left": left, "sold_out": sold_out, "more": max(0, more),
        "gaps": gaps(turn, offer),
    }  # fmt: skip
    shown = [photo for window in offer.windows if (photo := pictures.menu(window))] if not start else []
    first = [Reply("orders/menu_photo", {"windows": offer.windows}, file=photo) for photo in shown[:-1]]
    return finish(*first, Reply("orders/menu", values, ask, file=shown[-1] if shown else None))
