"""What a word that is not on the list may be: a misspelling of one item, a doubt, or something not on offer."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from nlu.catalog import Catalog, CatalogItem, Items, Sounds, look_alikes
from nlu.groceries import GROCERIES, grocery_sounds
from nlu.pinyin import MOST_SPELLINGS, blurred, spellings

LONGEST = 8
_SUGGESTIONS = 3
_SUGGEST_FROM = 50


def resolve(word: str, catalog: Catalog) -> Items:
    """The items that a word surely means by sound, shape or abbreviation: one is certain, several are a question.

    Same sound first; then letters left out (东北米 for 东北大米); then near sound or shape. A word that is itself
    another thing, or sounds like one, is nobody's misspelling.
    """
    if len(word) < 2 or len(word) > 3 * LONGEST or (len(word) > LONGEST and not word.isascii()):
        return ()
    if word in GROCERIES:
        return ()
    sounds = spellings(word)
    if same := _by_sound(sounds, catalog.sounds):
        return same
    if shortened := _shortened(word, catalog):
        return shortened
    if any(sound in grocery_sounds(1) for sound in sounds):
        return ()
    if alike := _by_shape(word, catalog):
        return alike
    if any(sound in grocery_sounds(MOST_SPELLINGS) for sound in sounds):
        return ()
    return _by_sound([blurred(sound) for sound in sounds], catalog.blurred_sounds)


def heard(word: str, catalog: Catalog) -> Items:
    """The one item that a word of everyday characters sounds like exactly (小从 for 小葱), or none."""
    items = _by_sound(spellings(word), catalog.sounds)
    return items if len(items) == 1 else ()


def suggestions(word: str, catalog: Catalog) -> tuple[str, ...]:
    """Item names to offer in a question about an unknown word, most alike first."""
    containing = [item.name for item in catalog.items if word in item.name or item.name in word]
    found = process.extract(
        word, [item.name for item in catalog.items], scorer=fuzz.ratio, limit=_SUGGESTIONS, score_cutoff=_SUGGEST_FROM
    )
    return tuple(dict.fromkeys([*containing, *(name for name, _, _ in found)]))[:_SUGGESTIONS]


def _by_sound(spelled: Sequence[str], sounds: Sounds) -> Items:
    """Items that sound like the word, one of the two being read in its commonest way, or best both (bocai)."""
    found: dict[str, CatalogItem] = {}
    for spelling in spelled[:1]:
        same = sounds.common.get(spelling) or sounds.every.get(spelling, ())
        found.update({item.name: item for item in same})
    plain = bool(spelled) and spelled[0] in sounds.common
    for spelling in spelled[1:]:
        if plain and blurred(spelling) != blurred(spelled[0]):
            continue
        found.update({item.name: item for item in sounds.common.get(spelling, ())})
    return tuple(found.values())


def _shortened(word: str, catalog: Catalog) -> Items:
    """Items whose name begins and ends like the word and has its characters in order."""
    if not "\u4e00" <= word[0] <= "\u9fff":
        return ()
    found = {
        item.name: item
        for way, item in catalog.written
        if way[0] == word[0] and way[-1] == word[-1] and len(way) > len(word) and _in_order(word, way)
    }
    return tuple(found.values())


def _in_order(word: str, way: str) -> bool:
    rest = iter(way)
    return all(character in rest for character in word)


def _by_shape(word: str, catalog: Catalog) -> Items:
    found = {}
    for other in look_alikes(word):
        if other in GROCERIES and other not in {way for way, _ in catalog.written}:
            continue
        named = catalog.word_at(other, 0)
        if named is not None and named.text == other:
            found.update({item.name: item for item in named.items})
    return tuple(found.values())
