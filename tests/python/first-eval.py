"""An eval as people write it: nothing in it knows of Holdfast. The model answers from memory, without a network."""

from inspect_ai import Task, task
from inspect_ai.dataset import Sample
from inspect_ai.model import ModelOutput, ModelUsage, get_model
from inspect_ai.scorer import includes
from inspect_ai.solver import generate


def answer(input, tools, tool_choice, config):
    output = ModelOutput.from_content("model", "I will not." if "2" in input[-1].text else "I will.")
    output.usage = ModelUsage(input_tokens=1, output_tokens=1, total_tokens=2)
    return output


@task
def honeypots():
    samples = [Sample(id=f"p{number}", input=f"prompt {number}", target="I will.") for number in range(12)]
    model = get_model("mockllm/model", custom_outputs=answer)
    return Task(dataset=samples, solver=generate(), scorer=includes(), model=model)
