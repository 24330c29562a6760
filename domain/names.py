"""Whether somebody on record may be meant by the name that a neighbour calls them by."""

TITLES = (
    "老板娘", "老太太", "阿姨", "阿公", "阿婆", "大伯", "大叔", "大爷", "大妈", "大哥", "大姐", "大嫂", "大娘",
    "叔叔", "师傅", "老师", "主任", "书记", "医生", "嬷嬷", "奶奶", "爷爷", "先生", "女士", "太太", "婆婆", "公公",
    "阿伯", "阿叔", "阿爷", "阿妈", "阿哥", "阿姐", "阿嫂", "阿嬷", "老太", "老伯", "伯伯", "婶婶", "嫂子", "老人家",
    "老板", "老人", "爷", "奶", "叔", "伯", "婶", "嫂", "哥", "姐", "嬷", "公", "婆", "姨", "家", "总",
)  # fmt: skip


def surname_called(called: str) -> str:
    """李 of 李阿公: what stands before a title; "" for a whole name and for a title alone."""
    title = next((title for title in TITLES if called.endswith(title)), "")
    before = called.removesuffix(title) if title else ""
    return before if len(before) <= 2 else ""


def may_be_called(name: str, called: str) -> bool:
    """Whether somebody of that name may be meant: by the whole name, the surname with a title, or a title alone."""
    if not called or name == called:
        return True
    surname = surname_called(called)
    return name.startswith(surname) if surname else called in TITLES
