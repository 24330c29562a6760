"""What the texts of reminders may be told."""

from typing import Any

from broadcasts.escalating import Tried
from domain.notices import Standing
from tests.town import NOON

SILENT = [Standing(7, 3, "李阿公", "13800000001", "3幢201", 4, "一网格1组", "sent")]

FULL: dict[str, Any] = {
    "silent": SILENT, "tried": Tried((NOON, NOON + 7_200_000), ((NOON, ("小陈", "小林")),)),
}  # fmt: skip
BARE: dict[str, Any] = {
    "silent": [Standing(7, 0, "李阿公", "", "", 0, "", "sent")], "tried": Tried((NOON,)),
}  # fmt: skip
