"""One of the two ways through a lane."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

NEAR = 64
"""Chats that are passed over in search of others."""


@dataclass(slots=True)
class Track:
    """One of the two ways through a lane: bulk, or what somebody waits for."""

    parallel: int  #: sends under way at once
    ahead: int  #: deliveries that are claimed beyond these
    ready: deque[str] = field(default_factory=deque)
    held: int = 0  #: deliveries in the lane, under way or not
    running: int = 0  #: calls under way
    out: int = 0  #: deliveries in these
    full: bool = False  #: more could have been claimed

    @property
    def free(self) -> int:
        return max(0, self.ahead - self.held + self.out)

    def near(self, most: int, stands: Callable[[str], bool], fits: Callable[[str], bool]) -> list[str]:
        """Takes out chats whose turn is near and that fit, at most so many; the others keep their places, and who
        does not stand here any more goes."""
        found: list[str] = []
        others: list[str] = []
        while self.ready and len(found) < most and len(others) < NEAR:
            chat = self.ready.popleft()
            if stands(chat):
                (found if fits(chat) else others).append(chat)
        self.ready.extendleft(reversed(others))
        return found
