"""Files on object storage, by name: the one way to an address that a person gave.

This and `sources/fetch` alone open connections; here it is the library `obstore` that does, with
the keys of the environment.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from detente.errors import CasebookError, InstallationError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMES: Final = ("s3://", "gs://", "az://", "file:///")
"""How addresses begin."""
EXPORTED: Final = "export.json"
"""The file that makes a place one of exports."""
_CODE: Final = re.compile(r"<Code>(\w+)</Code>")
"""What a server of S3 calls what went wrong: `NoSuchBucket`."""
_INSTALL: Final = "pip install 'detente[storage]'"


class Objects:
    """The files under an address.

    Args:
        address: `s3://bucket/prefix`, or of another scheme of `SCHEMES`; of a folder on the disk,
            which is made if absent.

    Raises:
        UsageError: D302 if the address is of no such scheme.
        InstallationError: D402 without the extra `storage`.
        CasebookError: D210 if the address is none.
    """

    def __init__(self, address: str) -> None:
        if not address.startswith(SCHEMES):
            raise UsageError("D302", address, detail=f"a store begins with {', '.join(SCHEMES)}")
        try:
            import obstore  # noqa: PLC0415 - an extra
            from obstore import store  # noqa: PLC0415 - as above
        except ImportError as error:
            raise InstallationError("D402", "object storage", detail=_INSTALL) from error
        self.address = address
        self._library: Any = obstore
        try:
            if address.startswith(SCHEMES[-1]):
                Path(address.removeprefix("file://")).mkdir(parents=True, exist_ok=True)
            self._store: Any = store.from_url(address)
        except Exception as error:  # its errors share no class with other modules' of Python
            raise self._failed(error) from error

    def sizes(self) -> dict[str, int]:
        """The names of the files that are there, with their sizes in bytes.

        Raises:
            CasebookError: D210 if they cannot be listed.
        """
        try:
            listed = (each for page in self._library.list(self._store) for each in page)
            return {each["path"]: int(each["size"]) for each in listed}
        except Exception as error:  # as above
            raise self._failed(error) from error

    def put(self, name: str, content: Path | bytes) -> None:
        """Put a file there in one step; it takes the place of one of that name.

        Args:
            name: Its name, with slashes.
            content: What it holds, or the file that does, which is sent in pieces.

        Raises:
            CasebookError: D210 if the store does not take it.
        """
        self._do("put", name, content)

    def get(self, name: str) -> bytes:
        """What a file holds.

        Raises:
            CasebookError: D210 if the store does not give it.
        """
        return bytes(self._do("get", name).bytes())

    def save(self, name: str, path: Path) -> None:
        """Write what a file holds to the disk, some of it in memory at a time.

        Raises:
            CasebookError: D210 if the store does not give it.
            OSError: The disk would not take it.
        """
        given = self._do("get", name).stream()
        with path.open("wb") as file:
            while piece := self._next(given):
                file.write(piece)

    def delete(self, name: str) -> None:
        """Remove a file.

        Raises:
            CasebookError: D210 if the store does not let it go.
        """
        self._do("delete", name)

    def _next(self, given: Iterator[bytes]) -> bytes:
        """The next piece of a file that the store gives; nothing at its end."""
        try:
            return bytes(next(given, b""))
        except Exception as error:  # as above
            raise self._failed(error) from error

    def _do(self, what: str, *given: object) -> Any:  # noqa: ANN401 - what the library gives
        try:
            return getattr(self._library, what)(self._store, *given)
        except Exception as error:  # as above
            raise self._failed(error) from error

    def _failed(self, error: Exception) -> CasebookError:
        code = _CODE.search(str(error))
        detail = code[1] if code else str(error).partition("\n")[0]
        return CasebookError("D210", self.address, detail=detail)
