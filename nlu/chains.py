"""What a whole chain post (接龙) comes to: one entry for each person with what stands at its end, doubts flagged.

The one rule here too: a line that nobody asked for is far worse than a question, so whatever could be read in two
ways is nobody's line, and whoever pasted the post is asked about it.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from nlu.answers import EVERYTHING, Line, Question
from nlu.catalog import Catalog
from nlu.chain_amends import ANEW, ENOUGH, FIXES, MORE_AT_HEAD, TAKES_BACK, WHOLE_ROW, amends, takes_all_back
from nlu.chain_goods import MORE, Goods, Lines, copies
from nlu.chain_lines import LONGEST_POST, MOST_ROWS, rows_of
from nlu.chain_people import Member, Members
from nlu.chain_rows import ORDERS, Said, gather
from nlu.chain_topic import only_thing
from nlu.orders import Context, Understood, understand

_NOBODY = re.compile(
    r"^(?:[空无略]|空着|空的)$|暂无|没|不需要|不要|不用|不在|谢|收到|好的|体温|已?付|[转打]账?给|送到|知道|明白|核酸|辛苦|吗|[?？]|上次|价|群|电话|供应|出售"
)
_COUNTS = re.compile(r"[\d一二两三四五六七八九十半]\s?[\u4e00-\u9fff]")
_ADVERT = re.compile("本店|小店|供应|出售|特价|送货上门|批发")
_ONLY_CHAT = re.compile(r"吗|[?？]|上次|谢")
_OF_NUMBER = re.compile(r"第\s?(?P<number>\d{1,3})\s?[条个行号](?:的)?.{0,8}?(?:取消|作废|不要|删|改|写错)")


@dataclass(frozen=True, slots=True)
class ChainEntry:
    """One person of a post: what is certain, what must be asked, and the numbers of the rows it was read from.

    `flags`: the kinds of the questions; `duplicate`, written twice and counted once; `cancelled`, nothing is left.
    """

    who: str
    house: str
    key: str
    lines: Lines = ()
    questions: tuple[Question, ...] = ()
    flags: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    words: str = ""  #: the goods as they were written, row after row
    who_alt: str = ""


@dataclass(frozen=True, slots=True)
class ChainPost:
    """A post as understood. `too_long`: nothing of it was read."""

    entries: tuple[ChainEntry, ...] = ()
    too_long: bool = False


def read_chain(post: str, catalog: Catalog) -> ChainPost:
    """Reads a post against the items on offer. Never raises; its time grows with the length only."""
    rows = rows_of(post) if len(post) <= LONGEST_POST else []
    if len(post) > LONGEST_POST or len(rows) > MOST_ROWS:
        return ChainPost(too_long=True)
    reader = _Reader(catalog, only_thing(rows, catalog))
    for said in gather(rows, catalog):
        reader.take(said)
    return ChainPost(tuple(_entry(member, catalog) for member in reader.members.all))


def _entry(member: Member, catalog: Catalog) -> ChainEntry:
    questions = tuple(member.questions)
    lines = tuple(Line(item, amount, catalog.by_name[item].unit) for item, amount in member.amounts.items())
    if member.spoilt:
        lines, questions = (), (Question("needs_confirm", " / ".join(member.texts[-2:])),)
    flags = dict.fromkeys(question.kind for question in questions)
    if member.duplicate:
        flags["duplicate"] = None
    if member.cancelled and not lines and not questions:
        flags["cancelled"] = None
    return ChainEntry(
        member.who, member.house, member.key, lines, questions, tuple(flags), tuple(dict.fromkeys(member.numbers)),
        "，".join(filter(None, member.texts)), member.who_alt,
    )  # fmt: skip


class _Reader:
    """Takes the rows one after another."""

    def __init__(self, catalog: Catalog, only: str = "") -> None:
        self.catalog = catalog
        self.members = Members()
        self.goods = Goods(catalog, self.members, only)
        self.above: Lines | None = None  #: what the row above asked for, if it was plain and certain

    def take(self, said: Said) -> None:
        above, self.above = self.above, None
        if self._speaks_of_another(said):
            return
        member, several = self.members.find(said.sender, amends(said.goods))
        if member is None:
            self._begin(said, self.goods.read(said.goods, above), several)
            return
        self.members.note(member, said.sender)
        if said.goods or said.doubt:
            self._go_on(member, said, above)

    def _speaks_of_another(self, said: Said) -> bool:
        """第3条取消: of that row something is in doubt from now on, whoever says so."""
        found = _OF_NUMBER.search(said.goods)
        for member in self.members.all if found else ():
            if found and int(found["number"]) in member.numbers:
                member.texts.append(said.goods)
                member.spoilt = True
        return found is not None

    def _begin(self, said: Said, read: Understood, several: bool) -> None:
        """The first row of somebody."""
        sender, goods = said.sender, said.goods
        found = bool(read.intent in ORDERS and (read.lines or read.questions))
        owned = bool(sender.who or sender.key)
        chat = bool(goods) and bool(_NOBODY.search(goods) or not sender.sure) and not self._speaks_of_goods(goods)
        if not found and (chat or not owned or not (said.number or sender.key or self._speaks_of_goods(goods))):
            return
        there = self.members.at_door(sender.key)
        repeats = any(read.lines and read.lines == other.first for other in there) or bool(
            there and ENOUGH.search(goods)
        )
        member = self.members.add(sender)
        _note(member, said)
        unsure = said.broken or several or sender.several or not owned or repeats or (
            MORE_AT_HEAD.match(goods) and not copies(goods)
        )
        if not goods:
            member.doubt("missing_item", "")
        elif not found or unsure or read.intent in ("change", "cancel"):
            _only_ask(member, read, goods)
        else:
            _add(member, read)
            member.first = read.lines
            self.above = read.lines if not member.questions else None

    def _speaks_of_goods(self, goods: str) -> bool:
        """Whether a row that is no order to the reader of orders names goods and numbers all the same."""
        return bool(_COUNTS.search(goods) and self.goods.named(goods) and not _ADVERT.search(goods))

    def _go_on(self, member: Member, said: Said, above: Lines | None) -> None:
        """A later row of somebody: the same again, more, other, less, nothing."""
        goods = said.goods
        if self._is_repeat(member, said):
            member.duplicate = True
            self.above = self.goods.lines_of(member)
            return
        blank = not any(member.texts)
        _note(member, said)
        if said.broken:
            member.spoilt = True
        elif blank:
            member.questions = [question for question in member.questions if question.kind != "missing_item"]
            _add(member, self.goods.read(goods, above))
            member.first = self.goods.lines_of(member) or ()
        elif (all_back := takes_all_back(goods, self.goods.named)) is not False:
            member.drop_all()
            member.spoilt = all_back is None
        elif anew := ANEW.search(goods):
            self._begin_anew(member, f"{goods[: anew.start()]} {goods[anew.end() :]}".strip())
        elif not member.spoilt:
            self._change(member, goods, above)
            named = self.goods.named(goods) or {self.goods.only}
            says_all = named == member.amounts.keys() and not MORE.search(goods)
            self.above = self.goods.lines_of(member) if says_all else None
        elif understand(goods, self.catalog, Context(member.amounts)).lines == (Line(EVERYTHING, 0, ""),):
            member.drop_all()

    def _is_repeat(self, member: Member, said: Said) -> bool:
        """The same words again: as the copy of a row, or as long as nothing has changed since."""
        goods = _bare(said.goods)
        texts = [_bare(text) for text in member.texts]
        if goods in texts:
            return said.number in member.numbers or texts[-1] == goods
        if len(texts) > 1 or member.questions or MORE.search(goods) or TAKES_BACK.search(goods):
            return False
        read = understand(said.goods, self.catalog)
        plain = read.intent == "order" and not read.questions
        return plain and bool(read.lines) and set(read.lines) == set(member.first)

    def _begin_anew(self, member: Member, goods: str) -> None:
        read = understand(goods, self.catalog) if goods else Understood("cancel")
        member.drop_all()
        member.cancelled = read.intent == "cancel" and not read.questions
        member.spoilt = not member.cancelled and read.intent != "order"
        if read.intent == "order":
            _add(member, read)

    def _change(self, member: Member, goods: str, above: Lines | None) -> None:
        running = member.proposed() | member.amounts
        read = self.goods.on_top_of(goods, running)
        if WHOLE_ROW.search(goods) and running.keys() - self.goods.named(goods):
            member.spoilt = True
        elif FIXES.search(goods) and not (read.intent == "change" and not read.questions):
            self._put_right(member, goods, running)
        elif enough := self._enough(goods, running):
            self._set(member, Understood("change", enough), goods)
        elif read.intent in ("change", "cancel"):
            self._set(member, read, goods)
        elif read.intent in ("order", "add") or copies(goods):
            after_nothing = member.cancelled and not member.amounts
            if after_nothing or (not copies(goods) and (read.intent == "add" or MORE.search(goods))):
                member.cancelled = False
                self._doubt_named(member, read, goods)
                read = self.goods.read(goods, above) if copies(goods) else read
                _add(member, read, running.keys() - member.amounts)
            else:
                member.spoilt = True
        else:
            self._doubt_named(member, read, goods)
            member.questions += read.questions
            if self._speaks_of_goods(goods) and not read.questions and not _ONLY_CHAT.search(goods):
                member.doubt("needs_confirm", goods)

    def _enough(self, goods: str, running: dict[str, int]) -> Lines:
        """草鱼一条就够了, after two: no more than there is of things that stand in an earlier row.

        草鱼一条就好 beside other things may mean that those are not wanted.
        """
        read = self.goods.understood(ENOUGH.sub(" ", goods).strip()) if ENOUGH.search(goods) else Understood("other")
        less = all(0 < line.quantity <= running.get(line.item, 0) and not line.whom for line in read.lines)
        all_named = "够" in goods or {line.item for line in read.lines} == running.keys()
        return read.lines if read.intent == "order" and less and all_named and not read.questions else ()

    def _put_right(self, member: Member, goods: str, running: dict[str, int]) -> None:
        """写错了，是香蕉1斤: the amounts that result, of things that stand in an earlier row."""
        read = self.goods.understood(FIXES.sub(" ", goods).strip(" ,，。"))
        if read.questions or not read.lines:
            read = self.goods.understood(FIXES.sub(",不对,", goods))
        unclear = {item for question in member.questions for item in question.candidates if not question.quantity}
        known = all(line.item in {*running, *unclear} and not line.whom for line in read.lines)
        if read.intent == "order" and read.lines and not read.questions and known:
            said = {line.item for line in read.lines}
            member.questions = [question for question in member.questions if not said & {*question.candidates}]
            self._set(member, Understood("change", read.lines), goods)
        else:
            member.spoilt = True

    def _set(self, member: Member, read: Understood, goods: str) -> None:
        """Amounts that result."""
        for line in read.lines:
            if line.item == EVERYTHING:
                member.drop_all()
                continue
            member.questions = [question for question in member.questions if question.candidates != (line.item,)]
            member.amounts.pop(line.item, None)
            if line.quantity:
                member.amounts[line.item] = line.quantity
        self._doubt_named(member, read, goods)
        member.questions += read.questions
        member.spoilt = bool(read.questions) and not read.lines and not self.goods.named(goods)
        member.cancelled = not member.amounts and not member.questions

    def _doubt_named(self, member: Member, read: Understood, goods: str) -> None:
        """What a row names that is not clear stands no more as it was."""
        for item in self.goods.named(goods) - {line.item for line in read.lines} if read.questions else ():
            amount = member.amounts.pop(item, None)
            if amount is not None:
                member.questions.append(Question("needs_confirm", goods[:40], (item,), amount))


def _note(member: Member, said: Said) -> None:
    if said.number:
        member.numbers.append(said.number)
    member.texts.append(said.goods)
    if said.doubt:
        member.doubt("needs_confirm", said.doubt)


def _add(member: Member, read: Understood, in_doubt: Collection[str] = ()) -> None:
    """Puts lines on top; what was in doubt before does not become certain by being added to."""
    for line in read.lines:
        if line.whom or line.item == EVERYTHING or line.item in in_doubt:
            member.doubt("needs_confirm", f"{line.whom} {line.item}".strip())
        elif line.quantity:
            member.amounts[line.item] = member.amounts.get(line.item, 0) + line.quantity
    member.questions += read.questions


def _only_ask(member: Member, read: Understood, goods: str) -> None:
    """Nothing of a row is taken; what it may have meant stands in the questions."""
    for line in read.lines:
        if not line.whom and line.item != EVERYTHING and line.quantity:
            member.questions.append(Question("needs_confirm", goods[:40], (line.item,), line.quantity))
    member.questions += read.questions
    if not member.questions:
        member.doubt("needs_confirm", goods)


def _bare(goods: str) -> str:
    return re.sub(r"[\s,，、。;；]+", "", goods)
