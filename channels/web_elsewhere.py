"""What other processes say into the chats whose pages are open here: looked for once a second while there are any.

A process wakes its own pages at once. Of others it hears nothing: LISTEN, which a distributed database may lack, is
needed nowhere here. So it asks for the newest line of each open chat, which is two steps into an index a chat.
"""

import asyncio
from collections.abc import Mapping
from contextlib import suppress

from channels.web_stream import Streams
from domain.messages import NotCommitted
from domain.web_chat import WebDoor

EVERY = 1.0
"""Seconds between two looks."""


async def listen(streams: Streams, door: WebDoor) -> None:
    """Until cancelled; a look that fails is made up for by the next."""
    known: Mapping[str, int] = {}
    while True:
        await asyncio.sleep(EVERY)
        chats = streams.chats()
        if not chats:
            known = {}
            continue
        with suppress(NotCommitted):
            newest = await door.newest(chats)
            for chat, mark in newest.items():
                if known.get(chat) != mark:
                    streams.wake(chat)
            known = newest
