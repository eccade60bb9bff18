"""Names that stand for things outside: the same for the same thing, whoever writes them."""

from __future__ import annotations

import base64
import uuid
from typing import Final

from detente.export.numbering import digest_of

_NAMESPACE: Final = uuid.UUID("5f0c4b52-6c1e-5d3b-9a53-2b1f0c4d7e9a")
"""Ours alone, so that no name of another program is the same."""
_SHA256: Final = "sha256:"


def urn(*parts: object) -> str:
    """A URN for what these parts name together (RFC 9562, version 5)."""
    return uuid.uuid5(_NAMESPACE, "\x1f".join(map(str, parts))).urn


def text_iri(document: str) -> str:
    """The IRI of a text by its hash (RFC 6920), from a document's id.

    >>> text_iri("sha256:" + "00" * 32)
    'ni:///sha-256;AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
    """
    digest = bytes.fromhex(document.removeprefix(_SHA256))
    return "ni:///sha-256;" + base64.urlsafe_b64encode(digest).decode().rstrip("=")


def hashed(*parts: object) -> str:
    """An id of letters and digits for what these parts name together."""
    return "detente-" + digest_of("\x1f".join(map(str, parts)), 16).hex()
