"""The leak matrix: real strict builds of one site with five held posts, on every host, in every theme, with plugins.

    .venv-test/bin/python scripts/leak_matrix.py              # all of it, into docs/leak-matrix.md
    .venv-test/bin/python scripts/leak_matrix.py --host mkdocs --theme material --keep /tmp/look

Each host has an environment of its own below `.venv-matrix`, made when it is not there. A build counts as tight when it
ends well under `--strict` and no file name and no byte of the site holds a word of a held post or of the private page.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(HERE / "tests")]

from leak_site import PLUGINS, SKIPPED, THEMES, Build, traces, write_site  # noqa: E402

HOSTS = {"mkdocs": "MkDocs 1.6", "properdocs": "ProperDocs", "mkdocs-ng": "mkdocs-ng"}
PACKAGES = [
    "mkdocs-rss-plugin", "mkdocs-llmstxt", "mkdocs-minify-plugin", "mkdocs-redirects", "mkdocs-static-i18n",
    "mkdocs-gen-files", "mkdocs-literate-nav", "mkdocs-awesome-nav", "mkdocs-print-site-plugin",
    "mkdocs-macros-plugin", "mkdocs-glightbox", "mkdocs-git-revision-date-localized-plugin", "mike",
    "pillow", "cairosvg",
]  # fmt: skip
OURS = ["babel", "gitpython", "jinja2", "markdown", "platformdirs", "pyyaml", "rich", "ruamel.yaml"]
NOT_ALONE = "-"
ABOUT = """\
Real `--strict` builds of one site with five held posts (waiting, waiting in a folder of its own with a picture, draft,
dated in the past, unreadable) that public posts, lists and the navigation link to: on every host, in every theme, with
each plugin and with most of them together (*all*). *Tight* means that the build ended well, and that no file name and
no byte of the site held a word of a held post or of the private page. `scripts/leak_matrix.py` makes this page. The
search plugin is on in all of them. The social plugin fetches its fonts from the network; here it finds one in its
cache, and what its pictures say is not read, only what they are called and where they are named."""
TABLE = HERE / "docs/leak-matrix.md"


@dataclass(frozen=True)
class Result:
    """How one build ended."""

    host: str
    build: Build
    code: int
    said: str
    found: tuple[str, ...]
    alone: str = ""
    """What the host says where it does not build the site without our plugin and without held posts either."""

    @property
    def word(self) -> str:
        """One cell of the table."""
        if self.code:
            return NOT_ALONE if self.alone else "no build"
        return "tight" if not self.found else f"{len(self.found)} traces"


def environment(home: Path, host: str, theme: str) -> Path:
    """The Python of a host's environment. Material and MaterialX are never in one: both own the `material` package."""
    family = "mkdocs-materialx" if theme == "materialx" else "mkdocs-material"
    folder = home / f"{host}-{family.removeprefix('mkdocs-')}"
    python = folder / "bin/python"
    if not python.exists():
        sys.stderr.write(f"making {folder}\n")
        venv.create(folder, with_pip=True)
        pip = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        hosts = {
            "mkdocs": ["mkdocs>=1.6,<2"],
            "properdocs": ["properdocs", "properdocs-theme-mkdocs", "properdocs-theme-readthedocs"],
            "mkdocs-ng": [],
        }
        subprocess.run([*pip, family, *PACKAGES, *OURS, *hosts[host]], check=True)
        if host != "properdocs":
            # Some plugins bring ProperDocs along, and mike then runs that.
            subprocess.run([python, "-m", "pip", "uninstall", "-q", "-y", "properdocs"], check=True)
        if host == "mkdocs-ng":
            # It owns MkDocs' folder under another name, so that what the plugins brought along goes first.
            subprocess.run([python, "-m", "pip", "uninstall", "-q", "-y", "mkdocs"], check=True)
            subprocess.run([*pip, "mkdocs-ng"], check=True)
    return python


def run(home: Path, host: str, build: Build, scratch: Path) -> Result:
    """One build of a fresh site; where it does not end well, a second one shows whether the host could do it alone."""
    result = attempt(home, host, build, scratch)
    if not result.code:
        return result
    bare = attempt(home, host, replace(build, is_bare=True), scratch)
    return replace(result, alone=reason(bare.said) if bare.code else "")


