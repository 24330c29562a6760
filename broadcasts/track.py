"""One of the two ways through a lane."""

from collections import deque
from dataclasses import dataclass, field


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
