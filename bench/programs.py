"""The programs measured: how each is given its people and goods, started, and checked afterwards."""

import csv
import json
import os
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Protocol

from bench.goods import (
    CATALOGUE,
    FIRST_TELEGRAM_ID,
    HOUSEHOLD_LIMIT,
    ORDER_TEXTS,
    PEOPLE_AT_A_DOOR,
    QUOTA,
    VILLAGE,
    door_of,
    name_of,
)
from bench.load import Line
from bench.peers.shop import SCHEMA

ROOT = Path(__file__).parent.parent
TOKEN = "42:AAbench-token"
SECRET = "bench-secret"
WINDOW = "今日团购"
PEOPLE_HEADING = ("name", "phone", "village", "grid", "microgrid", "door", "roles", "telegram_id", "language")
DOORS_IN_A_MICROGRID = 57
MICROGRIDS_IN_A_GRID = 10


class Program(Protocol):
    """One program in one way of being used; `home` is the folder that holds its database.

    Those of one `store` are prepared in the same way, hence only once.
    """

    @property
    def label(self) -> str: ...

    @property
    def store(self) -> str: ...

    @property
    def visits(self) -> Sequence[Sequence[Line]]: ...

    def prepare(self, home: Path, people: int) -> None:
        """Fill a new database with so many people bound to Telegram, and the goods."""

    def command(self, home: Path, api: str, port: int) -> tuple[list[str], dict[str, str]]:
        """The command line and the environment that serve it by webhook on this port."""

    def wrongs(self, home: Path, played: Sequence[int]) -> list[str]:
        """What in the database differs from the visits that were played, in words."""


