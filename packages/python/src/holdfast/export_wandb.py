"""Exports the runs of a project on W&B into files that ``holdfast import`` reads.

    python -m holdfast.export_wandb ENTITY/PROJECT FOLDER [--filter JSON] [--again]

It runs under your own login (``wandb login``, or ``WANDB_API_KEY``) and writes one file a run, ``FOLDER/ID.wandb.jsonl``:
first a line with what W&B knows of the run (name, group, tags, config, the axes that ``define_metric`` gave its metrics,
its summary), then a line for each row of its history, whole and not sampled. Only what is a number or a text is kept. A
run that is there already and had ended is passed over unless ``--again`` is given; a file is written whole or not at all.
"""

import argparse
import json
import os
import sys
from typing import Any, Dict, Iterable, List, Optional

FORMAT = "wandb-run/1"


def axes_of(config: Dict[str, Any]) -> List[List[str]]:
    """Pairs of a metric (with ``*`` at its end: all that begin so) and the metric that is its axis.

    W&B keeps the calls of ``define_metric`` as messages whose fields are numbers: 1 the name, 2 the pattern, 4 the axis, 5
    the place of the axis among the messages, counted from 1.
    """
    internal = config.get("_wandb")
    messages = internal.get("m") if isinstance(internal, dict) else None
    messages = [message for message in messages or [] if isinstance(message, dict)]
    pairs = []
    for message in messages:
        name = message.get("2") or message.get("1")
        axis = message.get("4")
        place = message.get("5")
        if axis is None and isinstance(place, int) and 0 < place <= len(messages):
            axis = messages[place - 1].get("1")
        if name and axis:
            pairs.append([str(name), str(axis)])
    return pairs


def plain(row: Dict[str, Any]) -> Dict[str, Any]:
    """What of a row is a number, a text or a truth value."""
    return {str(key): value for key, value in row.items() if isinstance(value, (bool, int, float, str))}


def described(run: Any) -> Dict[str, Any]:
    """The first line of a run's file."""
    config = {key: value for key, value in dict(run.config).items() if not key.startswith("_")}
    summary = getattr(run.summary, "_json_dict", run.summary)
    return {
        "format": FORMAT,
        "id": run.id,
        "entity": run.entity,
        "project": run.project,
        "name": run.name,
        "group": getattr(run, "group", None),
        "job_type": getattr(run, "job_type", None),
        "tags": [str(tag) for tag in run.tags or []],
        "state": run.state,
        "created_at": str(run.created_at),
        "config": config,
        "axes": axes_of(dict(getattr(run, "rawconfig", None) or {})),
        "summary": plain(dict(summary or {})),
    }


def ended_before(path: str) -> bool:
    """Whether the file holds a run that had ended when it was written."""
    try:
        with open(path, encoding="utf-8") as file:
            return json.loads(file.readline()).get("state") in ("finished", "failed", "crashed", "killed")
    except (OSError, ValueError, AttributeError):
        return False


def export_run(run: Any, folder: str) -> int:
    """Writes the file of one run; returns how many rows its history has."""
    path = os.path.join(folder, f"{run.id}.wandb.jsonl")
    draft = os.path.join(folder, f".{run.id}.part")
    rows = 0
    try:
        with open(draft, "w", encoding="utf-8") as file:
            file.write(json.dumps(described(run), default=str) + "\n")
            for row in run.scan_history():
                file.write(json.dumps(plain(row)) + "\n")
                rows += 1
        os.replace(draft, path)
    finally:
        if os.path.exists(draft):
            os.remove(draft)
    return rows


def export_project(runs: Iterable[Any], folder: str, again: bool = False) -> int:
    """Writes a file for each run; returns how many could not be read."""
    os.makedirs(folder, exist_ok=True)
    failed = 0
    for run in runs:
        if not again and ended_before(os.path.join(folder, f"{run.id}.wandb.jsonl")):
            print(f"{run.id} {run.name}: there already")
            continue
        try:
            print(f"{run.id} {run.name}: {export_run(run, folder)} rows", flush=True)
        except Exception as error:  # one run that W&B does not hand out must not cost the others
            failed += 1
            print(f"{run.id} {run.name}: not exported: {error}", file=sys.stderr, flush=True)
    return failed


def main(words: Optional[List[str]] = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m holdfast.export_wandb", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("project", help="ENTITY/PROJECT, as in its address")
    parser.add_argument("folder", help="where to write; it is made")
    parser.add_argument("--filter", help='runs to export, as W&B filters them, such as {"group": "advice"}')
    parser.add_argument("--again", action="store_true", help="export runs again that are there and had ended")
    given = parser.parse_args(words)
    try:
        import wandb
    except ImportError:
        print("wandb is not installed in this Python: pip install wandb, then wandb login.", file=sys.stderr)
        return 2
    filters = json.loads(given.filter) if given.filter else None
    runs = wandb.Api().runs(given.project, filters=filters)
    failed = export_project(runs, given.folder, given.again)
    if failed:
        print(f"{failed} runs were not exported; starting it again takes them up.", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
