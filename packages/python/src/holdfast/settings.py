"""Where records go, from the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Mapping, Optional

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Settings:
    """Where records go, and the bounds that recording keeps."""

    #: HOLDFAST_URL: the server; None: everything stays in the spool, for `holdfast replay`.
    url: Optional[str] = None
    #: HOLDFAST_TOKEN, sent as a bearer token and written nowhere.
    token: Optional[str] = None
    #: HOLDFAST_ACTOR: who is written to the audit trail where the server wants no token.
    actor: Optional[str] = None
    #: HOLDFAST_SPOOL: the directory of the spool.
    spool: str = ""
    #: HOLDFAST_STRICT=1: what cannot be recorded raises.
    strict: bool = False
    #: HOLDFAST_SPOOL_BYTES: the most that one process keeps on disk.
    spool_bytes: int = 1024 * MEBIBYTE
    #: The most that waits in memory for the disk.
    queue_items: int = 10_000
    queue_bytes: int = 64 * MEBIBYTE
    #: A segment is closed at this size.
    segment_bytes: int = 8 * MEBIBYTE
    #: The most seconds that a call waits for the disk to take a piece of evidence.
    wait_seconds: float = 0.005
    #: HOLDFAST_EXIT_SECONDS: the most seconds that the end of the process waits for the server.
    exit_seconds: float = 5.0
    #: The most seconds of silence of the server before a request is given up and tried again.
    request_seconds: float = 20.0
    #: Exponential backoff: the first and the longest delay, in seconds, before jitter.
    first_delay: float = 0.5
    longest_delay: float = 60.0


def default_spool(environment: Mapping[str, str]) -> str:
    """$XDG_STATE_HOME/holdfast/spool, or ~/.local/state/holdfast/spool."""
    state = environment.get("XDG_STATE_HOME") or os.path.join(os.path.expanduser("~"), ".local", "state")
    return os.path.join(state, "holdfast", "spool")


def _number(environment: Mapping[str, str], name: str, fallback: float) -> float:
    try:
        value = float(environment[name])
    except (KeyError, ValueError):
        return fallback
    return value if 0 <= value < 1e18 else fallback


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Reads the environment. A value that makes no sense is passed over for the default."""
    url = (environment.get("HOLDFAST_URL") or "").rstrip("/")
    return Settings(
        url=url or None,
        token=environment.get("HOLDFAST_TOKEN") or None,
        actor=environment.get("HOLDFAST_ACTOR") or None,
        spool=environment.get("HOLDFAST_SPOOL") or default_spool(environment),
        strict=environment.get("HOLDFAST_STRICT") == "1",
        spool_bytes=int(_number(environment, "HOLDFAST_SPOOL_BYTES", Settings.spool_bytes)),
        exit_seconds=_number(environment, "HOLDFAST_EXIT_SECONDS", Settings.exit_seconds),
    )
