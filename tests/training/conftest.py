"""What tests of training share; those that need its libraries skip without them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from training.examples import Example

_VERBS = {"attacked": "ASSAULT", "praised": "SUPPORT", "blamed": "ACCUSE", "armed": "AID"}
_SIDES = ("Arda", "Belor", "Cania", "Doran", "Esten")


@pytest.fixture(scope="session")
def sayings() -> list[Example]:
    """Eighty short sentences: who did what to whom, with the word that says so."""
    from training.examples import Example, Link, Mark  # noqa: PLC0415 — as the fixture's type

    found = []
    for verb, kind in _VERBS.items():
        for actor in _SIDES:
            for recipient in _SIDES:
                if actor == recipient:
                    continue
                text = f"{actor} {verb} {recipient} on Monday."
                first, last = (0, len(actor)), (text.index(recipient), text.index(" on"))
                word = (len(actor) + 1, len(actor) + 1 + len(verb))
                marks = {
                    "trigger": (Mark(*word, kind),),
                    "argument": (Mark(*first, "span"), Mark(*last, "span")),
                    "pair": (Mark(*first, "actor"), Mark(*last, "recipient")),
                }
                links = {"argument": (Link(0, 0, "actor"), Link(0, 1, "recipient"))}
                found.append(
                    Example(
                        id=f"{actor}-{verb}-{recipient}",
                        source=f"made-{verb}",
                        text=text,
                        marks=marks,
                        links=links,
                        labels={"pair": kind},
                        values={"factuality": ((*word, 3.0 if kind == "AID" else -3.0),)},
                        sentences=((0, len(text)),),
                    )
                )
    return found


@pytest.fixture(scope="session")
def small() -> Callable[[], Any]:
    """A maker of readers with a small encoder that has learnt nothing."""
    pytest.importorskip("torch")
    from training.backbone import Encoder, Size  # noqa: PLC0415 — needs torch
    from training.heads import Reader  # noqa: PLC0415 — as before

    size = Size(vocabulary=1000, positions=256, inner=64, layers=1, heads=4, dropout=0.0)
    return lambda: Reader(Encoder(size), dropout=0.0)
