"""Digests as hashlib has them where there is no OpenSSL, whose loading takes longer than a look at a commit."""

from __future__ import annotations

from importlib import import_module
from sys import version_info
from typing import Any


def _light(name: str, module: str) -> Any:
    try:
        return getattr(import_module(module), name)
    except (ImportError, AttributeError):  # another Python than CPython, another version of it
        import hashlib

        return getattr(hashlib, name)


sha1, sha256 = _light("sha1", "_sha1"), _light("sha256", "_sha2" if version_info >= (3, 12) else "_sha256")
