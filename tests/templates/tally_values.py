"""What the texts about the day's figures may be told."""

from datetime import date

from domain.areas import Area
from domain.grades import Grade
from storage.tallies import FIGURES, Figure, Tally

_AREA = Area(1, "village", "王家村", "1/")
FULL: dict[str, object] = {
    "tally": Tally(
        _AREA, date(2026, 11, 30), tuple(Figure(name, 3, 1_200, 7) for name in FIGURES),
        {Grade.HOME: 5, Grade.CENTRAL: 2},
    ),
}  # fmt: skip
BARE: dict[str, object] = {
    "tally": Tally(_AREA, date(2026, 11, 30), (Figure("doors", 0, 0),), {}),
}