def reason(said: str) -> str:
    """The first warning or error of a build, without colours."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", said)
    lines = [line for line in plain.splitlines() if re.match(r"(WARNING|ERROR|CRITICAL)\b|\w*Error\b|error:", line)]
    return re.sub(r"^\w+\s+-\s+", "", (lines or plain.strip().splitlines()[-1:] or ["nothing"])[0])


def attempt(home: Path, host: str, build: Build, scratch: Path) -> Result:
    """One build of a fresh site."""
    python = environment(home, host, build.theme)
    root = scratch / f"{host}-{build.name}{'-bare' * build.is_bare}"
    write_site(root, build)
    module = "properdocs" if host == "properdocs" else "mkdocs"
    command = [str(python), "-m", module, "build", "--strict"]
    if build.plugin == "mike":
        command = [str(python.with_name("mike")), "deploy", "--ignore-remote-status", "1.0"]
    env = _clean(python)
    done = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False, timeout=300)
    site = root / "site"
    if build.plugin == "mike" and done.returncode == 0:
        shutil.rmtree(site, ignore_errors=True)
        subprocess.run(["git", "worktree", "add", "-q", str(site), "gh-pages"], cwd=root, env=env, check=True)
    return Result(host, build, done.returncode, done.stderr + done.stdout, tuple(traces(site)))


def _clean(python: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "MOMENTUM_", "PYTHON"))}
    return kept | {
        "PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": f"{HERE}{os.pathsep}{_entry()}",
        "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "A Writer",
        "GIT_AUTHOR_EMAIL": "writer@example.com", "GIT_COMMITTER_NAME": "A Writer",
        "GIT_COMMITTER_EMAIL": "writer@example.com", "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true",
    }  # fmt: skip


def _entry() -> Path:
    """A folder that tells a host of this checkout's plugin, so that no environment holds a copy of it."""
    info = HERE / ".venv-matrix/entry/mkdocs_momentum-0.dist-info"
    info.mkdir(parents=True, exist_ok=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: mkdocs-momentum\nVersion: 0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(
        "[mkdocs.plugins]\nmomentum = mkdocs_momentum.plugin:MomentumPlugin\n", encoding="utf-8"
    )
    return info.parent


def table(results: Sequence[Result]) -> str:
    """The results as a Markdown page."""
    by_cell = {(one.host, one.build.theme, one.build.plugin): one for one in results}
    columns = [(host, theme) for host in HOSTS for theme in THEMES if any(key[:2] == (host, theme) for key in by_cell)]
    lines = [
        "# The leak matrix",
        "",
        ABOUT,
        "",
    ]
    for host, title in HOSTS.items():
        themes = [theme for at, theme in columns if at == host]
        if not themes:
            continue
        lines += [f"## {title}", "", f"| plugin | {' | '.join(themes)} |", f"|---|{'---|' * len(themes)}"]
        for plugin in PLUGINS:
            cells = []
            for theme in themes:
                result = by_cell.get((host, theme, plugin))
                cells.append(result.word if result else NOT_ALONE)
            lines.append(f"| {plugin} | {' | '.join(cells)} |")
        lines.append("")
    lines += ["A dash stands for what cannot be combined, with this plugin or without it:", ""]
    lines += [f"- {why}" for why in dict.fromkeys(SKIPPED.values())]
    alone: dict[tuple[str, str], list[str]] = {}
    for one in results:
        if one.alone:
            alone.setdefault((one.build.plugin, one.alone), []).append(f"{one.host} with {one.build.theme}")
    lines += [f"- {plugin} on {', '.join(places)}: `{why}`" for (plugin, why), places in alone.items()]
    return "\n".join(lines) + "\n"


def builds(hosts: Sequence[str], themes: Sequence[str], plugins: Sequence[str]) -> Iterator[tuple[str, Build]]:
    """All that can be combined."""
    for host in hosts:
        for theme in themes:
            for plugin in plugins:
                if (theme, plugin) not in SKIPPED:
                    yield host, Build(theme, plugin)


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description="Build everything and look for leaks.")
    parser.add_argument("--host", action="append", choices=list(HOSTS))
    parser.add_argument("--theme", action="append", choices=list(THEMES))
    parser.add_argument("--plugin", action="append", choices=list(PLUGINS))
    parser.add_argument("--keep", type=Path, help="leave the built sites here, to look at")
    parser.add_argument("-n", type=int, default=2, help="builds at the same time")
    asked = parser.parse_args()
    wanted = list(builds(asked.host or list(HOSTS), asked.theme or list(THEMES), asked.plugin or list(PLUGINS)))
    home = HERE / ".venv-matrix"
    home.mkdir(exist_ok=True)
    (home / ".gitignore").write_text("*\n", encoding="utf-8")
    for host, theme in {(host, build.theme) for host, build in wanted}:
        environment(home, host, theme)
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(asked.n) as pool:
        place = asked.keep or Path(scratch)
        results = []
        for one in pool.map(lambda pair: run(home, *pair, place), wanted):
            results.append(one)
            sys.stdout.write(f"{one.host:<11}{one.build.name:<40}{one.word}\n")
            if one.code and one.alone:
                sys.stdout.write(f"    without us: {one.alone}\n")
            elif one.code:
                sys.stdout.write("    " + "\n    ".join(one.said.strip().splitlines()[-6:]) + "\n")
            sys.stdout.writelines(f"    {trace}\n" for trace in one.found[:8])
            sys.stdout.flush()
    if not (asked.host or asked.theme or asked.plugin):
        TABLE.write_text(table(results), encoding="utf-8")
    return int(any((one.code and not one.alone) or (one.found and not one.code) for one in results))


if __name__ == "__main__":
    raise SystemExit(main())
