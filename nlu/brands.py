"""Makers' names that people put before a thing: 海天酱油 is 酱油, where no maker is named on the list."""

from nlu.catalog import Catalog, CatalogItem

_BRANDS = """
    蒙牛 伊利 光明 特仑苏 金典 安慕希 君乐宝 新希望 现代牧场 旺旺 大白兔 徐福记 德芙 阿尔卑斯 喜之郎 好丽友
    达利园 康师傅 统一 今麦郎 白象 农心 陈克明 金沙河 五谷道场 李锦记 海天 厨邦 千禾 老干妈 老恒和 恒顺 王致和
    太太乐 家乐 六月鲜 欣和 鲁花 金龙鱼 福临门 胡姬花 多力 西王 长寿花 十月稻田 柴火大院 香满园 北大荒 双汇 金锣
    雨润 正大 圣农 安井 海霸王 三全 思念 湾仔码头 桂冠 桃李 曼可顿 宾堡 乌江 吉香居 川南 丘比 雀巢 飞鹤 美赞臣
    惠氏 贝因美 合生元 爱他美 美素佳儿 农夫山泉 怡宝 娃哈哈 百岁山 王老吉 加多宝 青岛 百威 古越龙山 会稽山
    女儿红 维达 清风 心相印 洁柔 得宝 妮飘 舒洁 蓝月亮 立白 超能 汰渍 奥妙 雕牌 碧浪 白猫 威猛先生 滴露 威露士
    舒肤佳 六神 力士 多芬 海飞丝 飘柔 潘婷 清扬 沙宣 高露洁 佳洁士 黑人 云南白药 中华 冷酸灵 舒客 苏菲 护舒宝
    七度空间 高洁丝 洁婷 自由点 帮宝适 花王 好奇 妈咪宝贝 尤妮佳 安尔乐 南孚 双鹿 超霸 金霸王 劲量 飞利浦 欧普
    雷士 佛山照明 公牛 得力 晨光 妙洁 美丽雅 佳能 雷达 榄菊 超威 枪手 稳健 振德 可孚 鱼跃 海氏海诺 欧姆龙 邦迪
    三九 同仁堂 白云山 哈药 汤臣倍健 善存 钙尔奇 力度伸 葵花 江中 太极 九芝堂 仁和 华素 马应龙 片仔癀 羚锐 奇正
    以岭 芬必得 拜耳 斯利安
"""


def _by_first_character() -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    for brand in _BRANDS.split():
        table.setdefault(brand[0], []).append(brand)
    return {first: tuple(sorted(brands, key=len, reverse=True)) for first, brands in table.items()}


BRANDS = _by_first_character()
"""First character to the makers, longest first."""


def brand_end(text: str, start: int, catalog: Catalog) -> int:
    """Where a maker's name ends that begins here and stands before the whole name of one thing; `start` if none does.

    Where the list names a maker itself (蒙牛纯牛奶), another is another thing: the words are left as they are.
    """
    for brand in BRANDS.get(text[start], ()):
        end = start + len(brand)
        if not text.startswith(brand, start) or end == len(text):
            continue
        thing = catalog.word_at(text, end)
        if thing is not None and thing.text in catalog.names and not any(map(_has_maker, thing.items)):
            return end
    return start


def _has_maker(item: CatalogItem) -> bool:
    said = " ".join((item.name, *item.aliases, item.spec))
    return any(brand in said for brands in BRANDS.values() for brand in brands)
