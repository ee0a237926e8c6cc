"""A training script against one MLflow server, for mlflow.mjs. The server comes from MLFLOW_TRACKING_URI.

Begins a run and fills an experiment with runs to search, then answers line by line: `log_metric 20` makes twenty calls
and prints the milliseconds of each as one JSON. `at URL` makes the calls after it go there.
"""

import json
import os
import sys
import time

import mlflow
from mlflow.entities import Metric, Param, RunTag
from mlflow.tracking import MlflowClient

BATCH = 200
runs = int(sys.argv[1])

experiment = mlflow.set_experiment("searched").experiment_id
client = MlflowClient()
for number in range(runs):
    made = client.create_run(experiment, run_name=f"run {number}", tags={"team": "alignment"})
    client.log_batch(
        made.info.run_id,
        metrics=[Metric(f"metric {key}", (number * 37 % runs) / runs + key, 1700000000000, 10) for key in range(10)],
        params=[Param(f"param {key}", str(number % (key + 2))) for key in range(10)],
        tags=[RunTag(f"tag {key}", str(number % 3)) for key in range(3)],
    )
mlflow.set_experiment("logged")
mlflow.start_run(run_name="training")
step = 0


def log_metric():
    mlflow.log_metric("loss", 1 / step, step=step)


def log_batch():
    mlflow.log_metrics({f"metric {key}": step + key for key in range(BATCH)}, step=step)


def search_runs():
    found = MlflowClient().search_runs(
        [experiment],
        "metrics.`metric 3` > 3.25 and params.`param 1` = '1' and tags.team = 'alignment'",
        order_by=["metrics.`metric 3` DESC", "attributes.start_time DESC"],
        max_results=100,
    )
    # every third run has the parameter, and three quarters of them the metric
    if abs(len(found) - min(100, runs / 4)) > 3:
        raise SystemExit(f"{len(found)} runs were found")


WORK = {"log_metric": log_metric, "log_batch": log_batch, "search_runs": search_runs}
print(json.dumps({"version": mlflow.__version__}), flush=True)
for line in sys.stdin:
    what, given = line.split()
    if what == "at":
        os.environ["MLFLOW_TRACKING_URI"] = given
        mlflow.set_tracking_uri(given)
        print("true", flush=True)
        continue
    taken = []
    for _ in range(int(given)):
        step += 1
        began = time.perf_counter()
        WORK[what]()
        taken.append((time.perf_counter() - began) * 1000)
    print(json.dumps(taken), flush=True)
