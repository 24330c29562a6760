"""The loader of sql/*.sql: named queries, one text for both engines; one under sql/postgres/ replaces its namesake.

Rules, each a trap that was met: every query declares its parameters; RETURNING is read with ^ or $ (never <!, which
gives lastrowid on SQLite); no literal per cent sign; a nullable parameter is cast.
"""

import re
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import aiosql
from aiosql.query_loader import QueryLoader

_NAME = re.compile(r"--\s*name\s*:\s*")
DRIVERS = {"sqlite": "sqlite3", "postgres": "psycopg"}
_FOLDER = Path(__file__).parent / "sql"


class _Loader(QueryLoader):
    """Reads a file without looking for comments between /* and */, which we do not write: aiosql asks for them at
    every character, which took most of the loading of all queries."""

    def load_query_data_from_sql(self, sql: str, ns_parts: list[str], fname: Path | str = "") -> list[Any]:
        """The queries of a file, each with the line at which it stands."""
        head, *parts = _NAME.split(sql)
        line = 1 + head.count("\n")
        queries = []
        for part in parts:
            queries.append(self._make_query_datum(part, ns_parts, (fname, line)))
            line += part.count("\n")
        return queries


@cache
def load_queries(engine: str, folder: Path = _FOLDER) -> Any:
    """The queries of every noun for an engine ("sqlite" or "postgres"): `queries.orders.place(connection, ...)`."""
    nouns = {}
    for path in sorted(folder.glob("*.sql")):
        queries = aiosql.from_path(path, DRIVERS[engine], loader_cls=_Loader)
        variant = folder / engine / path.name
        if variant.exists():
            replaced = aiosql.from_path(variant, DRIVERS[engine], loader_cls=_Loader)
            for name in replaced.available_queries:
                if name not in queries.available_queries:
                    raise ValueError(f"{variant.name}: {name} replaces nothing")
                setattr(queries, name, getattr(replaced, name))
        nouns[path.stem] = queries
    return SimpleNamespace(**nouns)
