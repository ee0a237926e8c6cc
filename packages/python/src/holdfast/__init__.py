"""Records training runs and eval outcomes in Holdfast, without ever killing or slowing the training.

    import holdfast

    run = holdfast.start_run(ablation="advice@1", arm="principles", seed=3, stage="rl")
    run.checkpoint(step=200, tokens=1_000_000)
    run.record("blackmail@1", samples=[{"id": "p1", "score": 0}, {"id": "p2", "score": 1}])
    run.end()
"""

from __future__ import annotations

from typing import Dict, Optional, Union

from .callback import HoldfastCallback
from .errors import HoldfastError, InvalidRecord
from .process import close, configure, recorder
from .register import register
from .run import Run
from .start_run import start_run
from .watched import Watched

__version__ = "0.1.0"

__all__ = [
    "HoldfastCallback",
    "HoldfastError",
    "InvalidRecord",
    "Run",
    "Watched",
    "close",
    "configure",
    "flush",
    "health",
    "register",
    "start_run",
]


def flush(timeout: Optional[float] = None) -> bool:
    """Waits until all is on disk, and with the server where there is one; False where that takes too long."""
    return recorder().flush(timeout)


def health() -> Dict[str, Union[int, str]]:
    """What became of every record of this process: accepted, spooled, sent, rejected, dropped, invalid, retries."""
    return recorder().describe()
