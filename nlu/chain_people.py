"""Who is who in a chain post: one entry a person, found again by door and name however they write it."""

from dataclasses import dataclass, field

from nlu.answers import Line, Question
from nlu.catalog import one_spelling
from nlu.chain_senders import Sender


@dataclass(slots=True)
class Member:
    """One person of a post while it is read."""

    who: str
    house: str
    key: str
    amounts: dict[str, int] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    who_alt: str = ""
    duplicate: bool = False
    cancelled: bool = False
    spoilt: bool = False  #: a second, different line: nothing of it is certain any more
    first: tuple[Line, ...] = ()

    def doubt(self, kind: str, words: str) -> None:
        self.questions.append(Question(kind, words[:40]))

    def drop_all(self) -> None:
        self.amounts.clear()
        self.questions.clear()
        self.cancelled, self.spoilt = True, False

    def proposed(self) -> dict[str, int]:
        """Amounts that somebody asked for and did not get, so that 改1箱 can be said of them."""
        return {
            question.candidates[0]: question.quantity
            for question in self.questions
            if question.quantity and len(question.candidates) == 1
        }


class Members:
    """Everybody of a post, in order of appearance."""

    def __init__(self) -> None:
        self.all: list[Member] = []
        self._by_name: dict[str, list[Member]] = {}
        self._by_key: dict[str, list[Member]] = {}

    def named(self, who: str) -> list[Member]:
        return self._by_name.get(_plain(who), [])

    def at_door(self, key: str) -> list[Member]:
        return list(self._by_key.get(key, ())) if key else []

    def find(self, sender: Sender, amends: bool) -> tuple[Member | None, bool]:
        """(the one whom a row is from, whether it might be several). `amends`: it only makes sense with an earlier
        row, so that the one entry of the door is meant whatever name is written."""
        name = _plain(sender.who)
        there = self._by_key.get(sender.key, []) if sender.key else []
        if there:
            same = [member for member in there if _same(_plain(member.who), name)]
            if len(same) == 1:
                return same[0], False
            if not name or (amends and not same):
                return (there[0], False) if len(there) == 1 else (None, True)
            return None, len(same) > 1
        named = self._by_name.get(name, []) if name else []
        if sender.key:
            named = [member for member in named if not member.key]
        return (named[0], False) if len(named) == 1 else (None, len(named) > 1)

    def add(self, sender: Sender) -> Member:
        member = Member(sender.who, sender.house, sender.key)
        self.all.append(member)
        if member.who:
            self._by_name.setdefault(_plain(member.who), []).append(member)
        if member.key:
            self._by_key.setdefault(member.key, []).append(member)
        return member

    def note(self, member: Member, sender: Sender) -> None:
        """What a later row tells about somebody: the door that was missing, another name."""
        if sender.key and not member.key:
            member.house, member.key = sender.house, sender.key
            self._by_key.setdefault(member.key, []).append(member)
        if sender.who and not member.who:
            member.who = sender.who
            self._by_name.setdefault(_plain(member.who), []).append(member)
        elif sender.who and _plain(sender.who) != _plain(member.who):
            member.who_alt = member.who_alt or sender.who
            self._by_name.setdefault(_plain(sender.who), []).append(member)


def _plain(who: str) -> str:
    return "".join(character for character in one_spelling(who) if character.isalnum())


def _same(known: str, name: str) -> bool:
    """Of one door: one name, or one within the other as 郎奶奶 and 郎家奶奶, 何 and 何家 are."""
    if not known or not name:
        return not known or not name
    if known == name:
        return True
    short, long = sorted((known, name), key=len)
    if len(short) == 1:
        return long[0] == short
    return short[0] == long[0] and short[-1] == long[-1] and set(short) <= set(long)
