"""/healthz for the supervisor and /metrics for Prometheus: counts and times, no word and no name."""

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from storage import outbox, processes
from storage.database import Database, DatabaseUnavailable

TURN_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5)


class Vitals:
    """What the program says of itself to machines."""

    def __init__(self, database: Database, clock: Callable[[], int]) -> None:
        self._database = database
        self._clock = clock
        self._registry = CollectorRegistry()
        self._counters: dict[tuple[Counter, tuple[str, ...]], Counter] = {}
        self._turns = Counter("tongxin_turns", "Turns by outcome", ["outcome"], registry=self._registry)
        self._seconds = Histogram(
            "tongxin_turn_seconds", "From an update to its commit", buckets=TURN_SECONDS, registry=self._registry
        )
        self._sends = Counter(
            "tongxin_deliveries", "Deliveries by account and outcome", ["account", "outcome"], registry=self._registry
        )
        self._waiting = Gauge(
            "tongxin_outbox_waiting", "Deliveries that wait", ["account", "priority"], registry=self._registry
        )

    def turn(self, outcome: str, seconds: float) -> None:
        self._counter(self._turns, outcome).inc()
        self._seconds.observe(seconds)

    def send(self, account: str, outcome: str) -> None:
        self._counter(self._sends, account, outcome).inc()

    def _counter(self, family: Counter, *labels: str) -> Counter:
        """The counter of these labels, looked up once: this is on the path of every message."""
        known = self._counters.get((family, labels))
        if known is None:
            known = self._counters[family, labels] = family.labels(*labels)
        return known

    def routes(self) -> list[BaseRoute]:
        return [Route("/healthz", self._healthz), Route("/metrics", self._metrics)]

    async def _healthz(self, request: Request) -> Response:
        """200 when the database takes a write, 503 with the reason when it does not."""
        try:
            await self._database.write(lambda tx: processes.renew(tx, self._clock()))
        except DatabaseUnavailable as error:
            return JSONResponse({"status": "unavailable", "reason": str(error)}, 503)
        return JSONResponse({"status": "ok"})

    async def _metrics(self, request: Request) -> Response:
        self._waiting.clear()
        try:
            for (account, priority), count in (await self._database.read(outbox.waiting)).items():
                self._waiting.labels(account, priority).set(count)
        except DatabaseUnavailable:
            self._turns.labels("metrics_unavailable").inc()
        return Response(generate_latest(self._registry), media_type=CONTENT_TYPE_LATEST)
