"""Input shown to people: one line, short, nothing that a terminal would obey, whatever the input is."""

from __future__ import annotations

import reprlib

_WIDTH = 80

_REPR = reprlib.Repr()
_REPR.maxlevel = 2
_REPR.maxstring = _REPR.maxother = _REPR.maxlong = _WIDTH


def shown(value: object) -> str:
    """`value` as an error message shows it.

    Plain text stands as it is; anything with control characters, other types and long values are abbreviated. The
    cost is bounded even for values that nest or repeat without end.
    """
    if isinstance(value, str) and value.isprintable():
        text = value
    elif isinstance(value, int) and value.bit_length() > 1000:
        text = hex(value)  # decimal digits of such a number are refused by Python itself
    elif isinstance(value, bool | int | float) or value is None or type(value).__module__ == "datetime":
        text = str(value)
    else:
        text = _REPR.repr(value)
    return text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…"
