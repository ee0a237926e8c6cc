"""A project of Trackio, made by trackio itself: make-trackio.py FOLDER writes FOLDER/honeypots.db."""

import os
import sys
import time

os.environ["TRACKIO_DIR"] = sys.argv[1]

import trackio  # noqa: E402  it reads the folder when it is imported

for arm, seed in (("control", 1), ("principles", 1)):
    config = {"lr": 1e-5, "model": f"org/{arm}", "holdfast": {"arm": arm, "stage": "rl", "seed": seed}}
    trackio.init(project="honeypots", name=f"{arm}-{seed}", config=config)
    for step in (0, 100, 200):
        trackio.log({"train/loss": 2.0 / (step + 1), "eval_blackmail": 0.25 + step / 1000}, step=step)
    trackio.log({"eval/arc": 0.75, "eval/arc/n": 8, "eval_blackmail": float("nan")}, step=300)
    trackio.finish()
time.sleep(0.5)
