"""Which run is meant: `ablation/arm/seed/branch`, such as `advice@1/principles/3/0`."""

from __future__ import annotations

from typing import NamedTuple, Optional

from .errors import InvalidRecord


class RunKey(NamedTuple):
    #: `name@version`
    ablation: str
    arm: str
    #: None: unknown, which is never 0.
    seed: Optional[int]
    branch: int

    @property
    def key(self) -> str:
        """The key within the ablation: arm/seed/branch."""
        return f"{self.arm}/{'unknown' if self.seed is None else self.seed}/{self.branch}"


def parse_run(text: str) -> RunKey:
    """Reads HOLDFAST_RUN; the branch may be left out, and the seed may be `unknown`. @raises InvalidRecord"""
    parts = text.strip().split("/")
    try:
        ablation, arm, seed, branch = (*parts, "0") if len(parts) == 3 else parts
        known = None if seed == "unknown" else int(seed)
        if "@" not in ablation or not arm or (known or 0) < 0:
            raise ValueError
        return RunKey(ablation, arm, known, int(branch))
    except ValueError as error:
        raise InvalidRecord(f"HOLDFAST_RUN is ablation/arm/seed/branch (advice@1/principles/3/0), not {text!r}.") from error
