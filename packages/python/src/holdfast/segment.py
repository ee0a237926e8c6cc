"""One append-only file of a spool: `NAME.open` while its process writes it, `NAME.spool` afterwards."""

from __future__ import annotations

import os
from typing import List, Optional

from .spool_line import SpoolLine, decode_line

OPEN = ".open"
CLOSED = ".spool"


class Segment:
    """A file that one thread appends to, and another reads from the start as far as it was written."""

    def __init__(self, stem: str, header: bytes) -> None:
        self.stem = stem
        self.path = stem + OPEN
        self._write = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | getattr(os, "O_CLOEXEC", 0), 0o666)
        self._inode = os.fstat(self._write).st_ino
        self._read: Optional[int] = None
        self.written = 0
        self.acknowledged = len(header)
        self.is_closed = False
        try:
            self.append(header)
        except OSError:
            self.discard()
            raise

    def append(self, data: bytes) -> None:
        """Adds whole lines. @raises OSError, and then none of them is there"""
        view = memoryview(data)
        try:
            while view:
                view = view[os.write(self._write, view) :]
        except OSError:
            os.ftruncate(self._write, self.written)
            raise
        self.written += len(data)

    def is_in_place(self) -> bool:
        """False where somebody took the file away, such as a replay that believed this process dead."""
        try:
            return os.stat(self.path).st_ino == self._inode
        except OSError:
            return False

    def beat(self) -> None:
        """Shows others that its writer lives."""
        os.utime(self.path)

    def sync(self) -> None:
        os.fsync(self._write)

    def unread(self) -> int:
        return self.written - self.acknowledged

    def read(self, most: int) -> bytes:
        """Whole lines that are not acknowledged yet, about `most` bytes, but at least one line."""
        if self._read is None:
            self._read = os.open(self.path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
        size = min(most, self.unread())
        while True:
            os.lseek(self._read, self.acknowledged, os.SEEK_SET)
            data = os.read(self._read, size)
            end = data.rfind(b"\n") + 1
            if end > 0 or size >= self.unread():
                return data[:end]
            size = min(size * 4, self.unread())

    def close(self) -> None:
        """Closes it under its final name; the bytes are on disk then. @raises OSError"""
        if self.is_closed:
            return
        self.is_closed = True
        try:
            self.sync()
        finally:
            os.close(self._write)
            if self.is_in_place():
                os.replace(self.path, self.stem + CLOSED)
                self.path = self.stem + CLOSED

    def discard(self) -> None:
        """Removes it: all of it is acknowledged, or nothing is in it."""
        self.forget()
        try:
            os.unlink(self.path)
        except OSError:
            pass

    def forget(self) -> None:
        """Lets go of the descriptors and leaves the file, as a forked child must."""
        for descriptor in (self._read, None if self.is_closed else self._write):
            if descriptor is not None:
                try:
                    os.close(descriptor)
                except OSError:
                    pass
        self._read = None
        self.is_closed = True


def lines_of(data: bytes) -> List[SpoolLine]:
    """The lines in what a segment gave back."""
    return [line for line in map(decode_line, data.splitlines(keepends=False)) if line is not None]
