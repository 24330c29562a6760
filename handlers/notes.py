"""«不要肥的»: a wish for whoever packs, said after the order; «备注改成…», «不用备注»."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from domain.baskets import WHOLE_ORDER
from domain.orders import Item
from handlers.asking import ask_to_confirm
from handlers.baskets import Shelf, drop_basket, look
from handlers.flow import Flow, Outcome, Turn, load_offer, say
from handlers.taking import keep_notes
from nlu.notes import note_change, only_a_note

flow = Flow("notes")


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """A note goes with what is wished or ordered; to somebody without either it is no note."""
    changed = note_change(turn.text)
    offer = load_offer(turn)
    names = [name for called in offer.called.values() for name in called]
    words = only_a_note(turn.text, names) if changed is None and names else ""
    shelf = look(turn, offer) if words or changed else None
    if shelf is None or not shelf.view:
        return say("notes/no_order") if changed else None
    if changed is not None:
        said, words = changed
        about = _named(shelf, said + words) or _noted(shelf)
        if not about:
            return say("notes/which", notes=_shown(shelf.offer.items, shelf.notes))
        return _note(turn, shelf, about, _bare(shelf, words))
    return _note(turn, shelf, _named(shelf, words) or _only(shelf), _bare(shelf, words))


def _note(turn: Turn, shelf: Shelf, about: Iterable[int], words: str) -> Outcome:
    """With a basket it is confirmed together with it; of an order that stands it is written down at once."""
    noted = {**shelf.notes, **dict.fromkeys(about, words)}
    if shelf.basket:
        drop_basket(turn)
        return ask_to_confirm(replace(shelf, notes=noted), shelf.basket)
    keep_notes(turn, shelf.offer, noted, turn.known())
    return say("notes/kept" if words else "notes/dropped", notes=_shown(shelf.offer.items, noted))


def _shown(items: Mapping[int, Item], noted: Mapping[int, str]) -> list[dict[str, object]]:
    return [{"item": items.get(item), "words": words} for item, words in noted.items() if words]


def _named(shelf: Shelf, words: str) -> list[int]:
    """The things of the order that are named; 猪肉 is 土猪肉."""
    return [item for item in shelf.view if any(name in words for name in _names(shelf, item))]


def _only(shelf: Shelf) -> list[int]:
    return list(shelf.view) if len(shelf.view) == 1 else [WHOLE_ORDER]


def _noted(shelf: Shelf) -> list[int]:
    """The one note there is, or else what a first note would be about."""
    standing = [item for item, words in shelf.notes.items() if words]
    return standing if len(standing) == 1 else [] if standing else _only(shelf)


def _bare(shelf: Shelf, words: str) -> str:
    """Without the names of the things that it is about: 猪肉不要肥的 of pork is 不要肥的."""
    for item in shelf.view:
        for name in sorted(_names(shelf, item), key=len, reverse=True):
            words = words.replace(name, "")
    return words.strip(" ,，:：")


def _names(shelf: Shelf, item: int) -> tuple[str, ...]:
    return shelf.offer.called[item]
