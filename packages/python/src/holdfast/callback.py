"""A callback for the Hugging Face Trainer and everything that calls like it."""

from __future__ import annotations

from typing import Any, Callable, Iterable, Mapping, Optional

from .errors import InvalidRecord
from .process import recorder
from .run import Run
from .start_run import start_run

#: Called at each saved checkpoint; gives the outcomes, each as the arguments of `Run.record`.
EvalFunction = Callable[..., Optional[Iterable[Mapping[str, Any]]]]


class HoldfastCallback:
    """Runs an eval at each saved checkpoint and records it; logs the trainer's metrics.

        trainer = Trainer(..., callbacks=[HoldfastCallback(score)])

    `score(checkpoint, step, model, **kwargs)` gives dictionaries such as `{"eval": "blackmail@1", "counts": (3, 100)}`.
    It has the shape of `transformers.TrainerCallback` and imports nothing of it. Only the first process records.
    """

    def __init__(
        self,
        evaluate: Optional[EvalFunction] = None,
        run: Optional[Run] = None,
        log_metrics: bool = True,
        **start: Any,
    ) -> None:
        """
        @param run the run; without it, one is started from `start` and HOLDFAST_RUN when the training begins
        @param start arguments of `start_run`
        """
        self._evaluate = evaluate
        self._log_metrics = log_metrics
        self._start = start
        self.run = run

    def __getattr__(self, name: str) -> Any:
        if name.startswith("on_"):
            return lambda args, state, control, **kwargs: None
        raise AttributeError(name)

    def on_train_begin(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        if state.is_world_process_zero and self.run is None:
            self.run = start_run(**self._start)

    def on_log(self, args: Any, state: Any, control: Any, logs: Optional[Mapping[str, Any]] = None, **kwargs: Any) -> None:
        if self.run is None or not self._log_metrics or not state.is_world_process_zero:
            return
        numbers = {key: value for key, value in (logs or {}).items() if _is_number(value)}
        self.run.log_metrics(numbers, step=state.global_step)

    def on_save(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        if self.run is None or not state.is_world_process_zero:
            return
        step = int(state.global_step)
        checkpoint = f"{args.output_dir}/checkpoint-{step}"
        seen = getattr(state, "num_input_tokens_seen", 0) or None
        self.run.checkpoint(step=step, uri=checkpoint, tokens=seen)
        if self._evaluate is None:
            return
        try:
            named = {key: value for key, value in kwargs.items() if key not in ("checkpoint", "step")}
            outcomes = list(self._evaluate(checkpoint=checkpoint, step=step, **named) or ())
        except Exception as error:
            # An eval that fails must not end the training either.
            recorder().refuse(InvalidRecord(f"the eval at step {step} failed: {error!r}"))
            return
        for outcome in outcomes:
            self.run.record(**{"step": step, **outcome})

    def on_train_end(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        if self.run is not None and state.is_world_process_zero:
            self.run.end("finished")
            recorder().flush()


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) or callable(getattr(value, "item", None))
