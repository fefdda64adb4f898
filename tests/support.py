"""Real sites in real git repositories, made small."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mkdocs_momentum import momentum
from mkdocs_momentum.config import Config
from mkdocs_momentum.momentum import Outcome

MKDOCS_YML = """\
site_name: {name}
site_url: https://{name}.example/
theme: {{name: material}}
plugins:
  - search
  - blog: {{blog_dir: blog}}
  - momentum: {{since: {since}}}
"""


def git(root: Path, *args: str, **env: str) -> str:
    done = subprocess.run(
        ["git", *args], cwd=root, check=True, capture_output=True, text=True, env={**os.environ, **env}
    )
    return done.stdout.strip()


@dataclass(frozen=True)
class World:
    """A `momentum.yml` and the sites beside it."""

    folder: Path
    since: str = "2026-11-23"

    @classmethod
    def of(cls, folder: Path, *names: str) -> World:
        """One with these sites, all of them in its configuration."""
        made = cls(folder)
        for name in names:
            made.site(name)
        made.configure(*names)
        return made

    def site(self, name: str) -> Path:
        root = self.folder / name
        posts = root / "docs/blog/posts"
        posts.mkdir(parents=True)
        (root / "mkdocs.yml").write_text(MKDOCS_YML.format(name=name, since=self.since))
        (root / "docs/index.md").write_text("# Home\n")
        (root / "docs/blog/index.md").write_text("# Blog\n")
        git(self.folder, "init", "-q", "-b", "main", str(root))
        self.commit(name, "Begin")
        return root

    def configure(self, *names: str, more: str = "") -> Path:
        lines = ["timezone: America/Los_Angeles", f"since: {self.since}", more, "sites:"]
        lines += [f"  {name}: {name}" for name in names]
        path = self.folder / "momentum.yml"
        path.write_text("\n".join(lines) + "\n")
        return path

    def write(self, site: str, slug: str, wish: str, extra: str = "", body: str = "Words.") -> Path:
        path = self.folder / site / f"docs/blog/posts/{slug}.md"
        path.write_text(f"---\ntitle: Title of {slug}\ndate: {wish}\n{extra}---\n\n{body}\n")
        self.commit(site, f"Write {slug}")
        return path

    def commit(self, site: str, message: str) -> None:
        git(self.folder / site, "add", "-A")
        git(self.folder / site, "commit", "-q", "--allow-empty", "-m", message)

    def config(self) -> Config:
        return momentum.load(self.folder / "momentum.yml", self.folder)

    def release(self, day: str, *, commit: bool = True, site: str | None = None) -> Outcome:
        return momentum.release(self.config(), date.fromisoformat(day), commit=commit, site=site)

    def marks(self) -> dict[str, str]:
        """Slug and day of every marked post, read from the files themselves."""
        found = {}
        for path in sorted(self.folder.glob("*/docs/blog/posts/*.md")):
            for line in path.read_text().splitlines():
                if line.startswith("released: "):
                    found[path.stem] = line.removeprefix("released: ")
        return found
