"""The CI file that `init` offers: for which forge, with which repositories, and what a person does besides."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from mkdocs_momentum.config import Config, SiteConfig
from mkdocs_momentum.core.starter import CI_FILES, CiPlan, Clone, host_of, repository_of, secret_names
from mkdocs_momentum.stores import checkout, repository
from mkdocs_momentum.tasks.proposal import Setup, relative
from mkdocs_momentum.views.cifiles import ci_file


def offer_ci(setup: Setup, config: Config, ci: str) -> None:
    """Add the CI file to what is written, and what it needs to the notes.

    Args:
        setup: so far.
        config: what `momentum.yml` says, or will say.
        ci: a forge of `CI_FILES`, `auto` or `none`.
    """
    top = repository.toplevel(setup.folder)
    remote = checkout.remote_of(setup.folder) if top else ""
    forge = (checkout.forge_of(top, remote) if top and remote else "") if ci == "auto" else ci
    if forge == "none":
        return
    if not forge:
        setup.notes.append(_without_forge(top is not None, remote))
        return
    plan = _plan(setup, config.sites, top, forge, remote)
    if not plan.is_hub and forge != "github":
        setup.notes.append("The site's own pipeline builds and deploys it; let it run after the mark is pushed.")
    _write_ci(setup, top or setup.folder, forge, plan)
    if forge in {"forgejo", "gitea", "gitlab"}:
        _write_ci(setup, setup.folder, "script", plan)
    if plan.is_hub:
        _tell_of_keys(setup, forge, plan.clones)
        _ignore_sites(setup, top, config.sites)
    if forge == "github":
        setup.notes += checkout.deploys_in(top or setup.folder)


def _plan(setup: Setup, sites: Sequence[SiteConfig], top: Path | None, forge: str, remote: str) -> CiPlan:
    """Which repositories CI brings along, and where it puts them, so that `momentum.yml` finds them."""
    base = (top or setup.folder).resolve()
    places: dict[Path, tuple[str, str, str]] = {}
    stands_in_base = False
    for site in sites:
        root, clone = _places(setup, site)
        address = site.repo or checkout.remote_of(root)
        if clone == base:
            stands_in_base = True  # it comes with the repository that holds the configuration
            continue
        if _is_out_of_reach(setup, site.name, address, forge, remote):
            continue
        places.setdefault(clone, (site.name, address, site.branch))
    common = Path(os.path.commonpath([base, *places]))
    secrets = secret_names([name for name, *_ in places.values()])
    return CiPlan(
        clones=tuple(
            Clone(name, relative(clone, common), address, branch, secrets[name])
            for clone, (name, address, branch) in places.items()
        ),
        hub=relative(base, common),
        folder=relative(setup.folder, common),
        branch=checkout.branch_of(setup.folder) if top else "main",
        is_hub=[site.path for site in sites] != ["."],
        marks_hub=stands_in_base,
    )


def _places(setup: Setup, site: SiteConfig) -> tuple[Path, Path]:
    """A site's folder, and the top of the repository that it stands in."""
    root = setup.place(site)
    if site.folder and not root.is_dir() and root.as_posix().endswith(f"/{site.folder}"):
        return root, Path(root.as_posix().removesuffix(f"/{site.folder}"))
    return root, (repository.toplevel(root) or root).resolve()


def _is_out_of_reach(setup: Setup, name: str, address: str, forge: str, remote: str) -> bool:
    """Whether CI at `forge` cannot bring a site along; says so. The script takes whatever git takes."""
    if forge == "script":
        return False
    if not address:
        setup.notes.append(f"{name} has no remote, so only this machine can release it: git remote add origin …")
        return True
    if forge == "github" and (host_of(address) != (host_of(remote) or "github.com") or not repository_of(address)):
        setup.notes.append(f"{name} is not on the same forge, so the workflow leaves it to its repo: in momentum.yml.")
        return True
    return False


def _write_ci(setup: Setup, base: Path, forge: str, plan: CiPlan) -> None:
    path = base / CI_FILES[forge]
    if not checkout.read_text(path):  # what stands there is the writer's by now
        setup.add(path, ci_file(forge, plan))


def _tell_of_keys(setup: Setup, forge: str, clones: Sequence[Clone]) -> None:
    if forge == "github" and clones:
        names = ", ".join(f"{clone.secret} ({clone.name})" for clone in clones)
        setup.notes.append(f"The workflow reads deploy keys with write access from these secrets: {names}.")
    elif forge not in {"script", "github"}:
        setup.notes.append("The job reads a token that may write to the sites from MOMENTUM_TOKEN.")


def _ignore_sites(setup: Setup, top: Path | None, sites: Sequence[SiteConfig]) -> None:
    """Sites that are cloned into the hub's own folder are no part of the hub."""
    if top is None or top.resolve() != setup.folder:
        return
    path = setup.folder / ".gitignore"
    before = setup.text(path)
    clones = {clone for _, clone in (_places(setup, site) for site in sites) if clone.is_relative_to(setup.folder)}
    lines = [f"/{relative(clone, setup.folder)}/" for clone in sorted(clones - {setup.folder})]
    missing = [line for line in lines if line not in before.splitlines()]
    if missing:
        head = before if not before or before.endswith("\n") else f"{before}\n"
        setup.add(path, head + "\n".join(missing) + "\n")


def _without_forge(is_repository: bool, remote: str) -> str:
    script = "momentum init --ci script writes a script for any machine"
    if not is_repository:
        return f"For CI, make this folder a repository with a remote (git init) and run init again; {script}."
    if not remote:
        return f"For CI, give this repository a remote and run init again; {script}."
    names = "--ci github, forgejo, gitea or gitlab"
    return f"The remote names no forge that is known here; {script}, and {names} a CI file."
