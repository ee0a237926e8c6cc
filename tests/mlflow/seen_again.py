"""What MLflow's client finds of runs: everything it can read of them, as one JSON. `seen_again.py EXPERIMENT RUN...`"""

import hashlib
import json
import sys
import tempfile
from pathlib import Path

from mlflow.tracking import MlflowClient

name, *runs = sys.argv[1:]
client = MlflowClient()
experiment = client.get_experiment_by_name(name)


def files_of(run_id, folder=None):
    for one in client.list_artifacts(run_id, folder):
        if one.is_dir:
            yield from files_of(run_id, one.path)
        else:
            yield one


def digests_of(run_id):
    with tempfile.TemporaryDirectory() as folder:
        return {
            one.path: [
                one.file_size,
                hashlib.sha256(Path(client.download_artifacts(run_id, one.path, folder)).read_bytes()).hexdigest(),
            ]
            for one in files_of(run_id)
        }


def told(run):
    return {
        "info": dict(run.info),
        "params": run.data.params,
        "tags": run.data.tags,
        "latest": {key: str(value) for key, value in run.data.metrics.items()},
        "history": {
            key: [[point.step, point.timestamp, str(point.value)] for point in client.get_metric_history(run.info.run_id, key)]
            for key in sorted(run.data.metrics)
        },
        "inputs": [[dict(one.dataset), [dict(tag) for tag in one.tags]] for one in run.inputs.dataset_inputs],
        "files": digests_of(run.info.run_id),
    }


names = ", ".join(f"'{run}'" for run in runs)
found = client.search_runs([experiment.experiment_id], f"attributes.run_id IN ({names})")
print(
    json.dumps(
        {
            "experiment": dict(experiment),
            "found": [one.info.run_id for one in found],
            "runs": {run: told(client.get_run(run)) for run in runs},
        },
        default=str,
        sort_keys=True,
    )
)
