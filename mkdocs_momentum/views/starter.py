"""The files that `momentum init` writes: a commented `momentum.yml`, and CI files for each forge."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Sequence
from datetime import date
from importlib.resources import files

from mkdocs_momentum.core.starter import StarterSite

_PLAIN = re.compile(r"[A-Za-z_.~/][\w./@:~+-]*")
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})

CI_FILES = {
    "github": ".github/workflows/momentum.yml",
    "forgejo": ".forgejo/workflows/momentum.yml",
    "gitlab": ".gitlab/momentum.yml",
    "script": "momentum-release.sh",
}
"""Each forge's CI file, from the top of the repository that holds `momentum.yml`."""


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
    kept = f"ledger: {scalar(ledger)}" if ledger else "# ledger: git@example.com:me/momentum.git"
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
    return [f"  {name}:", *(f"    {key}: {scalar(value)}" for key, value in pairs if value)]


def ci_file(forge: str, sites: Sequence[StarterSite], folder: str = ".", *, is_hub: bool = True) -> str:
    """The CI file for a forge.

    Args:
        forge: a key of `CI_FILES`.
        sites: the sites of the configuration.
        folder: the configuration's folder, from the top of what CI checks out.
        is_hub: the configuration stands in a repository of its own, not in its only site's.
    """
    name = "github-site.yml" if forge == "github" and not is_hub else f"{forge}.{'sh' if forge == 'script' else 'yml'}"
    text = (files("mkdocs_momentum") / "starters" / name).read_text(encoding="utf-8")
    text = text.replace("@@FOLDER@@", folder)
    if forge == "github":
        return text.replace("@@SITES@@\n", "".join(_checkout(site, folder) for site in sites if site.repo))
    return text.replace("@@SITES@@\n", "".join(_fetch(site) for site in sites if site.path != "."))


def secret_name(site: str) -> str:
    """The name of the secret that holds a site's deploy key."""
    return "KEY_" + re.sub(r"[^A-Z0-9]+", "_", site.upper()).strip("_")


def _checkout(site: StarterSite, folder: str) -> str:
    from posixpath import join, normpath

    found = re.search(r"([\w.-]+/[\w.-]+?)(?:\.git)?/?$", site.repo)
    path = normpath(join(folder, site.path))
    return (
        f"      - name: Check out {json.dumps(site.name, ensure_ascii=False)[1:-1]}\n"
        "        uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1\n"
        "        with:\n"
        f"          repository: {scalar(found[1] if found else site.repo)}\n"
        f"          path: {scalar(path)}\n"
        f"          ref: {scalar(site.branch)}\n"
        "          fetch-depth: 0 # git tells when an old post arrived\n"
        f"          ssh-key: ${{{{ secrets.{secret_name(site.name)} }}}} # a deploy key that may write\n"
    )


def _fetch(site: StarterSite) -> str:
    from shlex import quote

    return f"fetch {quote(site.path)} {quote(site.repo)} {quote(site.branch)}\n"


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
