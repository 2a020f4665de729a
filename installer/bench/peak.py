"""The most memory this program has had at once."""

from __future__ import annotations

import sys
from pathlib import Path

_STATUS = Path("/proc/self/status")


def peak_memory() -> int:
    """In bytes, everything in it: Python, the libraries, and what lies in its caches."""
    if sys.platform == "win32":
        return _of_windows()
    if _STATUS.exists():  # Linux
        return _of_linux(_STATUS.read_text("ascii", "replace"))
    import resource  # only where there is one

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # macOS gives bytes


def _of_linux(status: str) -> int:
    # not getrusage: there a program begins with the peak of the one that started it
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")) * 1024


def _of_windows() -> int:
    import ctypes

    class Counters(ctypes.Structure):
        _fields_ = (
            ("cb", ctypes.c_ulong), ("PageFaultCount", ctypes.c_ulong),
            *((name, ctypes.c_size_t) for name in (
                "PeakWorkingSetSize", "WorkingSetSize", "QuotaPeakPagedPoolUsage", "QuotaPagedPoolUsage",
                "QuotaPeakNonPagedPoolUsage", "QuotaNonPagedPoolUsage", "PagefileUsage", "PeakPagefileUsage",
            )),
        )  # fmt: skip

    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    kernel.K32GetProcessMemoryInfo.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong)
    found = Counters(cb=ctypes.sizeof(Counters))
    if not kernel.K32GetProcessMemoryInfo(kernel.GetCurrentProcess(), ctypes.byref(found), found.cb):
        raise OSError("GetProcessMemoryInfo")
    return int(found.PeakWorkingSetSize)