@dataclass(frozen=True)
class Peer:
    """A bot of bench/peers: every order text is one order."""

    label: str
    module: str
    store: str = "shop"
    visits: Sequence[Sequence[Line]] = tuple((Line(order.text, order.total),) for order in ORDER_TEXTS)

    def prepare(self, home: Path, people: int) -> None:
        with closing(sqlite3.connect(home / "shop.db")) as database, database:
            database.executescript(SCHEMA)
            households = range(people // PEOPLE_AT_A_DOOR + 1)
            database.executemany(
                "insert into households values (?, ?)",
                ((household, door_of(household * PEOPLE_AT_A_DOOR)) for household in households),
            )
            database.executemany(
                "insert into people (telegram_id, name, household_id) values (?, ?, ?)",
                ((FIRST_TELEGRAM_ID + n, name_of(n), n // PEOPLE_AT_A_DOOR) for n in range(people)),
            )
            database.executemany(
                "insert into items (name, unit, price_fen, stock, household_limit) values (?, ?, ?, ?, ?)",
                ((g.name, g.unit, int(g.price * 100), QUOTA, HOUSEHOLD_LIMIT) for g in CATALOGUE),
            )

    def command(self, home: Path, api: str, port: int) -> tuple[list[str], dict[str, str]]:
        given = {"--api": api, "--token": TOKEN, "--port": str(port), "--secret": SECRET}
        given["--database"] = str(home / "shop.db")
        options = [word for option in given.items() for word in option]
        return [sys.executable, "-m", self.module, *options], dict(os.environ)

    def wrongs(self, home: Path, played: Sequence[int]) -> list[str]:
        with closing(sqlite3.connect(home / "shop.db")) as database:
            (orders,) = database.execute("select count(*) from orders").fetchone()
            ordered = dict(
                database.execute(
                    "select name, sum(quantity) from order_lines join items on item_id = id group by name"
                ).fetchall()
            )
            sold = dict(database.execute("select name, ? - stock from items", (QUOTA,)).fetchall())
        return [
            *differences("orders", {"all": sum(played)}, {"all": orders}),
            *differences("quantities ordered", quantities(played), ordered),
            *differences("stock taken", quantities(played), sold),
        ]


@dataclass(frozen=True)
class Tongxin:
    """Our process; an order text gets a priced summary, and 确认 makes it an order."""

    label: str
    confirming: bool
    store: str = "tongxin"

    @property
    def visits(self) -> Sequence[Sequence[Line]]:
        texts = [Line(order.text, order.total) for order in ORDER_TEXTS]
        if not self.confirming:
            return [(text,) for text in texts]
        return [(text, Line("确认", text.expected)) for text in texts]

    def prepare(self, home: Path, people: int) -> None:
        write_people(home / "people.csv", people)
        write_window(home / "windows.json")
        self._run(home, "import", "people", str(home / "people.csv"))
        self._run(home, "import", "windows", str(home / "windows.json"))

    def command(self, home: Path, api: str, port: int) -> tuple[list[str], dict[str, str]]:
        here = f"http://127.0.0.1:{port}"
        telegram = {"TONGXIN_TELEGRAM_TOKEN": TOKEN, "TONGXIN_TELEGRAM_API": api, "TONGXIN_PUBLIC_URL": here}
        serving = {"TONGXIN_HOST": "127.0.0.1", "TONGXIN_PORT": str(port)}
        return [sys.executable, "bot.py", "run"], environment(home) | telegram | serving

    def wrongs(self, home: Path, played: Sequence[int]) -> list[str]:
        windows = json.loads(self._run(home, "export", "windows", "--format", "json"))
        window = str(windows[0]["id"])
        exported = json.loads(self._run(home, "export", "orders", "--window", window, "--format", "json"))
        orders = [order for order in exported if order["state"] == "confirmed"]
        made = played if self.confirming else [0] * len(played)
        ordered: Counter[str] = Counter()
        for order in orders:
            for line in order["lines"]:
                ordered[line["item"]] += int(Decimal(line["qty"]))
        return [
            *differences("orders", {"all": sum(made)}, {"all": len(orders)}),
            *differences("quantities ordered", quantities(made), ordered),
        ]

    def _run(self, home: Path, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "bot.py", *words],
            cwd=ROOT,
            env=environment(home) | {"TONGXIN_TELEGRAM_TOKEN": TOKEN},
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise SystemExit(f"bot.py {' '.join(words)} failed:\n{done.stdout}{done.stderr}")
        return done.stdout


def environment(home: Path) -> dict[str, str]:
    """This process's environment without its own settings, pointed at the database of the bench."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("TONGXIN_")}
    own = {"TONGXIN_DATABASE": f"sqlite:///{home / 'tongxin.db'}", "TONGXIN_FILES": str(home / "files")}
    return others | own | {"TONGXIN_ENV_FILE": ""}


def write_people(path: Path, people: int) -> None:
    """A list of villagers as `import people` reads it, each bound to a Telegram id."""
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(PEOPLE_HEADING)
        for n in range(people):
            microgrid = n // PEOPLE_AT_A_DOOR // DOORS_IN_A_MICROGRID + 1
            grid = (microgrid - 1) // MICROGRIDS_IN_A_GRID + 1
            place = (VILLAGE, f"第{grid}网格", f"第{microgrid}微网格", door_of(n))
            sheet.writerow((name_of(n), f"138{n:08}", *place, "villager", FIRST_TELEGRAM_ID + n, "zh"))


def write_window(path: Path) -> None:
    """One open window with the goods, as `import windows` reads it."""
    room = {"quota": str(QUOTA), "limit": str(HOUSEHOLD_LIMIT)}
    items = [{"item": goods.name, "unit": goods.unit, "price": str(goods.price)} | room for goods in CATALOGUE]
    window = {"title": WINDOW, "village": VILLAGE, "closes_at": "2030-12-01T20:00", "items": items}
    path.write_text(json.dumps([window], ensure_ascii=False), encoding="utf-8")


def quantities(played: Sequence[int]) -> dict[str, int]:
    """Whole units by item that so many visits of each kind ask for."""
    wanted: Counter[str] = Counter()
    for times, order in zip(played, ORDER_TEXTS, strict=True):
        for name, quantity in order.wanted.items():
            wanted[name] += times * quantity
    return dict(wanted)


def differences(what: str, expected: dict[str, int], found: dict[str, int]) -> list[str]:
    """One line for each key whose number is not the expected one."""
    return [
        f"{what}, {name}: {expected.get(name, 0)} acknowledged, {found.get(name, 0)} in the database"
        for name in sorted(expected.keys() | found.keys())
        if expected.get(name, 0) != found.get(name, 0)
    ]
