"""The way of a record: a bounded queue, a thread that writes the spool, and a thread that sends."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections import deque
from typing import Any, Deque, Dict, List, Optional, Sequence, Union

from .errors import HoldfastError, InvalidRecord
from .health import Health
from .plain import to_json
from .sender import Sender
from .settings import Settings
from .spool import Spool
from .spool_line import encode_line

#: What a batch of the writing thread holds at most, in lines.
WRITE_LINES = 2000
#: Seconds between the writing thread's rounds when nothing comes.
IDLE_SECONDS = 2.0


class _Entry:
    """Lines that are handed over together, and whether they were kept."""

    __slots__ = ("count", "is_kept", "line", "taken")

    def __init__(self, line: bytes, count: int, is_awaited: bool) -> None:
        self.line = line
        self.count = count
        self.taken = threading.Event() if is_awaited else None
        self.is_kept = False


class Recorder:
    """Everything that one process records. Its threads start with the first record."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.health = Health()
        self._begin()

    def _begin(self) -> None:
        self._pid = os.getpid()
        self._lock = threading.Lock()
        self._queue: Deque[_Entry] = deque()
        self._queued_bytes = 0
        self._wake = threading.Event()
        self._drained = threading.Event()
        self._drained.set()
        self._is_closing = False
        self._writer: Optional[threading.Thread] = None
        self._sender_thread: Optional[threading.Thread] = None
        self._spool = Spool(self.settings, self.health)
        self.sender = None if self.settings.url is None else Sender(self.settings, self.health, self._spool)

    def after_fork(self) -> None:
        """In the child: a file, a queue, counters and threads of its own. What the parent queued is the parent's."""
        self._spool.forget()
        self.health = Health()
        self._begin()

    def put(self, kind: str, subject: str, bodies: Sequence[Any], is_evidence: bool = True) -> bool:
        """Takes records; False where they are lost. Waits a few milliseconds at most for the disk to take evidence.

        @raises HoldfastError only where `strict` is set
        """
        try:
            line = b"".join(encode_line(kind, subject, to_json(body)) for body in bodies)
        except InvalidRecord as error:
            return self.refuse(error)
        entry = _Entry(line, len(bodies), is_evidence or self.settings.strict)
        with self._lock:
            is_full = (
                len(self._queue) >= self.settings.queue_items
                or self._queued_bytes + len(line) > self.settings.queue_bytes
            )
            if not is_full:
                self._queue.append(entry)
                self._queued_bytes += len(line)
                self._drained.clear()
        if is_full:
            return self._lose(len(bodies), "more is recorded than the disk takes; records are lost.")
        self.health.add("accepted", len(bodies))
        self._start()
        self._wake.set()
        if entry.taken is None:
            return True
        entry.taken.wait(self.settings.exit_seconds if self.settings.strict else self.settings.wait_seconds)
        if self.settings.strict and not entry.is_kept:
            raise HoldfastError("the record could be kept nowhere: neither disk nor memory took it.")
        return True

    def refuse(self, error: InvalidRecord) -> bool:
        """Says once that something was no record. @raises InvalidRecord where `strict` is set"""
        if self.settings.strict:
            raise error
        self.health.add("invalid")
        self.health.warn_once(f"invalid {error}", "this was not recorded: %s", error)
        return False

    def _lose(self, count: int, message: str) -> bool:
        if self.settings.strict:
            raise HoldfastError(message)
        self.health.add("dropped", count)
        self.health.warn_once("queue", message)
        return False

    def _start(self) -> None:
        if self._writer is not None:
            return
        with self._lock:
            if self._writer is not None:
                return
            writer = threading.Thread(target=self._write, name="holdfast-writer", daemon=True)
            self._writer = writer
        try:
            writer.start()
            if self.sender is not None:
                self._sender_thread = threading.Thread(target=self.sender.run, name="holdfast-sender", daemon=True)
                self._sender_thread.start()
        except RuntimeError:  # the interpreter ends and starts no threads any more
            self._writer = None
            self._write_round()
        # A child of multiprocessing ends without atexit.
        util = sys.modules.get("multiprocessing.util")
        if util is not None:
            util.Finalize(self, self.close, exitpriority=10)

    def _write(self) -> None:
        while True:
            self._wake.wait(IDLE_SECONDS)
            self._wake.clear()
            try:
                while self._write_round():
                    pass
                self._spool.tend()
            except Exception as error:  # a thread that dies would keep silent about everything after it
                self.health.warn_once("writer", "writing failed in a way nobody foresaw: %r", error)
            if self._is_closing and not self._queue:
                return

    def _write_round(self) -> bool:
        entries: List[_Entry] = []
        with self._lock:
            while self._queue and len(entries) < WRITE_LINES:
                entries.append(self._queue.popleft())
            if not entries:
                self._drained.set()
                return False
        is_written = self._spool.append([entry.line for entry in entries])
        lost = 0
        for entry in entries:
            entry.is_kept = is_written or (self.sender is not None and self.sender.take(entry.line))
            lost += 0 if entry.is_kept else entry.count
        if is_written:
            self.health.add("spooled", sum(entry.count for entry in entries))
        if lost > 0:
            self.health.add("dropped", lost)
            self.health.warn_once("lost", "records are lost: neither the disk nor the memory takes them.")
        with self._lock:
            self._queued_bytes -= sum(len(entry.line) for entry in entries)
        for entry in entries:
            if entry.taken is not None:
                entry.taken.set()
        if self.sender is not None:
            self.sender.wake()
        return True

    def flush(self, timeout: Optional[float] = None) -> bool:
        """Waits until all is on disk, and with the server where there is one; False where that takes too long."""
        deadline = time.monotonic() + (self.settings.exit_seconds if timeout is None else timeout)
        if self._writer is None:
            return True
        self._wake.set()
        is_done = self._drained.wait(max(0.0, deadline - time.monotonic()))
        if is_done and self.sender is not None:
            is_done = self.sender.settle(max(0.0, deadline - time.monotonic()))
        return is_done

    def close(self, timeout: Optional[float] = None) -> None:
        """Flushes for a bounded time and closes the files; a later record begins anew."""
        if self._pid != os.getpid() or self._writer is None:
            return
        self.flush(timeout)
        self._is_closing = True
        self._wake.set()
        self._writer.join(1.0)
        if self.sender is not None:
            self.sender.stop()
        left = self._spool.finish()
        if left > 0 and self.settings.url is not None:
            self.health.warn_once(
                "left",
                "the server did not take all records in time; the rest is kept in %s, and `holdfast replay %s` sends it.",
                self.settings.spool,
                self.settings.spool,
            )
        self._begin()

    def describe(self) -> Dict[str, Union[int, str]]:
        """The counters, where records lie, and how many bytes of them no server has."""
        return {**self.health.as_dict(), "unsent_bytes": self._spool.unsent(), "spool": self.settings.spool}
