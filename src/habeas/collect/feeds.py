"""A feed read in a child process: the parent never parses."""

from __future__ import annotations

import msgspec

from habeas.collect.feed import Feed, FeedJob
from habeas.sandbox import Child, Confinement, EndedError

LARGEST_FEED = 10_000_000


def feed(data: bytes, address: str, content_type: str = "") -> Feed:
    """What the feed at `address` names. One that cannot be read has no entries and says why."""
    child = Child("habeas.collect.child", Confinement(job_bytes=LARGEST_FEED + 1_000_000))
    try:
        (reply,) = child.ask(msgspec.msgpack.encode(FeedJob(data=data, address=address, content_type=content_type)))
    except EndedError as error:
        return Feed(why=f"unreadable: {error}")
    finally:
        child.close()
    return msgspec.msgpack.decode(reply, type=Feed)
