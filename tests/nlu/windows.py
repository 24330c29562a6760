"""Group-buy windows for the tests: with and without aliases, and with things that are easily mistaken."""

from nlu.catalog import Catalog, CatalogItem

THOUSANDTHS = 1000


def window(*rows: str) -> Catalog:
    """Rows of "name unit yuan limit alias alias ..."; a limit of 0 is none."""
    items = []
    for row in rows:
        name, unit, yuan, limit, *aliases = row.split()
        limited = int(float(limit) * THOUSANDTHS) or None
        items.append(CatalogItem(name, unit, int(float(yuan) * 100), limited, tuple(aliases)))
    return Catalog.build(items)


VEGETABLES = window(
    "青菜 斤 3 10", "芹菜 斤 4 10", "土豆 斤 2 20 洋芋 马铃薯", "番茄 斤 5 10 西红柿", "豆腐 块 3 5",
    "豆腐皮 斤 8 5", "油豆腐 袋 6 4", "大葱 斤 4 5", "生姜 斤 9 3", "鸡蛋 板 22 2", "咸鸭蛋 盒 18 2",
    "大白菜 棵 5 4", "西兰花 份 6 4", "胡萝卜 斤 3 10",
)  # fmt: skip
MEAT = window(
    "猪肉 斤 35 5", "五花肉 斤 38 4", "牛肉 斤 58 3", "牛肉丸 袋 30 3", "排骨 斤 45 4", "鸡腿 袋 26 2",
    "老母鸡 只 80 2", "皮蛋 盒 15 3", "鲈鱼 条 32 3", "带鱼 斤 25 5", "基围虾 斤 48 3", "香肠 根 6 10",
)  # fmt: skip
STAPLES = window(
    "东北大米 袋 70 2", "糯米 斤 6 10", "小米 斤 7 10", "菜籽油 桶 88 1", "挂面 包 8 5", "食盐 袋 3 4",
    "酸奶 箱 55 2", "酱油 瓶 12 3", "土鸡蛋 盒 30 3", "红糖馒头 袋 10 4", "老豆腐 块 4 4", "白砂糖 公斤 9 5",
)  # fmt: skip
FRUIT = window(
    "苹果 斤 6 10", "橙子 斤 5 10", "砂糖橘 箱 45 2", "蜜柚 个 10 4", "香梨 箱 50 1", "草莓 盒 25 3",
    "葡萄 斤 12 5", "香蕉 斤 4 8", "车厘子 盒 68 2", "火龙果 个 8 6",
)  # fmt: skip
HOUSEHOLD = window(
    "N95口罩 只 12 10 N95", "医用口罩 包 20 3 普通口罩", "84消毒液 瓶 9 2", "75%酒精 瓶 15 2", "抽纸 提 25 2",
    "卷纸 提 22 2 卫生纸", "5号电池 板 12 2", "洗衣液 瓶 30 2", "垃圾袋 卷 6 5", "体温计 支 10 1",
    "板蓝根 袋 18 2", "连花清瘟 盒 25 2", "布洛芬 盒 20 1",
)  # fmt: skip
LONG_NAMES = window(
    "奶油草莓 盒 25 4", "散养老母鸡 只 98 2", "农家土鸡蛋 盒 32 3", "鸡翅 斤 20 4", "皇帝柑 箱 48 2", "菠菜 把 5 5",
    "大白菜 颗 6 5", "小白菜 把 4 5", "小葱 把 2 5", "鲜香菇 斤 12 4", "金针菇 包 3 10", "米醋 瓶 6 3", "紫菜 包 9 4",
    "黄瓜 斤 4.5 8", "基围虾 斤 48 3", "西红柿 斤 5 8", "体温计 支 12 2", "咸鸭蛋 颗 2.5 20 咸蛋",
)  # fmt: skip
VILLAGE = window(
    "土猪肉 斤 35 4 猪肉", "带鱼 斤 25 0", "豆腐 块 0 2", "青菜 斤 4.5 0", "鸡蛋 盒 20 3",
)  # fmt: skip
WINDOWS = {"菜": VEGETABLES, "肉": MEAT, "粮": STAPLES, "果": FRUIT, "用": HOUSEHOLD, "长": LONG_NAMES}
