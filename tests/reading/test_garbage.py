"""When Python looks for garbage."""

from __future__ import annotations

import gc

from detente.reading import garbage


def test_no_garbage_is_looked_for_in_the_block_only() -> None:
    with garbage.unsought():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_who_has_it_not_looked_for_is_left_so() -> None:
    gc.disable()
    try:
        with garbage.unsought():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
