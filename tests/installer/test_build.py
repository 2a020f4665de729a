"""The parts of making a bundle; the whole takes minutes and is ``python3 installer build``."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from ikdesk.kernel.paths import program_command, program_folder, resource
from installer import build, build_beside
from installer.build_beside import put_beside
from installer.build_check import NEEDED, NEEDED_BESIDE, faults, top_level_importers
from installer.build_contents import EXCLUDED, QT_PARTS, QT_PLUGINS, belongs, excluded, kept, qt_part
from installer.build_try import nothing_but, try_once
from installer.places import PROJECT
from installer.steps import Stop

QT = "_internal/PySide6/Qt"
INSIDE = (
    "IKdesk", "_internal/libpython3.11.so.1.0", "_internal/sqlcipher3/_sqlite3.cpython-311-x86_64-linux-gnu.so",
    "_internal/PySide6/QtWidgets.abi3.so", f"{QT}/lib/libQt6Core.so.6", f"{QT}/plugins/platforms/libqxcb.so",
    "_internal/PIL/_imaging.cpython-311-x86_64-linux-gnu.so", "_internal/python3.11/lib-dynload/_json.so",
)  # fmt: skip
MODULES = ["ikdesk.app", "sqlcipher3", "sqlalchemy.dialects.sqlite.pysqlite", "PIL.Image", "reportlab.pdfgen.canvas"]


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A bundle that is as it should be, of empty files."""
    inside = [f"_internal/{name}" if "." in name else f"_internal/{name}/a.txt" for name in NEEDED[:-1]]
    for name in (*INSIDE, *inside, f"_internal/{NEEDED[-1]}", *NEEDED_BESIDE):
        plant(tmp_path / "IKdesk", name)
    return tmp_path / "IKdesk"


