"""Areas from the district down to the micro-grid; a path of ids makes a subtree one prefix."""

from dataclasses import dataclass

KINDS = ("district", "town", "village", "unit", "grid", "microgrid")
"""From the largest to the smallest; a level may be left out where a place does not have it."""


POSTER = "area-"
"""What a poster's link carries before the id of the area that it hangs in."""


@dataclass(frozen=True, slots=True)
class Area:
    id: int
    kind: str
    name: str
    path: str  #: ids from the root to this area, each followed by a slash: "17/23/"
    parent: int = 0


def child_path(parent_path: str, area: int) -> str:
    """The path of an area under a parent ("" for a root)."""
    return f"{parent_path}{area}/"


def ids_of(path: str) -> list[int]:
    """The areas of a path, from the root down."""
    return [int(part) for part in path.split("/") if part]


def contains(path: str, inner: str) -> bool:
    """Whether the area of `inner` is the area of `path` or lies in it."""
    return bool(path) and inner.startswith(path)
