"""The nine call sequences of MLflow's client, as its users write them. Prints what they saw as one JSON."""

import json
import math
import os
import sys
import tempfile
from pathlib import Path

import mlflow
from mlflow.entities import Dataset, DatasetInput, InputTag, RunTag
from mlflow.exceptions import MlflowException
from mlflow.tracking import MlflowClient

ablation = sys.argv[1]
client = MlflowClient()
seen = {"version": mlflow.__version__}


def refused(work):
    try:
        work()
    except MlflowException as error:
        return [error.error_code, str(error)]
    return None


# 1. experiments
experiment = mlflow.set_experiment("nine sequences")
again = mlflow.set_experiment("nine sequences")
assert experiment.experiment_id == again.experiment_id
assert experiment.lifecycle_stage == "active"
assert client.get_experiment("0").name == "Default"
found = client.search_experiments(filter_string="name = 'nine sequences'")
assert [one.experiment_id for one in found] == [experiment.experiment_id]
client.set_experiment_tag(experiment.experiment_id, "team", "alignment")
assert client.get_experiment(experiment.experiment_id).tags["team"] == "alignment"
other = client.create_experiment("to rename")
client.rename_experiment(other, "renamed")
assert client.get_experiment_by_name("renamed").experiment_id == other
client.delete_experiment(other)
assert client.get_experiment(other).lifecycle_stage == "deleted"
client.restore_experiment(other)
assert client.get_experiment(other).lifecycle_stage == "active"
seen["taken"] = refused(lambda: client.create_experiment("renamed"))

tags = {
    "holdfast.ablation": ablation,
    "holdfast.arm": "principles",
    "holdfast.stage": "sft",
    "holdfast.seed": "0",
}

# 2. runs: bound at their start, nested, resumed
with mlflow.start_run(run_name="sft of seed 0", tags=tags, description="the first") as run:
    run_id = run.info.run_id
    # 3. parameters and tags
    mlflow.log_param("learning rate", 1e-5)
    mlflow.log_params({"epochs": 3, "model": "small", "epochs again": 3})
    mlflow.log_params({"epochs": 3})
    seen["changed"] = refused(lambda: mlflow.log_param("epochs", 4))
    mlflow.set_tag("note", "<b>it's; DROP TABLE run; --</b>")
    mlflow.set_tags({"a": "1", "b": "2"})
    mlflow.delete_tag("b")
    # 4. metrics
    for step in range(50):
        mlflow.log_metric("loss", 1 / (step + 1), step=step)
    mlflow.log_metrics({"train/accuracy": 0.5, "grad norm": math.inf, "broken": math.nan}, step=7)
    # 5. data
    # what mlflow.log_input sends; itself it needs numpy, which the small package does not bring
    dataset = Dataset("principles", "0123abcd", "http", '{"url": "x"}', profile='{"num_rows": 1000}')
    client.log_inputs(run_id, [DatasetInput(dataset, [InputTag("mlflow.data.context", "training")])])
    # 6. artifacts
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder, "notes with space é.txt")
        small.write_text("hello\n")
        mlflow.log_artifact(str(small))
        big = Path(folder, "big.bin")
        big.write_bytes(bytes(range(256)) * 10_000)
        mlflow.log_artifact(str(big), "deep/er")
        deep = Path(folder, "many", "more")
        deep.mkdir(parents=True)
        Path(deep, "empty.txt").write_text("")
        mlflow.log_artifacts(str(deep.parent), "tree")
        line = {"eval": "blackmail@1", "samples": {"id": ["p0", "p1", "p2"], "score": [0, 1, 1]}}
        Path(folder, "blackmail.outcomes.ndjson").write_text(json.dumps(line) + "\n")
        mlflow.log_artifact(str(Path(folder, "blackmail.outcomes.ndjson")), "evals")
        Path(folder, "wrong.outcomes.ndjson").write_text('{"eval": "nothing@1"}\n')
        mlflow.log_artifact(str(Path(folder, "wrong.outcomes.ndjson")), "evals")
    mlflow.log_dict({"a": 1}, "made/dict.json")
    mlflow.log_text("some text", "made/text.txt")
    names = sorted(one.path for one in client.list_artifacts(run_id))
    assert names == ["deep", "evals", "made", "notes with space é.txt", "tree"], names
    assert [one.path for one in client.list_artifacts(run_id, "tree")] == ["tree/more"]
    with tempfile.TemporaryDirectory() as folder:
        fetched = Path(client.download_artifacts(run_id, "deep", folder), "er", "big.bin")
        assert fetched.read_bytes() == bytes(range(256)) * 10_000
        fetched = Path(client.download_artifacts(run_id, "notes with space é.txt", folder))
        assert fetched.read_text() == "hello\n"
    with mlflow.start_run(run_name="a child", nested=True) as child:
        mlflow.log_metric("loss", 5.0)
    assert client.get_run(child.info.run_id).data.tags["mlflow.parentRunId"] == run_id
