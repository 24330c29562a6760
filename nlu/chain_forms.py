"""Posts filled in as forms (姓名：邱丽君 房号：6幢302 需要：酱油2瓶): each form becomes one row of a chain post."""

import re

_WHO, _DOOR, _GOODS, _ASIDE = "who", "door", "goods", "aside"
_LABELS = {
    _WHO: "姓名|名字|称呼|收货人|户主|昵称|微信名",
    _DOOR: "房号|房间号?|门牌号?码?|地址|住址|楼号|楼栋号?|室号",
    _GOODS: "需要|需求|需购|要买|购买|订购|物品|商品|菜品|菜名|品种|品名|数量|份数",
    _ASIDE: "电话号?码?|手机号?码?|联系电话|联系方式|联系人电话",
}
_NOTE = "备注|要求"
_ANY = "|".join(f"(?P<{kind}>{words})" for kind, words in (_LABELS | {"note": _NOTE}).items())
_LABEL = re.compile(rf"(?:^|(?<=[\s,;。、/|]))(?:{_ANY})\s?[:：]\s*")
_SPACED = re.compile(rf"(?:{_ANY}) +(?=\S)")
_LIST_NUMBER = re.compile(r"\(?\d{1,4}[.、)）]\s*|\d{1,4}\s+")
_EDGES = " \t,;。、/|"


def fold_forms(lines: list[str]) -> list[str]:
    """The cleaned lines of a post with each form in one line: number, name, door, goods. Other lines stay."""
    opening = [_SPACED.match(line) for line in lines]
    if {_WHO, _GOODS} <= {label.lastgroup for label in opening if label}:
        spaced = zip(opening, lines, strict=True)
        lines = [f"{label[0].strip()}:{line[label.end() :]}" if label else line for label, line in spaced]
    kinds = {label.lastgroup for line in lines for label in _LABEL.finditer(line)}
    if _GOODS not in kinds or not kinds & {_WHO, _DOOR}:
        return lines
    folded: list[str] = []
    form: dict[str, list[str]] = {}
    seen: set[str] = set()
    last = ""
    for line in lines:
        number, fields = _fields(line)
        if not fields:
            if last == _GOODS and line.strip() and not _LIST_NUMBER.match(line):
                form[_GOODS].append(line)
                continue
            folded += [*_as_row(form), line]
            form, seen, last = {}, set(), ""
            continue
        for label, kind, value in fields:
            if number or label in seen or (kind in (_WHO, _DOOR) and kind in form):
                folded += _as_row(form)
                form, seen = {}, set()
            if number:
                form["number"], number = [number], ""
            seen.add(label)
            form.setdefault(kind, []).append(value)
            last = kind
    return folded + _as_row(form)


def _fields(line: str) -> tuple[str, list[tuple[str, str, str]]]:
    """(list number, fields as label, kind and value) of a line that is nothing but fields; none of another line."""
    number = _LIST_NUMBER.match(line)
    start = number.end() if number else 0
    labels = list(_LABEL.finditer(line, start))
    if not labels or line[start : labels[0].start()].strip(_EDGES):
        return "", []
    ends = [label.start() for label in labels[1:]] + [len(line)]
    return line[:start], [
        (label[0].rstrip(" :："), label.lastgroup or "", line[label.end() : end].strip(_EDGES))
        for label, end in zip(labels, ends, strict=True)
    ]


def _as_row(form: dict[str, list[str]]) -> list[str]:
    """Telephones are left out; a remark stands in brackets behind the goods."""
    note = " ".join(filter(None, form.get("note", ())))
    words = [word for part in ("number", _WHO, _DOOR, _GOODS) for word in form.get(part, ())]
    row = " ".join(filter(None, (*words, note and f"({note})"))).strip()
    return [row] if row and form.keys() & {_WHO, _DOOR, _GOODS} else []
