"""Watching: what feeds list is fetched politely, read, and kept in a casebook.

`settings` reads the list of feeds, `timing` says when to ask again, `courier` fetches, one request
at a time a server, `listing` turns a feed or a folder into items, `looking` asks feeds, `taking`
reads items, `passes` puts a pass together and `news` is what it tells.
"""

from detente.watch.courier import Courier
from detente.watch.news import Brought, Looked, Told, Trouble
from detente.watch.passes import Watch
from detente.watch.settings import FeedSettings, Settings, load
from detente.watch.timing import Clock, SystemClock, duration

__all__ = [
    "Brought",
    "Clock",
    "Courier",
    "FeedSettings",
    "Looked",
    "Settings",
    "SystemClock",
    "Told",
    "Trouble",
    "Watch",
    "duration",
    "load",
]
