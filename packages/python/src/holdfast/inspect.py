"""Sends each finished eval of Inspect AI to Holdfast.

Installed beside `inspect_ai`, it is found by its entry point: no line of an eval changes. It is on where HOLDFAST_URL or
HOLDFAST_SPOOL is set, and HOLDFAST_RUN with HOLDFAST_STAGE and HOLDFAST_STEP (or metadata and tags such as
`holdfast.arm`) say which checkpoint was scored.
"""

from __future__ import annotations

import os
from typing import Any

from inspect_ai.hooks import Hooks, TaskEnd, hooks
from inspect_ai.log import read_eval_log_async

from .errors import InvalidRecord
from .eval_log import outcome_lines
from .process import recorder


@hooks(name="holdfast", description="Records each finished eval in Holdfast")
class HoldfastHooks(Hooks):  # type: ignore[misc]
    """Inspect calls it; a failure here never fails the eval."""

    def enabled(self) -> bool:
        return bool(os.environ.get("HOLDFAST_URL") or os.environ.get("HOLDFAST_SPOOL"))

    async def on_task_end(self, data: TaskEnd) -> None:
        log: Any = data.log
        # The logs of an eval set come without their samples.
        if log.samples is None and log.location:
            log = await read_eval_log_async(log.location)
        owner = recorder()
        try:
            ablation, lines = outcome_lines(log, os.environ, owner.health)
        except InvalidRecord as error:
            owner.refuse(error)
            return
        owner.put("outcome", ablation, lines)
