"""What git says, made fit for a person: one line, no credentials, nothing that moves a terminal's cursor."""

from __future__ import annotations

import re

LONGEST = 300
_USERINFO = re.compile(r"([A-Za-z][\w+.-]{0,20}://)[^/\s@]*@")
_SECRET = re.compile(
    r"((?:token|secret|password|passwd|api_?key|private_key)=|authorization: *(?:basic |bearer |token )?)[^\s&'\"]+",
    re.IGNORECASE,
)
_LEVEL = re.compile(r"^(?:remote: *)?(?:fatal:|error:)?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


def redact(text: str) -> str:
    """`text` on one line, without credentials, control characters and marks that turn the writing direction."""
    return _SECRET.sub(r"\1***", _USERINFO.sub(r"\1", _CONTROL.sub(" ", text))).strip()


def first_line(stderr: bytes) -> str:
    """The line of git's error output that tells most, fit for a person."""
    lines = [line for line in stderr.decode("utf-8", "replace").splitlines() if line.strip()]
    telling = [line for line in lines if line.startswith(("fatal:", "error:"))]
    line = (telling or lines or ["git gave no reason"])[0]
    if "push some refs to" in line:  # then the other side has said why
        line = next((said for said in lines if said.startswith("remote: ")), line)
    elif line.startswith("fatal: Could not read from remote"):  # then ssh has
        line = lines[0]
    return redact(_LEVEL.sub("", line))[:LONGEST]
