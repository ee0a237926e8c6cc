"""A recorder of the soak over the Python package. Arguments: the number of the recorder, and a file that ends it."""

import json
import os
import random
import sys
import time

import holdfast

SAMPLES, EPOCHS, METRICS = 40, 2, 3


def score_at(recorder, step, sample, epoch):
    mixed = (recorder * 7919 + step * 104729 + sample * 1301 + epoch * 17) % 1009
    return None if mixed % 41 == 0 else mixed / 1024


def metric_at(recorder, step, metric):
    return ((recorder * 31 + step * 37 + metric * 41) % 4096) / 64


recorder, stop = int(sys.argv[1]), sys.argv[2]
arm = "control" if recorder % 2 == 0 else "treated"
step = 0
run = holdfast.start_run(ablation="soak@1", arm=arm, seed=recorder >> 1, stage="rl")
while not os.path.exists(stop):
    cells = [(sample, epoch) for sample in range(SAMPLES) for epoch in range(EPOCHS)]
    random.shuffle(cells)
    cut = random.randint(1, len(cells) - 1)
    parts = [cells[:cut], cells[cut:]]
    for part in parts + [random.choice(parts)]:
        rows = [{"id": f"s{s}", "epoch": e, "score": score_at(recorder, step, s, e)} for s, e in part]
        run.record("honeypot@1", rows, step=step)
    run.log_metrics({f"train/m{m}": metric_at(recorder, step, m) for m in range(METRICS)}, step=step)
    step += 1
    time.sleep(random.uniform(0.1, 0.3))
run.end()
ended = holdfast.flush(120)
print(json.dumps([{"recorder": recorder, "step": step, "flushed": ended, "health": holdfast.health()}]))
