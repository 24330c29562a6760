"""Chain posts with what each must come to, by many hands: read from the files beside this one.

A post begins with `== id catalog`; under `--` stands a line a person: `who | house | item amount, ... | flags`.
Flags with a ? may be asked about or not: lines that are missing there are no loss, others than these are still wrong.
"""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from domain.amounts import parse_quantity
from nlu.chains import ChainEntry
from tests.nlu.windows import WINDOWS, window

FOLDER = Path(__file__).parent
CATALOGS = WINDOWS | {
    "D1": window(
        "夹心肉 斤 33 4 前夹 瘦肉", "肋条 斤 38 4 五花肉 条肉", "牛腩 斤 60 2", "草鱼 条 30 2 鲩鱼",
        "三黄鸡 只 55 2 鸡", "鸭蛋 盒 24 2", "鸡蛋 盒 20 3", "香干 份 5 6 豆腐干", "油豆腐 份 6 4 油泡",
        "韭菜 把 4 5", "茭白 斤 8 5", "红薯 斤 3 10 番薯 地瓜",
    ),
    "D2": window(
        "面粉 袋 28 2", "东北大米 袋 70 2", "纯牛奶 箱 60 2", "香蕉 斤 6 6", "橙子 箱 50 1", "梨 斤 5 8",
        "内酯豆腐 盒 4 4", "虾仁 袋 40 2", "西兰花 份 6 4",
    ),
    "V1": window(
        "上海青 斤 4 5 青菜 小青菜", "土豆 斤 3 10 洋芋 马铃薯", "番茄 斤 6 5 西红柿", "黄瓜 斤 5 5",
        "排骨 斤 45 3 小排", "后腿肉 斤 30 4 精肉", "鲫鱼 条 15 3", "老母鸡 只 90 1 母鸡", "土鸡蛋 盒 30 2 鸡蛋 蛋",
        "老豆腐 块 3 4", "嫩豆腐 盒 4 4", "豆芽 份 3 3 黄豆芽", "葱 把 2 5 小葱 香葱",
    ),
    "V2": window(
        "菜籽油 桶 75 2", "酱油 瓶 12 3", "挂面 包 8 5", "香米 袋 55 3", "抽纸 提 25 2", "洗洁精 瓶 10 2",
        "榨菜 包 2 10", "速冻水饺 包 20 4", "小馄饨 包 18 4", "酸奶 箱 48 2", "苹果 斤 7 10", "砂糖桔 箱 45 2",
    ),
}  # fmt: skip
QUESTIONS = {"ambiguous_item", "unknown_item", "over_limit", "needs_confirm", "missing_qty", "missing_item"}


@dataclass(frozen=True, slots=True)
class Expected:
    who: str
    house: str
    lines: Counter[tuple[str, int]]
    flags: frozenset[str]
    open: bool  #: asked or not, and lines found or not: both are right


@dataclass(frozen=True, slots=True)
class Post:
    id: str
    catalog: str
    text: str
    people: tuple[Expected, ...]


def posts(name: str) -> list[Post]:
    blocks = re.split(r"^== ", (FOLDER / f"{name}.txt").read_text("utf-8"), flags=re.MULTILINE)[1:]
    return [_post(block) for block in blocks]


def _post(block: str) -> Post:
    head, body = block.split("\n", 1)
    identity, catalog = head.split()
    text, people = body.split("\n--\n")
    return Post(identity, catalog, text, tuple(map(_expected, people.strip("\n").split("\n"))))


def _expected(line: str) -> Expected:
    who, house, lines, flags = (part.strip() for part in line.split("|"))
    wanted: Counter[tuple[str, int]] = Counter()
    for entry in filter(None, (part.strip() for part in lines.split(","))):
        item, _, quantity = entry.rpartition(" ")
        wanted[item, parse_quantity(quantity) or 0] += 1
    return Expected(who, house, wanted, frozenset(filter(None, flags.strip("?").split(","))), flags.endswith("?"))


def matched(
    people: tuple[Expected, ...], entries: tuple[ChainEntry, ...]
) -> list[tuple[Expected | None, ChainEntry | None]]:
    """Each person with their entry, by name and door, by door, by a part of the name; then the entries of nobody."""
    free = list(entries)
    pairs: list[tuple[Expected | None, ChainEntry | None]] = []
    for person in people:
        found = next((entry for rule in _RULES for entry in free if rule(person, entry)), None)
        pairs.append((person, found))
        if found is not None:
            free.remove(found)
    return pairs + [(None, entry) for entry in free]


_RULES = (
    lambda person, entry: bool(person.who) and person.who == entry.who and person.house in ("", entry.house),
    lambda person, entry: bool(person.house) and person.house == entry.house.replace(" ", ""),
    lambda person, entry: bool(person.who) and person.who == entry.who,
    lambda person, entry: len(entry.who) > 1 and (entry.who in person.who or person.who in entry.who),
)
