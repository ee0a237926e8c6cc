"""A training in miniature: it resumes from its last checkpoint, logs its loss, and scores every checkpoint.

Which run this is stands in HOLDFAST_RUN and HOLDFAST_STAGE; nothing here knows of SLURM.
"""

import json
import os
import sys
import time
from pathlib import Path

import holdfast

STEPS, EVERY, PROMPTS = 40, 10, 50


def score(step: int, run: holdfast.Run) -> "list[dict[str, object]]":
    """Stands for an honest eval: fewer bad answers with every step, more so where principles were taught."""
    share = 0.6 - step / 200 - (0.2 if run.arm == "principles" else 0)
    return [
        {"id": f"p{n}", "cluster": f"family-{n % 10}", "score": int((n * 37 + 13 * (run.seed or 0)) % 100 < 100 * share)}
        for n in range(PROMPTS)
    ]


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    saved = folder / "state.json"
    step = json.loads(saved.read_text())["step"] if saved.exists() else 0
    with holdfast.start_run() as run:
        while step < STEPS:
            step += 1
            time.sleep(float(os.environ.get("STEP_SECONDS", "0")))
            run.log_metrics({"train/loss": 1 / step}, step=step)
            if step % EVERY == 0:
                run.checkpoint(step=step, uri=str(saved))
                run.record("blackmail@1", score(step, run))
                # Saved last: what a requeued job scores again is recognised, what it never scored would be a hole.
                draft = folder / "state.json.part"
                draft.write_text(json.dumps({"step": step}))
                draft.replace(saved)
                print(f"step {step}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
