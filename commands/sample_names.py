"""Invented names, phones and doors for the samples, the same ones for the same seed."""

from random import Random

SURNAMES = "陈林王李张黄金叶郑周潘徐吴胡朱蔡杨项戴谢夏孙赵刘何许邵董方余章卢施季鲍倪虞麻缪"
OLD_GIVEN = ("阿", "德", "宝", "金", "银", "水", "福", "寿", "顺", "秀", "玉", "桂", "彩", "凤")
OLD_SECOND = ("根", "明", "法", "兴", "花", "英", "兰", "妹", "娥", "香", "莲", "梅", "土", "荣")
GIVEN = (
    "建国", "建平", "志强", "国华", "文斌", "晓东", "海峰", "永强", "伟平", "光明", "少华", "长青", "立新",
    "小军", "振宇", "俊杰", "思远", "子轩", "浩然", "宇航", "一鸣", "家豪", "丽萍", "爱珍", "素芬", "美华",
    "晓燕", "海燕", "小红", "雪梅", "春燕", "秋菊", "佳怡", "欣怡", "雨桐", "梦瑶", "诗涵", "静怡", "若彤",
    "晓玲", "慧敏", "巧云", "月英", "彩虹",
)  # fmt: skip

VILLAGES = (
    "前岸", "后岸", "上岙", "下岙", "沙头", "浦口", "塘下", "桥东", "桥西", "东浦", "西浦", "南塘", "北塘",
    "海滨", "渔岙", "石坦", "古井", "樟里", "枫林", "梅园", "竹溪", "柏坑", "金山", "银湖", "龙头", "凤垟",
    "双屿", "三垟", "六甲", "八亩", "林宅", "陈宅", "王宅", "叶岙", "朱垟", "徐家浦", "新田", "老鼠岙", "望海",
    "听涛",
)  # fmt: skip
COMMUNITIES = (
    "滨江", "星海", "文昌", "怡和", "新城",
)  # fmt: skip

STREETS = (
    "桥头路", "文化路", "沿河路", "新屋", "后街", "中塘",
)  # fmt: skip


def person_name(random: Random) -> str:
    """A name such as people of three generations bear."""
    surname = random.choice(SURNAMES)
    if random.random() < 0.25:
        return surname + random.choice(OLD_GIVEN) + random.choice(OLD_SECOND)
    if random.random() < 0.15:
        return surname + random.choice(GIVEN)[0]
    return surname + random.choice(GIVEN)


def family_names(random: Random, count: int) -> list[str]:
    """Different names: nobody at a door is called like another, by which an import would take them for one."""
    names: dict[str, None] = {}
    while len(names) < count:
        names[person_name(random)] = None
    return list(names)


def phone(number: int) -> str:
    """The sample's phone of that number; nothing is ever sent to a phone, so it disturbs nobody."""
    return f"{17_000_000_000 + number * 7919 % 999_999_999}"


def house_door(place: int) -> str:
    """The door of a village house, different for each number below 6,000: 桥头路12号."""
    return f"{STREETS[place % len(STREETS)]}{place // len(STREETS) + 1}号"


def flat_door(place: int) -> str:
    """The door of a flat, different for each number: 3幢201."""
    building, flat = divmod(place, 66)
    floor, room = divmod(flat, 4)
    return f"{building + 1}幢{floor + 2}0{room + 1}"


def rented_door(house: str, landlord: str, room: int) -> str:
    """A rented room, one of 36 in a house: 新屋3号陈老板家二楼东间."""
    floor, side = divmod(room, 4)
    return f"{house}{landlord}家{'二三四五六七八九十'[floor]}楼{'东南西北'[side]}间"
