"""The loader of sql/*.sql: named queries, one text for both engines; one under sql/postgres/ replaces its namesake.

Rules, each a trap that was met: every query declares its parameters; RETURNING is read with ^ or $ (never <!, which
gives lastrowid on SQLite); no literal per cent sign; a nullable parameter is cast.
"""

from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import aiosql

DRIVERS = {"sqlite": "sqlite3", "postgres": "psycopg"}
_FOLDER = Path(__file__).parent / "sql"


@cache
def load_queries(engine: str, folder: Path = _FOLDER) -> Any:
    """The queries of every noun for an engine ("sqlite" or "postgres"): `queries.orders.place(connection, ...)`."""
    nouns = {}
    for path in sorted(folder.glob("*.sql")):
        queries = aiosql.from_path(path, DRIVERS[engine])
        variant = folder / engine / path.name
        if variant.exists():
            replaced = aiosql.from_path(variant, DRIVERS[engine])
            for name in replaced.available_queries:
                if name not in queries.available_queries:
                    raise ValueError(f"{variant.name}: {name} replaces nothing")
                setattr(queries, name, getattr(replaced, name))
        nouns[path.stem] = queries
    return SimpleNamespace(**nouns)
