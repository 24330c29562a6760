"""The people of an audience, as they are handed around: a whole district in some megabytes."""

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import overload

Member = tuple[int, int]
"""(person, household)"""


class People(Sequence[Member]):
    """(person, household) in order of the person; household 0: has none. 16 bytes each. `villages` are the paths of
    the areas to which they belong."""

    def __init__(self, persons: "array[int]", households: "array[int]", villages: tuple[str, ...] = ()) -> None:
        self.persons, self.households, self.villages = persons, households, villages

    def __len__(self) -> int:
        return len(self.persons)

    def __iter__(self) -> Iterator[Member]:
        return zip(self.persons, self.households, strict=True)

    @overload
    def __getitem__(self, place: int) -> Member: ...
    @overload
    def __getitem__(self, place: slice) -> list[Member]: ...
    def __getitem__(self, place: int | slice) -> Member | list[Member]:
        if isinstance(place, slice):
            return list(zip(self.persons[place], self.households[place], strict=True))
        return self.persons[place], self.households[place]

    def after(self, person: int, count: int) -> list[Member]:
        """The next ones above a person's id."""
        first = bisect_right(self.persons, person)
        return self[first : first + count]
