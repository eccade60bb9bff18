from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from detente.casebook import Casebook
from detente.errors import DetenteError
from detente.records import Record
from detente.report.theme import Theme, events, kept, load, parse, save
from detente.wording import flat

if TYPE_CHECKING:
    from collections.abc import Iterator

_RECORD = Path(__file__).parents[1] / "data" / "gulf-wire.json"


@pytest.fixture
def casebook(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook(tmp_path / "casebook") as made:
        with made.writer() as writer:
            writer.add(Record.model_validate_json(_RECORD.read_text("utf-8")))
        yield made


def ids(casebook: Casebook, theme: Theme, from_: str | None = None) -> set[str]:
    return {row["id"] for row in events(casebook, theme, from_=from_, to=None)}


@pytest.mark.parametrize(
    ("theme", "expected"),
    [
        (Theme(), {"v1", "v2", "v3"}),
        (Theme(types=("ASSAULT",)), {"v2"}),
        (Theme(types=("ASSAULT", "ACCUSE")), {"v1", "v2"}),
        (Theme(actors=("coalition",)), {"v3"}),
        (Theme(actors=("coalition",), types=("ASSAULT",)), set()),
        (Theme(places=("Iraq",)), {"v2"}),
        (Theme(places=("IRQ",)), {"v2"}),
        (Theme(places=("nowhere",)), set()),
        (Theme(about=("coalition", "iraq"), types=("ASSAULT",)), {"v2"}),
        (Theme(words=("paused",)), {"v3"}),
    ],
)
def test_values_widen_and_keys_narrow(casebook: Casebook, theme: Theme, expected: set[str]) -> None:
    assert ids(casebook, theme) == expected


def test_the_period_narrows(casebook: Casebook) -> None:
    assert ids(casebook, Theme(types=("ASSAULT",)), from_="2021") == set()


def test_a_theme_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "iraq.toml"
    path.write_text('name = "Iraq"\nabout = ["IRQ"]\ntypes = ["assault"]\nwords = ["rocket"]\n')
    assert load(path) == Theme("Iraq", about=("IRQ",), types=("ASSAULT",), words=("rocket",))


@pytest.mark.parametrize(
    ("text", "code", "detail"),
    [
        ("name = 1", "D320", "name is no text"),
        ("actors = 'IRQ'", "D320", "actors is no list of texts"),
        ("actor = ['IRQ']", "D320", "no key actor; known are name, about, actors, "),
        ("types = ['WAR']", "D302", "AGREE, CONSULT"),
        ("types = [", "D320", "Invalid value"),
    ],
)
def test_what_is_no_theme_is_told_why(text: str, code: str, detail: str) -> None:
    with pytest.raises(DetenteError) as error:
        parse(text, "iraq.toml")
    assert error.value.code == code
    assert error.value.message.startswith("iraq.toml")
    assert detail in error.value.message


@given(st.text(), st.lists(st.text(), min_size=1, max_size=3))
@example("Iraq", ['"""', "\\", "\x7f\n", "#"])
def test_a_theme_is_kept_as_it_is_but_for_signs_that_command(name: str, words: list[str]) -> None:
    with TemporaryDirectory() as folder:
        theme = Theme(f"a {name}", words=tuple(words))
        called = save(Path(folder), theme)
        assert set(called) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
        assert list(kept(Path(folder))) == [called]
        assert load(kept(Path(folder))[called]) == Theme(
            flat(f"a {name}"), words=tuple(map(flat, words))
        )


def test_a_theme_replaces_none(tmp_path: Path) -> None:
    save(tmp_path, Theme("Iraq", about=("IRQ",)))
    with pytest.raises(DetenteError) as error:
        save(tmp_path, Theme("IRAQ!", about=("IRN",)))
    assert error.value.code == "D324"
    assert load(tmp_path / "themes" / "iraq.toml").about == ("IRQ",)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "picture.toml").write_bytes(b"\xff\xfe\x00")
    for name in ("missing.toml", "picture.toml"):
        with pytest.raises(DetenteError) as error:
            load(tmp_path / name)
        assert error.value.code == "D101"
