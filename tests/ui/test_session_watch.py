"""What the three systems say when somebody leaves the machine, and that nothing else is taken for it."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
from collections.abc import Iterator
from ctypes import wintypes
from typing import Any

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from pytestqt.qtbot import QtBot

from ikdesk.ui.session_bus import LOGIN_PATH, MANAGER, PROPERTIES, SESSION, BusEar
from ikdesk.ui.session_mac import AT_ONCE, NAMES, MacEar, mac_ear
from ikdesk.ui.session_watch import SessionWatch
from ikdesk.ui.session_windows import WindowsEar, leaves

OWN = "/org/freedesktop/login1/session/_31"


# ---------------------------------------------------------------- Linux


@pytest.fixture(scope="module")
def bus() -> Iterator[str]:
    """A message bus of our own; its address."""
    program = shutil.which("dbus-daemon")
    if program is None:
        pytest.skip("no dbus-daemon on this machine")
    daemon = subprocess.Popen(
        [program, "--session", "--nofork", "--nopidfile", "--print-address"], stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert daemon.stdout is not None
    address = daemon.stdout.readline().strip()
    if address:
        yield address
    daemon.terminate()
    daemon.wait()
    daemon.stdout.close()
    if not address:
        pytest.skip("dbus-daemon cannot begin on this machine")


class Bus:
    """Two programs on one bus: one that listens and one that says."""

    def __init__(self, address: str) -> None:
        self.said = 0
        self.ours = QDBusConnection.connectToBus(address, "ours")
        self.other = QDBusConnection.connectToBus(address, "other")
        assert self.ours.isConnected()
        self.ear = BusEar(self._on_left, self.ours, self.ours, OWN)
        self.wait()  # the bus must know what we want to hear before anybody says it

    def _on_left(self) -> None:
        self.said += 1

    def wait(self) -> None:
        """Until the bus has done what was asked of it before, and told what was said before."""
        bus = "org.freedesktop.DBus"
        answer = self.ours.call(QDBusMessage.createMethodCall(bus, "/", bus, "GetId"))
        assert answer.type() == QDBusMessage.MessageType.ReplyMessage

    def say(self, path: str, interface: str, name: str, *values: Any) -> None:
        message = QDBusMessage.createSignal(path, interface, name)
        message.setArguments(list(values))
        assert self.other.send(message)

    def end(self) -> None:
        self.ear.end()
        for name in ("ours", "other"):
            QDBusConnection.disconnectFromBus(name)


@pytest.fixture
def linux(qapp: Any, bus: str) -> Iterator[Bus]:
    """Listening."""
    found = Bus(bus)
    yield found
    found.end()


@pytest.mark.parametrize(
    ("path", "interface", "name", "values"),
    [
        (LOGIN_PATH, MANAGER, "PrepareForSleep", (True,)), (OWN, SESSION, "Lock", ()),
        ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", (True,)),
        ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", (True,)),
        ("/", "org.cinnamon.ScreenSaver", "ActiveChanged", (True,)),
    ],
)  # fmt: skip
def test_the_bus_says_that_somebody_left(
    linux: Bus, qtbot: QtBot, path: str, interface: str, name: str, values: tuple[Any, ...]
) -> None:
    linux.say(path, interface, name, *values)
    qtbot.waitUntil(lambda: linux.said == 1)


def test_waking_up_unlocking_and_other_peoples_sessions_mean_nothing(linux: Bus, qtbot: QtBot) -> None:
    linux.say(LOGIN_PATH, MANAGER, "PrepareForSleep", False)
    linux.say("/", "org.gnome.ScreenSaver", "ActiveChanged", False)
    linux.say("/org/freedesktop/login1/session/_32", SESSION, "Lock")
    linux.say(OWN, SESSION, "Unlock")
    linux.say(OWN, PROPERTIES, "PropertiesChanged", SESSION, {"IdleHint": True}, [])
    linux.say(OWN, SESSION, "Lock")  # what was said before it, was heard before it
    qtbot.waitUntil(lambda: linux.said > 0)
    assert linux.said == 1


def test_nothing_is_heard_after_the_end(linux: Bus, qtbot: QtBot) -> None:
    linux.ear.end()
    linux.say(LOGIN_PATH, MANAGER, "PrepareForSleep", True)
    linux.wait()
    qtbot.wait(0)
    assert linux.said == 0


def test_a_machine_without_a_bus_is_no_error(qapp: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    watch = SessionWatch()
    watch.end()
    watch.begin(0)  # whatever this machine has
    watch.end()


# ---------------------------------------------------------------- Windows


def message(number: int, value: int) -> wintypes.MSG:
    made = wintypes.MSG()
    made.message, made.wParam = number, value
    return made


@pytest.mark.parametrize(
    ("number", "value", "means"),
    [
        (0x02B1, 0x7, True), (0x02B1, 0x2, True), (0x02B1, 0x4, True), (0x02B1, 0x6, True), (0x0218, 0x4, True),
        (0x02B1, 0x8, False), (0x02B1, 0x1, False), (0x02B1, 0x5, False), (0x0218, 0x12, False), (0x0218, 0xA, False),
        (0x0200, 0x7, False), (0, 0, False),
    ],
)  # fmt: skip
def test_a_message_of_windows_says_whether_somebody_left(number: int, value: int, means: bool) -> None:
    made = message(number, value)
    assert leaves(b"windows_generic_MSG", ctypes.addressof(made)) is means
    assert not leaves(b"xcb_generic_event_t", ctypes.addressof(made))
    assert not leaves(b"windows_generic_MSG", 0)


def test_the_ear_for_windows_hears_and_lets_every_message_through(qapp: Any) -> None:
    heard: list[int] = []
    ear = WindowsEar(0, lambda: heard.append(1))
    locked, moved = message(0x02B1, 0x7), message(0x0200, 0)
    for made in (locked, moved):
        answer = ear.nativeEventFilter(QByteArray(b"windows_generic_MSG"), ctypes.addressof(made))
        assert answer == (False, 0)
    ear.end()
    assert heard == [1]


# ---------------------------------------------------------------- macOS


class Foundation:
    """Says what Core Foundation was asked for; only a Mac has the real one."""

    def __init__(self) -> None:
        self.names: list[bytes] = []
        self.released = self.removed = 0
        self.callbacks: list[Any] = []
        self.CFNotificationCenterGetDistributedCenter = _Function(lambda: 7)
        self.CFStringCreateWithCString = _Function(self._string)
        self.CFNotificationCenterAddObserver = _Function(self._add)
        self.CFNotificationCenterRemoveEveryObserver = _Function(self._remove)
        self.CFRelease = _Function(self._release)

    def _string(self, _allocator: object, name: bytes, _encoding: int) -> int:
        self.names.append(name)
        return len(self.names)

    def _add(self, _centre: object, _observer: object, callback: Any, _name: object, _of: object, how: int) -> None:
        assert how == AT_ONCE
        self.callbacks.append(callback)

    def _remove(self, _centre: object, _observer: object) -> None:
        self.removed += 1

    def _release(self, _word: object) -> None:
        self.released += 1


class _Function:
    """A function of a library: what it takes can be said of it."""

    def __init__(self, does: Any) -> None:
        self._does = does
        self.argtypes: list[Any] = []
        self.restype: Any = None

    def __call__(self, *values: Any) -> Any:
        return self._does(*values)


def test_a_mac_says_that_its_screen_is_locked() -> None:
    heard: list[int] = []
    known = Foundation()
    ear = MacEar(known, lambda: heard.append(1))
    assert known.names == list(NAMES)
    assert known.released == len(NAMES)
    known.callbacks[0](None, None, None, None, None)  # through ctypes, as the system calls it
    assert heard == [1]
    ear.end()
    assert known.removed == 1


@pytest.mark.skipif(shutil.which("sw_vers") is not None, reason="this is a Mac")
def test_elsewhere_there_is_no_core_foundation_to_hear_with() -> None:
    assert mac_ear(lambda: None) is None
