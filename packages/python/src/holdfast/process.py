"""The recorder of this process: made at the first use, anew after a fork, closed at the end."""

from __future__ import annotations

import atexit
import os
import signal
import threading
import weakref
from dataclasses import replace
from types import FrameType
from typing import Any, Callable, Optional

from .recorder import Recorder
from .settings import read_settings

_lock = threading.Lock()
_recorder: Optional[Recorder] = None
_is_guarded = False
#: Called when the process is asked to end, before the last flush.
_endings: "weakref.WeakSet[Any]" = weakref.WeakSet()


def recorder() -> Recorder:
    """The recorder of this process."""
    global _recorder
    if _recorder is None:
        with _lock:
            if _recorder is None:
                _recorder = Recorder(read_settings(os.environ))
    _guard()
    return _recorder


def configure(**settings: Any) -> None:
    """Sets what the environment does not: `url`, `token`, `spool`, `strict` and the other fields of Settings."""
    global _recorder
    before, fresh = _recorder, Recorder(replace(read_settings(os.environ), **settings))
    with _lock:
        _recorder = fresh
    if before is not None:
        before.close()


def on_termination(owner: Any) -> None:
    """Has `owner.terminated()` called when the process is asked to end by SIGTERM."""
    _endings.add(owner)


def close() -> None:
    """Flushes for a bounded time."""
    if _recorder is not None:
        _recorder.close()


def _guard() -> None:
    global _is_guarded
    if _is_guarded:
        return
    _is_guarded = True
    atexit.register(close)
    # A handler of the program's own is left alone: it ends the program as it likes, and atexit follows.
    if threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        try:
            signal.signal(signal.SIGTERM, _terminated)
        except (ValueError, OSError):
            pass


def _bounded(work: Callable[[], None], seconds: float) -> None:
    # In a thread: the signal may have come while this one held a lock.
    thread = threading.Thread(target=work, name="holdfast-end", daemon=True)
    thread.start()
    thread.join(seconds)


def _terminated(number: int, _frame: Optional[FrameType]) -> None:
    def work() -> None:
        for owner in list(_endings):
            owner.terminated()
        close()

    if _recorder is not None:
        _bounded(work, _recorder.settings.exit_seconds + 1.5)
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)


def _after_fork() -> None:
    global _lock
    _lock = threading.Lock()
    if _recorder is not None:
        _recorder.after_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
