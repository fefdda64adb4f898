"""Digests as hashlib has them where there is no OpenSSL, whose loading takes longer than a look at a commit."""

from __future__ import annotations

import sys
from importlib import import_module


def sha1(data: bytes) -> str:
    """In hexadecimal, as git names its objects."""
    return _digest("_sha1", "sha1", data)


def sha256(data: bytes) -> str:
    """In hexadecimal."""
    return _digest("_sha2" if sys.version_info >= (3, 12) else "_sha256", "sha256", data)


def _digest(module: str, name: str, data: bytes) -> str:
    try:
        made = getattr(import_module(module), name)
    except (ImportError, AttributeError):  # another Python than CPython, or one that was built without
        made = getattr(import_module("hashlib"), name)
    return str(made(data).hexdigest())
