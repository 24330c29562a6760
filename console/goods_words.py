"""The words of a board about its goods: the queue, whole cases, minimums and how they are shared."""

GOODS_WORDS: dict[str, tuple[str, str]] = {
    "in_line": ("{n}户在排队", "{n} waiting"),
    "to_case": ("再有{n}满一箱", "{n} more fill a case"),
    "to_minimum": ("还差{n}才送", "{n} more needed"),
    "shared_equally": ("共{n}，截止后各户平分", "{n} in all, shared equally at closing"),
    "shared_lot": ("共{n}，截止后抽签", "{n} in all, by lot at closing"),
    "shared_elders": ("共{n}，截止后老人优先", "{n} in all, elders first at closing"),
}
