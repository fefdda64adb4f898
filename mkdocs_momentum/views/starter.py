"""What `momentum init` writes and shows: a commented `momentum.yml`, and the difference."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Sequence
from datetime import date

from mkdocs_momentum.core.listing import LEDGER_EXAMPLE
from mkdocs_momentum.core.starter import StarterSite

_PLAIN = re.compile(r"[A-Za-z_.~/][\w./@:~+-]*")
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})


def scalar(text: str) -> str:
    """`text` as a YAML value: plain where that is safe, else in double quotes."""
    return text if _PLAIN.fullmatch(text) and text.lower() not in _WORDS else json.dumps(text, ensure_ascii=False)


def momentum_yml(sites: Sequence[StarterSite], timezone: str, source: str, since: date, ledger: str = "") -> str:
    """A commented configuration.

    Args:
        sites: in the order that decides ties.
        timezone: an IANA name.
        source: where it was found; empty where it is only a beginning.
        since: the first day that the gate governs.
        ledger: a git address; empty for the one beside the file.
    """
    guess = f"as {source} says; write another where your days begin elsewhere" if source else "write your own here"
    kept = f"ledger: {scalar(ledger)}" if ledger else LEDGER_EXAMPLE
    lines = [
        "# One canonical post a day goes live over all the sites below. Everything moves forward only.",
        "",
        f"timezone: {timezone}   # {guess}",
        f"since: {since}   # posts dated earlier are history and stay public",
        "rest: [sunday]   # weekdays, dates and ranges, as in [sunday, 2026-12-24..2026-12-26]",
        '# day_starts: "03:00"   # so that 1 a.m. is still yesterday',
        "",
        "# Where days are taken, so that two machines never take the same one. Without it: a folder beside this file,",
        "# which is enough for one machine.",
        kept,
        "",
        "# verify: live   # before a day is taken, each site's newest release has to answer at its public address",
        "",
        "sites:   # on a tie the first one goes first",
        *(line for site in sites for line in _site_lines(site)),
    ]
    return "\n".join(lines) + "\n"


def _site_lines(site: StarterSite) -> list[str]:
    name = scalar(site.name)
    if not site.repo and not site.posts:
        return [f"  {name}: {scalar(site.path)}"]
    pairs = [("path", site.path), ("repo", site.repo), ("posts", site.posts)]
    if site.repo and site.branch != "main":
        pairs.append(("branch", site.branch))
    if site.repo and site.folder:
        pairs.append(("folder", site.folder))
    return [f"  {name}:", *(f"    {key}: {scalar(value)}" for key, value in pairs if value)]


def difference(name: str, before: str, after: str) -> str:
    """A unified diff of one file; a new one where `before` is empty."""
    lines = difflib.unified_diff(
        before.splitlines(),
        after.splitlines(),
        f"a/{name}" if before else "/dev/null",
        f"b/{name}",
        lineterm="",
    )
    return "\n".join(lines)
