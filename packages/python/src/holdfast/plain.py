"""Values of other libraries as plain JSON: a NumPy or PyTorch scalar becomes a number."""

from __future__ import annotations

import json
import math
from typing import Any, Optional

from .errors import InvalidRecord


def plain(value: Any) -> Any:
    """For `json.dumps(default=...)`: scalars and arrays of other libraries, known by `.tolist()` or `.item()`."""
    for method in ("tolist", "item"):
        convert = getattr(value, method, None)
        if callable(convert):
            return convert()
    if isinstance(value, (set, frozenset, tuple)):
        return list(value)
    if hasattr(value, "__fspath__"):
        return value.__fspath__()
    raise InvalidRecord(f"{type(value).__name__} has no place in JSON.")


def to_json(value: Any) -> bytes:
    """Compact JSON. @raises InvalidRecord for NaN and infinities, which JSON has not, and for foreign objects"""
    try:
        return json.dumps(value, default=plain, allow_nan=False, ensure_ascii=False, separators=(",", ":")).encode()
    except InvalidRecord:
        raise
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        raise InvalidRecord(str(error)) from error


def number(value: Any, name: str) -> float:
    """A number of any library as an int or float. @raises InvalidRecord where it is none"""
    if isinstance(value, (int, float)):
        return value
    convert = getattr(value, "item", None)
    try:
        return convert() if callable(convert) else float(value)
    except (TypeError, ValueError) as error:
        raise InvalidRecord(f"{name}: {value!r} is no number.") from error


def score(value: Any) -> Optional[float]:
    """A score: None and NaN are a sample that was run and not scored. @raises InvalidRecord for an infinity"""
    if value is None:
        return None
    given = number(value, "score")
    if isinstance(given, bool):
        return int(given)
    if isinstance(given, float):
        if math.isnan(given):
            return None
        if math.isinf(given):
            raise InvalidRecord("a score is not infinite.")
    return given


def count(value: Any, name: str) -> int:
    """A whole number from 0. @raises InvalidRecord"""
    given = number(value, name)
    if isinstance(given, bool) or given != given or given < 0 or given != int(given):
        raise InvalidRecord(f"{name}: {value!r} is no whole number from 0.")
    return int(given)
