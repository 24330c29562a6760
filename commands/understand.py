"""`understand`: reads utterances from a file and prints what the house understands, one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.understood import REPORTS
from domain.amounts import format_quantity, parse_fen, parse_quantity

if TYPE_CHECKING:
    from nlu.answers import Line, Question
    from nlu.catalog import Catalog, CatalogItem
    from nlu.chains import ChainEntry
    from nlu.orders import Context, Understood

KINDS = ("orders", "chains", *REPORTS)


class Unreadable(ValueError):
    """Something in a file is not as it should be; the message says what, and what to write instead."""


def understand(
    kind: Annotated[str, typer.Argument(help=f"What the file holds: {', '.join(KINDS)}.")],
    file: Annotated[Path, typer.Argument(help="Cases, one JSON object a line: id, catalog, text, context.")],
    catalog: Annotated[
        Path | None,
        typer.Option("--catalog", help="Catalogs: {id: {items: [{item, unit, price, max, aliases}]}}; of orders."),
    ] = None,
) -> None:
    """Print what messages are understood as, with the keys of the cases."""
    if kind not in KINDS:
        raise _stop(f"There is no kind {kind!r}. Known kinds: {', '.join(KINDS)}.")
    try:
        catalogs = {} if kind in REPORTS else _read_catalogs(catalog)
        lines = _text(file).splitlines()
    except Unreadable as error:
        raise _stop(str(error)) from error
    bad = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            print(json.dumps(_predict(kind, line, catalogs), ensure_ascii=False))
        except Unreadable as error:
            bad += 1
            typer.echo(f"{file}, line {number}: {error}", err=True)
    if bad:
        raise typer.Exit(1)


def _stop(message: str) -> typer.Exit:
    typer.echo(message, err=True)
    return typer.Exit(1)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise Unreadable(f"There is no file {path}.") from None
    except UnicodeDecodeError:
        raise Unreadable(f"{path} is not in UTF-8: save it again with that encoding.") from None
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}.") from None


def _read_catalogs(path: Path | None) -> dict[str, Catalog]:
    from nlu.catalog import Catalog

    if path is None or not path.exists():
        raise Unreadable(f"There is no catalog file {path or ''}. Give one with --catalog CATALOGS.json.")
    text = _text(path)
    try:
        found = json.loads(text)
    except ValueError as error:
        raise Unreadable(f"{path} is not JSON ({error}). It should be {{id: {{items: [...]}}}}.") from None
    if not isinstance(found, dict):
        raise Unreadable(f"{path} should be an object {{id: {{items: [...]}}}}.")
    return {name: Catalog.build(_items(path, name, window)) for name, window in found.items()}


def _items(path: Path, name: str, window: Any) -> Iterator[CatalogItem]:
    from nlu.catalog import CatalogItem

    rows = window.get("items") if isinstance(window, dict) else None
    if not isinstance(rows, list):
        raise Unreadable(f"{path}: catalog {name!r} has no list of items.")
    for row in rows:
        named = isinstance(row, dict) and all(isinstance(row.get(key), str) and row[key] for key in ("item", "unit"))
        if not named:
            raise Unreadable(f"{path}: an item of catalog {name!r} lacks item or unit, as texts: {row!r}")
        price, limit = parse_fen(str(row.get("price", "0"))), None
        if row.get("max") is not None and (limit := parse_quantity(str(row["max"]))) is None:
            raise Unreadable(f'{path}: max of {row["item"]!r} should be a plain number such as "4" or "0.5".')
        if price is None:
            raise Unreadable(f'{path}: price of {row["item"]!r} should be yuan such as "35" or "4.50".')
        aliases = tuple(map(str, row.get("aliases") or ()))
        yield CatalogItem(row["item"], row["unit"], price, limit, aliases, str(row.get("spec", "")))


def _predict(kind: str, line: str, catalogs: dict[str, Catalog]) -> dict[str, Any]:
    try:
        case = json.loads(line)
    except ValueError as error:
        raise Unreadable(f"not JSON ({error}); write one object a line.") from None
    if not isinstance(case, dict) or not isinstance(case.get("text"), str):
        wanted = '"id"' if kind in REPORTS else '"id", "catalog"'
        raise Unreadable(f'should be an object with {wanted} and a "text" that is a string.')
    if kind in REPORTS:
        try:
            return {"id": case.get("id"), "text": case["text"]} | REPORTS[kind](case)
        except ValueError as error:
            raise Unreadable(str(error)) from error
    catalog = catalogs.get(str(case.get("catalog")))
    if catalog is None:
        known = ", ".join(catalogs)
        raise Unreadable(f"catalog {case.get('catalog')!r} is not in the catalog file; it has {known}.")
    answer: dict[str, Any] = {"id": case.get("id"), "catalog": case["catalog"], "text": case["text"]}
    if kind == "chains":
        from nlu.chains import read_chain

        post = read_chain(case["text"], catalog)
        if post.too_long:
            raise Unreadable("the post is too long to be read; paste it in parts.")
        return answer | {"orders": [_as_entry(entry, catalog) for entry in post.entries]}
    from nlu.orders import understand as understand_order

    understood = understand_order(case["text"], catalog, _context(case.get("context") or {}))
    return answer | _as_keys(understood, catalog)


def _context(context: Any) -> Context:
    from nlu.orders import Context

    return Context(_amounts(context, "order"), _amounts(context, "last"))


def _amounts(context: Any, key: str) -> dict[str, int]:
    try:
        found = {row["item"]: parse_quantity(str(row["qty"])) for row in context.get(key) or []}
    except (AttributeError, TypeError, KeyError):
        found = {"": None}
    if None in found.values():
        remedy = 'should be a list of {"item", "qty", "unit"} with qty such as "2" or "0.5".'
        raise Unreadable(f"context.{key} {remedy}")
    return {item: quantity for item, quantity in found.items() if quantity is not None}


def _as_entry(entry: ChainEntry, catalog: Catalog) -> dict[str, Any]:
    """One person of a chain post with the keys of the cases."""
    shown = {"who": entry.who, "house": entry.house, "lines": _lines(entry.lines), "flags": list(entry.flags)}
    optional = {"pending": _pending(entry.questions, catalog), "who_alt": entry.who_alt}
    return shown | {key: value for key, value in optional.items() if value}


def _as_keys(understood: Understood, catalog: Catalog) -> dict[str, Any]:
    """The answer with the keys of the cases; what is empty and optional is left out."""
    pending = _pending(understood.questions, catalog)
    optional = {"pending": pending, "note": understood.note, "who": understood.who, "house": understood.house}
    shown = {"lines": _lines(understood.lines), "intent": understood.intent, "flags": list(understood.flags)}
    return shown | {key: value for key, value in optional.items() if value}


def _lines(lines: Sequence[Line]) -> list[dict[str, Any]]:
    return [
        {"item": line.item, "qty": format_quantity(line.quantity), "unit": line.unit}
        | ({"for": line.whom} if line.whom else {})
        for line in lines
    ]


def _pending(questions: Sequence[Question], catalog: Catalog) -> list[dict[str, Any]]:
    return [
        {"item": item, "qty": format_quantity(question.quantity), "unit": catalog.by_name[item].unit}
        for question in questions
        if question.quantity is not None and len(question.candidates) == 1
        for item in question.candidates
        if item in catalog.by_name
    ]
