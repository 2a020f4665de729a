"""What is pinned is what pyproject.toml asks for, with hashes, for every kind of machine, from no named address."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from installer.places import HERE, LOCKED, PROJECT

FILES = sorted(LOCKED)


def _pinned(file: str) -> dict[str, Requirement]:
    text = (HERE / file).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [re.sub(r"\s--hash=\S+", "", line) for line in text.splitlines() if line and not line.startswith("#")]
    return {canonicalize_name(wish.name): wish for wish in map(Requirement, lines)}


def _asked(extra: str) -> list[Requirement]:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = project["project"]["dependencies"] + project["build-system"]["requires"]
    return [Requirement(line) for line in lines + project["project"]["optional-dependencies"].get(extra, [])]


@pytest.mark.parametrize("file", FILES)
def test_everything_asked_for_is_pinned_within_its_bounds(file: str) -> None:
    pinned = _pinned(file)
    for wish in _asked(LOCKED[file]):
        version = str(pinned[canonicalize_name(wish.name)].specifier).removeprefix("==")
        assert wish.specifier.contains(version), f"{wish} is pinned to {version}: python3 installer lock-requirements"


@pytest.mark.parametrize("file", FILES)
def test_every_pin_has_hashes_and_no_line_names_an_address(file: str) -> None:
    text = (HERE / file).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", text)
    assert all("--hash=sha256:" in entry for entry in entries if "==" in entry)
    assert "://" not in text
    assert not [line for line in text.splitlines() if line.startswith("--")]


@pytest.mark.parametrize("file", FILES)
def test_what_only_windows_needs_is_pinned_for_windows_only(file: str) -> None:
    marker = _pinned(file)["colorama"].marker
    assert marker is not None
    assert marker.evaluate({"sys_platform": "win32"})
    assert not marker.evaluate({"sys_platform": "linux"})


def test_users_and_developers_get_the_same_versions() -> None:
    developers = _pinned("requirements-dev.txt")
    for name, wish in _pinned("requirements.txt").items():
        assert developers[name].specifier == wish.specifier
