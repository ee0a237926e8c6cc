"""A store of MLflow in a SQLite file, made by mlflow itself: make-mlflow-store.py FILE."""

import sys

import mlflow

mlflow.set_tracking_uri(f"sqlite:///{sys.argv[1]}")
mlflow.set_experiment("honeypots")

TAGS = {"holdfast.ablation": "advice@1", "holdfast.stage": "rl", "holdfast.eval.odd key": "arc"}
for arm, seed in (("control", 1), ("principles", 1), ("principles", 2)):
    with mlflow.start_run(run_name=f"{arm}-{seed}", tags={**TAGS, "holdfast.arm": arm, "holdfast.seed": str(seed)}):
        mlflow.log_params({"lr": 1e-5, "model_name": f"org/{arm}"})
        for step in (0, 100, 200):
            mlflow.log_metric("train/loss", 2.0 / (step + 1), step=step)
            mlflow.log_metric("eval_blackmail", 0.25 + step / 1000, step=step)
            mlflow.log_metric("odd key", 0.5, step=step)
        mlflow.log_metric("eval/arc", 0.75, step=300)
        mlflow.log_metric("eval/arc/n", 8, step=300)
        mlflow.log_metric("eval_blackmail", 0.9, step=200)
        mlflow.log_metric("eval_blackmail", float("nan"), step=300)
with mlflow.start_run(run_name="no-seed", tags={**TAGS, "holdfast.arm": "control"}):
    mlflow.log_metric("blackmail", 0.125, step=50)
with mlflow.start_run(run_name="nobody"):
    mlflow.log_metric("blackmail", 0.5, step=1)
with mlflow.start_run(run_name="gone", tags={**TAGS, "holdfast.arm": "control", "holdfast.seed": "9"}) as run:
    mlflow.log_metric("blackmail", 0.5, step=1)
mlflow.delete_run(run.info.run_id)
