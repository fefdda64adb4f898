"""The CI files that `momentum init` writes, one for each forge, from the templates in `starters/`."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from posixpath import join, normpath, relpath

from mkdocs_momentum.core.starter import CiPlan, Clone, repository_of
from mkdocs_momentum.views.starter import scalar

_TEMPLATES = {"gitea": "forgejo.yml", "script": "script.sh"}
_DEPTH = "fetch-depth: 0 # git tells when an old post arrived"
_LABELS = {"forgejo": "docker", "gitea": "ubuntu-latest"}


def ci_file(forge: str, plan: CiPlan) -> str:
    """The CI file for a forge.

    Args:
        forge: a key of `CI_FILES`.
        plan: what there is to bring along.
    """
    is_site = forge == "github" and not plan.is_hub
    text = (files("mkdocs_momentum") / "starters" / ("github-site.yml" if is_site else _template(forge))).read_text(
        encoding="utf-8"
    )
    inside = relpath(plan.folder, plan.hub)
    clones = "".join(_checkout(clone) if forge == "github" else _fetch(clone, plan.folder) for clone in plan.clones)
    text = text.replace("@@SITES@@\n", clones).replace("@@HUB@@\n", _hub(plan))
    for name, value in (
        ("@@FOLDER@@", _literal(plan.folder)),
        ("@@BRANCH@@", _literal(plan.branch)),
        ("@@TOP@@", _quoted(relpath(plan.hub, plan.folder))),
        ("@@SCRIPT@@", _quoted(normpath(join("momentum-hub", inside, "momentum-release.sh")))),
        ("@@SITE_DIR@@", _literal(normpath(join(inside, "site")))),
        ("@@LABEL@@", _LABELS.get(forge, "")),
    ):
        text = text.replace(name, value)
    defaults = "" if inside == "." else f"    defaults: {{run: {{working-directory: {json.dumps(inside)}}}}}\n"
    return text.replace("@@DEFAULTS@@\n", defaults)


def _template(forge: str) -> str:
    return _TEMPLATES.get(forge, f"{forge}.yml")


def _action() -> str:
    """`actions/checkout` as the template pins it, so that one place says which."""
    text = (files("mkdocs_momentum") / "starters" / "github-site.yml").read_text(encoding="utf-8")
    found = re.search(r"actions/checkout@.*", text)
    return found[0] if found else ""


def _hub(plan: CiPlan) -> str:
    lines = [
        "      - name: Check out the hub",
        f"        uses: {_action()}",
        "        with:",
        f"          path: {_literal(plan.hub)}",
    ]
    if plan.marks_hub:
        lines += [f"          ref: {_literal(plan.branch)}", f"          {_DEPTH}"]
    else:
        lines += ["          persist-credentials: false"]
    return "\n".join(lines) + "\n"


def _checkout(clone: Clone) -> str:
    return (
        f"      - name: {_literal(f'Check out {clone.name}')}\n"
        f"        uses: {_action()}\n"
        "        with:\n"
        f"          repository: {_literal(repository_of(clone.remote))}\n"
        f"          path: {_literal(clone.path)}\n"
        f"          ref: {_literal(clone.branch)}\n"
        f"          {_DEPTH}\n"
        f"          ssh-key: ${{{{ secrets.{clone.secret} }}}} # a deploy key that may write\n"
    )


def _fetch(clone: Clone, folder: str) -> str:
    return f"fetch {_quoted(relpath(clone.path, folder))} {_quoted(clone.remote)} {_quoted(clone.branch)}\n"


def _literal(text: str) -> str:
    """A YAML value in which nothing is an expression."""
    return scalar(text.replace("${{", "${{ '${{' }}"))


def _quoted(text: str) -> str:
    from shlex import quote

    return quote(text)
