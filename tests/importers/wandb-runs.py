"""Runs that wandb itself logs while it is offline.

wandb-runs.py FOLDER writes them below FOLDER/wandb and prints what was logged as JSON: for each run its points by metric,
by the step that its axis says.

- `axis`: metrics over an axis of their own, enough rows for several blocks, a text and a NaN beside
- `parts`: two segments of one run, the second beginning before the end of the first
- `killed`: a process that is killed while it logs
- `ended`: a score that is only in the summary
"""

import json
import os
import subprocess
import sys
import time

folder = os.path.abspath(sys.argv[1])
os.environ.update(WANDB_MODE="offline", WANDB_SILENT="true", WANDB_DIR=folder, WANDB_DATA_DIR=folder, WANDB_CACHE_DIR=folder, WANDB_CONFIG_DIR=folder)
import wandb

words = {"arm": "principles", "stage": "rl"}


def axis():
    run = wandb.init(project="advice", id="axis", name="nice name", group="g", config={"holdfast": {**words, "seed": 1}, "lr": 1e-5, "deep": {"a": [1]}})
    run.define_metric("train/step")
    run.define_metric("eval/*", step_metric="train/step")
    points = {}
    for index in range(400):
        run.log({"train/loss": 1 / (index + 1), "train/step": index * 10, "text": "x" * 200, "nan": float("nan")})
        if index % 20 == 0:
            run.log({"eval/blackmail": index / 400, "eval/blackmail/n": 400})
            points[index * 10] = index / 400
    run.finish()
    return {"eval/blackmail": points}


def parts():
    points = {}
    for first, steps in enumerate([range(0, 6), range(4, 9)]):
        run = wandb.init(project="advice", id="parts", resume="allow", tags=["arm=principles", "holdfast.stage=rl", "holdfast.seed=2"])
        for step in steps:
            run.log({"blackmail": (step + first) / 10}, step=step)
            points[step] = (step + first) / 10
        run.finish()
        time.sleep(1.1)
    return {"blackmail": points}


def killed():
    script = "import os,time,wandb\nrun = wandb.init(project='advice', id='killed', config={'holdfast.arm': 'control', 'holdfast.stage': 'rl'})\nfor step in range(50): run.log({'eval_blackmail_score': step / 100})\ntime.sleep(3)\nos._exit(1)"
    subprocess.run([sys.executable, "-c", script], check=False)
    return {"eval_blackmail_score": {step: step / 100 for step in range(50)}}


def ended():
    run = wandb.init(project="advice", id="ended", config={"holdfast": {**words, "arm": "control", "seed": 3}})
    run.log({"train/loss": 1})
    run.summary["blackmail"] = 0.25
    run.finish()
    return {"blackmail": {"end": 0.25}}


print("MADE " + json.dumps({make.__name__: make() for make in (axis, parts, killed, ended)}))
