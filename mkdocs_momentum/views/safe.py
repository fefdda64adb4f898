"""Text and links that came from a file, made safe to show in a terminal, a page or a log."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

# Whole escape sequences first, so that `ESC[31m` leaves no `[31m` behind: CSI, then OSC and its kin up to their end.
_SEQUENCES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"
)
_SPACES = re.compile(r"[\s\x85\u2028\u2029]+")
# Marks that turn the reading direction, byte-order marks, and the invisible "tag" characters.
_HIDDEN = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
TITLE = 160
"""Characters of a title that a line shows; few have more than half of that."""
_TYPOGRAPHY = str.maketrans(
    {
        "\u201c": '"',
        "\u201d": '"',
        "\u2018": "'",
        "\u2019": "'",
        "\u2026": "...",
        "\u2013": "-",
        "\u2014": "-",
        "\u00a0": " ",
    }
)


def clean(text: str) -> str:
    """`text` on one line, without control characters, escape sequences and bidirectional overrides."""
    text = _SEQUENCES.sub("", text)
    text = _SPACES.sub(" ", text)
    text = _CONTROLS.sub("", _HIDDEN.sub("", text))
    return _SURROGATES.sub("\ufffd", text).strip()


def titled(text: str, most: int = TITLE) -> str:
    """A title as a line of text shows it: `clean`, and not without end."""
    text = clean(text)
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def link(url: str | None) -> str:
    """`url` where it is an http(s) address that is safe to show and to follow, else nothing."""
    if not url or url != clean(url) or re.search(r'[\s"<>\\^`{|}]', url):
        return ""
    try:
        parts = urlsplit(url)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return ""
    # A name before @ makes an address look like another host's.
    return url if is_web and "@" not in parts.netloc else ""


def straight(text: str) -> str:
    """`text` with typewriter quotes and dashes, for terminals that have no others. Letters stay as they are."""
    return text.translate(_TYPOGRAPHY)


def likeness(error: UnicodeError) -> tuple[str, int]:
    """An error handler for `codecs`: accents that a code page lacks are dropped; what has no likeness becomes `?`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    plain = unicodedata.normalize("NFKD", straight(error.object[error.start : error.end]))
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return bare.encode("ascii", "replace").decode(), error.end
