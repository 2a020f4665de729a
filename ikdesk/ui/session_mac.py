"""macOS: the screen is locked, or its saver begins. That the machine slept is seen from its clocks.

Source: Apple, Core Foundation, CFNotificationCenter; the names are those the login window uses.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

LIBRARY = "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation"
NAMES = (b"com.apple.screenIsLocked", b"com.apple.screensaver.didstart")
UTF8 = 0x08000100  # kCFStringEncodingUTF8
AT_ONCE = 4  # CFNotificationSuspensionBehaviorDeliverImmediately
_CALLBACK = ctypes.CFUNCTYPE(
    None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p
)
_OBSERVER = ctypes.c_void_p(1)  # a mark of our own; nothing lies there


class MacEar:
    """Hears what the system tells every program.

    Args:
        known: Core Foundation.
        left: called when somebody left the machine; on the screen's thread.
    """

    def __init__(self, known: Any, left: Callable[[], None]) -> None:
        self._known = _declared(known)
        self._heard = _CALLBACK(lambda *_told: left())  # kept: the system calls it as long as it is registered
        self._centre = ctypes.c_void_p(self._known.CFNotificationCenterGetDistributedCenter())
        for name in NAMES:
            word = ctypes.c_void_p(self._known.CFStringCreateWithCString(None, name, UTF8))
            self._known.CFNotificationCenterAddObserver(self._centre, _OBSERVER, self._heard, word, None, AT_ONCE)
            self._known.CFRelease(word)

    def end(self) -> None:
        """Hear no more."""
        self._known.CFNotificationCenterRemoveEveryObserver(self._centre, _OBSERVER)


def mac_ear(left: Callable[[], None]) -> MacEar | None:
    """Listen; none where Core Foundation cannot be loaded.

    Args:
        left: called when somebody left the machine.
    """
    try:
        known = ctypes.CDLL(LIBRARY)
    except OSError:
        return None
    return MacEar(known, left)


def _declared(known: Any) -> Any:
    """Say what its functions take: a pointer that is taken for a number loses its upper half."""
    pointer = ctypes.c_void_p
    known.CFNotificationCenterGetDistributedCenter.argtypes = []
    known.CFNotificationCenterGetDistributedCenter.restype = pointer
    known.CFStringCreateWithCString.argtypes = [pointer, ctypes.c_char_p, ctypes.c_uint32]
    known.CFStringCreateWithCString.restype = pointer
    known.CFNotificationCenterAddObserver.argtypes = [pointer, pointer, _CALLBACK, pointer, pointer, ctypes.c_long]
    known.CFNotificationCenterAddObserver.restype = None
    known.CFNotificationCenterRemoveEveryObserver.argtypes = [pointer, pointer]
    known.CFNotificationCenterRemoveEveryObserver.restype = None
    known.CFRelease.argtypes = [pointer]
    known.CFRelease.restype = None
    return known
