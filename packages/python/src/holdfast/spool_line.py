"""One line of a spool: `CRC KIND SUBJECT JSON` and a newline.

The CRC-32 (eight hex digits) covers everything after it and its space. KIND is what the JSON says (`outcome`, `run`,
...), SUBJECT the ablation it belongs to, `-` where it names its own. The first line of a segment is of kind `spool`, its
subject the version of this format. A line that lacks its newline was cut off, and a line whose CRC is wrong was damaged.
"""

from __future__ import annotations

import zlib
from typing import NamedTuple, Optional

FORMAT_VERSION = "1"


class SpoolLine(NamedTuple):
    kind: str
    subject: str
    body: bytes


def encode_line(kind: str, subject: str, body: bytes) -> bytes:
    """The line as it is written, newline included."""
    told = b"%s %s %s" % (kind.encode(), subject.encode(), body)
    return b"%08x %s\n" % (zlib.crc32(told), told)


def decode_line(line: bytes) -> Optional[SpoolLine]:
    """Reads a line with or without its newline; None where it is damaged."""
    crc, _, told = line.rstrip(b"\n").partition(b" ")
    parts = told.split(b" ", 2)
    if len(parts) != 3 or crc != b"%08x" % zlib.crc32(told):
        return None
    return SpoolLine(parts[0].decode(), parts[1].decode(), parts[2])
