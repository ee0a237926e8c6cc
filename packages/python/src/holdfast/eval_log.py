"""A finished Inspect log as outcome lines. Reads attributes alone, and imports nothing of Inspect."""

from __future__ import annotations

import hashlib
import math
import re
from typing import Any, Dict, Iterator, List, Mapping, Optional, Tuple, Union

from .errors import InvalidRecord
from .health import Health
from .run_key import parse_run

STATUSES = {"success": "complete", "error": "crashed"}
#: Scorers of Inspect that compare text, whatever model role the task has.
RULES = frozenset({"answer", "choice", "exact", "f1", "includes", "match", "math", "pattern", "perplexity"})


def name_of(text: str) -> str:
    """A name as Holdfast writes it: letters, digits and `. _ + -`."""
    return re.sub(r"[^A-Za-z0-9._+-]+", "-", text).lstrip("._+-")[:120] or "unnamed"


def binding_of(spec: Any, environment: Mapping[str, str]) -> Dict[str, Any]:
    """Which checkpoint was scored: from metadata, tags (`holdfast.arm=principles`), or the environment.

    @raises InvalidRecord where it is not said
    """
    said: Dict[str, Any] = {}
    run = environment.get("HOLDFAST_RUN")
    if run:
        said.update({key: value for key, value in parse_run(run)._asdict().items() if value is not None})
    for key in ("stage", "step", "eval"):
        if environment.get(f"HOLDFAST_{key.upper()}"):
            said[key] = environment[f"HOLDFAST_{key.upper()}"]
    for tag in spec.tags or ():
        key, equals, value = str(tag).partition("=")
        if equals and key.startswith("holdfast."):
            said[key[len("holdfast.") :]] = value
    metadata = spec.metadata or {}
    nested = metadata.get("holdfast")
    said.update(nested if isinstance(nested, Mapping) else {})
    said.update({key[len("holdfast.") :]: value for key, value in metadata.items() if key.startswith("holdfast.")})
    missing = [key for key in ("ablation", "arm", "stage") if not said.get(key)]
    if missing:
        raise InvalidRecord(
            f"the eval {spec.task} names no {', '.join(missing)}: set HOLDFAST_RUN (ablation/arm/seed/branch) and "
            "HOLDFAST_STAGE, or metadata such as holdfast.arm."
        )
    return said


def score_number(value: Any, health: Health) -> Optional[float]:
    """A scalar as Inspect's value_to_float reads it; NaN and what has no number are unscored, never 0."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, (int, float)):
        return value if math.isfinite(value) else None
    words = {"C": 1, "P": 0.5, "I": 0, "N": 0}
    if value in words:
        return words[value]
    text = str(value).strip().lower()
    if text in ("yes", "true", "no", "false"):
        return int(text in ("yes", "true"))
    try:
        number = float(text)
    except ValueError:
        health.warn_once("score value", "the score %r has no number and counts as unscored.", value)
        return None
    return number if math.isfinite(number) else None


def _scalars(scorer: str, value: Any) -> Iterator[Tuple[str, Any]]:
    """One scorer may give many values: each is a metric of its own."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield f"{scorer}.{key}", inner
    elif isinstance(value, (list, tuple)):
        for at, inner in enumerate(value):
            yield f"{scorer}.{at}", inner
    else:
        yield scorer, value


def _options_of(spec: Any, scorer: str) -> Mapping[str, Any]:
    """The arguments of a scorer; Inspect tells scorers of one name apart by a number behind the later ones."""

    def named(name: str) -> List[Any]:
        return [each for each in spec.scorers or () if each.name == name]

    numbered = re.fullmatch(r"(.*?)([1-9][0-9]*)", scorer, re.DOTALL)
    found = named(scorer)[:1]
    if not found and numbered:
        found = named(numbered.group(1))[int(numbered.group(2)) :][:1]
    return (found[0].options or {}) if found else {}


def _prompt_of(options: Mapping[str, Any]) -> Optional[str]:
    """The fingerprint of the grading prompt, where the scorer was given one; None for Inspect's own prompts."""
    texts = [options.get(key) for key in ("template", "instructions")]
    said = [text if isinstance(text, str) else "" for text in texts]
    if not any(said):
        return None
    return "sha256:" + hashlib.sha256("\0".join(said).encode()).hexdigest()


