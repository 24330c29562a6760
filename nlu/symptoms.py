"""Symptoms that somebody has now: not those that are denied, over, feared, asked about or somebody else's."""

import re
from dataclasses import dataclass
from itertools import pairwise

from nlu import symptom_context as context
from nlu.symptom_words import ALIASES, SYMPTOM, TAKEN

NOW, DENIED, OVER, UNREAL, ASKED = "now", "denied", "over", "unreal", "asked"


_FIELD = re.compile(r"[:：]\s?(?:没有|没|无|否|有|是)(?=\s)")
"""咳嗽：无 乏力：有: each field of a form ends with its answer."""


@dataclass(frozen=True, slots=True)
class Symptoms:
    """What is affirmed, in the order of the text, and what else is said of symptoms."""

    names: tuple[str, ...] = ()
    unwell: bool = False  #: 不舒服 and nothing more
    ill: bool = False  #: an illness that is none of the names: 感冒
    worse: bool = False
    denied: bool = False  #: 不咳不烧, or no more
    asked: bool = False  #: 发烧怎么办: perhaps they have it
    hearsay: bool = False  #: somebody else is said to be ill


@dataclass(slots=True)
class _Said:
    name: str
    state: str = NOW


def find_symptoms(text: str) -> Symptoms:
    """The symptoms of a cleaned text in lower case whose temperatures have been blanked."""
    text = _FIELD.sub(r"\g<0>,", text)
    for word, meaning in ALIASES.items():
        text = text.replace(word, meaning)
    clauses = [(match["words"], list(SYMPTOM.finditer(match["words"]))) for match in context.CLAUSE.finditer(text)]
    said: list[_Said] = []
    hearsay, listing = False, False
    for at, (words, matches) in enumerate(clauses):
        if matches and context.OTHERS.search(words):
            hearsay = hearsay or context.HEARSAY.search(words) is not None
            continue
        if not matches:
            if len(words) <= context.NEAR and context.OVER_CLAUSE.fullmatch(words):
                _end_all(said, OVER)
            elif context.NO_CLAUSE.fullmatch(words):
                _end_all(said[-1:], DENIED)
            listing = listing and not words.strip()
            continue
        listing = listing and _is_bare(words, matches) and _goes_on(clauses[at:])
        found = _in_clause(words, matches, listing)
        if context.NO_FIRST.match(words) and context.NO_LAST.search(words):
            _end_all(said[-1:], DENIED)
        said += found
        before = context.BEFORE_TODAY.search(words) and not context.TODAY.search(words)
        if not before and not context.SOMEBODY.search(words):
            _end_denied(said)
        listing = said[-1].state == DENIED and _opens_list(words, matches)
    said += _from_remedies(text)
    return _summed_up(text, said, hearsay)


def _end_all(said: list[_Said], state: str) -> None:
    for one in said:
        one.state = state


def _end_denied(said: list[_Said]) -> None:
    """What is denied later is over: 咳嗽好多了不咳了; not by 昨天还没咳."""
    for at, one in enumerate(said):
        if one.state == NOW and any(later.name == one.name and later.state == DENIED for later in said[at + 1 :]):
            one.state = OVER


def _from_remedies(text: str) -> list[_Said]:
    taken = (
        match
        for match in TAKEN.finditer(text)
        if not context.NOT_TAKEN.search(text[max(0, match.start() - 6) : match.start()])
    )
    return [_Said(str(match.lastgroup)) for match in taken]


def _summed_up(text: str, said: list[_Said], hearsay: bool) -> Symptoms:
    names = tuple(dict.fromkeys(one.name for one in said if one.state == NOW))
    states = {one.state for one in said}
    return Symptoms(
        tuple(name for name in names if name not in ("unwell", "ill")), "unwell" in names, "ill" in names,
        bool(names) and _worse(text), bool(states & {DENIED, OVER}), ASKED in states, hearsay,
    )  # fmt: skip


def _in_clause(words: str, matches: list[re.Match[str]], listing: bool) -> list[_Said]:
    """The symptoms of a clause, those side by side (发烧咳嗽都没有) denied together."""
    found: list[_Said] = []
    group: list[_Said] = []
    for at, match in enumerate(matches):
        one, start = _Said(str(match.lastgroup)), max(0, match.start() - context.NEAR)
        between = words[matches[at - 1].end() : match.start()] if at else ""
        after = words[match.end() :][: context.NEAR]
        if at and context.JOINT.fullmatch(between):
            one.state = NOW if context.FIRMLY.match(after) else group[-1].state
        else:
            group = []
        if at and context.NO_BETWEEN.fullmatch(between) and context.NO_LAST.search(after):
            found[-1].state = DENIED
        if one.state == NOW:
            one.state = DENIED if listing else _state(one.name, words[start : match.start()], after)
        group.append(one)
        found.append(one)
        if context.NO_AFTER.match(after) or context.OVER_AFTER.match(after):
            _end_all(group, DENIED if context.NO_AFTER.match(after) else OVER)
    return found


def _state(name: str, before: str, after: str) -> str:
    """What the words around one symptom make of it. Of fever, coughs and colds people ask in general, too."""
    if context.SLIGHTLY.search(before):
        return NOW
    if context.NO_BEFORE.search(before):
        return DENIED
    if context.UNREAL_BEFORE.search(before) or context.UNREAL_AFTER.match(after):
        return UNREAL
    if name in ("fever", "cough", "ill") and context.ASKED_AFTER.match(after) and not context.OWN.search(before):
        return ASKED
    return ASKED if context.ASKED_BEFORE.search(before) else NOW


def _is_bare(words: str, matches: list[re.Match[str]]) -> bool:
    """Whether a clause only names symptoms."""
    gaps = [words[: matches[0].start()], *(words[one.end() : other.start()] for one, other in pairwise(matches))]
    return all(context.JOINT.fullmatch(gap) for gap in gaps) and bool(
        context.LISTED.match(words[matches[-1].end() :])
    )


def _opens_list(words: str, matches: list[re.Match[str]]) -> bool:
    """没有发热 and 无发热 may go on in the next clauses: 没有发热，咳嗽，乏力."""
    found = context.NO_BEFORE.search(words[: matches[0].start()])
    return bool(found and found["list"]) or _is_bare(words, matches)


def _goes_on(clauses: list[tuple[str, list[re.Match[str]]]]) -> bool:
    """Whether what follows is a list that is denied: more than one bare symptom, or one that ends in 等症状."""
    bare = 0
    for words, matches in clauses:
        if not matches or not _is_bare(words, matches):
            break
        bare += 1
        if context.ENDS_LIST.search(words[matches[-1].end() :]):
            return True
    return bare > 1


def _worse(text: str) -> bool:
    return any(
        not context.NOT_WORSE.search(text[max(0, match.start() - context.NEAR) : match.start()])
        for match in context.WORSE.finditer(text)
    )
