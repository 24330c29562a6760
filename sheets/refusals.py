"""What is not taken from a file: the whole of it, or one thing in it."""

from dataclasses import dataclass


class SheetRefused(Exception):
    """A file that cannot be read as what it should be; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something in a file that was not taken, with where it stands and why."""

    place: str  #: "row 5", "window 2, item 3, field price"
    reason: str
    row: int = 0  #: its row in a sheet, 0 where there are none

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"
