"""A pass: ask the feeds that are due, fetch what is new, read it, keep it.

The order of things is what lets a pass be killed anywhere: first the new items of a feed are noted
together with its state, then their pages are fetched, then read and kept, and only when they are on
the disk are the items settled. Nothing holds the casebook's writer while a server is waited for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.watch.looking import Looking
from detente.watch.taking import Taking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from detente import verbs
    from detente.casebook import Casebook
    from detente.records import Document, Problem, ReaderInfo, Record
    from detente.watch.courier import Courier
    from detente.watch.news import News
    from detente.watch.settings import Settings
    from detente.watch.timing import Clock


class Watch:
    """Passes over a list of feeds into a casebook.

    Args:
        casebook: Where what is read goes, and what is remembered.
        settings: The list.
        reader: Gives what reads, when it is first wanted: loading it takes seconds.
        courier: Fetches.
        clock: Tells the time.
    """

    def __init__(
        self,
        casebook: Casebook,
        settings: Settings,
        *,
        reader: Callable[[], verbs.Reads],
        courier: Courier,
        clock: Clock,
    ) -> None:
        self._casebook = casebook
        self._looking = Looking(casebook.feeds, settings, courier=courier, clock=clock)
        self._taking = Taking(
            casebook, settings, reader=_Late(reader), courier=courier, clock=clock
        )

    def once(self, *, retry: bool = False) -> Iterator[News]:
        """One pass; what happens is told as it happens.

        Args:
            retry: Whether feeds that wait after failures, or that were gone, are asked too.

        Raises:
            CasebookError: D203 if the disk will not take it, D204 if another pass is under way or
                another process keeps writing.
        """
        with self._casebook.watching():
            yield from self._looking.look(retry=retry)
            yield from self._taking.take()


class _Late:
    """A reader that is loaded when something is to be read."""

    def __init__(self, load: Callable[[], verbs.Reads]) -> None:
        self._load = load
        self._reader: verbs.Reads | None = None

    @property
    def info(self) -> ReaderInfo:
        return self._loaded().info

    def read(self, document: Document, *, problems: Sequence[Problem] = ()) -> Record:
        return self._loaded().read(document, problems=problems)

    def _loaded(self) -> verbs.Reads:
        self._reader = self._reader or self._load()
        return self._reader
