"""Logs made by inspect_ai itself, without a network, and what it reads in them.

make-logs.py FOLDER writes logs into FOLDER and, for each, prints one JSON line: the file, the scores as inspect_ai reads
them, and the outcome lines of the recorder for Python.
"""

import json
import math
import os
import sys

from inspect_ai import Task, eval, task
from inspect_ai.dataset import Sample
from inspect_ai.log import (
    ProvenanceData,
    TagsEdit,
    edit_eval_log,
    edit_score,
    invalidate_samples,
    list_eval_logs,
    read_eval_log,
    write_eval_log,
)
from inspect_ai.model import ModelOutput, ModelUsage, get_model
from inspect_ai.scorer import Score, ScoreEdit, accuracy, includes, mean, model_graded_qa, scorer, value_to_float
from inspect_ai.solver import generate, solver

from holdfast.eval_log import outcome_lines
from holdfast.health import Health

ENVIRONMENT = {"HOLDFAST_RUN": "advice@1/principles/3", "HOLDFAST_STAGE": "rl", "HOLDFAST_STEP": "200", "HOLDFAST_CLUSTER": "family"}


def model(name, answer):
    def output(input, *rest):
        said = ModelOutput.from_content(name, answer(input))
        # Counted here, since Inspect would fetch a tokenizer.
        said.usage = ModelUsage(input_tokens=1, output_tokens=1, total_tokens=2)
        return said

    return get_model(f"mockllm/{name}", custom_outputs=output)


def number_of(sample_id):
    return int(str(sample_id).rsplit("-", 1)[-1])


@scorer(metrics=[mean()])
def harm():
    async def score(state, target):
        n = number_of(state.sample_id)
        return Score(value=math.nan if n == 3 else "CPIN"[n % 4], explanation="NaN, Infinity and \"-Infinity\" in a text")

    return score


@scorer(metrics={"*": [mean()]})
def dimensions():
    async def score(state, target):
        n = number_of(state.sample_id)
        return Score(value={"harm": n / 4, "kept/word": n % 2 == 0, "answer": ["yes", "No", "0.25", "1e-1"][n % 4]})

    return score


@scorer(metrics=[accuracy()])
def pair():
    async def score(state, target):
        return Score(value=[number_of(state.sample_id), 1.5])

    return score


@scorer(metrics=[accuracy()])
def words():
    async def score(state, target):
        return Score(value="maybe" if number_of(state.sample_id) == 1 else "TRUE")

    return score


@solver
def sometimes_fails():
    async def solve(state, generate):
        if number_of(state.sample_id) == 2 and state.epoch == 2:
            raise ValueError("broken on purpose")
        return state

    return solve


@task
def blackmail():
    ids = ["s/a_epoch_1-0", "b c-1", "ünï-2", "d..-3", "long-4"]
    return Task(
        dataset=[
            Sample(id=name, input=f"say {at} {'x' * 3000}", target="1", metadata={"family": f" f  {at // 2}", "big": "y" * 2000})
            for at, name in enumerate(ids)
        ],
        solver=[sometimes_fails(), generate()],
        scorer=[includes(), harm(), dimensions(), pair(), words(), model_graded_qa(template="Grade {answer} by {criterion}. {instructions}", instructions="Say GRADE: ü.", model_role="grader")],
        epochs=2,
        version="2.1",
        fail_on_error=False,
    )


@task
def plain():
    return Task(dataset=[Sample(input=f"say {n}", target="1") for n in range(12)], solver=generate(), scorer=includes())


def number(value):
    """The value as Inspect's own metrics count it; None where those leave it out, and for what Inspect takes for 0 with a warning."""
    if value == "maybe" or isinstance(value, float) and math.isnan(value):
        return None
    return value_to_float()(value)


def scalars(name, value):
    if isinstance(value, dict):
        return {f"{name}.{key}": inner for key, inner in value.items()}
    if isinstance(value, list):
        return {f"{name}.{at}": inner for at, inner in enumerate(value)}
    return {name: value}


def say(path):
    log = read_eval_log(path)
    scores = {}
    for sample in log.samples or ():
        for name, score in (sample.scores or {}).items():
            for metric, value in scalars(name, score.value).items():
                if not sample.invalidation:
                    scores.setdefault(metric, {})[f"{sample.id}|{sample.epoch - 1}"] = number(value)
    told = {"file": path, "tags": log.tags, "invalidated": log.invalidated, "scores": scores}
    lines = outcome_lines(log, ENVIRONMENT, Health())[1]
    print("LOG " + json.dumps({**told, "lines": lines}, allow_nan=False))


folder = sys.argv[1]
policy = model("policy", lambda input: input[-1].text[:5])
grader = model("grader", lambda input: "GRADE: C")
for name, format in (("zstd", "eval"), ("text", "json")):
    eval(blackmail(), model=policy, model_roles={"grader": grader}, log_dir=f"{folder}/{name}", log_format=format, display="none",
        tags=["arm=principles", "stage=rl"], metadata={"holdfast.seed": 3})
eval(plain(), model=policy, log_dir=f"{folder}/plain", display="none", limit=5)

for name in ("zstd", "text", "plain"):
    for info in list_eval_logs(f"{folder}/{name}"):
        path = info.name.replace("file://", "")
        ending = os.path.splitext(path)[1]
        say(path)
        if name == "plain":
            continue
        log = read_eval_log(path)
        by = ProvenanceData(author="auditor", reason="read again")
        first, second = log.samples[:2]
        edit_score(log, first.id, "harm", ScoreEdit(value=0.75, provenance=by), epoch=first.epoch)
        log = edit_eval_log(log, [TagsEdit(tags_add=["arm=control"], tags_remove=["arm=principles"])], by)
        write_eval_log(log, f"{folder}/edited-{name}{ending}")
        say(f"{folder}/edited-{name}{ending}")
        log = invalidate_samples(log, [second.uuid], by)
        write_eval_log(log, f"{folder}/invalid-{name}{ending}")
        say(f"{folder}/invalid-{name}{ending}")
