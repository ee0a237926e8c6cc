"""A run: one training of one arm with one seed, and everything that is recorded about it."""

from __future__ import annotations

import functools
import math
import os
import threading
import urllib.parse
from datetime import datetime, timezone
from types import TracebackType
from typing import Any, Callable, Dict, List, Mapping, Optional, Tuple, Type, TypeVar, Union, cast

from .errors import HoldfastError, InvalidRecord
from .plain import count, number
from .process import on_termination, recorder
from .run_key import RunKey
from .samples import Samples, sample_lists
from .transport import Transport
from .watched import Watched, read_answer

STATUSES = ("running", "finished", "failed", "killed")
#: "The step of the latest checkpoint of that stage; the end of the stage where there is none."
LATEST = cast(Optional[int], object())

F = TypeVar("F", bound=Callable[..., Any])


def now() -> str:
    """This moment in UTC, to the millisecond, as ISO 8601."""
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _quiet(method: F) -> F:
    """Nothing leaves the method unless `strict` is set: what was wrong is counted, and said once."""

    @functools.wraps(method)
    def quiet(*arguments: Any, **named: Any) -> Any:
        try:
            return method(*arguments, **named)
        except InvalidRecord as error:
            return recorder().refuse(error)
        except HoldfastError:
            raise  # comes with strict alone
        except Exception as error:
            return recorder().refuse(InvalidRecord(f"{method.__name__}: {error!r}"))

    return cast(F, quiet)


def _given(**values: Any) -> Dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


