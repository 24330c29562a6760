"""To whom a cadre says that a notice goes, in Chinese and English; what is not certain is asked and never guessed."""

from itertools import permutations
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.audiences import WithRole, WithStatus
from nlu.audience_tokens import AreaSaid, BuildingSaid, DoorSaid, Everybody, OrderedSaid, SilentSaid
from nlu.audiences import LONGEST, Both, Either, Except, Said, read_audience

NAMES = ("李家村", "前岸村", "前岸", "第一网格", "桥头片")


def shown(said: Said) -> str:
    """An expression in short: & of all, | of one of, ! not."""
    match said:
        case Both(parts):
            return f"({' & '.join(map(shown, parts))})"
        case Either(parts):
            return f"({' | '.join(map(shown, parts))})"
        case Except(part):
            return f"!{shown(part)}"
        case Everybody(village):
            return "village" if village else "all"
        case AreaSaid(kind, number, name):
            return f"{kind or 'area'} {number or name}"
        case BuildingSaid(building):
            return building
        case DoorSaid(_, key):
            return f"door {key}"
        case OrderedSaid(window):
            return f"ordered {window}"
        case SilentSaid(notice):
            return f"silent {notice}"
        case WithRole(role):
            return role.value
        case WithStatus(status):
            return status.value


def read(text: str) -> str:
    found = read_audience(text, NAMES)
    if found.said is None:
        return f"unknown {' '.join(found.unknown)}" if found.unknown else f"unclear {found.unclear}"
    return shown(found.said)


SAID = """
李家村全村 = (area 李家村 & village)
整个李家村 = area 李家村
3号楼所有人 = (3 & all)
everyone in grid 3 = (all & grid 3)
all households in building 3 = 3
第一网格除去3号楼 = (grid 1 & !3)
全村（除5号楼） = (village & !5)
没点收到的 = silent 0
在家观察的除外 = (all & !observation)
各网格员 = grid_worker
没有人 = ()
nobody = ()
全村 = village
全村人 = village
整个村 = village
所有人 = all
大家 = all
第三网格 = grid 3
三网格 = grid 3
网格3 = grid 3
3号网格 = grid 3
第一、二网格 = (grid 1 | grid 2)
网格1-3 = (grid 1 | grid 2 | grid 3)
微网格2 = microgrid 2
第2微网格 = microgrid 2
微网格2、3 = (microgrid 2 | microgrid 3)
一网格2组 = (grid 1 & area 2)
2组 = area 2
3号楼 5号楼 = (3 | 5)
3、5号楼 = (3 | 5)
3和5号楼 = (3 | 5)
3幢，5栋 = (3 | 5)
1-3号楼 = (1 | 2 | 3)
一到三号楼 = (1 | 2 | 3)
十二号楼 = 12
Ａ座 = A
3幢2单元 = 3-2
網格1、3號樓 = (grid 1 | 3)
李家村 = area 李家村
前岸的老人 = (area 前岸 & elder)
桥头片、第三网格 = (area 桥头片 | grid 3)
在家观察的 = observation
居家隔离的人家 = observation
没在观察的 = !observation
老人 = elder
所有老人 = elder
卧床的 = bedridden
卧床的老人 = (bedridden & elder)
不在家的 = away
坐月子的 = infant
老人、卧床的 = (elder | bedridden)
网格员 = grid_worker
志愿者、网格员 = (volunteer | grid_worker)
村医和村干部 = (doctor | cadre)
第三网格网格员 = (grid 3 & grid_worker)
订了12期团购的 = ordered 12
12期的 = ordered 12
第12期下单的人 = ordered 12
没订12期的 = !ordered 12
订了的 = ordered 0
没回通知8的 = silent 8
没回8号通知的 = silent 8
通知8还没看的人 = silent 8
未读通知8 = silent 8
没收到通知8的 = silent 8
没回的 = silent 0
3幢201、5幢102 = (door 3-201 | door 5-102)
3幢201、202、5幢102 = (door 3-201 | door 3-202 | door 5-102)
三幢二零一 = door 3-201
3-201 5-102 = (door 3-201 | door 5-102)
新屋10号、12号 = (door 新屋10 | door 12)
除了5号楼 = (all & !5)
全村，除了5号楼和6号楼 = (village & !(5 | 6))
除了5号楼以外的老人 = (elder & !5)
除5号楼外，全村 = (village & !5)
除了5号楼，其他人都发 = (all & !5)
第三网格不要5号楼 = (grid 3 & !5)
第三网格，5号楼除外 = (grid 3 & !5)
在家观察的不用发 = (all & !observation)
全村，不含老人，不含在观察的 = (village & !observation & !elder)
不要通知老人 = (all & !elder)
三号楼里在观察的 = (3 & observation)
3号楼和5号楼的志愿者 = ((3 | 5) & volunteer)
3号楼的老人和志愿者 = (3 & (elder | volunteer))
3号楼和老人 = (3 | elder)
3号楼的志愿者和5号楼的网格员 = ((3 & volunteer) | (5 & grid_worker))
第一网格里不是老人的 = (grid 1 & !elder)
5号楼那些没订12期的 = (5 & !ordered 12)
第2、3微网格的卧床老人和网格员 = ((microgrid 2 | microgrid 3) & ((bedridden & elder) | grid_worker))
没回8号通知的老人 = (silent 8 & elder)
发给第三网格的住户 = grid 3
通知3号楼的人 = 3
the whole village = village
everyone = all
grid 3 = grid 3
grids 1 and 2 = (grid 1 | grid 2)
microgrid 2 = microgrid 2
building 5 = 5
buildings 3, 5 and 7 = (3 | 5 | 7)
Block A = A
not building 5 = (all & !5)
everyone except building 5 and building 6 = (all & !(5 | 6))
grid 3 but not building 5 = (grid 3 & !5)
grid 3 without the elderly = (grid 3 & !elder)
volunteers in buildings 3 and 5 = ((3 | 5) & volunteer)
grid workers = grid_worker
elders in grid 3 = (grid 3 & elder)
people under observation = observation
those not in quarantine = !observation
the bedridden and the elderly = (bedridden | elder)
building 3 room 201, building 5 room 102 = (door 3-201 | door 5-102)
who have not answered notice 8 = silent 8
those who haven't read notice 8 = silent 8
ordered in group-buy 12 = ordered 12
those who have not ordered in round 12 = !ordered 12
"""

