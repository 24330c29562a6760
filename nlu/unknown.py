"""The second look at the tokens: unknown text is a misspelt thing, or casts doubt on the thing it touches."""

from dataclasses import replace
from itertools import pairwise

from nlu.catalog import Catalog
from nlu.groceries import EMOJI
from nlu.quantities import EXACT, NOTHING, VAGUE
from nlu.spelling import LONGEST, heard, resolve
from nlu.tokens import AMOUNT, ITEM, LIST, OTHER, SPACE, STOP, Token, counts

MOST_LOOKED_UP = 40
"""A message has at most this many unknown words looked up; the rest stays unknown."""

_NAME_LENGTHS = (2, 3)
_LONGEST_HEARD = 4
_NO_PARTS = frozenset((AMOUNT, SPACE, STOP, LIST, "break"))


def resolve_unknown(tokens: list[Token], catalog: Catalog) -> list[Token]:
    """The tokens with unknown text resolved where its sound, shape or abbreviation is sure, else marked as doubt."""
    _doubt_other_models(tokens, catalog)
    tokens = _hear_small_words(tokens, catalog)
    if not any(token.kind == OTHER or (token.kind == ITEM and len(token.items) != 1) for token in tokens):
        return _without_pictures(tokens)
    resolved: list[Token] = []
    position, looked_up = 0, 0
    while position < len(tokens):
        end = _group_end(tokens, position)
        if end == position:
            resolved.append(tokens[position])
            position += 1
            continue
        if looked_up < MOST_LOOKED_UP:
            looked_up += 1
            position = _resolve_group(tokens, position, end, resolved, catalog)
        else:
            resolved += tokens[position:end]
            position = end
    return _without_pictures(resolved)


def _doubt_other_models(tokens: list[Token], catalog: Catalog) -> None:
    """7号电池 beside 5号电池, 50度酒精 beside 75%酒精: a number that touches a part of a name makes another thing.

    And a number without a unit that touches unknown text (2吨) may be any amount, and 米 in 米阿姨 is no rice.
    """
    for number, thing in pairwise(tokens):
        if thing.kind == "kin" and number.kind == ITEM and len(number.text) == 1 and thing.start == number.end:
            number.kind, number.items = OTHER, ()
        if number.amount is None or thing.start != number.end:
            continue
        if thing.kind == OTHER and number.amount.sort == EXACT and not number.amount.unit:
            number.amount = replace(number.amount, sort=VAGUE)
        if thing.kind != ITEM or thing.text in catalog.names:
            continue
        if number.amount.sort == NOTHING and number.amount.what in ("date", "health", "percent", "number"):
            thing.glued = True


def _hear_small_words(tokens: list[Token], catalog: Catalog) -> list[Token]:
    """小从一把, 体温记1支, 金真菇2包: small words beside an amount that together sound like an item."""
    for at in range(len(tokens) - 1, 0, -1):
        if not counts(tokens[at]) or tokens[at - 1].kind in _NO_PARTS or tokens[at - 1].text in catalog.names:
            continue
        for first in range(at - 2, -1, -1):
            word = "".join(token.text for token in tokens[first:at])
            if tokens[first].kind in _NO_PARTS or len(word) > _LONGEST_HEARD:
                break
            named = any(token.kind == ITEM for token in tokens[first:at])
            several = tokens[first].kind in ("for", "filler") and len(tokens[at - 1].items) > 1
            if len(word) > 2 * (named and not several) and (items := heard(word, catalog)):
                whole = Token(ITEM, word, tokens[first].start, tokens[at].start, items, heard=True)
                return [*_hear_small_words(tokens[:first], catalog), whole, *tokens[at:]]
    return tokens


def _group_end(tokens: list[Token], start: int) -> int:
    """The end of the things and unknown texts that touch one another from `start` on; `start` if none is unknown."""
    end = start
    while end < len(tokens) and tokens[end].kind in (OTHER, ITEM) and not _is_picture(tokens[end]):
        end += 1
        if end < len(tokens) and tokens[end].start != tokens[end - 1].end:
            break
    group = tokens[start:end]
    unsure = any(token.kind == OTHER for token in group) or (
        len(group) > 1 and any(len(token.items) != 1 for token in group)
    )
    return end if unsure else start