class Run:
    """Records about one run. No call blocks for more than a few milliseconds, and none raises unless strict."""

    def __init__(
        self, key: RunKey, stage: str, parent: Optional[Mapping[str, Any]] = None, recipe: Optional[str] = None
    ) -> None:
        self.ablation, self.arm, self.seed, self.branch = key
        self.key = key.key
        self.stage = stage
        self._identity = _given(
            arm=self.arm, seed=self.seed, branch=self.branch, parent=parent and dict(parent), recipe=recipe
        )
        self._steps: Dict[str, int] = {}
        self._asking: Dict[str, threading.Thread] = {}
        self._answers: Dict[str, Watched] = {}
        self._is_ended = False
        self._process = os.getpid()
        at = now()
        self._put("run", {**self._identity, "status": "running", "startedAt": at, "at": at})
        on_termination(self)

    def __repr__(self) -> str:
        return f"<holdfast run {self.ablation} {self.key}, {self.stage}>"

    def _put(self, kind: str, *bodies: Any, is_evidence: bool = True) -> bool:
        return recorder().put(kind, urllib.parse.quote(self.ablation, safe="@"), bodies, is_evidence)

    def _place(self, stage: Optional[str], step: Optional[int]) -> Dict[str, Any]:
        at = stage or self.stage
        if step is LATEST:
            step = self._steps.get(at)
        return _given(stage=at, step=None if step is None else count(step, "step"))

    @_quiet
    def checkpoint(
        self,
        step: Optional[int] = None,
        tokens: Optional[int] = None,
        uri: Optional[str] = None,
        stage: Optional[str] = None,
        shared: Optional[bool] = None,
    ) -> bool:
        """Notes a checkpoint; what is recorded next at this stage belongs to it.

        @param step None: the end of the stage
        @param tokens seen so far
        @param shared the common start of every arm
        """
        place = self._place(stage, step)
        if "step" in place:
            self._steps[place["stage"]] = place["step"]
        else:
            self._steps.pop(place["stage"], None)
        more = _given(
            tokens=None if tokens is None else count(tokens, "tokens"),
            checkpointUri=None if uri is None else str(uri),
            shared=shared,
        )
        return self._put("checkpoint", {**self._identity, **place, **more})

    @_quiet
    def record(
        self,
        eval: str,
        samples: Optional[Samples] = None,
        counts: Optional[Tuple[int, int]] = None,
        *,
        summary: Optional[Mapping[str, Any]] = None,
        point: Optional[float] = None,
        judge: Union[str, Mapping[str, str], None] = None,
        metric: Optional[str] = None,
        condition: Optional[Mapping[str, Any]] = None,
        step: Optional[int] = LATEST,
        stage: Optional[str] = None,
        **more: Any,
    ) -> bool:
        """Records what a checkpoint scored on an eval: one of samples, counts, summary and point.

        @param eval `name@version`
        @param samples rows of id, score, epoch (from 0) and cluster, or the same as columns; None or NaN is a sample
        that was run and not scored
        @param counts k of n
        @param step that of the latest checkpoint() without it; None: the end of the stage
        @param more further keys of an outcome line, such as `harness`, `tokens`, `evaluatedAt`, `correction`
        """
        evidence: Dict[str, Any] = {}
        if samples is not None:
            evidence["samples"] = sample_lists(samples)
        if counts is not None:
            k, n = counts
            evidence["counts"] = {"k": count(k, "counts k"), "n": count(n, "counts n")}
            if evidence["counts"]["k"] > evidence["counts"]["n"]:
                raise InvalidRecord(f"counts: {k} of {n}.")
        if summary is not None:
            evidence["summary"] = dict(summary)
        if point is not None:
            evidence["point"] = number(point, "point")
        if len(evidence) != 1:
            raise InvalidRecord("record: give one of samples, counts, summary and point.")
        told = _given(eval=eval, judge=judge, metric=metric, condition=condition, **more)
        return self._put("outcome", {**self._identity, **self._place(stage, step), **told, **evidence})

    @_quiet
    def log_metrics(self, metrics: Mapping[str, Any], step: int, stage: Optional[str] = None) -> bool:
        """Records training metrics of a step, such as `{"train/loss": 1.2}`. NaN and infinities are values here."""
        line = {"runKey": self.key, "stage": stage or self.stage, "step": int(number(step, "step")), "at": now()}
        lines: List[Dict[str, Any]] = []
        for key, given in metrics.items():
            value = number(given, key)
            if not math.isfinite(value):
                value = cast(Any, "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity")
            lines.append({**line, "key": str(key), "value": value + 0 if isinstance(value, bool) else value})
        return not lines or self._put("metric", *lines, is_evidence=False)

    @_quiet
    def intervene(
        self, step: int, change: str, reason: str, author: Optional[str] = None, stage: Optional[str] = None
    ) -> bool:
        """Records that the training was changed at a step: the trajectory is split there."""
        by = author or recorder().settings.actor or "training loop"
        told = {"run": self.key, "stage": stage or self.stage, "step": count(step, "step")}
        return self._put("intervention", {**told, "change": change, "reason": reason, "author": by})

    def watch(
        self,
        eval: str,
        above: float,
        alpha: float = 0.01,
        stage: Optional[str] = None,
        timeout: float = 1.0,
    ) -> Watched:
        """Whether this run has passed a limit on an eval (several with commas), however often one asks.

        Waits `timeout` seconds at most; the question then goes on behind, and the next call has its answer.

        @param above what no checkpoint should pass (on an eval where higher is better: fall below)
        @param alpha the chance that this run ever raises a false alarm
        @return "ok", "alarm", or "unknown" where no server answered in time or nothing was recorded
        """
        query = {"eval": eval, "limit": above, "alpha": alpha, "stage": stage or self.stage, "run": self.key}
        path = f"/v1/ablations/{urllib.parse.quote(self.ablation, safe='')}/monitor?{urllib.parse.urlencode(query)}"
        try:
            return self._ask(path, timeout)
        except Exception as error:
            if recorder().settings.strict:
                raise
            return Watched("unknown", f"the watch could not be asked: {error!r}.")

    def _ask(self, path: str, timeout: float) -> Watched:
        owner = recorder()
        if owner.settings.url is None:
            return Watched("unknown", "there is no server to ask (HOLDFAST_URL).")
        earlier = self._answers.get(path)
        asking = self._asking.get(path)
        if asking is None or not asking.is_alive():

            def ask() -> None:
                try:
                    owner.flush(owner.settings.request_seconds)
                    reply = Transport(owner.settings).get(path, owner.settings.request_seconds)
                    is_answer = reply.outcome == "done"
                    self._answers[path] = (
                        read_answer(reply.document, self.key) if is_answer else Watched("unknown", reply.reason)
                    )
                except Exception as error:
                    self._answers[path] = Watched("unknown", f"the answer was not understood: {error!r}.")

            self._answers.pop(path, None)
            asking = threading.Thread(target=ask, name="holdfast-watch", daemon=True)
            self._asking[path] = asking
            asking.start()
        asking.join(timeout)
        answer = self._answers.get(path)
        if answer is None:
            # An alarm is never taken back by silence.
            if earlier is not None and earlier.is_alarm:
                self._answers.setdefault(path, earlier)
                return earlier
            return Watched("unknown", f"no answer within {timeout} seconds.")
        return answer

    @_quiet
    def end(self, status: str = "finished") -> bool:
        """Says how it ended: `finished`, `failed` or `killed`. A run that is started again is running again."""
        if status not in STATUSES:
            raise InvalidRecord(f"status: one of {', '.join(STATUSES)}, not {status!r}.")
        self._is_ended = True
        at = now()
        times = {"at": at} if status == "running" else {"at": at, "endedAt": at}
        return self._put("run", {**self._identity, "status": status, **times})

    def terminated(self) -> None:
        """The process is asked to end. A worker that was forked from it says nothing of the run."""
        if not self._is_ended and self._process == os.getpid():
            self.end("killed")

    def __enter__(self) -> "Run":
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        _traceback: Optional[TracebackType],
    ) -> None:
        if not self._is_ended:
            is_killed = isinstance(error, KeyboardInterrupt)
            self.end("finished" if kind is None else "killed" if is_killed else "failed")
        recorder().flush()
