"""A training script as people write it: nothing in it knows of Holdfast."""

import random
import sys

import mlflow

mlflow.set_experiment("my trainings")
with mlflow.start_run():
    random.seed(sys.argv[1])
    mlflow.log_params({"lr": 1e-5})
    for step in (0, 100, 200, 300):
        mlflow.log_metric("loss", 3 / (step + 1), step=step)
        mlflow.log_metric("eval_blackmail", float(sys.argv[2]) + random.uniform(-0.02, 0.02), step=step)
    if len(sys.argv) > 3:
        mlflow.log_artifact(sys.argv[3], "checkpoint-300")
