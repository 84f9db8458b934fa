"""How is a child bound that reads what a stranger made: memory, time, its parent's life?

Linux binds a process by its own limits, Windows by a job object. Both are asked for and checked: a
child that cannot be bound reads nothing.
"""

import ctypes
import subprocess
import sys
from functools import cache

# flags of JOBOBJECT_BASIC_LIMIT_INFORMATION (winnt.h)
_PROCESS_TIME = 0x2
_ACTIVE_PROCESS = 0x8
_PROCESS_MEMORY = 0x100
_DIE_ON_UNHANDLED_EXCEPTION = 0x400  # no box of Windows asks what to do with a dead child
_KILL_ON_JOB_CLOSE = 0x2000
_EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation


class BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION; times in units of 100 ns."""

    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_set", ctypes.c_size_t),
        ("most_set", ctypes.c_size_t),
        ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class Limits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION; memory in bytes."""

    _fields_ = (
        ("basic", BasicLimits),
        ("io_counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process", ctypes.c_size_t),
        ("peak_job", ctypes.c_size_t),
    )


def limits_of(seconds: float, megabytes: int) -> Limits:
    """Return the wish of a child: so much memory, so much processor time, no process of its own."""
    wish = Limits()
    flags = _PROCESS_TIME | _ACTIVE_PROCESS | _PROCESS_MEMORY | _DIE_ON_UNHANDLED_EXCEPTION
    wish.basic.flags = flags
    wish.basic.process_time = (int(seconds) + 1) * 10_000_000
    wish.basic.processes = 1
    wish.process_memory = megabytes * 1024 * 1024
    return wish


if sys.platform == "win32":
    from ctypes import wintypes

    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel.CreateJobObjectW.argtypes = (ctypes.c_void_p, wintypes.LPCWSTR)
    _kernel.CreateJobObjectW.restype = wintypes.HANDLE
    _kernel.GetCurrentProcess.restype = wintypes.HANDLE
    _kernel.SetInformationJobObject.argtypes = (
        wintypes.HANDLE,
        ctypes.c_int,
        ctypes.c_void_p,
        wintypes.DWORD,
    )
    _kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)

    def bind_myself(seconds: float, megabytes: int) -> None:
        """Bind this process for the rest of its life; OSError where the system refuses."""
        _put_into(_job(limits_of(seconds, megabytes)), _kernel.GetCurrentProcess())

    def tie(child: subprocess.Popen[bytes]) -> None:
        """Let a child die with this process, however that ends; OSError where that fails."""
        try:
            handle = child._handle  # type: ignore[attr-defined] # noqa: SLF001 - nowhere else
            _put_into(_leash(), int(handle))
        except PermissionError:
            if child.poll() is None:  # one that is dead already needs no leash
                raise

    @cache
    def _leash() -> int:
        """The one job of all children; Windows closes it with the last handle: this process's."""
        wish = Limits()
        wish.basic.flags = _KILL_ON_JOB_CLOSE
        return _job(wish)

    def _job(wish: Limits) -> int:
        job = _kernel.CreateJobObjectW(None, None)
        if not job or not _kernel.SetInformationJobObject(
            job, _EXTENDED_LIMITS, ctypes.byref(wish), ctypes.sizeof(wish)
        ):
            raise ctypes.WinError(ctypes.get_last_error())
        return int(job)

    def _put_into(job: int, process: int) -> None:
        if not _kernel.AssignProcessToJobObject(job, process):
            raise ctypes.WinError(ctypes.get_last_error())

else:
    import resource
    import signal

    _DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG (linux/prctl.h)

    def bind_myself(seconds: float, megabytes: int) -> None:
        """Bind this process for the rest of its life; OSError where the system refuses."""
        for what, most in (
            (resource.RLIMIT_AS, megabytes * 1024 * 1024),
            (resource.RLIMIT_CPU, int(seconds) + 1),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
        ):
            _, hard = resource.getrlimit(what)
            wish = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(what, (wish, wish))
        if sys.platform == "linux":
            # dies with the thread that asks, which waits for the answer as long as it lives
            system = ctypes.CDLL(None, use_errno=True)
            if system.prctl(_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0):
                raise OSError(ctypes.get_errno(), "prctl")

    def tie(_child: subprocess.Popen[bytes]) -> None:
        """Let a child die with this process: here it has asked for that itself."""
