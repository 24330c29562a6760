"""People, their households, and what they are to the village."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody is, always with an area."""

    VILLAGER = "villager"
    GRID_WORKER = "grid_worker"
    CADRE = "cadre"
    STREET = "street"
    VOLUNTEER = "volunteer"
    GROUP_LEADER = "group_leader"  # 村民小组长
    DOCTOR = "doctor"
    PROPERTY = "property"  # 物业
    GUARD = "guard"
    SUPPLIER = "supplier"
    RELATIVE = "relative"  # family elsewhere: acts for a household that agreed, never counted as living there


class Status(StrEnum):
    """What holds for a household over a time, and so for how it is served. Never shown to other households."""

    AWAY = "away"
    OBSERVATION = "observation"
    ELDER = "elder"
    BEDRIDDEN = "bedridden"
    INFANT = "infant"  # a mother with an infant


CARRYING = (Role.VOLUNTEER, Role.GRID_WORKER, Role.GROUP_LEADER)
"""Who can be asked to bring deliveries to doors."""

STAFF = frozenset(Role) - {Role.VILLAGER, Role.RELATIVE}


@dataclass(frozen=True, slots=True)
class Held:
    """A role somebody holds, with the path of its area."""

    role: Role
    area: int
    path: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the house knows. `household` is 0 for staff who live elsewhere and for family elsewhere."""

    id: int
    name: str
    phone: str
    language: str
    state: str  #: provisional until one of the micro-grid's workers confirmed, then confirmed; gone
    village: int
    village_path: str
    household: int
    door: str
    area: int  #: the household's micro-grid, 0 when none is known yet
    area_path: str
    roles: tuple[Held, ...] = ()
    households: tuple[int, ...] = ()
    """Households that agreed that this person orders for them, as family elsewhere or as a neighbour."""

    elsewhere: bool = False  #: found by a chat: they have others besides
    moved: bool = False  #: and were heard last in another

    @property
    def orders_for(self) -> int:
        """The household whose orders and limits are this person's own; 0 when there is none."""
        return self.household or (self.households[0] if self.households else 0)

    def lives_in(self, household: int) -> bool:
        """Whether a household is theirs. Whoever has only said so reads and changes nothing of its people before a
        worker has looked."""
        return 0 != household == self.household and self.state == "confirmed"


@dataclass(frozen=True, slots=True)
class Household:
    id: int
    village: int
    area: int
    door: str
    part: str = ""  #: the rented room or the household's own name, where a door holds several
    landlord: str = ""
