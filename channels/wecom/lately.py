"""What was noted lately, by key; beyond so many keys the oldest is forgotten."""

from typing import Generic, TypeVar

MOST = 20_000

Value = TypeVar("Value")


class Lately(Generic[Value]):
    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._noted: dict[str, Value] = {}

    def get(self, key: str) -> Value | None:
        return self._noted.get(key)

    def note(self, key: str, value: Value) -> None:
        self._noted.pop(key, None)
        self._noted[key] = value
        if len(self._noted) > self._most:
            del self._noted[next(iter(self._noted))]

    def forget(self, key: str) -> Value | None:
        return self._noted.pop(key, None)

    def __len__(self) -> int:
        return len(self._noted)
