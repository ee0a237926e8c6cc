"""What became of everything that was handed over."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, fields
from typing import Dict, Set

logger = logging.getLogger("holdfast")


@dataclass
class Counters:
    """Counts of records since this process (or fork) began."""

    #: Handed over by the program.
    accepted: int = 0
    #: On disk in the spool.
    spooled: int = 0
    #: Acknowledged by the server.
    sent: int = 0
    #: Refused by the server, and kept in `rejected/`.
    rejected: int = 0
    #: Lost: no room in memory or on disk, and no server to take it.
    dropped: int = 0
    #: Never records: what was handed over made no sense.
    invalid: int = 0
    #: Requests that failed and were tried again.
    retries: int = 0


class Health:
    """Counters, and warnings that are said once each."""

    def __init__(self) -> None:
        self.counters = Counters()
        self._said: Set[str] = set()
        self._lock = threading.Lock()

    def add(self, name: str, count: int = 1) -> None:
        with self._lock:
            setattr(self.counters, name, getattr(self.counters, name) + count)

    def warn_once(self, topic: str, message: str, *values: object) -> None:
        """Logs a warning the first time that this topic comes up."""
        with self._lock:
            if topic in self._said:
                return
            self._said.add(topic)
        logger.warning("holdfast: " + message, *values)

    def relent(self, topic: str) -> None:
        """Lets a topic be said again: it was over in between."""
        with self._lock:
            self._said.discard(topic)

    def as_dict(self) -> Dict[str, int]:
        return {each.name: getattr(self.counters, each.name) for each in fields(self.counters)}
