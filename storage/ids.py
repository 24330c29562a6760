"""Ids made by the program: below 2**53, growing with time, unique over 64 processes."""

from collections.abc import Callable
from threading import Lock

EPOCH = 1_735_689_600_000
"""2025-01-01 in epoch milliseconds; 39 bits of 4 ms ticks last until 2094."""

TICK = 4
PROCESS_BITS = 6
COUNTER_BITS = 8
PROCESSES = 1 << PROCESS_BITS
_PER_TICK = 1 << COUNTER_BITS


def first_at(time: int) -> int:
    """Below every id that is made at a time (epoch ms) or later."""
    return (max(0, time - EPOCH) // TICK << (PROCESS_BITS + COUNTER_BITS)) - 1


def made_at(made: int) -> int:
    """When (epoch ms) an id was made."""
    return EPOCH + (made >> (PROCESS_BITS + COUNTER_BITS)) * TICK


class Ids:
    """Makes ids for one process: ticks of 4 ms, then the leased process number, then a counter.

    More than 256 in a tick borrow from the next ones, so a fan-out may run some seconds ahead of the clock.
    """

    def __init__(self, process: int, clock: Callable[[], int]) -> None:
        if not 0 <= process < PROCESSES:
            raise ValueError(f"process number {process} is not in 0..{PROCESSES - 1}")
        self.process = process
        self._process_bits = process << COUNTER_BITS
        self._clock = clock
        self._slot = 0
        self._lock = Lock()

    def next(self) -> int:
        """One id, above all earlier ones of this process."""
        with self._lock:
            slot = max(self._slot + 1, ((self._clock() - EPOCH) // TICK) << COUNTER_BITS)
            self._slot = slot
        return (slot >> COUNTER_BITS) << (PROCESS_BITS + COUNTER_BITS) | self._process_bits | slot & (_PER_TICK - 1)

    def reserve(self, count: int) -> list[int]:
        """Ids for a fan-out, ascending."""
        with self._lock:
            now = ((self._clock() - EPOCH) // TICK) << COUNTER_BITS
            first = max(self._slot + 1, now)
            self._slot = first + count - 1
        return [
            (slot >> COUNTER_BITS) << (PROCESS_BITS + COUNTER_BITS) | self._process_bits | slot & (_PER_TICK - 1)
            for slot in range(first, first + count)
        ]
