from __future__ import annotations

import pytest

from detente.gazetteer import role


@pytest.mark.parametrize(
    ("words", "word", "kind", "sectors"),
    [
        ("officials", "official", "government", ("GOV",)),
        ("Iraqi security forces", "security force", "military", ("MIL",)),
        ("American soldiers", "soldier", "military", ("MIL",)),
        ("Lawmakers", "lawmaker", "person", ("LEG",)),
        ("an Iran-backed militia", "militia", "armed-group", ("REB", "PRM")),
        ("the Lead Inspector General", "lead inspector general", "government", ("GOV",)),
        ("defence minister", "defence minister", "person", ("GOV", "MIL")),
        ("protesters", "protester", "people", ("CVL",)),
        ("foreign ministry spokeswoman", "spokeswoman", "person", ("GOV",)),
        ("militants", "militant", "armed-group", ("REB",)),
        ("gunmen", "gunman", "armed-group", ("UAF",)),
        ("the quarterly report", "quarterly report", "document", ()),
        ("aid workers", "aid worker", "ngo", ("NGO",)),
        ("peacekeepers", "peacekeeper", "igo", ("IGO",)),
        ("vice-presidents", "vice president", "person", ("GOV",)),
    ],
)
def test_the_longest_ending_gives_the_role(
    words: str, word: str, kind: str, sectors: tuple[str, ...]
) -> None:
    found = role(words)
    assert found is not None
    assert (found.word, found.kind, found.sectors) == (word, kind, sectors)


@pytest.mark.parametrize("words", ["", "purple", "officials of purple"])
def test_other_words_are_no_role(words: str) -> None:
    assert role(words) is None
