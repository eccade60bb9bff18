"""What all pages share: the casebook, the templates, and what templates may call."""

from __future__ import annotations

import json
from contextlib import contextmanager
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode

from fastapi import Request  # noqa: TC002 - FastAPI reads the annotation when it starts
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

import detente
from detente import wording
from detente.web.ahead import Shared
from detente.web.intake import Intake
from detente.web.sheets import Sheets
from detente.web.signs import SIGNS, STATES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from detente.casebook import Casebook
    from detente.verbs import Reads
    from detente.web.guard import Rules

MENU: Final = (
    ("/", "Home"),
    ("/documents", "Documents"),
    ("/events", "Events"),
    ("/claims", "Claims"),
    ("/actors", "Actors"),
    ("/causes", "Causes"),
    ("/relations", "Relations"),
    ("/timeline", "Timeline"),
    ("/map", "Map"),
    ("/review", "Review"),
    ("/inquiries", "Inquiries"),
    ("/report", "Report"),
    ("/add", "Add"),
)
"""Address and name of the pages that lead to all others."""


class Desk:
    """A casebook on the desk.

    Args:
        path: The casebook, made if there is none.
        rules: Who may ask.
        reader: Makes what reads documents that are added.
    """

    def __init__(
        self, path: Path, rules: Rules, reader: Callable[[], Reads] = detente.Reader
    ) -> None:
        self.path = path
        self.reader = Shared(reader)
        self.intake = Intake(path, self.reader)
        self.rules = rules
        self._casebook = detente.Casebook(path)
        self.sheets = Sheets()
        self._lock = Lock()
        self._templates = _templates()

    @contextmanager
    def casebook(self) -> Iterator[Casebook]:
        """The casebook, for one thread at a time: its queries share one connection."""
        with self._lock:
            yield self._casebook

    @contextmanager
    def apart(self) -> Iterator[Casebook]:
        """The casebook opened anew, for work that takes seconds: nobody waits for it meanwhile."""
        with detente.Casebook(self.path, create=False) as opened:
            yield opened

    def close(self) -> None:
        """Read no more, and give memory back."""
        self.intake.close()
        self._casebook.close()

    def page(
        self, request: Request, template: str, status: int = 200, **values: object
    ) -> HTMLResponse:
        """A page of HTML.

        Args:
            request: What is answered.
            template: The file of `templates/`.
            status: Of the answer.
            values: What the template shows.
        """
        text = self._templates.get_template(template).render(
            path=request.url.path,
            menu=MENU,
            casebook=self.path.resolve().name,
            csrf=self.rules.csrf,
            **values,
        )
        return HTMLResponse(text, status)


def desk_of(request: Request) -> Desk:
    """The desk that a request is answered from."""
    found: Desk = request.app.state.desk
    return found


def _templates() -> Environment:
    made = Environment(
        loader=PackageLoader("detente.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "date": wording.date,
        "flat": wording.flat,
        "plural": wording.plural,
        "short": short,
        "json": partial(json.dumps, ensure_ascii=False),
        "segment": partial(quote, safe=""),
    }
    made.globals |= {
        "signs": SIGNS,
        "states": STATES,
        "unknown": wording.UNKNOWN,
        "address": address,
    }
    return made


def short(identifier: str) -> str:
    """The beginning of an id, as it stands in addresses and on pages.

    >>> short("sha256:0fc49e6af3821b")
    '0fc49e6af382'
    """
    return identifier.removeprefix("sha256:")[:12]


def address(path: str, **query: Any) -> str:  # noqa: ANN401 - values of a query are of any kind
    """A path with a query; what is None is left out.

    >>> address("/events", type="ASSAULT", actor=None)
    '/events?type=ASSAULT'
    """
    given = {name: value for name, value in query.items() if value is not None}
    return f"{path}?{urlencode(given, doseq=True)}" if given else path
