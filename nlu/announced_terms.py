"""On which terms goods come: 12袋一箱整箱起订, 满20斤才送, 豆腐80块按户平分 (or 抽签, 老人优先).

Taken out of an announcement before its items are read, so that 80块 is no price; each belongs to the item that is
named last before it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from nlu.announced_items import AnnouncedItem
from nlu.announced_patterns import NUMBER, UNIT_OR_BLOCK
from nlu.announced_prices import decimal_of
from nlu.units import convert

_AMOUNT = rf"(?P<number>{NUMBER})\s?(?P<unit>{UNIT_OR_BLOCK})"
_GAP = r"[\s,，、;；()（）]{0,4}"
_WHOLE = "(?:整箱|按箱|成箱|整件|凑箱|满箱)(?:起?[订发送进拿买卖]|起?购|才[订发送有]|的)"
_LIMIT = rf"(?:每户|每家|一户)?限购?\s?{NUMBER}\s?(?:{UNIT_OR_BLOCK})"
_CASE = (
    re.compile(rf"{_AMOUNT}\s?(?:[一1每/])\s?整?[箱件筐包](?:装)?{_GAP}(?P<between>{_LIMIT})?{_GAP}{_WHOLE}"),
    re.compile(rf"{_WHOLE}{_GAP}(?:每|一|1)?[箱件筐包]?\s?{_AMOUNT}(?:\s?[一1每/]\s?[箱件筐包])?"),
)
_MINIMUM = re.compile(
    rf"(?:满|凑[够满齐到]?|够|订[够满到])\s?{_AMOUNT}\s?(?:才|就|再)\s?(?:送|发|订|有|开|买|成团|来|拿|进)(?:货|团)?"
    rf"|(?P<number_first>{NUMBER})\s?(?P<unit_first>{UNIT_OR_BLOCK})\s?成团"
)
_HOW = (
    "(?P<lot>抽签|摇号|抓阄)|(?P<elders>(?:老人|长者|高龄)(?:家庭|户)?(?:优先|先[分领拿]))|(?P<equally>平分|均分|平均分)"
)
_SHARING = re.compile(
    rf"(?:(?<![限购户家每])(?<![限购户家每]\s)(?:一共|总共|共)?\s?{_AMOUNT})?{_GAP}(?:截止后|到时|按户|每户|各户|大家|全村){{0,3}}{_GAP}(?:{_HOW})(?:分?配?给?[各每]户|分配)?"
)

_HINT = re.compile("整箱|按箱|成箱|整件|凑|满|够|订到|成团|平分|均分|抽签|摇号|抓阄|老人|长者|高龄")
LONGEST_LINE = 1_000
"""Code points of a line that is read for terms: far more than anybody writes of one item."""


@dataclass(frozen=True, slots=True)
class Term:
    """One term: `near` is what stands before it in its line, `kind` case, minimum, equally, lot or elders."""

    kind: str
    near: str
    number: str  #: as a plain decimal, "" when no amount was said
    unit: str
    words: str


def take_terms(text: str) -> tuple[str, list[Term]]:
    """A text without its terms, and the terms in their order."""
    terms: list[Term] = []
    lines = []
    for line in text.split("\n"):
        if len(line) > LONGEST_LINE or not _HINT.search(line):
            lines.append(line)
            continue
        for pattern, kind in ((_CASE[0], "case"), (_CASE[1], "case"), (_MINIMUM, "minimum"), (_SHARING, "")):
            while (found := pattern.search(line)) is not None:
                terms.append(_term(found, kind, line))
                between = found.groupdict().get("between") or ""
                line = f"{line[: found.start()]} {between} {line[found.end() :]}"
        lines.append(line)
    return "\n".join(lines), terms


def apply_terms(items: Sequence[AnnouncedItem], terms: Sequence[Term]) -> tuple[list[AnnouncedItem], list[Term]]:
    """The items on their terms, and the terms that fit none of them for certain."""
    done = list(items)
    unclear = []
    for term in terms:
        place = max(range(len(done)), key=lambda index: _last_named(done[index], term.near), default=None)
        if place is None or _last_named(done[place], term.near) < 0:
            unclear.append(term)
            continue
        changed = _with(done[place], term)
        if changed is None:
            unclear.append(term)
        else:
            done[place] = changed
    return done, unclear


def _term(found: re.Match[str], kind: str, line: str) -> Term:
    named = found.groupdict()
    how = next((name for name in ("lot", "elders", "equally") if named.get(name)), kind)
    value = decimal_of(named.get("number") or named.get("number_first") or "")
    unit = named.get("unit") or named.get("unit_first") or ""
    return Term(how, line[: found.start()], "" if value is None else str(value), unit, found[0].strip())


def _last_named(item: AnnouncedItem, near: str) -> int:
    return max(near.rfind(name) for name in (item.name, *item.aliases))


def _with(item: AnnouncedItem, term: Term) -> AnnouncedItem | None:
    amount = convert(Decimal(term.number), term.unit, item.unit) if term.number else None
    match term.kind:
        case "case":
            return replace(item, case_size=amount) if amount else None
        case "minimum":
            return replace(item, minimum=amount) if amount else None
    if term.number and not amount:
        return None
    there = amount or item.to_share or item.quota
    return replace(item, sharing=term.kind, to_share=there, quota=None)
