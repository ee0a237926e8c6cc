"""Scores of samples as the parallel lists that an outcome line holds."""

from __future__ import annotations

from typing import Any, Dict, Iterable, List, Mapping, Union

from .errors import InvalidRecord
from .plain import count, score

#: Rows of id, score, and where there are any epoch (from 0) and cluster; or the same as columns.
Samples = Union[Iterable[Mapping[str, Any]], Mapping[str, Any]]

_KNOWN = frozenset({"id", "score", "epoch", "cluster"})


def _columns(rows: Iterable[Mapping[str, Any]]) -> Dict[str, List[Any]]:
    given = list(rows)
    if not given:
        raise InvalidRecord("samples: there are none.")
    keys = set(given[0])
    for at, row in enumerate(given):
        if set(row) != keys:
            raise InvalidRecord(f"samples[{at}]: every sample has the same keys: {', '.join(sorted(keys))}.")
    return {key: [row[key] for row in given] for key in keys}


def sample_lists(samples: Samples) -> Dict[str, List[Any]]:
    """@raises InvalidRecord where lists differ in length, a key is unknown, or a value is no score"""
    columns = {key: list(values) for key, values in samples.items()} if isinstance(samples, Mapping) else _columns(samples)
    if not {"id", "score"} <= set(columns) or not set(columns) <= _KNOWN:
        raise InvalidRecord("samples: each has id and score, and may have epoch (from 0) and cluster.")
    if len({len(values) for values in columns.values()}) != 1 or not columns["id"]:
        raise InvalidRecord("samples: the lists are empty or differ in length.")
    lists: Dict[str, List[Any]] = {"id": [str(each) for each in columns["id"]]}
    if "cluster" in columns:
        lists["cluster"] = [str(each) for each in columns["cluster"]]
    if "epoch" in columns:
        lists["epoch"] = [count(each, "epoch") for each in columns["epoch"]]
    lists["score"] = [score(each) for each in columns["score"]]
    return lists
