"""What each kind of due does; a new kind is a line in its own file's `firings`, and a new file a line here."""

from broadcasts import (
    answering,
    bagging,
    bills,
    closing,
    days_over,
    digests,
    errand_watch,
    escalating,
    giving,
    group_posts,
    health,
    launch,
    matter_watch,
    observation_days,
    offering,
    reporting,
    returning,
    rounds,
    shifts,
    standing,
    visiting,
)
from broadcasts.clock import Firing
from broadcasts.outbox import Writer
from storage.files import FileStore


def firings(writer: Writer, files: FileStore, address: str, doors: group_posts.Doors) -> dict[str, Firing]:
    """By the kind of due; tickets are drawn into `files`, `address` the base of links, `doors` how groups are."""
    return {
        **closing.firings(writer), **offering.firings(writer), **rounds.firings(writer), **giving.firings(writer),
        **group_posts.firings(writer, doors), **launch.firings(), **standing.firings(writer),
        **bills.firings(writer),
        **matter_watch.firings(writer), **bagging.firings(writer, files, address), **shifts.firings(writer),
        **health.firings(writer), **visiting.firings(writer), **returning.firings(writer),
        **reporting.firings(writer),
        **escalating.firings(writer, digests.conditions()), **answering.firings(writer),
        **observation_days.firings(writer), **days_over.firings(writer),
        **errand_watch.firings(writer),
    }  # fmt: skip
