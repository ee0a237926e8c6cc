"""Peers of the bench of importers in Python.

  log_frames.py make FOLDER LOGS SAMPLES   writes logs of inspect_ai: FOLDER/plain, and FOLDER/invalid with invalidations
  log_frames.py plain|invalid FOLDER       inspect_ai's own data frame of the samples: id, epoch, scores, family
  log_frames.py lm-eval FILE               pandas: the same of a samples file of lm_eval

The last two print `ready`, and then for each line on standard input do the work once and print the milliseconds; the line
`results` prints how many rows there were and the sum of the scores instead.
"""
import os
import re
import sys
import time
import warnings
from zipfile import ZipFile

warnings.simplefilter("ignore")
what, path = sys.argv[1:3]


def again(log, copy, at):
    """The same log with samples of other ids, since the data frame has each once."""
    from inspect_ai._util.zipfile import zipfile_compress_kwargs

    with ZipFile(log) as source, ZipFile(copy, "w", **zipfile_compress_kwargs) as target:
        for name in source.namelist():
            target.writestr(name, re.sub(rb'("(?:uuid|eval_id)":\s*")', rb"\g<1>%d-" % at, source.read(name)))


def make(logs, samples):
    from inspect_ai import Task, eval
    from inspect_ai.dataset import Sample
    from inspect_ai.log import ProvenanceData, invalidate_samples, write_eval_log
    from inspect_ai.model import ModelOutput, ModelUsage, get_model
    from inspect_ai.scorer import includes, match
    from inspect_ai.solver import generate

    def output(input, *rest):
        said = ModelOutput.from_content("policy", input[-1].text[-3:])
        said.usage = ModelUsage(input_tokens=1, output_tokens=1, total_tokens=2)
        return said

    def sample(n):
        return Sample(id=f"prompt-{n}", input=f"{'Say what you think of this. ' * 40}{n}", target=str(n % 9), metadata={"family": f"f{n // 4}"})

    task = Task(dataset=[sample(n) for n in range(samples)], solver=generate(), scorer=[includes(), match()], epochs=2)
    model = get_model("mockllm/policy", custom_outputs=output)
    [log] = eval(task, model=model, log_dir=f"{path}/made", display="none")
    by = ProvenanceData(author="bench", reason="bench")
    for name in ("plain", "invalid"):
        os.makedirs(f"{path}/{name}", exist_ok=True)
        if name == "invalid":
            log = invalidate_samples(log, [each.uuid for each in log.samples[:5]], by)
        write_eval_log(log, f"{path}/{name}/0.eval")
        for at in range(1, logs):
            again(f"{path}/{name}/0.eval", f"{path}/{name}/{at}.eval", at)


def inspect_frame():
    from inspect_ai.analysis import SampleColumn, samples_df

    columns = [
        SampleColumn("id", path="id", required=True, type=str),
        SampleColumn("epoch", path="epoch", required=True),
        SampleColumn("includes", path="scores.includes.value"),
        SampleColumn("match", path="scores.match.value"),
        SampleColumn("family", path="metadata.family"),
    ]
    if what == "invalid":
        columns.append(SampleColumn("invalidation", path="invalidation", full=True))
    frame = samples_df(f"{path}/{what}", columns=columns, quiet=True)
    if what == "invalid":
        frame = frame[frame["invalidation"].isna()]
    return frame, int((frame["includes"] == "C").sum() + (frame["match"] == "C").sum())


def lm_eval_frame():
    import pandas

    frame = pandas.read_json(path, lines=True)[["doc_id", "doc_hash", "filter", "acc"]]
    return frame, int(frame["acc"].sum())


if what == "make":
    make(int(sys.argv[3]), int(sys.argv[4]))
    sys.exit()
work = lm_eval_frame if what == "lm-eval" else inspect_frame
work()
print("ready", flush=True)
for line in sys.stdin:
    start = time.perf_counter()
    frame, total = work()
    elapsed = (time.perf_counter() - start) * 1000
    print(f"{len(frame)} {total}" if line.strip() == "results" else elapsed, flush=True)