def plant(folder: Path, name: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()


def test_a_bundle_that_is_as_it_should_be_has_no_faults(bundle: Path) -> None:
    assert faults(bundle, MODULES) == []


@pytest.mark.parametrize(
    "name",
    [
        "numpy/core/_multiarray_umath.cpython-311-x86_64-linux-gnu.so", "numpy.libs/libopenblas64_p-r0.so",
        "numpy-2.3.0.dist-info/METADATA", "pandas/_libs/lib.so", "scipy.libs/libgfortran.so",
        "matplotlib/mpl-data/matplotlibrc",
        "python3.11/lib-dynload/_sqlite3.cpython-311-x86_64-linux-gnu.so", "_sqlite3.pyd", "sqlite3.dll",
        "libsqlite3.so.0", "python3.11/lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so", "libreadline.so.8",
        "python3.11/lib-dynload/readline.cpython-311-x86_64-linux-gnu.so", "libgtk-3.so.0",
        "PySide6/QtCharts.abi3.so", "PySide6/QtCharts.pyd", "PySide6/Qt6Charts.dll", "PySide6/Qt/lib/libQt6Charts.so.6",
        "PySide6/Qt/lib/QtGraphs.framework/Versions/A/QtGraphs", "PySide6/Qt/lib/libQt6DataVisualization.so.6",
        "PySide6/Qt/lib/libQt6VirtualKeyboard.so.6", "PySide6/Qt/lib/libQt6Qml.so.6", "PySide6/Qt/lib/libQt6Pdf.so.6",
        "PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so",
        "PySide6/Qt/plugins/sqldrivers/libqsqlite.so", "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/Qt/translations/qtbase_de.qm", "tzdata/zoneinfo/Europe/Paris",
    ],
)  # fmt: skip
def test_what_must_not_be_there_is_found_wherever_it_lies(bundle: Path, name: str) -> None:
    plant(bundle, f"_internal/{name}")
    told = faults(bundle, MODULES)
    assert len(told) == 1
    assert name in told[0]


@pytest.mark.parametrize("module", ["numpy", "numpy.linalg", "sqlite3", "sqlite3.dbapi2", "ssl", "tkinter", "unittest"])
def test_a_module_inside_the_program_is_found_as_well(bundle: Path, module: str) -> None:
    assert faults(bundle, [*MODULES, module]) == [f"{module}: modulen skal ikke være med"]


@pytest.mark.parametrize("name", ["_internal/tzdata/zoneinfo/Europe/Oslo", "licences/PySide6/LICENSE-LGPL-3.0.txt"])
def test_what_lacks_is_told(bundle: Path, name: str) -> None:
    (bundle / name).unlink()
    assert faults(bundle, MODULES) == [f"{name.removeprefix('_internal/')} mangler"]


def test_names_that_only_look_alike_are_left_alone() -> None:
    assert not excluded("sqlcipher3._sqlite3")
    assert not excluded("sqlalchemy.dialects.sqlite.pysqlite")
    assert not excluded("testing")
    assert qt_part("PySide6/QtWidgets.abi3.so") == "Widgets"
    assert qt_part("resources/help/nb/QtCharts.md") is None


def test_what_is_never_used_stays_out() -> None:
    for module in ("numpy", "pandas", "scipy", "matplotlib", "sqlite3", "_sqlite3", "tkinter", "unittest", "pydoc"):
        assert module in EXCLUDED
    assert not QT_PARTS & {"Charts", "Graphs", "DataVisualization", "VirtualKeyboard", "Qml", "Quick", "Sql", "Pdf"}
    assert "alembic" not in EXCLUDED


def test_the_program_imports_nothing_that_stays_out() -> None:
    program = f"""import sys
sys.modules.update(dict.fromkeys({EXCLUDED!r}))
import ikdesk.app, ikdesk.cli, ikdesk.data, ikdesk.workplace, ikdesk.paper.pdf, ikdesk.paper.workbook
from sqlalchemy.dialects import sqlite"""
    subprocess.run([sys.executable, "-c", program], cwd=PROJECT, check=True)


def test_a_window_can_be_opened_on_every_kind_of_machine() -> None:
    assert {"qxcb", "qwayland", "qwindows", "qcocoa", "qoffscreen"} <= QT_PLUGINS["platforms"]
    assert belongs("PySide6/plugins/platforms/qwindows.dll")
    assert belongs("PySide6/Qt/plugins/platforms/libqcocoa.dylib")
    assert not belongs("PySide6/Qt/plugins/platforms/libqeglfs.so")
    assert not belongs("PySide6/Qt/plugins/virtualkeyboard/libqtvirtualkeyboard_hangul.so")


def test_what_a_part_that_stays_out_would_have_needed_stays_out_too() -> None:
    found = [
        ("PySide6/QtGui.abi3.so", "QtGui", "EXTENSION"),
        ("PySide6/Qt/lib/libQt6Gui.so.6", "Gui", "BINARY"),
        ("libQt6Gui.so.6", "PySide6/Qt/lib/libQt6Gui.so.6", "SYMLINK"),
        ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", "gtk plugin", "BINARY"),
        ("PySide6/Qt/plugins/printsupport/libcupsprintersupport.so", "plugins/printsupport/cups", "BINARY"),
        ("libglib-2.0.so.0", "glib", "BINARY"), ("libgtk-3.so.0", "gtk", "BINARY"), ("libcups.so.2", "cups", "BINARY"),
        ("libpython3.11.so.1.0", "python", "BINARY"), ("resources/words/nb.txt", "words", "DATA"),
    ]  # fmt: skip
    links = {
        "QtGui": {"libQt6Gui.so.6"}, "Gui": {"libglib-2.0.so.0", "libc.so.6"}, "gtk plugin": {"libgtk-3.so.0"},
        "plugins/printsupport/cups": {"libcups.so.2"},
    }  # fmt: skip
    names = [dest for dest, _source, _kind in kept(found, lambda path: links.get(path, set()), linux=True)]
    assert names == [
        "PySide6/QtGui.abi3.so", "PySide6/Qt/lib/libQt6Gui.so.6",
        "PySide6/Qt/plugins/printsupport/libcupsprintersupport.so", "libglib-2.0.so.0", "libpython3.11.so.1.0",
        "resources/words/nb.txt",
    ]  # fmt: skip


def test_who_would_stumble_over_what_was_left_out_is_told(tmp_path: Path) -> None:
    told = tmp_path / "warnings.txt"
    told.write_text(
        "missing module named pwd - imported by posixpath (delayed, conditional, optional), shutil (top-level)\n"
        "excluded module named sqlite3 - imported by filelock._read_write (top-level), a.b (delayed), c (optional)\n",
        encoding="utf-8",
    )
    assert top_level_importers(told, "sqlite3") == ["filelock._read_write importerer sqlite3"]


def test_the_licences_of_what_is_inside_lie_beside_the_program(tmp_path: Path) -> None:
    made, files = tmp_path / "IKdesk", tmp_path / "files.json"
    made.mkdir()
    files.write_text("[]", encoding="utf-8")
    put_beside(made, ["reportlab.pdfgen", "sqlalchemy"], Path(sys.prefix), files)
    if sys.platform == "darwin":
        made /= "Resources"
    for name in NEEDED_BESIDE:
        assert (made / name).stat().st_size > 500
    assert (made / "licences" / "reportlab").is_dir()
    assert not (made / "licences" / "pytest").exists()


@pytest.mark.skipif(os.name != "posix", reason="snarveien er for Linux")
def test_the_shortcut_starts_the_program_that_lies_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "på minnepinnen"
    folder.mkdir()
    (folder / "IKdesk").write_text("#!/bin/sh\necho started\n", encoding="utf-8")
    (folder / "IKdesk").chmod(0o755)
    lines = dict(line.split("=", 1) for line in build_beside.SHORTCUT.splitlines() if "=" in line)
    words = shlex.split(lines["Exec"].replace("\\\\", "\\").replace("\\$", "$"))  # as a menu reads it
    words[words.index("%k")] = str(folder / "IKdesk.desktop")
    told = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert told.stdout == "started\n"


def test_the_same_sources_give_the_same_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/somewhere")
    monkeypatch.setenv("IKDESK_PASSWORD", "secret")
    found = build.surroundings()
    assert found["PYTHONHASHSEED"] == "0"
    assert int(found["SOURCE_DATE_EPOCH"]) >= build.DOS_BEGAN
    assert not {"PYTHONPATH", "IKDESK_PASSWORD"} & set(found)


def test_a_bundled_program_finds_its_resources_and_starts_itself_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "inside" / "resources" / "words").mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path / "inside"), raising=False)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "IKdesk"))
    assert resource("words/nb.txt") == tmp_path / "inside" / "resources" / "words" / "nb.txt"
    assert program_folder() == tmp_path
    assert program_command() == [str(tmp_path / "IKdesk")]


