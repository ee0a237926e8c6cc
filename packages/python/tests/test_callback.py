"""The callback, called as a Trainer calls it, and by the handler of `transformers` where that is installed."""

import importlib.util
import inspect
import sys
import unittest
from types import SimpleNamespace

import holdfast

from .surroundings import SpoolCase, spool_lines

EVENTS = (
    "on_init_end on_train_begin on_epoch_begin on_step_begin on_pre_optimizer_step on_optimizer_step on_substep_end "
    "on_step_end on_evaluate on_predict on_prediction_step on_save on_log on_push_begin on_epoch_end on_train_end"
).split()
HAS_TRANSFORMERS = importlib.util.find_spec("transformers") is not None


class FakeTrainer:
    """Calls as CallbackHandler.call_event does: three positions, then names, and a result that is None or the control."""

    def __init__(self, callback, steps, is_first=True):
        self.callback = callback
        self.args = SimpleNamespace(output_dir="out")
        self.state = SimpleNamespace(global_step=0, is_world_process_zero=is_first, num_input_tokens_seen=0)
        self.control = object()
        self.steps = steps

    def event(self, name, **more):
        result = getattr(self.callback, name)(
            self.args, self.state, self.control, model="the model", processing_class=None, optimizer=None, lr_scheduler=None,
            train_dataloader=None, eval_dataloader=None, **more
        )
        assert result is None

    def train(self):
        self.event("on_init_end")
        self.event("on_train_begin")
        for step in range(1, self.steps + 1):
            self.event("on_step_begin")
            self.state.global_step, self.state.num_input_tokens_seen = step, step * 1000
            self.event("on_step_end")
            self.event("on_log", logs={"loss": 1 / step, "epoch": 0.5, "name": "a word"})
            if step % 2 == 0:
                self.event("on_evaluate", metrics={})
                self.event("on_save")
        self.event("on_push_begin")
        self.event("on_train_end")


WHO = {"ablation": "advice@1", "arm": "principles", "seed": 3, "stage": "sft"}


class Callback(SpoolCase):
    def recorded(self):
        holdfast.close()
        return spool_lines(self.spool) if self.spool.exists() else []

    def test_an_eval_at_each_saved_checkpoint(self):
        asked = []

        def score(checkpoint, step, model, **_):
            asked.append((checkpoint, step, model))
            return [{"eval": "blackmail@1", "counts": (step, 100)}, {"eval": "leaking@1", "point": 0.5, "judge": "gpt"}]

        FakeTrainer(holdfast.HoldfastCallback(score, **WHO), steps=4).train()
        self.assertEqual(asked, [("out/checkpoint-2", 2, "the model"), ("out/checkpoint-4", 4, "the model")])
        recorded = self.recorded()
        outcomes = [line for kind, line in recorded if kind == "outcome"]
        self.assertEqual([(line["eval"], line["step"], line["stage"]) for line in outcomes], [
            ("blackmail@1", 2, "sft"), ("leaking@1", 2, "sft"), ("blackmail@1", 4, "sft"), ("leaking@1", 4, "sft"),
        ])
        points = [line for kind, line in recorded if kind == "checkpoint"]
        self.assertEqual([(line["step"], line["tokens"], line["checkpointUri"]) for line in points], [
            (2, 2000, "out/checkpoint-2"), (4, 4000, "out/checkpoint-4"),
        ])
        self.assertEqual(len([line for kind, line in recorded if kind == "metric" and line["key"] == "loss"]), 4)
        self.assertEqual(recorded[-1][1]["status"], "finished")

    def test_an_eval_that_fails_does_not_end_the_training(self):
        def score(step, **_):
            raise RuntimeError("out of memory")

        with self.assertLogs("holdfast", "WARNING") as said:
            FakeTrainer(holdfast.HoldfastCallback(score, **WHO), steps=2).train()
        self.assertIn("out of memory", said.output[0])
        self.assertEqual([kind for kind, _ in self.recorded() if kind == "outcome"], [])

    def test_only_the_first_process_records(self):
        FakeTrainer(holdfast.HoldfastCallback(lambda **_: [{"eval": "e@1", "point": 1}], **WHO), 4, is_first=False).train()
        self.assertEqual(self.recorded(), [])

    def test_an_event_of_a_later_version_is_passed_over(self):
        callback = holdfast.HoldfastCallback()
        self.assertIsNone(callback.on_something_new(None, None, "control", more=1))
        with self.assertRaises(AttributeError):
            callback.anything_else
        for event in EVENTS:
            self.assertTrue(callable(getattr(callback, event)))

    def test_nothing_of_transformers_is_imported(self):
        program = self.program("import holdfast, sys; sys.exit('transformers' in sys.modules)")
        program.communicate()
        self.assertEqual(program.returncode, 0)

    @unittest.skipUnless(HAS_TRANSFORMERS, "transformers is not installed")
    def test_the_handler_of_transformers_drives_it(self):
        from transformers import TrainerCallback, TrainerControl, TrainerState
        from transformers.trainer_callback import CallbackHandler, DefaultFlowCallback

        events = [name for name in dir(TrainerCallback) if name.startswith("on_")]
        self.assertEqual(set(events) - set(EVENTS), set(), "the fake trainer lacks events of the real one")
        for event in ("on_train_begin", "on_save", "on_log", "on_train_end"):
            ours = list(inspect.signature(getattr(holdfast.HoldfastCallback, event)).parameters)
            self.assertEqual(ours[:4], list(inspect.signature(getattr(TrainerCallback, event)).parameters)[:4])
        given = []

        def score(checkpoint, step, model, processing_class=None, **more):
            given.append((checkpoint, step, model, processing_class))
            return [{"eval": "e@1", "counts": (1, step)}]

        callback = holdfast.HoldfastCallback(score, **WHO)
        handler = CallbackHandler([DefaultFlowCallback, callback], "the model", "the tokenizer", None, None)
        args = SimpleNamespace(output_dir="out", logging_first_step=False, save_strategy="no", logging_strategy="no", eval_strategy="no")
        state, control = TrainerState(is_world_process_zero=True), TrainerControl()
        control = handler.on_train_begin(args, state, control)
        state.global_step = 5
        control = handler.on_log(args, state, control, {"loss": 0.25})
        control = handler.on_save(args, state, control)
        self.assertIsInstance(handler.on_train_end(args, state, control), TrainerControl)
        self.assertEqual(given, [("out/checkpoint-5", 5, "the model", "the tokenizer")])
        self.assertEqual([kind for kind, _ in self.recorded()], ["run", "metric", "checkpoint", "outcome", "run"])
