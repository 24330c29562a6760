"""The words of the form that says to whom a notice goes, each in Chinese and English."""

AUDIENCE_WORDS: dict[str, tuple[str, str]] = {
    "to_whom": ("发给谁", "To whom"),
    "to_words": ("直接写", "In words"),
    "to_words_example": (
        "例：3号楼和5号楼的老人，除了在家观察的",
        "e.g. elders in buildings 3 and 5, except those under observation",
    ),
    "to_words_how": (
        "写在这里，或者在下面勾选；两样都填就不知道听哪个，会请您删掉一样。",
        "Write it here or tick below; with both filled in you will be asked to drop one.",
    ),
    "to_tick": ("勾选", "Tick"),
    "to_everybody": ("{name}所有人", "Everybody in {name}"),
    "to_places": ("哪里的（勾几个算几个，不勾就是都算）", "Where (any of these; none ticked: everywhere)"),
    "to_buildings": ("楼幢", "Buildings"),
    "to_doors": ("门牌", "Doors"),
    "to_doors_example": ("3幢201、5幢102", "3幢201, 5幢102"),
    "to_who": ("哪些人（勾几个算几个，不勾就是都算）", "Who (any of these; none ticked: all)"),
    "to_ordered": ("订了第{n}期的（{title}）", "Ordered in group-buy {n} ({title})"),
    "to_silent": ("没回通知{n}的（{title}）", "Have not answered notice {n} ({title})"),
    "to_except": ("除了", "Except"),
    "to_many_areas": (
        "区域太多，这里只列到村；网格请直接写，比如“前岸村第三网格”。",
        "There are too many areas to tick: villages only. Write a grid in words, such as 前岸村第三网格.",
    ),
    "to_observation": ("在家观察的人家", "Households under observation"),
    "to_elder": ("老人家庭", "Households with elders"),
    "to_bedridden": ("有人卧床的人家", "Households with somebody bedridden"),
    "to_infant": ("有产妇、婴儿的人家", "Households with an infant"),
    "to_away": ("全家不在的人家", "Households that are away"),
}
