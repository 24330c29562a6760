"""What texts about shifts are told: the names that stand in no other."""

from dataclasses import replace

from broadcasts.posts import Seen
from domain.shifts import Duty, Plan, Shift, Tally, Trouble
from domain.spans import HOUR
from tests.town import NOON

SHIFT = Shift(1, 1, 1, "东门", NOON, NOON + 20 * HOUR, 1)
DUTY = Duty(1, SHIFT, 1, "王强", "13800000061", 2, came_at=NOON, left_at=NOON + HOUR, missing_at=NOON)
ABSENT = replace(DUTY, person=2, phone="", came_at=None, left_at=None)
PLAN = Plan("东门", NOON, NOON + 12 * HOUR, ((1, "王强"), (2, "李敏")), 1, "王强", "张伟", "明天8点到16点东门：王强")
KINDS = (
    "unknown", "several", "overlap", "led_by", "called_off", "no_day", "no_such_day", "no_post", "no_names",
    "which_hour", "backwards", "short", "long", "past", "far", "not_read",
)  # fmt: skip
TROUBLES = [Trouble("12月1日东门", kind, "王强", ("3幢201", "5678"), SHIFT) for kind in KINDS]
TALLY = Tally(1, "王强", 3, 24 * HOUR, 1, 1, 2)

FULL: dict[str, object] = {
    "plans": [PLAN, replace(PLAN, leader=0, leader_name="", was="")], "troubles": TROUBLES, "known_duties": 3,
    "duties_made": 4, "shifts_made": 2, "duties": [DUTY, ABSENT], "duty": DUTY, "with_whom": ["李敏"], "shift": SHIFT,
    "opens": NOON, "example": DUTY,
    "watches": [(SHIFT, [Seen(DUTY, True), Seen(ABSENT, False)])], "place": "东门", "may_see": True,
    "makes": True, "first_day": "11月1日", "last_day": "11月30日", "by_person": [TALLY], "by_post": [TALLY],
    "any_fitting": True, "clash": DUTY, "asker_name": "王强", "asked_name": "李敏", "duty_given": DUTY,
    "duty_taken": ABSENT, "why": "clash",
}  # fmt: skip
BARE: dict[str, object] = FULL | {
    "plans": [], "troubles": [], "known_duties": 0, "duties": [ABSENT], "with_whom": [], "example": None,
    "place": "", "may_see": False, "makes": False, "any_fitting": False, "duty_taken": None, "why": "gone",
}  # fmt: skip
