"""Sentences of everyday talk around an order, with what they must be understood as.

A row is (window, message, expected[, running order[, order of last time]]). Expected is an intent, then "item amount"
for each certain line, then "?" where a question is due: "order 猪肉 2, 豆腐 1 ?"; no intent means order.
"""

TWO_OR_THREE = [
    ("用", "抽纸要两三提", "?"),
    ("菜", "来两三斤土豆", "?"),
    ("肉", "我要两三条鲈鱼", "?"),
    ("菜", "土豆要两三公斤", "?"),
    ("粮", "挂面要两三包", "?"),
    ("菜", "土豆再来两三斤", "add ?", "土豆 2"),
    ("菜", "土豆改两三斤", "change ?", "土豆 5"),
    ("菜", "土豆芹菜各两三斤", "?"),
    ("菜", "土豆要两2斤", "?"),
    ("菜", "土豆要一两斤", "?"),
    ("菜", "土豆要两斤", "土豆 2"),
    ("菜", "来两斤三两土豆", "土豆 2.3"),
    ("菜", "土豆要两斤芹菜要三斤", "土豆 2, 芹菜 3"),
]
