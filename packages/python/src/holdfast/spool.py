"""What one process keeps on disk: segments of its own, so that any number of processes share a directory."""

from __future__ import annotations

import os
import re
import secrets
import socket
import threading
import time
from collections import deque
from typing import Deque, List, Optional, Tuple

from .health import Health
from .plain import to_json
from .segment import Segment
from .settings import Settings
from .spool_line import FORMAT_VERSION, encode_line

#: Seconds between fsyncs, between signs of life, and before a disk that failed is tried again.
SYNC_SECONDS = 5.0
BEAT_SECONDS = 30.0
RETRY_SECONDS = 1.0


def boot_id() -> Optional[str]:
    """Which start of the system this is: with it, a process id of an earlier one is known to be dead."""
    try:
        with open("/proc/sys/kernel/random/boot_id", encoding="ascii") as file:
            return file.read().strip()
    except OSError:
        return None


class Spool:
    """Segments in a directory. One thread appends, another reads and acknowledges."""

    def __init__(self, settings: Settings, health: Health) -> None:
        self._settings = settings
        self._health = health
        self._lock = threading.Lock()
        self._segments: Deque[Segment] = deque()
        self._current: Optional[Segment] = None
        self._failed_at = float("-inf")
        self._synced_at = self._beat_at = time.monotonic()
        self._is_dirty = False
        self._number = 0
        host = re.sub(r"[^A-Za-z0-9.]+", "-", socket.gethostname())[:60] or "host"
        self.name = f"{host}-{os.getpid()}-{secrets.token_hex(4)}"
        self._header = encode_line(
            "spool",
            FORMAT_VERSION,
            to_json({"host": socket.gethostname(), "pid": os.getpid(), "boot": boot_id(), "writer": "python 0.1.0"}),
        )

    def append(self, lines: List[bytes]) -> bool:
        """Writes lines; False where the disk does not take them, or the bound is reached."""
        data = b"".join(lines)
        now = time.monotonic()
        if now - self._failed_at < RETRY_SECONDS:
            return False
        if self.bytes_kept() + len(data) > self._settings.spool_bytes:
            self._health.warn_once(
                "spool-bound",
                "the spool in %s has reached %d bytes; further records go to the server alone, or are lost.",
                self._settings.spool,
                self._settings.spool_bytes,
            )
            return False
        try:
            self._segment().append(data)
            # A replay that took the file away has not read what was written since.
            if self._current is not None and not self._current.is_in_place():
                self._leave()
                self._segment().append(data)
        except OSError as error:
            self._failed_at = now
            self._leave()
            self._health.warn_once(
                "disk",
                "the spool in %s cannot be written (%s); records go to the server alone, or are lost.",
                self._settings.spool,
                error.strerror or error,
            )
            return False
        self._is_dirty = True
        if self._current is not None and self._current.written >= self._settings.segment_bytes:
            self.close_current()
        return True

    def _segment(self) -> Segment:
        if self._current is None:
            os.makedirs(self._settings.spool, exist_ok=True)
            self._number += 1
            stem = os.path.join(self._settings.spool, f"{self.name}.{self._number:06d}")
            self._current = Segment(stem, self._header)
            with self._lock:
                self._segments.append(self._current)
        return self._current

    def _leave(self) -> None:
        """Gives up writing the current segment; what is in it stays to be read."""
        if self._current is None:
            return
        try:
            self._current.close()
        except OSError:
            pass
        if self._current.unread() == 0:
            self._drop(self._current)
            self._current.discard()
        self._current = None

    def close_current(self) -> None:
        """Closes the segment that is written, under its final name."""
        self._leave()
        self._is_dirty = False

    def tend(self) -> None:
        """Syncs and shows a sign of life when it is time. @raises nothing"""
        now = time.monotonic()
        if self._current is None:
            return
        try:
            if self._is_dirty and now - self._synced_at >= SYNC_SECONDS:
                self.sync()
            if now - self._beat_at >= BEAT_SECONDS:
                self._beat_at = now
                self._current.beat()
        except OSError:
            pass

    def sync(self) -> None:
        """Has the disk keep what was written. @raises OSError"""
        self._synced_at = time.monotonic()
        self._is_dirty = False
        if self._current is not None:
            self._current.sync()

    def bytes_kept(self) -> int:
        with self._lock:
            return sum(segment.written for segment in self._segments)

    def unsent(self) -> int:
        """Bytes that no server has acknowledged."""
        with self._lock:
            return sum(segment.unread() for segment in self._segments)

    def next(self, most: int) -> Optional[Tuple[Segment, bytes]]:
        """The oldest lines that are not acknowledged, or None."""
        with self._lock:
            segments = list(self._segments)
        for segment in segments:
            if segment.unread() > 0:
                try:
                    data = segment.read(most)
                except OSError:
                    data = b""
                if data:
                    return segment, data
                # Unreadable here: it stays on disk for `holdfast replay`.
                self._drop(segment)
        return None

    def acknowledge(self, segment: Segment, size: int) -> None:
        """Notes what is safe elsewhere; a closed segment of which all is safe goes away."""
        segment.acknowledged += size
        if segment.is_closed and segment.unread() == 0:
            self._drop(segment)
            segment.discard()

    def _drop(self, segment: Segment) -> None:
        with self._lock:
            if segment in self._segments:
                self._segments.remove(segment)

    def finish(self) -> int:
        """Closes everything: what is safe goes away, the rest stays. Gives the bytes that stay."""
        self.close_current()
        left = 0
        with self._lock:
            segments, self._segments = list(self._segments), deque()
        for segment in segments:
            if segment.unread() == 0:
                segment.discard()
            else:
                left += segment.unread()
                segment.forget()
        return left

    def forget(self) -> None:
        """In a forked child: the parent's files are the parent's."""
        for segment in list(self._segments):
            segment.forget()