def _resolve_group(tokens: list[Token], start: int, end: int, before: list[Token], catalog: Catalog) -> int:
    """Appends what the group is to `before`; the position to go on from."""
    if _is_name_after_house(tokens, start, end):
        before.append(tokens[start])
        start += 1
        if start == end or all(token.kind == ITEM and token.items for token in tokens[start:end]):
            before += tokens[start:end]
            return end
    for first, last in _spans(tokens, start, end):
        word = "".join(token.text for token in tokens[first:last]).replace(" ", "")
        if items := resolve(word, catalog):
            if first < start:
                del before[first - start :]
            whole = Token(ITEM, word, tokens[first].start, tokens[last - 1].end, items, heard=True)
            before.append(whole)
            return last
    listed = end < len(tokens) and tokens[end].kind == "each"
    if all(token.kind == ITEM and (token.items or listed) for token in tokens[start:end]):
        before += tokens[start:end]
    else:
        before.append(_doubtful(tokens[start:end]))
    return end


def _spans(tokens: list[Token], start: int, end: int) -> list[tuple[int, int]]:
    """The group itself, then with the one-character small words at its sides (香焦 is not "tasty 焦")."""
    spans = [(start, end)]
    if tokens[start].text.isascii():
        latin = end
        while latin + 1 < len(tokens) and tokens[latin].kind == SPACE and tokens[latin + 1].text.isalpha():
            if tokens[latin + 1].kind != OTHER or not tokens[latin + 1].text.isascii():
                break
            latin += 2
            spans.insert(0, (start, latin))
    left = start - 1 if start and _may_belong(tokens[start - 1], tokens[start]) else start
    right = end + 1 if end < len(tokens) and _may_belong(tokens[end], tokens[end - 1]) else end
    spans += [(left, end), (start, right), (left, right)]
    return [span for span in dict.fromkeys(spans) if tokens[span[1] - 1].end - tokens[span[0]].start <= 3 * LONGEST]


def _may_belong(token: Token, beside: Token) -> bool:
    """Whether a small word of one character touches the unknown text, and may be a part of it."""
    if len(token.text) != 1 or token.kind in (AMOUNT, ITEM, OTHER, SPACE, STOP, LIST) or not token.text.isalpha():
        return False
    return beside.start == token.end or token.start == beside.end


def _is_name_after_house(tokens: list[Token], start: int, end: int) -> bool:
    """余秋菊 in 2幢403余秋菊橙子1箱: who writes, not a part of the thing's name."""
    first = tokens[start]
    door = tokens[start - 1].amount if start else None
    after_door = door is not None and door.what in ("house", "date")
    return first.kind == OTHER and len(first.text) in _NAME_LENGTHS and after_door and end - start <= 2


def _doubtful(group: list[Token]) -> Token:
    """Things and unknown text that touch: perhaps one of the things, perhaps another altogether."""
    text = "".join(token.text for token in group)
    things = {item.name: item for token in group for item in token.items}
    if any(token.kind == ITEM for token in group):
        return Token(ITEM, text, group[0].start, group[-1].end, tuple(things.values()), glued=True)
    return replace(group[0], text=text, end=group[-1].end)


def _is_picture(token: Token) -> bool:
    return token.text in EMOJI


def _without_pictures(tokens: list[Token]) -> list[Token]:
    """Without the pictures that only adorn the word beside them (🍌香蕉, 红薯🍠)."""
    if not any(token.kind == ITEM and _is_picture(token) for token in tokens):
        return tokens
    kept = []
    for position, token in enumerate(tokens):
        beside = tokens[max(0, position - 1) : position] + tokens[position + 1 : position + 2]
        touches = [other for other in beside if other.kind == ITEM and not _is_picture(other)]
        if not (_is_picture(token) and any(t.end == token.start or token.end == t.start for t in touches)):
            kept.append(token)
    return kept