# 7. the end
ended = client.get_run(run_id)
assert ended.info.status == "FINISHED" and ended.info.end_time >= ended.info.start_time
assert ended.data.params == {"learning rate": "1e-05", "epochs": "3", "model": "small", "epochs again": "3"}
assert ended.data.tags["a"] == "1" and "b" not in ended.data.tags
assert ended.data.metrics["loss"] == 1 / 50
assert ended.data.metrics["grad norm"] == math.inf and math.isnan(ended.data.metrics["broken"])
inputs = ended.inputs.dataset_inputs
assert [(one.dataset.name, one.dataset.digest, one.tags[0].value) for one in inputs] == [
    ("principles", "0123abcd", "training")
]
os.environ["MLFLOW_RUN_ID"] = run_id
with mlflow.start_run() as resumed:
    assert resumed.info.run_id == run_id and resumed.info.status == "RUNNING"
    mlflow.log_metric("loss", 0.001, step=50)
os.environ.pop("MLFLOW_RUN_ID", None)
history = client.get_metric_history(run_id, "loss")
assert [point.step for point in history] == list(range(51))
# a failure is recorded as one
try:
    with mlflow.start_run(run_name="it fails") as failing:
        raise RuntimeError("on purpose")
except RuntimeError:
    pass
assert client.get_run(failing.info.run_id).info.status == "FAILED"

# 8. searching
ids = [experiment.experiment_id]


def search(text, **more):
    return [one.info.run_name for one in client.search_runs(ids, text, **more)]


assert search("metrics.loss < 0.5 and params.model = 'small'") == ["sft of seed 0"]
assert search("metrics.loss > 4") == ["a child"]
assert search("params.`learning rate` LIKE '1e%'") == ["sft of seed 0"]
assert search("tags.\"mlflow.parentRunId\" = '" + run_id + "'") == ["a child"]
assert search("attributes.status = 'FAILED'") == ["it fails"]
assert search("run_name ILIKE 'IT %'") == ["it fails"]
assert search(f"attributes.run_id IN ('{run_id}')") == ["sft of seed 0"]
assert search("datasets.name = 'principles' and dataset.context = 'training'") == ["sft of seed 0"]
assert search("", order_by=["metrics.loss DESC"])[:2] == ["a child", "sft of seed 0"]
assert search("", order_by=["attributes.start_time ASC"])[0] == "sft of seed 0"
page = client.search_runs(ids, max_results=2)
rest = client.search_runs(ids, max_results=2, page_token=page.token)
assert len(page) == 2 and len(rest) == 1 and rest.token is None
seen["bad filter"] = refused(lambda: client.search_runs(ids, "metrics.loss < 0.5 OR params.a = 'b'"))

# 9. deletion, and what is wrong
client.delete_run(failing.info.run_id)
assert "it fails" not in search("")
client.restore_run(failing.info.run_id)
assert "it fails" in search("")
seen["no run"] = refused(lambda: client.get_run("0" * 32))
unbound = client.create_run(experiment.experiment_id)
seen["wrong arm"] = refused(
    lambda: client.set_tag(unbound.info.run_id, "holdfast.ablation", ablation)
    or client.set_tag(unbound.info.run_id, "holdfast.arm", "nobody")
)
client.log_metric(unbound.info.run_id, "loss", 2.0)  # training goes on, unbound
late = client.create_run(experiment.experiment_id)
client.log_metric(late.info.run_id, "reward", 0.25, step=3)
client.log_batch(
    late.info.run_id,
    tags=[
        RunTag(
            "holdfast", json.dumps({"ablation": ablation, "arm": "principles", "stage": "rl", "seed": 0, "parent": "sft"})
        )
    ],
)
client.log_metric(late.info.run_id, "reward", 0.5, step=4)
client.set_terminated(late.info.run_id)
assert client.get_run(late.info.run_id).data.metrics == {"reward": 0.5}
if hasattr(client, "create_logged_model"):
    seen["model"] = refused(lambda: client.create_logged_model(experiment.experiment_id, name="m"))

seen.update(
    experiment=experiment.experiment_id,
    run=run_id,
    child=child.info.run_id,
    unbound=unbound.info.run_id,
    late=late.info.run_id,
)
print(json.dumps(seen))