def judge_of(spec: Any, scorer: str) -> Union[str, Dict[str, str], None]:
    """The model that graded, with the fingerprint of its prompt where the log states that; None for a rule.

    The role that the scorer names, or `grader` (`judge` where there is none, as audits call it), else the scorer's own.
    """
    base = scorer.rsplit("/", 1)[-1]
    if base in RULES:
        return None
    options = _options_of(spec, scorer)
    roles = spec.model_roles or {}
    named = roles.get(options["model_role"]) if isinstance(options.get("model_role"), str) else None
    role = next((each for each in (named, roles.get("grader"), roles.get("judge")) if each is not None), None)
    if role is not None:
        model = _model_name(role)
    elif isinstance(options.get("model"), str):
        model = options["model"][:200]
    elif base.startswith("model_graded"):
        model = spec.model[:200]
    else:
        return None
    prompt = _prompt_of(options)
    return model if prompt is None else {"model": model, "promptSha": prompt}


def _model_name(role: Any) -> str:
    """One grader by its name; a panel by the names of all, and by their digest where those are too long."""
    names = [str(one.model) for one in role] if isinstance(role, (list, tuple)) else [str(role.model)]
    name = "+".join(names)
    return name if len(name) <= 200 else f"{len(names)} models sha256:{hashlib.sha256(name.encode()).hexdigest()}"


def _metric_names(environment: Mapping[str, str], metrics: List[str]) -> Dict[str, str]:
    """HOLDFAST_METRIC: `score` for the only metric of a log, or `scorer=metric,...`."""
    given = environment.get("HOLDFAST_METRIC", "")
    pairs = dict(part.split("=", 1) for part in given.split(",") if "=" in part)
    if given and not pairs and len(metrics) == 1:
        pairs = {metrics[0]: given}
    return {metric: name_of(pairs.get(metric, metric)) for metric in metrics}


def outcome_lines(log: Any, environment: Mapping[str, str], health: Health) -> Tuple[str, List[Dict[str, Any]]]:
    """The ablation, and one outcome line for each metric of the log. @raises InvalidRecord"""
    spec = log.eval
    said = binding_of(spec, environment)
    line: Dict[str, Any] = {
        "arm": str(said["arm"]),
        "stage": str(said["stage"]),
        "eval": str(said.get("eval") or f"{name_of(spec.task.rsplit('/', 1)[-1])}@{spec.task_version}"),
        "status": STATUSES.get(log.status, "partial"),
        "harness": {"name": "inspect_ai", "version": (spec.packages or {}).get("inspect_ai", "unknown")},
    }
    for key in ("seed", "branch", "step", "tokens"):
        if said.get(key) not in (None, "", "unknown"):
            try:
                line[key] = int(said[key])
            except (TypeError, ValueError) as error:
                raise InvalidRecord(f"holdfast.{key}: {said[key]!r} is no whole number.") from error
    if getattr(log, "location", None):
        line["source"] = {"uri": str(log.location)}
    completed = getattr(log.stats, "completed_at", None) if log.stats else None
    if completed:
        line["evaluatedAt"] = str(completed)
    lines = [{**line, **told} for told in _told(log, environment, health)]
    if not lines:
        raise InvalidRecord(f"the log of {spec.task} has no scores.")
    return str(said["ablation"]), lines


def _told(log: Any, environment: Mapping[str, str], health: Health) -> Iterator[Dict[str, Any]]:
    cluster_key = environment.get("HOLDFAST_CLUSTER")
    samples = sorted(log.samples or (), key=lambda sample: (str(sample.id), sample.epoch))
    scores: Dict[str, Dict[int, Any]] = {}
    scorer_of: Dict[str, str] = {}
    for at, sample in enumerate(samples):
        for scorer, score in (sample.scores or {}).items():
            for metric, value in _scalars(scorer, score.value):
                scores.setdefault(metric, {})[at] = value
                scorer_of[metric] = scorer
    names = _metric_names(environment, list(scores))
    for metric, values in scores.items():
        columns: Dict[str, List[Any]] = {
            "id": [str(sample.id) for sample in samples],
            # Inspect counts epochs from 1.
            "epoch": [sample.epoch - 1 for sample in samples],
            "score": [score_number(values[at], health) if at in values else None for at in range(len(samples))],
        }
        if cluster_key and all((sample.metadata or {}).get(cluster_key) is not None for sample in samples):
            # One blank for any run of them, as in the summaries of a log, so that `holdfast import` finds the same.
            columns["cluster"] = [" ".join(str(sample.metadata[cluster_key]).split()) for sample in samples]
        elif cluster_key:
            health.warn_once("cluster", "not every sample has the metadata %r: none has a cluster.", cluster_key)
        judge = judge_of(log.eval, scorer_of[metric])
        yield {"metric": names[metric], "samples": columns, **({} if judge is None else {"judge": judge})}
