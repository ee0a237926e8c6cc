"""Results made by lm_eval itself, with its dummy model and without a network.

make-results.py FOLDER writes them below FOLDER/out: a task of multiple choice, one whose answers go through two filters,
and a group of both. Two documents are the same.
"""

import json
import os
import subprocess
import sys

folder = os.path.abspath(sys.argv[1])
os.makedirs(f"{folder}/tasks")
documents = [
    {"q": "one", "choices": ["a", "b b b"], "gold": 0, "answer": "1"},
    {"q": "two NaN", "choices": ["a a", "b"], "gold": 1, "answer": "lol"},
    {"q": "three", "choices": ["a", "b"], "gold": 1, "answer": "3"},
    {"q": "one", "choices": ["a", "b b b"], "gold": 0, "answer": "1"},
    {"q": "four", "choices": ["a", "b"], "gold": 1, "answer": "lol"},
]
with open(f"{folder}/data.json", "w") as file:
    file.writelines(json.dumps(document) + "\n" for document in documents)
shared = {"dataset_path": "json", "dataset_kwargs": {"data_files": {"test": f"{folder}/data.json"}}, "test_split": "test", "doc_to_text": "{{q}}"}
metric = {"aggregation": "mean", "higher_is_better": True}
tasks = [
    {
        **shared,
        "task": "pick",
        "output_type": "multiple_choice",
        "doc_to_choice": "{{choices}}",
        "doc_to_target": "{{gold}}",
        "metric_list": [{"metric": "acc", **metric}, {"metric": "acc_norm", **metric}],
        "metadata": {"version": 1.0},
    },
    {
        **shared,
        "task": "say",
        "output_type": "generate_until",
        "doc_to_target": "{{answer}}",
        "generation_kwargs": {"until": ["."]},
        "filter_list": [
            {"name": "strict-match", "filter": [{"function": "regex", "regex_pattern": "(no)"}, {"function": "take_first"}]},
            {"name": "flexible-extract", "filter": [{"function": "take_first"}]},
        ],
        "metric_list": [{"metric": "exact_match", **metric}],
        "metadata": {"version": 2.0},
    },
    {"group": "both", "task": ["pick", "say"], "aggregate_metric_list": [{"metric": "acc", "aggregation": "mean", "weight_by_size": True}]},
]
for at, task in enumerate(tasks):
    with open(f"{folder}/tasks/{at}.yaml", "w") as file:
        # JSON is YAML
        json.dump(task, file)
words = ["--model", "dummy", "--tasks", "both", "--include_path", "tasks", "--output_path", "out", "--log_samples"]
environment = {**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": f"{folder}/hf"}
subprocess.run([sys.executable, "-m", "lm_eval", *words], check=True, cwd=folder, env=environment)
