"""Sends what is in the spool to the server, from a thread of its own."""

from __future__ import annotations

import itertools
import os
import random
import threading
import time
from collections import deque
from typing import Deque, Dict, List, Optional, Set, Tuple

from .health import Health
from .plain import to_json
from .segment import lines_of
from .settings import Settings
from .spool import Spool
from .spool_line import FORMAT_VERSION, SpoolLine, encode_line
from .transport import Reply, Transport

#: Path of each kind, and whether it takes many a request; in the order in which kinds depend on one another.
ROUTES: Dict[str, Tuple[str, bool]] = {
    "register": ("/v1/ablations", False),
    "run": ("/v1/ablations/{}/runs", False),
    "checkpoint": ("/v1/ablations/{}/checkpoints", False),
    "outcome": ("/v1/ablations/{}/outcomes", True),
    "metric": ("/v1/ablations/{}/metrics", True),
    "intervention": ("/v1/ablations/{}/interventions", False),
}
BATCH_BYTES = 1024 * 1024
BATCH_LINES = 1000
#: Seconds that a lonely record waits for company.
LINGER_SECONDS = 0.2


class Sender:
    """Takes the oldest unsent records, posts them, and acknowledges them to the spool."""

    def __init__(self, settings: Settings, health: Health, spool: Spool) -> None:
        self._settings = settings
        self._health = health
        self._spool = spool
        self._transport = Transport(settings)
        self._random = random.Random(os.urandom(16))
        self._wake = threading.Event()
        self._lock = threading.Lock()
        self._hurry = threading.Event()
        self._stop = threading.Event()
        self._overflow: Deque[bytes] = deque()
        self._overflow_bytes = 0
        self._failures = 0
        #: Which lines of the chunk at hand are settled, where a request after theirs failed.
        self._settled: Set[int] = set()
        self._settled_of: Optional[Tuple[object, int]] = None

    def wake(self) -> None:
        self._wake.set()

    def take(self, line: bytes) -> bool:
        """Takes a line that the disk would not; False where memory is full of such lines."""
        with self._lock:
            if self._overflow_bytes + len(line) > self._settings.queue_bytes:
                return False
            self._overflow_bytes += len(line)
            self._overflow.append(line)
        return True

    def unsent(self) -> int:
        """Bytes of records that wait for the server."""
        return self._overflow_bytes + self._spool.unsent()

    def settle(self, timeout: float) -> bool:
        """Waits until all is sent; False where that takes longer than `timeout` seconds."""
        deadline = time.monotonic() + timeout
        self._hurry.set()
        self._wake.set()
        try:
            while self.unsent() > 0:
                if time.monotonic() >= deadline:
                    return False
                time.sleep(0.01)
            return True
        finally:
            self._hurry.clear()

    def stop(self) -> None:
        self._stop.set()
        self._hurry.set()
        self._wake.set()

    def run(self) -> None:
        """The thread: sends until it is stopped."""
        while not self._stop.is_set():
            try:
                if self._send_some():
                    continue
            except Exception as error:  # a thread that dies would keep silent about everything after it
                self._health.warn_once("sender", "sending failed in a way nobody foresaw: %r", error)
                self._stop.wait(1.0)
                continue
            self._wake.wait()
            self._wake.clear()
            self._hurry.wait(LINGER_SECONDS)

    def _send_some(self) -> bool:
        found = self._spool.next(BATCH_BYTES)
        if found is not None:
            segment, data = found
            if self._deliver(lines_of(data), (segment, segment.acknowledged)):
                self._spool.acknowledge(segment, len(data))
            return True
        with self._lock:
            lines = list(itertools.islice(self._overflow, BATCH_LINES))
        if not lines:
            return False
        if self._deliver(lines_of(b"".join(lines)), (self._overflow, 0)):
            with self._lock:
                for line in lines:
                    self._overflow.popleft()
                    self._overflow_bytes -= len(line)
        return True

    def _deliver(self, lines: List[SpoolLine], chunk: Tuple[object, int]) -> bool:
        """Posts lines by kind and ablation; False where the server could not take all of them now.

        @param chunk where they come from: what is settled of it is not sent again
        """
        if chunk != self._settled_of:
            self._settled, self._settled_of = set(), chunk
        groups: Dict[Tuple[int, str, str], List[int]] = {}
        order = list(ROUTES)
        for at, line in enumerate(lines):
            if line.kind in ROUTES and at not in self._settled:
                groups.setdefault((order.index(line.kind), line.kind, line.subject), []).append(at)
        for (_, kind, _subject), group in sorted(groups.items(), key=lambda item: item[0][0]):
            size = BATCH_LINES if ROUTES[kind][1] else 1
            for start in range(0, len(group), size):
                if not self._post(lines, group[start : start + size]):
                    return False
        self._settled_of = None
        return True

    def _post(self, lines: List[SpoolLine], chosen: List[int]) -> bool:
        first = lines[chosen[0]]
        path, in_batches = ROUTES[first.kind]
        body = b"\n".join(lines[at].body for at in chosen) + (b"\n" if in_batches else b"")
        media_type = "application/x-ndjson" if in_batches else "application/json"
        reply = self._transport.post(path.format(first.subject), body, media_type)
        if reply.outcome == "done":
            self._failures = 0
            self._health.relent("server")
            self._health.add("sent", len(chosen))
            self._settled.update(chosen)
            return True
        if reply.outcome == "refused":
            self._failures = 0
            if len(chosen) == 1:
                self._reject(first, reply.reason)
                self._settled.update(chosen)
                return True
            # A batch is refused whole: the halves find the lines at fault.
            middle = len(chosen) // 2
            return self._post(lines, chosen[:middle]) and self._post(lines, chosen[middle:])
        self._back_off(reply)
        return False

    def _back_off(self, reply: Reply) -> None:
        self._failures += 1
        self._health.add("retries")
        self._health.warn_once(
            "server", "%s Records are kept in %s and sent later.", reply.reason, self._settings.spool
        )
        settings = self._settings
        ceiling = min(settings.longest_delay, settings.first_delay * 2 ** min(self._failures - 1, 30))
        delay = self._random.uniform(0, settings.longest_delay if reply.outcome == "unauthorised" else ceiling)
        if reply.retry_after is not None:
            delay += reply.retry_after
        self._stop.wait(delay)

    def _reject(self, line: SpoolLine, reason: str) -> None:
        """Keeps a refused record beside the spool, where `holdfast replay` can take it up again."""
        self._health.add("rejected")
        folder = os.path.join(self._settings.spool, "rejected")
        self._health.warn_once(
            "rejected", "the server refused a record, which is kept in %s: %s", folder, reason
        )
        name = os.path.join(folder, f"{self._spool.name}.spool")
        try:
            os.makedirs(folder, exist_ok=True)
            is_new = not os.path.exists(name)
            with open(name, "ab") as file:
                if is_new:
                    file.write(encode_line("spool", FORMAT_VERSION, to_json({"writer": "python 0.1.0"})))
                file.write(encode_line("reason", "-", to_json({"at": time.time(), "reason": reason})))
                file.write(encode_line(*line))
        except OSError as error:
            self._health.add("dropped")
            self._health.warn_once("rejected-disk", "a refused record cannot be kept: %s", error)
