"""How long one line takes to be understood, and the memory it needs: `python -m bench.understanding`."""

import gc
import resource
import statistics
import sys
import time

BUDGET_PLAIN = 0.1
BUDGET_LONG = 10.0
BUDGET_CHAIN = 10.0
"""Milliseconds at the median: for a plain line, for the longest message that is read, for a chain of 40 lines."""

ROUNDS = 2000
ROUNDS_LONG = 30

ITEMS = (
    ("猪肉", "斤", 35), ("五花肉", "斤", 38), ("牛肉", "斤", 58), ("豆腐", "块", 3), ("青菜", "斤", 3),
    ("土豆", "斤", 2), ("鸡蛋", "盒", 22), ("带鱼", "斤", 25), ("大米", "袋", 70), ("苹果", "斤", 6),
    ("纯牛奶", "箱", 60), ("抽纸", "提", 25),
)  # fmt: skip

LINES = (
    ("plain", "猪肉2斤 豆腐一块"),
    ("plain, five items", "五花肉两斤半，青菜3斤，鸡蛋1盒，大米1袋，苹果5斤"),
    ("chatter", "主任辛苦了，家里来客人，麻烦订2斤猪肉和一盒鸡蛋，谢谢"),
    ("voice, no marks", "嗯那个猪肉要两斤嘛然后豆腐两块鸡蛋一盒就这些"),
    ("misspelt", "朱肉2斤 xiangcai 1斤 平果3斤"),
    ("a question", "我订的猪肉什么时候送到啊"),
    ("5,000 characters, an order", "猪肉2斤，" * 1000),
    ("2,000 characters, an order", "猪肉2斤，" * 400),
    ("2,000 unknown characters", "胡诌八扯" * 500),
    ("2,000 digits", "8" * 2000),
)

CHAIN = ("猪肉2斤 豆腐一块", "五花肉1斤，青菜3斤", "牛肉1斤 要嫩的", "再加带鱼2斤", "苹果3斤 抽纸1提", "不要了")
CHAINS = (40, 500)
"""Lines of the chain posts that are measured."""


def chain(lines: int) -> str:
    """A post of so many lines in which every sixth adds to one before it and every sixth takes it back."""
    rows = [
        f"{number + 1}. 王{chr(0x4E00 + number - number % 6 % 3)} {number % 9 + 1}幢{100 + number - number % 6 % 3} "
        f"{CHAIN[number % 6]}"
        for number in range(lines)
    ]
    return "\n".join(("#接龙 周六鲜菜团", "", *rows))


def main() -> None:
    before = _resident()
    started = time.perf_counter()
    from nlu.catalog import Catalog, CatalogItem
    from nlu.chains import read_chain
    from nlu.orders import understand

    catalog = Catalog.build(CatalogItem(name, unit, yuan * 100, 10_000) for name, unit, yuan in ITEMS)
    understand("朱肉2斤", catalog)
    loaded = time.perf_counter() - started
    failed = []
    print(f"{'message':<30}{'median ms':>11}{'p99 ms':>9}")
    for name, text in LINES:
        long = len(text) > 100
        median, worst = _measure(understand, text, catalog, ROUNDS_LONG if long else ROUNDS)
        print(f"{name:<30}{median:>11.4f}{worst:>9.4f}")
        if (name == "plain" and median > BUDGET_PLAIN) or median > BUDGET_LONG:
            failed.append(name)
    for count in CHAINS:
        median, worst = _measure(read_chain, chain(count), catalog, ROUNDS_LONG)
        print(f"{f'a chain of {count} lines':<30}{median:>11.4f}{worst:>9.4f}")
        if count == CHAINS[0] and median > BUDGET_CHAIN:
            failed.append(f"a chain of {count} lines")
    print(f"loading, first catalogue and first look-up: {loaded * 1000:.0f} ms, {_resident() - before:.1f} MB")
    if failed:
        sys.exit(f"Slower than it should be: {', '.join(failed)}")


def _measure(understand: object, text: str, catalog: object, rounds: int) -> tuple[float, float]:
    assert callable(understand)
    times = []
    gc.disable()
    for _ in range(rounds):
        started = time.perf_counter()
        understand(text, catalog)
        times.append((time.perf_counter() - started) * 1000)
    gc.enable()
    return statistics.median(times), statistics.quantiles(times, n=100)[98]


def _resident() -> float:
    """The most memory this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
