"""Starting a run, or going on with one."""

from __future__ import annotations

import os
from typing import Any, Mapping, Optional, cast

from .errors import InvalidRecord
from .run import Run
from .run_key import RunKey, parse_run

#: "As HOLDFAST_RUN says."
FROM_ENVIRONMENT = cast(Any, object())


def start_run(
    ablation: Optional[str] = None,
    arm: Optional[str] = None,
    seed: Optional[int] = FROM_ENVIRONMENT,
    stage: Optional[str] = None,
    branch: Optional[int] = None,
    parent: Optional[Mapping[str, Any]] = None,
    recipe: Optional[str] = None,
) -> Run:
    """Starts a run, or goes on with it where it was started before, as a requeued job does.

    What is not given comes from HOLDFAST_RUN (`ablation/arm/seed/branch`) and HOLDFAST_STAGE.

    @param ablation `name@version`
    @param seed None: unknown
    @param branch 0 unless one checkpoint is trained on in several ways
    @param parent the checkpoint it starts from: `{"stage": "sft", "step": 200, "branch": 0}`
    @param recipe fingerprint of everything about the training that is not data
    @raises InvalidRecord where it is not said which run this is: at the first line, before anything is trained
    """
    text = os.environ.get("HOLDFAST_RUN")
    known = parse_run(text) if text else None
    at = stage or os.environ.get("HOLDFAST_STAGE")
    name = ablation or (known and known.ablation)
    of = arm or (known and known.arm)
    if not name or "@" not in name or not of or not at:
        raise InvalidRecord("start_run wants ablation (name@version), arm and stage, or HOLDFAST_RUN and HOLDFAST_STAGE.")
    if seed is FROM_ENVIRONMENT:
        if known is None:
            raise InvalidRecord("start_run wants a seed; None says that it is unknown.")
        seed = known.seed
    one = branch if branch is not None else known.branch if known else 0
    return Run(RunKey(name, of, seed, one), at, parent, recipe)
