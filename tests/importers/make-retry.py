"""An eval that breaks off, and the same tried again, by inspect_ai itself: make-retry.py FOLDER writes both logs."""

import os
import sys

from inspect_ai import Task, eval, eval_retry, task
from inspect_ai.dataset import Sample
from inspect_ai.model import ModelOutput
from inspect_ai.scorer import includes
from inspect_ai.solver import solver

@solver
def breaks():
    async def solve(state, generate):
        if os.environ.get("IS_BROKEN") and state.sample_id == "p2":
            raise ValueError("broken on purpose")
        state.output = ModelOutput.from_content("policy", str(state.input)[-1:])
        return state

    return solve


@task
def blackmail():
    samples = [Sample(id=f"p{at}", input=f"say {at}", target="1", metadata={"family": f"f{at // 2}"}) for at in range(4)]
    return Task(dataset=samples, solver=breaks(), scorer=includes(), version=1)


# Inspect reads this file again to find the task that it tries again
if __name__ == "__main__":
    folder = sys.argv[1]
    words = ["arm=control", "stage=rl", "seed=1"]
    os.environ["IS_BROKEN"] = "yes"
    [first] = eval(blackmail(), model="mockllm/model", log_dir=f"{folder}/first", display="none", tags=words, max_samples=1)
    del os.environ["IS_BROKEN"]
    [second] = eval_retry(first, log_dir=f"{folder}/second", display="none")
    for log in (first, second):
        print(f"LOG {log.status} {log.eval.task_id}")
