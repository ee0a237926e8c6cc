"""An eval as people write it: nothing in it knows of Holdfast. The models answer from memory, without a network."""

import math
import sys

from inspect_ai import Task, eval, task
from inspect_ai.dataset import Sample
from inspect_ai.model import ModelOutput, ModelUsage, get_model
from inspect_ai.scorer import Score, includes, mean, model_graded_qa, scorer
from inspect_ai.solver import generate


def model(name, answer):
    def output(input, tools, tool_choice, config):
        said = ModelOutput.from_content(name, answer(input))
        said.usage = ModelUsage(input_tokens=1, output_tokens=1, total_tokens=2)
        return said

    return get_model(f"mockllm/{name}", custom_outputs=output)


@scorer(metrics=[mean()])
def harm():
    async def score(state, target):
        return Score(value=math.nan if state.sample_id == "p3" else "CPIN"[int(state.sample_id[1])])

    return score


@task
def blackmail():
    return Task(
        dataset=[Sample(id=f"p{n}", input=f"say {n}", target="1", metadata={"family": f"f{n // 2}"}) for n in range(4)],
        solver=generate(),
        scorer=[includes(), harm(), model_graded_qa(model_role="grader")],
        epochs=2,
        version=1,
    )


logs = eval(
    blackmail(),
    model=model("policy", lambda input: input[-1].text),
    model_roles={"grader": model("grader", lambda input: "GRADE: C")},
    display="plain",
    log_dir=sys.argv[1],
    metadata=dict(word.split("=", 1) for word in sys.argv[2:]),
)
print(logs[0].status)
