"""People in a sheet: a row a person, in English or Chinese."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from domain.people import Role
from sheets.refusals import Refusal, SheetRefused
from sheets.table import Columns, Row, Table, read_table

COLUMNS: Columns = {
    "name": ("姓名", "名字"),
    "phone": ("电话", "手机", "手机号", "手机号码", "电话号码", "联系电话", "mobile", "telephone", "tel"),
    "village": ("村", "村庄", "村名", "行政村", "村社", "村居", "社区", "村（社区）", "村(社区)", "community"),
    "grid": ("网格", "所属网格"),
    "microgrid": ("微网格", "所属微网格", "micro-grid"),
    "door": ("门牌", "门牌号", "门牌号码", "房号", "住址", "家庭住址", "地址", "address"),
    "roles": ("角色", "身份", "职务", "role"),
    "telegram_id": ("telegram", "telegram编号", "telegram账号"),
    "language": ("语言", "语种"),
}
REQUIRED = ("name", "village")

ROLE_NAMES = {
    Role.VILLAGER: ("村民", "居民", "业主", "租户", "租客"),
    Role.GRID_WORKER: ("网格员", "微网格员", "专职网格员"),
    Role.CADRE: ("村干部", "干部", "社区干部"),
    Role.STREET: ("街道", "街道干部", "镇干部", "乡镇干部"),
    Role.VOLUNTEER: ("志愿者",),
    Role.GROUP_LEADER: ("村民小组长", "小组长", "组长"),
    Role.DOCTOR: ("医生", "村医"),
    Role.PROPERTY: ("物业",),
    Role.GUARD: ("门岗", "保安", "卡口", "值守"),
    Role.SUPPLIER: ("供应商", "供货商", "supplier"),
    Role.RELATIVE: ("家属", "亲属", "外地家属", "在外家属", "family elsewhere"),
}

LONGEST_NAME = 64
LONGEST_DOOR = 60
LONGEST_AREA = 40

_ROLES = {name.replace(" ", "_"): role for role, names in ROLE_NAMES.items() for name in (role.value, *names)}
_LANGUAGES = {"": "", "zh": "zh", "中文": "zh", "chinese": "zh", "en": "en", "英文": "en", "english": "en"}
_PHONE = re.compile(r"\+?\d{5,15}\Z", re.ASCII)
_BETWEEN_DIGITS = re.compile(r"[\s()（）-]+")
_CHAT = re.compile(r"[1-9]\d{0,15}\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """What a row says of somebody; what it does not say is "" (and no role means a villager)."""

    number: int
    name: str
    phone: str  #: digits only, a Chinese number without 86
    village: str
    grid: str
    microgrid: str
    door: str
    roles: frozenset[Role]
    telegram: str
    language: str  #: zh, en or ""


class _Wrong(Exception):
    pass


def read_people(path: Path) -> Table:
    """The rows of a people's list, unread. Raises SheetRefused, also while they are iterated."""
    if _is_json(path):
        remedy = "`export people` writes csv, or xlsx with --format xlsx"
        raise SheetRefused(f"{path.name} is JSON; people come in as csv or xlsx ({remedy})")
    return read_table(path, COLUMNS, REQUIRED)


def _is_json(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            beginning = file.read(64)
    except OSError:
        return False  # read_table says why it cannot be read
    return beginning.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"[", b"{")


def read_person(row: Row) -> PersonRow | Refusal:
    """What a row says, or why it cannot be taken."""
    try:
        return PersonRow(
            row.number,
            _text(row, "name", LONGEST_NAME, required=True),
            _phone(row.get("phone")),
            _text(row, "village", LONGEST_AREA, required=True),
            _text(row, "grid", LONGEST_AREA),
            _text(row, "microgrid", LONGEST_AREA),
            _text(row, "door", LONGEST_DOOR),
            _roles(row.get("roles")),
            _telegram(row.get("telegram_id")),
            _language(row.get("language")),
        )
    except _Wrong as wrong:
        return Refusal(f"row {row.number}", str(wrong), row.number)


def _text(row: Row, column: str, longest: int, required: bool = False) -> str:
    text = " ".join(unicodedata.normalize("NFC", row.get(column)).split())
    if required and not text:
        raise _Wrong(f"{column} is missing")
    if len(text) > longest:
        raise _Wrong(f"{column} is longer than {longest} characters")
    if any(unicodedata.category(character) in ("Cc", "Co", "Cs") for character in text):
        raise _Wrong(f"{column} holds a character that is no text")
    return text


def _phone(text: str) -> str:
    digits = _BETWEEN_DIGITS.sub("", unicodedata.normalize("NFKC", text))
    if not digits:
        return ""
    if not _PHONE.match(digits):
        rounded = "; the spreadsheet has rounded it, format the column as text" if "E+" in digits.upper() else ""
        raise _Wrong(f"phone {text[:30]!r} is no phone number{rounded}")
    abroad, national = digits.startswith("+"), digits.removeprefix("+")
    if national.startswith("86") and (abroad or len(national) == 13):
        abroad, national = False, national[2:]
    if not abroad and _is_short_mobile(national):
        raise _Wrong(f"phone {text[:30]!r} has {len(national)} digits; a mobile has 11, beginning with 1")
    return national


def _is_short_mobile(digits: str) -> bool:
    """Whether a number can only be a mobile with a digit too few or too many. Landlines begin with the 0 of their
    area code or have 8 digits at most; 400 and 800 are firms."""
    begins_as_one = digits.startswith("1") and len(digits) > 6
    too_long_for_a_local_one = len(digits) in (9, 10) and not digits.startswith(("0", "400", "800"))
    return (begins_as_one or too_long_for_a_local_one) and not (len(digits) == 11 and digits.startswith("1"))


def _roles(text: str) -> frozenset[Role]:
    roles = set()
    for name in re.split(r"[;；,，、|]", text):
        plain = re.sub(r"[\s_-]+", "_", name.strip().casefold())
        if not plain:
            continue
        if plain not in _ROLES:
            raise _Wrong(f"role {name.strip()[:30]!r} is unknown; write one of {', '.join(Role)}")
        roles.add(_ROLES[plain])
    return frozenset(roles)


def _telegram(text: str) -> str:
    if text and not _CHAT.match(text):
        raise _Wrong(f"telegram_id {text[:30]!r} is no Telegram id; it is digits only, not the @name")
    return text


def _language(text: str) -> str:
    language = _LANGUAGES.get(text.casefold())
    if language is None:
        raise _Wrong(f"language {text[:30]!r} is not spoken here; write zh or en")
    return language
