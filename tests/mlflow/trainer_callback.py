"""What the MLflow callback of Hugging Face's Trainer calls, in its order, configured by its environment variables.

transformers itself is not installed here (it brings torch to its Trainer); this follows the sequence of its
MLflowCallback: setup, on_log, on_train_end, and the destructor that ends the run.
"""

import json
import os

import mlflow


class State:
    is_world_process_zero = True
    global_step = 0


class FollowedCallback:
    def setup(self, arguments):
        self._own = False
        nested = os.getenv("MLFLOW_NESTED_RUN", "FALSE").upper() in {"TRUE", "1"}
        name = os.getenv("MLFLOW_EXPERIMENT_NAME")
        flatten = os.getenv("MLFLOW_FLATTEN_PARAMS", "FALSE").upper() in {"TRUE", "1"}
        run_id = os.getenv("MLFLOW_RUN_ID")
        if mlflow.active_run() is None or nested or run_id:
            if name:
                mlflow.set_experiment(name)
            mlflow.start_run(run_name="trainer", nested=nested)
            self._own = True
        values = arguments if not flatten else {f"args/{key}": value for key, value in arguments.items()}
        items = [(key, value) for key, value in values.items() if len(str(value)) <= 500]
        for start in range(0, len(items), 100):
            mlflow.log_params(dict(items[start : start + 100]))
        tags = os.getenv("MLFLOW_TAGS")
        if tags:
            mlflow.set_tags(json.loads(tags))

    def on_log(self, state, logs):
        metrics = {key: value for key, value in logs.items() if isinstance(value, (int, float))}
        mlflow.log_metrics(metrics=metrics, step=state.global_step)

    def on_train_end(self):
        if self._own and mlflow.active_run():
            mlflow.end_run()


callback = FollowedCallback()
callback.setup({f"argument_{index}": index for index in range(230)})
state = State()
for state.global_step in range(10, 60, 10):
    callback.on_log(state, {"loss": 1 / state.global_step, "epoch": state.global_step / 50, "note": "text"})
run = mlflow.active_run()
callback.on_train_end()
print(json.dumps({"run": run.info.run_id}))
