"""What a watch answers."""

from __future__ import annotations

from typing import Any, Mapping, Optional


class Watched(str):
    """`"ok"`, `"alarm"` or `"unknown"`; it compares as that word, and carries why."""

    #: For people.
    reason: str
    #: The e-value against "within the limit": 1 is none, 1/alpha raises the alarm. None where unknown.
    evidence: Optional[float]
    #: The step at which the alarm was raised.
    step: Optional[int]

    def __new__(
        cls, word: str, reason: str, evidence: Optional[float] = None, step: Optional[int] = None
    ) -> "Watched":
        one = super().__new__(cls, word)
        one.reason, one.evidence, one.step = reason, evidence, step
        return one

    @property
    def is_alarm(self) -> bool:
        return self == "alarm"


def read_answer(document: Mapping[str, Any], run: str) -> Watched:
    """Reads the answer of `GET /v1/ablations/{identity}/monitor` for one run: an alarm of any eval is one."""
    rows = [row for row in document["rows"] if row["run"] == run]
    if not rows:
        return Watched("unknown", f"no outcome of {run} has been watched yet.")
    alarms = [row for row in rows if row["alarm"] is not None]
    worst = max(alarms or rows, key=lambda row: row["evidence"])
    limit, alpha = document["guarantee"]["limit"], document["guarantee"]["alpha"]
    if alarms:
        step = worst["alarm"]["step"]
        at = "the end of the stage" if step is None else f"step {step}"
        reason = f"{worst['eval']} passed {limit} at {at}; the chance of any false alarm is at most {alpha}."
        return Watched("alarm", reason, worst["evidence"], step)
    return Watched("ok", f"{worst['eval']} has not been shown to pass {limit}.", worst["evidence"])
