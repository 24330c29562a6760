"""Who may be the second person that lets a notice go out: another cadre, whose area covers all whom it is for."""

from collections.abc import Mapping
from typing import Any

from broadcasts.reach import leads
from domain.audiences import from_json
from domain.people import Person, Role
from domain.permissions import Action, allowed
from storage import audiences, people
from storage.database import Transaction

MOST = 20
"""People who are asked to confirm one notice."""


def approvers(tx: Transaction, author: Person, audience: Mapping[str, Any]) -> list[int]:
    """Whoever may confirm an author's notice to an audience; the nearest first, nobody where there is nobody else."""
    base = leads(author)
    paths = sorted(audiences.reached(tx, from_json(audience), base)) or [base]
    found: dict[int, None] = {}
    for area in reversed(_common(paths)):
        for role in (Role.CADRE, Role.STREET):
            found |= dict.fromkeys(people.with_role(tx, f"{area}/", role))
    known = [people.get(tx, person) for person in found if person != author.id]
    return [
        person.id for person in known
        if person is not None and all(allowed(person, Action.SEND_NOTICE, path) for path in paths)
    ][:MOST]  # fmt: skip


def _common(paths: list[str]) -> list[str]:
    """The areas that contain them all, from the top down."""
    shared = []
    for areas in zip(*(path.rstrip("/").split("/") for path in paths), strict=False):
        if len(set(areas)) > 1:
            break
        shared.append(areas[0])
    return shared
