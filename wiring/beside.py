"""What works by itself while people write: the tick, and the fetching of files."""

from collections.abc import Callable, Mapping
from functools import partial

from broadcasts.allowances import Closing
from broadcasts.clock import Clock
from broadcasts.feeding import Feeder
from broadcasts.fetcher import Fetcher
from broadcasts.firings import firings
from broadcasts.forwarding import forward
from broadcasts.group_posts import Doors
from broadcasts.mornings import Mornings
from broadcasts.nudging import Nudger
from broadcasts.outbox import Writer
from broadcasts.purging import Purger
from broadcasts.reading_back import Previewer
from broadcasts.reminders import Reminders
from config import Settings
from domain.messages import Channel
from storage.database import Database
from storage.files import FileStore
from wiring.given import clock
from wiring.vendors import KeptFiles


def ticking(
    settings: Settings,
    database: Database,
    writer: Writer,
    channels: Mapping[str, Channel],
    store: FileStore,
    bot_link: Callable[[], str],
) -> Clock:
    paces = {account: door.limits.per_second for account, door in channels.items()}
    doors = Doors(
        unedited=frozenset(account for account, door in channels.items() if not door.limits.edits),
        unheard=unheard(channels), link=f"{settings.address}/chat", bot=bot_link,
    )  # fmt: skip
    feeder = Feeder(database, writer, clock, sum(paces.values()))
    nudger = Nudger(database, writer, clock)
    reminders = Reminders(database, settings.zone, clock)
    previewer = Previewer(database, writer, paces, clock)
    mornings = Mornings(database, settings.zone, clock)
    purger = Purger(database, store, settings.zone, clock)
    closing = Closing(database, clock)
    each_tick = (
        mornings.look, reminders.tick, nudger.go_on, closing.close, feeder.feed, previewer.show, purger.look
    )  # fmt: skip
    return Clock(database, firings(writer, store, settings.address, doors), writer, clock, each_tick)


def unheard(channels: Mapping[str, Channel]) -> frozenset[str]:
    """Accounts that say something and hear nothing."""
    return frozenset(account for account, door in channels.items() if not door.limits.hears)


def fetcher(database: Database, channels: Mapping[str, Channel], writer: Writer, store: FileStore) -> Fetcher:
    return Fetcher(database, channels, KeptFiles(store), partial(forward, writer=writer), clock)
