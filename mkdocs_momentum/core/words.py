"""Input shown to people: one line, short, no secret, nothing that a terminal would obey."""

from __future__ import annotations

import re
import reprlib
from collections.abc import Collection

_WIDTH = 80
_USER = re.compile(r"://[^/\s]*@")

_REPR = reprlib.Repr()
_REPR.maxlevel = 2
_REPR.maxstring = _REPR.maxother = _REPR.maxlong = _WIDTH


def shown(value: object) -> str:
    """`value` as an error message shows it.

    Plain text stands as it is; anything with control characters, other types and long values are abbreviated. The
    cost is bounded even for values that nest or repeat without end. What stands before the @ of a URL is left out.
    """
    if isinstance(value, str):
        text = _USER.sub("://", value)
        text = text if text.isprintable() else _REPR.repr(text)
    elif isinstance(value, int) and value.bit_length() > 1000:
        text = hex(value)  # decimal digits of such a number are refused by Python itself
    elif isinstance(value, bool | int | float) or value is None or type(value).__module__ == "datetime":
        text = str(value)
    else:
        text = _REPR.repr(value)
        if "://" in text:  # abbreviated in its middle, a secret could no longer be told
            text = f"a {type(value).__name__} of addresses"
    return text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…"


def nearest(word: str, known: Collection[str]) -> str:
    """`; did you mean 'x'?` where something near is known, else nothing."""
    import difflib

    by_lower = {name.lower(): name for name in known}
    by_lower |= {name.rpartition("/")[2].lower(): name for name in known if "/" in name}
    found = difflib.get_close_matches(word.lower().rpartition("/")[2], by_lower, n=1, cutoff=0.6)
    return f"; did you mean {by_lower[found[0]]!r}?" if found else ""
