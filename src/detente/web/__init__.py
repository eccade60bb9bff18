"""The desk: a casebook in a browser on this machine."""

from __future__ import annotations

from detente.web.app import create_app

__all__ = ["create_app"]