def test_the_program_tries_itself_and_says_nothing() -> None:
    screen = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(PROJECT)}
    try_once([sys.executable, "-m", "ikdesk", "--smoke-test"], screen)


def test_a_try_that_fails_tells_why(tmp_path: Path) -> None:
    screen = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(PROJECT)}
    with pytest.raises(Stop, match=r"kode 1[\s\S]*Prøven gikk ikke: Vinduet viser ikke låst skjerm"):
        try_once([sys.executable, "-m", "ikdesk", "--smoke-test", tmp_path / "empty"], screen)


@pytest.mark.parametrize("word", ["print('hei')", "import sys; print('hei', file=sys.stderr)"])
def test_a_try_that_says_something_nobody_expects_is_no_good(word: str) -> None:
    with pytest.raises(Stop, match="hei"):
        try_once([sys.executable, "-c", word], {})


def test_a_try_knows_nothing_of_the_one_who_builds(tmp_path: Path) -> None:
    env = nothing_but(str(tmp_path))
    assert env["HOME"] == env["PATH"] == str(tmp_path)
    assert not {"VIRTUAL_ENV", "PYTHONPATH", "DISPLAY", "LD_LIBRARY_PATH"} & set(env)


@pytest.mark.skipif(os.name != "posix", reason="slike rettigheter finnes ikke på Windows")
def test_other_programs_get_their_own_surroundings_back() -> None:
    program = """import os, runpy, sys, types
door = types.ModuleType("ikdesk.__main__")
door.main = lambda: print(os.environ.get("LD_LIBRARY_PATH"), os.environ.get("QT_PLUGIN_PATH"))
sys.modules["ikdesk.__main__"] = door
runpy.run_path("installer/build_start.py")"""
    ours = {"LD_LIBRARY_PATH": "/bundle", "LD_LIBRARY_PATH_ORIG": "/theirs", "QT_PLUGIN_PATH": "/bundle/plugins"}
    told = subprocess.run(
        [sys.executable, "-c", program], cwd=PROJECT, env=os.environ | ours, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["/theirs", "None"]
