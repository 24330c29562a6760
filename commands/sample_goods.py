"""What the samples' windows offer, with prices such as a village paid."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.orders import Item, Window


def _item(
    name: str, unit: str, price: int, market: int, quota: int, limit: int, aliases: str, weighed: bool = False,
    donor: str = "", spec: str = "",
) -> Item:  # fmt: skip
    """Prices in fen, quota and limit in whole units."""
    return Item(
        0, 0, name, unit, price, market, quota * 1000, limit * 1000, 0, weighed, donor, spec, tuple(aliases.split())
    )


def goods() -> tuple[Item, ...]:
    """Nine items: pork below the market's price, tofu given free and shared by household, yoghurt in whole cases,
    oranges that come only if enough people want them."""
    tofu = _item("豆腐", "块", 0, 400, 90, 2, "水豆腐", donor="李大哥")
    yoghurt = _item("酸奶", "袋", 600, 700, 120, 12, "", spec="12袋/箱")
    oranges = _item("橙子", "斤", 680, 900, 150, 10, "橙 脐橙", weighed=True)
    return (
        _item("土猪肉", "斤", 3500, 4500, 450, 5, "猪肉 土猪", weighed=True),
        _item("带鱼", "斤", 2500, 3200, 100, 3, "鱼", weighed=True),
        replace(tofu, quota=None, sharing="equally", to_share=tofu.quota),
        _item("鸡蛋", "盒", 2800, 3300, 60, 2, "蛋", spec="30枚/盒"),
        _item("青菜", "斤", 450, 600, 200, 5, "小青菜 上海青", weighed=True),
        _item("土豆", "斤", 300, 450, 200, 10, "洋芋 马铃薯", weighed=True),
        _item("大米", "袋", 6500, 7500, 50, 2, "米", spec="20斤/袋"),
        replace(yoghurt, case_size=12_000),
        replace(oranges, minimum=20_000),
    )


def sample_window(village: int, name: str, contact: str, now: int, zone: ZoneInfo) -> Window:
    """The window of a sample village: it closes in two days at 20:00."""
    day = datetime.fromtimestamp(now / 1000, zone).date() + timedelta(days=2)
    closes_at = int(datetime.combine(day, time(20), zone).timestamp()) * 1000
    arrives = f"{(day + timedelta(days=1)).month}月{(day + timedelta(days=1)).day}日下午3点"
    return Window(
        0, 0, village, f"{name}鲜菜团购", "open", 1, now, closes_at, arrives, "文化礼堂", "取货时微信或现金",
        contact, goods(),
    )  # fmt: skip