NOT_CERTAIN = """
全村 3号楼 = unclear 全村 3号楼
全村、老人 = unclear 全村、老人
everyone and grid 3 = unclear everyone and grid 3
3号楼（老人） = unclear 3号楼(老人
王阿婆 = unknown 王阿婆
阿猫阿狗 = unknown 阿猫阿狗
第三网格的张三 = unknown 张三
3号楼除了201 = unknown 201
65岁以上的老人 = unknown 65岁以上
老人和小孩 = unknown 小孩
楼长 = unknown 楼长
第三网格员 = unknown 第三
1-999号楼 = unknown 1-999号楼
the mayor = unknown mayor
3号楼，老人 = unclear 3号楼,老人
3号楼 老人 = unclear 3号楼 老人
老人，卧床的 = unclear 老人,卧床
除了5号楼，6号楼 = unclear 5号楼,6号楼
其他人 = unclear 其他人
everyone else = unclear everyone else
老人3号楼 = unclear 老人3号楼
除了 = unknown 除了
这次团购下单了的 = unknown 这次团购
"""


def cases(block: str) -> list[list[str]]:
    return [line.split(" = ") for line in block.strip().splitlines()]


@pytest.mark.parametrize(("text", "expected"), cases(SAID))
def test_what_a_cadre_says(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(("text", "expected"), cases(NOT_CERTAIN))
def test_what_is_not_certain_is_handed_back(text: str, expected: str) -> None:
    assert read(text) == expected


def test_no_words_are_no_audience() -> None:
    assert read_audience(" ，。 ").said is None


def test_the_order_of_a_list_changes_nothing() -> None:
    said = ("3号楼", "5号楼", "第三网格", "新屋10号")
    found = [read_audience("、".join(order)).said for order in permutations(said)]
    assert all(isinstance(each, Either) for each in found)
    assert len({frozenset(each.parts) for each in found if isinstance(each, Either)}) == 1


@given(st.text(alphabet="第三网格3、5号楼 的除了老人,和不要没回通知8期订在观察外里微幢201ab", max_size=40))
def test_no_words_break_the_reading(text: str) -> None:
    found = read_audience(text, NAMES)
    assert (found.said is None) == bool(found.unknown or found.unclear)


def test_a_megabyte_is_refused_at_once() -> None:
    assert read_audience("3号楼、" * 300_000).said is None


@pytest.mark.parametrize(
    "piece", ["[a](", "每天7:30提醒", "除了", "除了3号楼", "{", "八点到十六点", "3-201、", "1", "五", "不是", "的"]
)
def test_a_long_text_holds_nobody_up(piece: str) -> None:
    """A turn waits for it: so long as a typed list of a thousand doors takes, and no longer."""
    started = process_time()
    read_audience(piece * (LONGEST // len(piece)))
    assert process_time() - started < 2
