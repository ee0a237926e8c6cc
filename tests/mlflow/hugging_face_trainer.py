"""A training with Hugging Face's own MLflow callback, told of the server by environment variables alone.

With torch it is a real Trainer on a tiny model. Without it, transformers' own handler calls the callback with its own
state and arguments, in the order in which the Trainer does. Prints which it was, and the run, as one JSON.
"""

import json
import sys
import tempfile

import mlflow
from transformers import TrainerControl, TrainerState, TrainingArguments
from transformers.integrations import MLflowCallback
from transformers.trainer_callback import CallbackHandler

STEPS = 6


class Noticing(MLflowCallback):
    """Remembers the run, which the callback ends."""

    run = None

    def on_log(self, args, state, control, **more):
        super().on_log(args, state, control, **more)
        self.run = mlflow.active_run().info.run_id


def with_trainer(folder, callback):
    import torch
    from transformers import GPT2Config, GPT2LMHeadModel, Trainer

    size = {"n_layer": 1, "n_head": 2, "n_embd": 8, "n_positions": 16, "vocab_size": 32}
    ids = torch.arange(16) % 32
    arguments = TrainingArguments(
        output_dir=folder, max_steps=STEPS, logging_steps=1, report_to=[], save_strategy="no", use_cpu=True
    )
    Trainer(
        model=GPT2LMHeadModel(GPT2Config(**size, bos_token_id=0, eos_token_id=0)),
        args=arguments,
        train_dataset=[{"input_ids": ids, "labels": ids}] * 8,
        callbacks=[callback],
    ).train()


def with_handler(folder, callback):
    arguments = TrainingArguments(output_dir=folder, max_steps=STEPS, logging_steps=1, report_to=[])
    state, control = TrainerState(), TrainerControl()
    handler = CallbackHandler([callback], None, None, None, None)
    control = handler.on_train_begin(arguments, state, control)
    for state.global_step in range(1, STEPS + 1):
        handler.on_step_begin(arguments, state, control)
        handler.on_step_end(arguments, state, control)
        logs = {"loss": 1 / state.global_step, "grad_norm": 0.5, "learning_rate": 5e-05, "epoch": state.global_step / STEPS}
        state.log_history.append({**logs, "step": state.global_step})
        handler.on_log(arguments, state, control, logs)
    handler.on_log(arguments, state, control, {"train_runtime": 1.5, "train_loss": 0.4, "epoch": 1.0})
    handler.on_train_end(arguments, state, control)


try:
    import torch  # noqa: F401

    train = with_trainer
except ImportError:
    train = with_handler
callback = Noticing()
with tempfile.TemporaryDirectory() as folder:
    train(folder, callback)
print(json.dumps({"by": train.__name__, "run": callback.run}))
sys.stdout.flush()
