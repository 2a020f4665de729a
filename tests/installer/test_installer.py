"""The two commands on a machine that has only Python: what they say when they cannot go on."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from installer import catalogues, environment, system
from installer.places import HERE, PROJECT
from installer.steps import Stop, attempt

SETS_UP = (
    "__main__", "build", "build_beside", "build_check", "build_contents", "build_try", "commands", "environment",
    "lock_requirements", "places", "steps", "system",
)  # fmt: skip


@pytest.mark.parametrize("name", SETS_UP)
def test_setting_up_needs_the_standard_library_alone(name: str) -> None:
    tree = ast.parse((HERE / f"{name}.py").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
        for package in {imported.split(".")[0] for imported in names}:
            assert package in {*sys.stdlib_module_names, "installer"}


def test_an_old_python_is_told_so_before_it_stumbles_over_new_words() -> None:
    # Python 3.6 reads this grammar; the sentence comes from the check that stands before our own imports
    tree = ast.parse((HERE / "__main__.py").read_text(encoding="utf-8"), feature_version=(3, 6))
    places = {type(node): at for at, node in reversed(list(enumerate(tree.body)))}
    assert places[ast.If] < places[ast.ImportFrom]


def test_an_unknown_command_is_answered_with_those_there_are() -> None:
    told = subprocess.run([sys.executable, str(HERE), "demonstrer"], capture_output=True, text=True, check=False)
    assert told.returncode == 2
    assert "lock-requirements" in told.stderr


def test_a_machine_without_apt_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert not system.has_apt()
    system.need_system_packages(["python3-venv"])


@pytest.mark.skipif(not system.has_apt(), reason="finnes bare på Debian og Ubuntu")
def test_a_package_counts_as_installed_under_its_old_and_its_new_name() -> None:
    assert system.missing_packages(("dpkg", "no-such-package-here")) == ["no-such-package-here"]


@pytest.mark.skipif(os.name != "posix", reason="rettigheter som root finnes ikke på Windows")
def test_without_the_right_to_install_the_exact_command_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setenv("PATH", "")
    system.as_root.cache_clear()
    with pytest.raises(Stop) as stopped:
        system.install(["libegl1", "libgl1"], "Vinduene trenger noen biblioteker.")
    system.as_root.cache_clear()
    assert "sudo apt-get update && sudo apt-get install -y libegl1 libgl1" in str(stopped.value)


def test_a_program_that_fails_gives_its_own_exit_code() -> None:
    assert attempt([sys.executable, "-c", "raise SystemExit(3)"]) == 3


def test_a_broken_stamp_only_means_installing_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "STAMP", tmp_path / "stamp.json")
    assert environment._read_stamp() == {}
    (tmp_path / "stamp.json").write_text('{"python": "3.1', encoding="utf-8")
    assert environment._read_stamp() == {}
    environment._write_stamp({"python": "3.11"})
    assert environment._read_stamp() == {"python": "3.11"}


@pytest.mark.skipif(not shutil.which("bash"), reason="her er det ikke noe bash")
def test_ci_runs_what_the_developer_runs() -> None:
    script = (PROJECT / ".ci" / "run").read_text(encoding="utf-8")
    assert script.rstrip().endswith("exec python3 installer test")
    assert os.access(PROJECT / ".ci" / "run", os.X_OK)


def test_the_sentences_in_the_source_are_found() -> None:
    source = catalogues.collect()
    assert source.get("mandag") is not None


def test_a_catalogue_that_lags_behind_is_told_line_by_line(tmp_path: Path) -> None:
    file = tmp_path / "nn" / "LC_MESSAGES" / "ikdesk.po"
    file.parent.mkdir(parents=True)
    file.write_text('msgid "Hvem er {name}?"\nmsgstr "Kven er {namn}?"\n\nmsgid "Borte"\nmsgstr "Vekk"\n', "utf-8")
    source = Catalog()
    source.add("Hvem er {name}?")
    source.add("Når?")
    told = "\n".join(catalogues.faults(file, source))
    assert "ikke oversatt: Når?" in told
    assert "finnes ikke i kildekoden: Borte" in told
    assert "andre navn i krøllparentes: Hvem er {name}?" in told
    assert "ikke kompilert" in told


def test_an_updated_catalogue_has_no_faults_once_it_is_translated(tmp_path: Path) -> None:
    file = tmp_path / "nn" / "LC_MESSAGES" / "ikdesk.po"
    file.parent.mkdir(parents=True)
    file.write_text('msgid "Når?"\nmsgstr "Når då?"\n\nmsgid "Borte"\nmsgstr "Vekk"\n', "utf-8")
    source = Catalog()
    source.add("Når?")
    catalogues.update(file, source)
    assert list(catalogues.faults(file, source)) == []
