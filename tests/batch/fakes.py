"""A reader that needs no model, for workers to load; some words in a text are too much for it."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

from detente.records import Event, ReaderInfo, Record, span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.records import Document, Problem

INFO = ReaderInfo(version="1", model="fake", seconds=0.0)


class Reader:
    """Finds one event in every text.

    A text with the word DEFECT raises, SPINS computes for ever, SLEEPS waits for ever, GREEDY takes
    memory for ever, KILLS ends its process; FRAGILE ends it once, LINGERS takes half a second.
    """

    info = INFO

    def read(self, document: Document, *, problems: Sequence[Problem] = ()) -> Record:
        """Do to the process what the text says, else read it."""
        text = document.text
        if "DEFECT" in text:
            raise ZeroDivisionError(text)
        if "SLEEPS" in text:
            sleep(3600)
        while "SPINS" in text:
            pass
        if "GREEDY" in text:
            _devour()
        if "KILLS" in text or ("FRAGILE" in text and _first(text)):
            os.kill(os.getpid(), signal.SIGKILL)
        if "LINGERS" in text:
            sleep(0.5)
        event = Event(
            id="v1", type="CONSULT", quad_class=1, goldstein=1.0, evidence=(span(text, 0, 7),)
        )
        return Record(
            document=document,
            events=(event,),
            problems=tuple(problems),
            reader=INFO.model_copy(update={"seconds": 1.5}),
        )


def _devour() -> None:
    held = []
    while True:
        held.append(bytearray(10_000_000))


def _first(text: str) -> bool:
    """Whether the file that a text names last is not there yet; it is from now on."""
    mark = Path(text.rpartition(" ")[2])
    if mark.exists():
        return False
    mark.touch()
    return True
