"""Linux: the session manager and the screen savers say it on the two message buses.

Sources: org.freedesktop.login1(5) for PrepareForSleep, Lock and Active; the Idle Inhibition specification and GNOME,
Cinnamon and MATE for ActiveChanged.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage, QDBusObjectPath, QDBusVariant

PATIENCE = 500  # milliseconds for an answer
LOGIN, MANAGER, SESSION = (f"org.freedesktop.login1{part}" for part in ("", ".Manager", ".Session"))
LOGIN_PATH = "/org/freedesktop/login1"
PROPERTIES = "org.freedesktop.DBus.Properties"
SAVERS = tuple(f"org.{desk}.ScreenSaver" for desk in ("freedesktop", "gnome", "cinnamon", "mate"))


class BusEar(QObject):
    """Hears what is said on the buses.

    Args:
        left: called when somebody locks, another takes over, or the machine goes to sleep.
        system: the bus of the machine.
        session: the bus of whoever is logged in.
        own: where the bus has the session this runs in; asked for when left out.
    """

    def __init__(
        self, left: Callable[[], None], system: QDBusConnection, session: QDBusConnection, own: str = ""
    ) -> None:
        super().__init__()
        self._left, self._system, self._session = left, system, session
        self._path = own or self._own_session()
        self._heard = [
            (system, "", MANAGER, "PrepareForSleep", "on_state(bool)"),
            *((session, "", saver, "ActiveChanged", "on_state(bool)") for saver in SAVERS),
        ]
        if self._path:
            self._heard.append((system, self._path, SESSION, "Lock", "on_lock()"))
            self._heard.append((system, self._path, PROPERTIES, "PropertiesChanged", "on_change()"))
        for bus, path, interface, name, slot in self._heard:
            bus.connect("", path, interface, name, self, _slot(slot))

    def end(self) -> None:
        """Hear no more."""
        for bus, path, interface, name, slot in self._heard:
            bus.disconnect("", path, interface, name, self, _slot(slot))
        self._heard = []

    @Slot(bool)
    def on_state(self, begins: bool) -> None:  # noqa: FBT001 (the bus says so)
        """It goes to sleep, or the screen is locked; the other way round nothing is to be done."""
        if begins:
            self._left()

    @Slot()
    def on_lock(self) -> None:
        """Somebody asked for this session to be locked."""
        self._left()

    @Slot()
    def on_change(self) -> None:
        """Something about this session changed: perhaps another one is in front now."""
        active = self._ask(self._path, PROPERTIES, "Get", SESSION, "Active")
        if active is False:
            self._left()

    def _own_session(self) -> str:
        """Where the bus has the session this program runs in, or is shown in; nothing where it has none."""
        name = self._ask(f"{LOGIN_PATH}/session/auto", PROPERTIES, "Get", SESSION, "Id")
        return str(self._ask(LOGIN_PATH, MANAGER, "GetSession", str(name)) or "") if name else ""

    def _ask(self, path: str, interface: str, what: str, *about: str) -> object:
        question = QDBusMessage.createMethodCall(LOGIN, path, interface, what)
        question.setArguments(list(about))
        answer = self._system.call(question, QDBus.CallMode.Block, PATIENCE)
        found = answer.arguments() if answer.type() == QDBusMessage.MessageType.ReplyMessage else []
        return _plain(found[0]) if found else None


def _slot(name: str) -> bytes:
    """The slot as Qt wants it: a text, whatever its types say."""
    return cast("bytes", SLOT(name))


def _plain(value: object) -> object:
    """What was answered, without the bus's own wrapping."""
    if isinstance(value, QDBusVariant):
        return value.variant()
    return value.path() if isinstance(value, QDBusObjectPath) else value


def linux_ear(left: Callable[[], None]) -> BusEar | None:
    """Listen on the buses of this machine; none where it has none.

    Args:
        left: called when nobody should find the data open any more.
    """
    system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
    return BusEar(left, system, session) if system.isConnected() or session.isConnected() else None
