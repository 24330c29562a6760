"""Of whom a symptom is said: 孙子37.6 有点咳，我36.5 is the grandson's cough, 36.5 36.8 有点咳 is somebody's."""

import re
from dataclasses import dataclass

from nlu.checkins import Reading, read_check_in
from nlu.clean import clean

_CLAUSES = re.compile(r"(?<!\d)[,，]|[,，](?!\d)|[。；;\n！!]")


@dataclass(frozen=True, slots=True)
class Felt:
    """Symptoms that one clause speaks of, with its words and the readings in it."""

    words: str
    symptoms: tuple[str, ...]
    readings: tuple[Reading, ...]


def felt(text: str) -> list[Felt]:
    """The clauses in which symptoms are affirmed."""
    clauses = [clause.strip() for clause in _CLAUSES.split(clean(text)) if clause.strip()]
    read = [(clause, read_check_in(clause)) for clause in clauses]
    return [Felt(clause, said.symptoms, said.readings) for clause, said in read if said.symptoms]
