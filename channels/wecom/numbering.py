"""Choices as lines with numbers, where no card or menu holds them: the number that is written back is the press."""

import re
from collections.abc import Sequence

from domain.messages import Choice


def numbered(text: str, choices: Sequence[Choice]) -> str:
    """The text with the choices under it, to be answered by their numbers; those that stand there as numbered lines
    already are not said twice."""
    if len(choices) == 1:
        # A call: only its words answer it, no number does.
        return "\n".join([*([text] if text.strip() else []), f"“{choices[0].label}”"])
    if not choices:
        return text
    lines = text.split("\n")
    missing = [
        f"{number}. {choice.label}" for number, choice in enumerate(choices, 1)
        if not any(_says(line, number, choice.label) for line in lines)
    ]  # fmt: skip
    return "\n".join([*([text] if text.strip() else []), *missing])


def _says(line: str, number: int, label: str) -> bool:
    found = re.match(r"\s*(\d+)[.、)）:：\s]", line)
    return found is not None and int(found[1]) == number and label in line
