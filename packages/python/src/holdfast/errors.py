"""What `strict=True` raises. Without it, nothing of this leaves a call that records."""


class HoldfastError(Exception):
    """Something could not be recorded, or was refused."""


class InvalidRecord(HoldfastError, ValueError):
    """What was handed over can never be an outcome, a metric or a run."""
