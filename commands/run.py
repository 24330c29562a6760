"""`run`: opens the database, takes the port, serves until told to stop."""

import asyncio
import gc
import socket
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from types import FrameType
from typing import Any

import structlog
import typer
import uvicorn
import uvloop
from starlette.types import ASGIApp

import config
from broadcasts.clock import Clock
from commands.check import Look, refused_token
from commands.ground import listen, make_folder, only_one
from commands.house import Refused, complain
from commands.logs import log_to_stderr
from config import Settings
from storage import leases, outbox
from storage.database import Database, DatabaseUnavailable, Transaction
from storage.migrate import MigrationRefused
from storage.opening import open_database

log = structlog.get_logger()

STOPPING_SECONDS = 2
"""For answers under way; with broadcasts.lane.DRAIN and what channels close, a stop lasts 5 s at most."""
COLLECT = (20_000, 20, 20)
"""Thresholds of the collector: a turn makes hundreds of short-lived objects and hardly a cycle."""


@dataclass(frozen=True, slots=True)
class Wired:
    """The house as wiring/ put it together: one site, its clock, and what runs beside them."""

    site: ASGIApp
    clock: Clock
    running: list[Callable[[], Coroutine[Any, Any, None]]]
    stopping: list[Callable[[], None]]  #: what ends open streams, which a stopping server would wait for
    closing: list[Callable[[], Coroutine[Any, Any, None]]]  #: what is let go of at the very end


class _Server(uvicorn.Server):
    """A server that ends the house's open streams when it is told to stop."""

    def __init__(self, config: uvicorn.Config, stopping: list[Callable[[], None]]) -> None:
        super().__init__(config)
        self._stopping = stopping

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for stop in self._stopping:
            stop()
        await super().shutdown(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stops serving; a second signal waits for nobody. uvicorn would raise the signal again as soon as it has
        stopped, which ends the process before sends under way are finished and noted."""
        self.force_exit = self.should_exit
        self.should_exit = True


def serve(wire: Callable[[Settings, Database], Wired], doors: Look, clock: Callable[[], int], demo: bool) -> None:
    """Runs until SIGINT or SIGTERM. What stops the start is said in plain words."""
    log_to_stderr()
    try:
        settings = config.load()
        for line in config.strangers():
            typer.secho(line, err=True, fg="yellow")
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_serve(settings, wire, doors, clock, demo))
    except (config.WrongSettings, DatabaseUnavailable, MigrationRefused, Refused) as error:
        typer.secho(str(error), err=True, fg="red")
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        raise typer.Exit(0) from None


async def _serve(
    settings: Settings, wire: Callable[[Settings, Database], Wired], doors: Look, clock: Callable[[], int], demo: bool
) -> None:
    make_folder(settings)
    with listen(settings) as listener, only_one(settings):
        database = await open_database(settings.database, clock)
        try:
            if demo:
                from commands.demo import prepare

                for line in await prepare(database, settings, clock()):
                    typer.echo(line)
            if database.engine == "sqlite":
                await database.write(lambda tx: _take_over(tx, clock()))
            telling = asyncio.create_task(_tell(settings, doors))
            await _run(wire(settings, database), listener)
            telling.cancel()
        finally:
            await database.close()


def _take_over(tx: Transaction, now: int) -> None:
    """What the process before this one, the only one there may be, was about when it was killed."""
    outbox.strand_all(tx, now)
    leases.release_all(tx)


async def _tell(settings: Settings, doors: Look) -> None:
    """What must be done about a token or a door that is refused, on the terminal of whoever starts the program. The
    web chat is served meanwhile, and vendors are tried again and again."""
    if line := await refused_token(settings):
        complain(f"{line}. The web chat is served meanwhile.")
    for is_well, line in await doors(settings, False, False):
        if not is_well:
            complain(line)


async def _run(house: Wired, listener: socket.socket) -> None:
    server = _Server(
        uvicorn.Config(
            house.site, loop="none", http="httptools", ws="none", lifespan="off", log_config=None, access_log=False,
            server_header=False, proxy_headers=False, date_header=False, timeout_graceful_shutdown=STOPPING_SECONDS,
        ),
        house.stopping,
    )  # fmt: skip
    # What is there now stays: the collector need not walk it again and again while people write.
    gc.freeze()
    gc.set_threshold(*COLLECT)
    gc.enable()
    house.clock.start()
    beside = [asyncio.create_task(run(), name=run.__qualname__) for run in house.running]
    for task in beside:
        task.add_done_callback(lambda done: _stop_on_failure(done, server))
    try:
        await server.serve(sockets=[listener])
    finally:
        house.clock.stop()
        for task in beside:
            task.cancel()
        ended = await asyncio.gather(*beside, return_exceptions=True)
        for close in house.closing:
            await close()
    for error in ended:
        if isinstance(error, Exception):
            raise error


def _stop_on_failure(task: asyncio.Task[None], server: uvicorn.Server) -> None:
    """Nothing limps on: when a part that must run ends with an error, the program ends and is started anew."""
    if not task.cancelled() and task.exception() is not None:
        log.error("stopping", part=task.get_name(), exc_info=task.exception())
        server.should_exit = True
