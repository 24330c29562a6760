"""Which doors a line of a grid worker is about, and what it says of each: 3幢101到106都正常，104没人."""

import re
from dataclasses import dataclass

from nlu.door_marks import BUILDING, ROOM_IN_WORDS, STOP, Mention
from nlu.door_mentions import find_mentions
from nlu.doors import Door, with_figures

_HEADING = re.compile(
    rf"(?:今天|今日|上午|下午|走访|排查|入户)*\s?(?P<building>{BUILDING}"
    rf"|(?P<street>[\u4e00-\u9fff]{{2,6}}))\s?[:：]\s?$"
)
_BESIDE = re.compile(r"\d[号室]?(?=\s(?:斜?对面|对门|隔壁|旁边|边上|附近))")
_EXCEPT = re.compile(r"(?:除了?|除去|除开|不算|不包括)\s?$")
_OUTSIDE = re.compile(r"\s?(?:以|之)?外[,，\s]*|\s?(?=其他|其余|都|全|别的)")
_OTHERS = re.compile(r"(?:其他|其余|别的|剩下|剩余|余下)(?:的)?(?:几?[户家]|人家|住户)?(?:都|全部?|均)?")
_ONLY_STOPS = re.compile(rf"(?:{STOP}|[/和及与跟]|还有)*\Z")


@dataclass(slots=True)
class Stretch:
    """Doors of which the same is said. `whole`: all doors of a building or staircase, by the start of their keys."""

    doors: list[Door]
    said: str = ""
    whole: str = ""
    written: str = ""
    unclear: bool = False  #: a range that names no doors for certain


def read_heading(line: str) -> str:
    """The building or street that a line of its own names for the lines after it: 3幢："""
    match = _HEADING.fullmatch(line.strip())
    return match["building"].strip() if match else ""


def split_doors(line: str, heading: str = "") -> tuple[str, list[Stretch]]:
    """What stands before the first door, and the doors in groups with what is said of each."""
    line = _BESIDE.sub(r"\g<0>,", line)
    line = ROOM_IN_WORDS.sub(lambda row: with_figures(row[0]) + " " * line[row.end() : row.end() + 1].isdigit(), line)
    mentions = list(find_mentions(line, heading))
    if not mentions:
        return line, []
    return line[: mentions[0].start], _stretches(line, mentions)


def _stretches(line: str, mentions: list[Mention]) -> list[Stretch]:
    told: list[Stretch] = []
    waiting: list[Stretch] = []
    head = line[: mentions[0].start]
    for mention, following in zip(mentions, [*mentions[1:], None], strict=True):
        said = line[mention.end : following.start if following else len(line)]
        before = line[: mention.start]
        here = Stretch(mention.doors, "", mention.whole, mention.written, mention.unclear)
        if _EXCEPT.search(before) and (told or waiting):
            _except(here, said, told, waiting)
            told += [*waiting, here]
            waiting = []
            continue
        said = _EXCEPT.sub("", said)
        repeated = {door.key for stretch in waiting for door in stretch.doors} & {door.key for door in mention.doors}
        if repeated and waiting:
            told += waiting
            waiting = []
        waiting.append(here)
        if _ONLY_STOPS.match(said):
            continue
        others = _OTHERS.search(said)
        if others:
            for stretch in told:
                stretch.said = stretch.said or said[others.end() :]
            said = said[: others.start()]
        for stretch in waiting:
            stretch.said = said
        told += waiting
        waiting = []
    for stretch in waiting:
        stretch.said = head
    return told + waiting


def _except(here: Stretch, said: str, told: list[Stretch], waiting: list[Stretch]) -> None:
    """除5号外都正常 speaks of the others; 都在家除了5号 says that it was not at home, 都正常除了5号 nothing of it."""
    outside = _OUTSIDE.match(said)
    if outside and said[outside.end() :].strip():
        for stretch in waiting or told[-1:]:
            stretch.said = said[outside.end() :]
        return
    here.said = "" if _ONLY_STOPS.match(said) else said
    if not here.said and re.search("在家", [*told, *waiting][-1].said):
        here.said = "不在家"
