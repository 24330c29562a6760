"""Posts put together by chance from the ways of numbering, naming and parting: each household gets its own."""

from random import Random

import pytest

from nlu.chains import read_chain
from nlu.doors import read_door
from tests.nlu.chain_posts import CATALOGS

NUMBERS = ("{}. ", "{}、", "{}.", "{} ", "{}）", "({}) ", "第{} ", "{}: ", "")
SEPARATORS = (" ", "，", "、", "：", "  ")
BETWEEN_GOODS = (" ", "，", "、", "+", "；")
NAMES = (
    "王阿姨", "李叔", "张建国", "刘梅", "陈师傅", "赵家", "欧阳老师", "童童妈", "豆豆爸", "小太阳", "花开富贵",
    "月亮🌙", "Lily", "A维修老王", "大橙子", "小土豆", "番茄炒蛋", "鱼儿", "阿香", "毛毛", "老铁", "米粒", "苹果妹",
    "二胖", "三姐", "陆米伟",
)  # fmt: skip
DOORS = ("{}幢{}", "{}-{}", "{}栋{}室", "{}号楼{}", "{}#{}", "{}幢2单元{}", "{}-1-{}")
CHAT = ("谢谢团长", "收到", "还有吗？", "@所有人 抓紧", "", "好的", "有人帮拿一下吗")
REMARKS = ("", "", "", "", " 谢谢", "，谢谢团长", " 已付款", " 电话13800001111", "（放门口）")
DIGITS = "零一两三四五"


def _amount(chance: Random, unit: str, most: int) -> tuple[int, str]:
    number = chance.randint(1, max(1, min(most, 5)))
    written = (f"{number}{unit}", f"{DIGITS[number]}{unit}", f"{number}", f" {number}{unit}")
    return number, chance.choice(written)


def _key(door: str) -> str:
    found = read_door(door)
    return found.key if found else ""


def _post(chance: Random) -> tuple[str, str, dict[str, dict[str, int]]]:
    """(catalogue, post, what each door has at its end)."""
    name = chance.choice(("D1", "D2", "菜", "肉", "粮", "果"))
    items = CATALOGS[name].items
    number, parts, between = chance.choice(NUMBERS), chance.choice(SEPARATORS), chance.choice(BETWEEN_GOODS)
    door_last = chance.random() < 0.7
    homes: dict[str, dict[str, int]] = {}
    whose: dict[str, str] = {}
    rows = ["#接龙 周六团", ""]
    for at in range(1, chance.randint(5, 15)):
        standing = [door for door, had in homes.items() if had]
        if standing and chance.random() < 0.3:
            door = chance.choice(standing)
            item = chance.choice(sorted(homes[door]))
            offered = CATALOGS[name].by_name[item]
            count, written = _amount(chance, offered.unit, (offered.limit or 5_000) // 1_000)
            goods, result = chance.choice(
                ((f"{item}不要了", 0), (f"{item}改{written.strip()}", count), ("取消", None))
            )
            homes[door] = {} if result is None else {**homes[door], item: result}
            homes[door] = {item: amount for item, amount in homes[door].items() if amount}
        else:
            door = chance.choice(DOORS).format(chance.randint(1, 20), chance.choice((101, 202, 301, 502, 1201)))
            who = chance.choice(NAMES)
            if _key(door) in map(_key, homes) or who in whose.values():
                continue
            whose[door], homes[door], said = who, {}, []
            for offered in chance.sample(items, chance.randint(1, 3)):
                count, written = _amount(chance, offered.unit, (offered.limit or 5_000) // 1_000)
                homes[door][offered.name] = count
                said.append(offered.name + written)
            goods = between.join(said) + chance.choice(REMARKS)
        head = (whose[door], door) if door_last else (door, whose[door])
        rows.append(f"{number.format(at)}{parts.join(head)}{parts}{goods}")
        if chance.random() < 0.08:
            rows.append(chance.choice(CHAT))
    return name, "\n".join(rows), homes


@pytest.mark.parametrize("seed", range(8))
def test_each_household_gets_what_it_wrote_however_it_is_written(seed: int) -> None:
    chance = Random(seed)
    written = found = 0
    for _ in range(60):
        name, post, homes = _post(chance)
        wanted = {(_key(door), item, count * 1_000) for door, had in homes.items() for item, count in had.items()}
        entries = read_chain(post, CATALOGS[name]).entries
        read = {(entry.key, line.item, line.quantity) for entry in entries for line in entry.lines}
        assert read <= wanted, post
        written, found = written + len(wanted), found + len(read)
    assert found / written > 0.97
