"""A notice as its author has it so far: kept with the question that shows it, until it is sent."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from domain.messages import FileReference
from domain.notices import RECEIVED, Answer, Notice
from domain.spans import HOUR

LONGEST_LASTS = 30 * 24 * HOUR

_KNOWN = {
    "收到": RECEIVED.labels, "是": {"zh": "是", "en": "Yes"}, "不是": {"zh": "不是", "en": "No"},
    "否": {"zh": "否", "en": "No"}, "能来": {"zh": "能来", "en": "I will come"},
    "不能来": {"zh": "不能来", "en": "I cannot come"}, "来不了": {"zh": "来不了", "en": "I cannot come"},
    "参加": {"zh": "参加", "en": "I take part"}, "不参加": {"zh": "不参加", "en": "I do not take part"},
}  # fmt: skip
"""Labels that are read in both languages."""

_NO = ("不", "没", "否", "no", "not")


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything as JSON has it. `starts_at` 0 is at once; `schedule` repeats it; `of` is the broadcast that it
    corrects; `saying` is where its file was sent, for as long as a vendor still holds that."""

    audience: Mapping[str, Any]
    texts: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    template: str = ""
    case: str = ""
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    choices: Sequence[Sequence[Any]] = (("received", RECEIVED.labels),)
    counted: str = "person"
    lasts: int = 72 * HOUR
    emergency: bool = False
    saying: int = 0
    file: Sequence[Any] = ()
    starts_at: int = 0
    schedule: Mapping[str, Any] = field(default_factory=dict)
    of: int = 0

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Draft":
        """Of what a question remembers; what else it remembers is left out."""
        return cls(**{each.name: kept[each.name] for each in fields(cls) if each.name in kept})

    def notice(self, author: int, area: int, file: FileReference | None) -> Notice:
        return Notice(
            0, area, 0, author, self.title, self.texts, self.audience, self.lasts, self.template, self.values, file,
            tuple(Answer(value, labels) for value, labels in self.choices), self.counted, self.emergency,
        )  # fmt: skip


def answers(labels: Sequence[str]) -> tuple[tuple[str, Mapping[str, str]], ...]:
    """Buttons of an author's own words; of two, the second of which denies, one is a yes and one a no."""
    if len(labels) == 2 and labels[1].lower().startswith(_NO) and not labels[0].lower().startswith(_NO):
        values: Sequence[str] = ("yes", "no")
    else:
        values = ["received" if label == "收到" else str(place) for place, label in enumerate(labels, 1)]
    return tuple(
        (value, _KNOWN.get(label, {"zh": label})) for value, label in zip(values, labels, strict=True)
    )
