"""To whom a cadre says that something goes: 全村, 3号楼和5号楼的志愿者, 第三网格，除了5号楼, 没回通知8的.

What comes out names areas, buildings and windows as they were said; the records are asked elsewhere. What is not
understood, or could be meant both ways, is handed back and never guessed.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from domain.audiences import WithRole
from nlu.audience_tokens import Everybody, Token, Word, tokens
from nlu.clean import clean

LONGEST = 10_000
"""A typed list of a thousand doors."""

MOST_EXCEPTED = 8
"""Times that somebody is taken away in one breath; of more nobody knows any longer who is left."""

_NOBODY = re.compile(r"没有?人|谁[都也]不(?:用|要)?(?:发|通知|告诉)?|nobody|no one", re.IGNORECASE)
_JOINING = ("and", "comma", "blank")


@dataclass(frozen=True, slots=True)
class Both:
    """Who is in every part."""

    parts: tuple["Said", ...]


@dataclass(frozen=True, slots=True)
class Either:
    parts: tuple["Said", ...]


@dataclass(frozen=True, slots=True)
class Except:
    part: "Said"


Said = Word | Both | Either | Except


@dataclass(frozen=True, slots=True)
class AudienceSaid:
    """`said` is None where something was not understood (`unknown`: which words) or could be meant both ways
    (`unclear`: 3号楼，老人 are the old of building 3, or building 3 and all the old)."""

    said: Said | None
    unknown: tuple[str, ...] = ()
    unclear: str = ""


class _Unclear(Exception):
    """The words that could be meant both ways."""


def read_audience(text: str, names: Collection[str] = ()) -> AudienceSaid:
    """To whom a whole message says that it goes; `names`: those of areas that the writer may mean."""
    cleaned = clean(text).strip(" \n,.;:、。!?")
    if not cleaned or len(cleaned) > LONGEST:
        return AudienceSaid(None, (cleaned[:40],))
    if _NOBODY.fullmatch(cleaned):
        return AudienceSaid(Either(()))
    found = [token for token in tokens(cleaned, names) if token.kind != "filler"]
    unknown = tuple(token.text.strip() for token in found if token.kind == "unknown")
    unread = tuple(token.text for token in found if token.kind in ("place", "quality") and not token.words)
    if unknown or unread:
        return AudienceSaid(None, unknown + unread)
    if sum(token.kind in ("but", "excepted") for token in found) > MOST_EXCEPTED:
        return AudienceSaid(None, (), cleaned[:40])
    try:
        said = _read(found)
    except _Unclear as unclear:
        return AudienceSaid(None, (), str(unclear) or cleaned)
    return AudienceSaid(said) if said else AudienceSaid(None, (cleaned,))


def _read(found: list[Token]) -> Said | None:
    """With what is taken away: 除了… before or after, …除外."""
    found = _trimmed(found)
    place = next((place for place, token in enumerate(found) if token.kind in ("but", "excepted")), None)
    if place is None:
        return _joined(_groups(found))
    before, after = found[:place], found[place + 1 :]
    if found[place].kind == "excepted":
        comma = max((at for at, token in enumerate(before) if token.kind in ("comma", "blank")), default=-1)
        before, meant = before[: max(comma, 0)], before[comma + 1 :]
    else:
        meant, after = _taken_away(before, after)
    kept, others = _read([*before, Token("blank", " "), *after]) if before or after else None, _joined(_groups(meant))
    if others is None:
        return None
    rest = kept or (None if _trimmed([*before, *after]) else Everybody())
    return Both((*(rest.parts if isinstance(rest, Both) else (rest,)), Except(others))) if rest else None


def _taken_away(before: list[Token], after: list[Token]) -> tuple[list[Token], list[Token]]:
    """What of the words after 除了 it takes away, and the rest: up to 以外, or to a word for everybody."""
    kinds = [token.kind for token in after]
    if "outside" in kinds:
        end = kinds.index("outside")
        return after[:end], [token for token in after[end + 1 :] if token.kind not in ("of", "rest")]
    everybody = next((at for at, kind in enumerate(kinds) if kind in ("everybody", "rest")), None)
    if everybody is not None:
        return after[:everybody], [token for token in after[everybody:] if token.kind != "rest"]
    if "but" in kinds:
        end = kinds.index("but")
        return after[:end], after[end:]
    if not _trimmed(before) and "comma" in kinds[1:-1]:
        raise _Unclear("".join(token.text for token in after))
    return after, []


def _trimmed(found: Sequence[Token]) -> list[Token]:
    """Without what joins nothing at the ends."""
    kept = list(found)
    while kept and kept[0].kind in (*_JOINING, "of"):
        kept = kept[1:]
    while kept and kept[-1].kind in (*_JOINING, "of"):
        kept = kept[:-1]
    return kept


@dataclass(slots=True)
class _Group:
    """Places, and what those who live there are: the old and the bedridden of buildings 3 and 5."""

    places: list[Said]
    qualities: list[list[Said]]
    of: bool = False  #: the places come after (volunteers in building 3)

    def said(self) -> Said | None:
        qualities = [_both(each) for each in self.qualities]
        said = [each for each in (_joined(self.places), _joined(qualities)) if each]
        return _both(said) if said else None


def _groups(found: Sequence[Token]) -> Iterator[Said]:
    group, sign, words = _Group([], []), "start", ""
    negated = False
    for token in _trimmed(found):
        words += token.text
        joined = "" if sign == "of" else sign
        if token.kind in ("place", "everybody"):
            group, done = _placed(group, joined, list(token.words), words)
            yield from done
        elif token.kind == "quality":
            quality: Said = token.words[0]
            meant = Except(quality) if token.negated or negated else quality
            group, done = _qualified(group, joined, meant, words)
            yield from done
        elif token.kind == "of":
            group.of = group.of or (bool(group.qualities) and not group.places)
            sign = "of"
            continue
        elif token.kind == "neg":
            negated = True
            continue
        elif token.kind in _JOINING:
            sign = token.kind if sign not in ("and", "of") else sign
            continue
        else:
            raise _Unclear(words)
        sign, negated = "", False
    if last := group.said():
        yield last


def _placed(group: _Group, sign: str, places: list[Said], words: str) -> tuple[_Group, list[Said]]:
    """A place: one more of a list, a part of the one before (一网格2组), or the beginning of something new."""
    if group.qualities and not group.of:
        if not sign:
            raise _Unclear(words)
        return _Group(places, []), [said for said in (group.said(),) if said]
    if group.places and not sign:
        *rest, last = group.places
        return _Group([*rest, Both((last, _joined(places) or last))], group.qualities, group.of), []
    return _Group([*group.places, *places], group.qualities, group.of), []


def _qualified(group: _Group, sign: str, quality: Said, words: str) -> tuple[_Group, list[Said]]:
    """What people are: of the places before it (3号楼的老人), besides them (3号楼和老人), or in the same people as
    another (卧床的老人). Only a comma or a blank between could be either."""
    if group.of and group.places:
        return _Group([], [[quality]]), [said for said in (group.said(),) if said]
    if group.qualities:
        *rest, last = group.qualities
        if not sign:
            return _Group(group.places, [*rest, [*last, quality]], group.of), []
        roles = all(isinstance(each, WithRole) for each in (*last, quality))
        if sign != "and" and not roles:
            raise _Unclear(words)
        return _Group(group.places, [*group.qualities, [quality]], group.of), []
    if group.places and sign == "and":
        return _Group([], [[quality]]), [said for said in (group.said(),) if said]
    if group.places and sign:
        raise _Unclear(words)
    return _Group(group.places, [[quality]], group.of), []


def _joined(parts: Collection[Said] | Iterator[Said]) -> Said | None:
    found = tuple(dict.fromkeys(parts))
    if len(found) > 1:
        if any(isinstance(part, Everybody) for part in found):
            raise _Unclear  # everybody besides one building is everybody, which nobody would write so
        return Either(found)
    return found[0] if found else None


def _both(parts: list[Said]) -> Said:
    return parts[0] if len(parts) == 1 else Both(tuple(parts))
