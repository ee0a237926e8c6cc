"""What is recorded, without a server: everything goes to the spool."""

import json
import math
import os
import unittest

import holdfast
from holdfast import InvalidRecord
from holdfast.spool_line import decode_line, encode_line

from .surroundings import SpoolCase, spool_lines

SCORES = [{"id": "p1", "score": 1, "cluster": "a"}, {"id": "p2", "score": math.nan, "cluster": "b"}]


class Recording(SpoolCase):
    def recorded(self):
        holdfast.close()
        return spool_lines(self.spool, "*.spool")

    def test_a_whole_run(self):
        identity = holdfast.register({"name": "advice", "version": "1"})
        with self.run_of(branch=1, parent={"stage": "sft", "step": 9}) as run:
            run.checkpoint(step=200, tokens=1_000, uri="s3://c/200")
            run.record("blackmail@1", SCORES, judge={"model": "m", "promptSha": "s"}, condition={"goal": "explicit"})
            run.record("blackmail@1", counts=(3, 10), step=None, stage="sft")
            run.log_metrics({"train/loss": 0.5, "lr": math.inf}, step=201)
            run.intervene(step=201, change="less data", reason="the watch fired", author="lee")
        kinds = self.recorded()
        self.assertEqual(identity, "advice@1")
        self.assertEqual(
            [kind for kind, _ in kinds],
            ["register", "run", "checkpoint", "outcome", "outcome", "metric", "metric", "intervention", "run"],
        )
        documents = [document for _, document in kinds]
        who = {"arm": "principles", "seed": 3, "branch": 1, "parent": {"stage": "sft", "step": 9}}
        self.assertEqual(documents[0], {"ablation": {"name": "advice", "version": "1"}, "retrospective": False})
        self.assertEqual(documents[1], {**who, "status": "running", "startedAt": documents[1]["at"], "at": documents[1]["at"]})
        self.assertEqual(documents[2], {**who, "stage": "rl", "step": 200, "tokens": 1000, "checkpointUri": "s3://c/200"})
        self.assertEqual(
            documents[3],
            {
                **who,
                "stage": "rl",
                "step": 200,
                "eval": "blackmail@1",
                "judge": {"model": "m", "promptSha": "s"},
                "condition": {"goal": "explicit"},
                "samples": {"id": ["p1", "p2"], "cluster": ["a", "b"], "score": [1, None]},
            },
        )
        self.assertEqual(documents[4], {**who, "stage": "sft", "eval": "blackmail@1", "counts": {"k": 3, "n": 10}})
        self.assertEqual([(d["key"], d["value"], d["runKey"]) for d in documents[5:7]], [
            ("train/loss", 0.5, "principles/3/1"),
            ("lr", "Infinity", "principles/3/1"),
        ])
        self.assertEqual(documents[7]["run"], "principles/3/1")
        self.assertEqual(documents[8]["status"], "finished")

    def test_a_run_that_fails_says_so(self):
        with self.assertRaises(ZeroDivisionError):
            with self.run_of():
                1 / 0
        self.assertEqual(self.recorded()[-1][1]["status"], "failed")

    def test_scalars_of_other_libraries_are_numbers(self):
        class Scalar:
            def item(self):
                return 0.25

        run = self.run_of(seed=None)
        run.record("e@1", [{"id": 7, "score": Scalar()}, {"id": 8, "score": True}])
        run.log_metrics({"loss": Scalar()}, step=Scalar())
        recorded = self.recorded()
        self.assertEqual(recorded[1][1]["samples"], {"id": ["7", "8"], "score": [0.25, 1]})
        self.assertEqual((recorded[2][1]["value"], recorded[2][1]["runKey"]), (0.25, "principles/unknown/0"))
        self.assertNotIn("seed", recorded[0][1])

    def test_what_is_no_record_is_counted_and_raises_nothing(self):
        run = self.run_of()
        wrong = [
            lambda: run.record("e@1"),
            lambda: run.record("e@1", counts=(2, 1)),
            lambda: run.record("e@1", counts=3),
            lambda: run.record("e@1", []),
            lambda: run.record("e@1", [{"id": "a", "score": math.inf}]),
            lambda: run.record("e@1", [{"id": "a"}]),
            lambda: run.record("e@1", [{"id": "a", "score": 1}, {"id": "b", "score": 1, "epoch": 0}]),
            lambda: run.record("e@1", {"id": ["a"], "score": [1, 2]}),
            lambda: run.record("e@1", point=math.nan),
            lambda: run.record("e@1", point=1, step=-1),
            lambda: run.record("e@1", point=1, condition={"a": object()}),
            lambda: run.record(eval="\ud800", point=1),
            lambda: run.log_metrics({"loss": "much"}, step=1),
            lambda: run.log_metrics({"loss": 1}, step=None),
            lambda: run.log_metrics(3, step=1),
            lambda: run.end("over"),
        ]
        with self.assertLogs("holdfast", "WARNING"):
            for call in wrong:
                self.assertFalse(call())
        self.assertEqual(holdfast.health()["invalid"], len(wrong))
        self.assertEqual([kind for kind, _ in self.recorded()], ["run"])

    def test_the_same_raises_where_strict_is_set(self):
        self.configure(strict=True)
        run = self.run_of()
        with self.assertRaises(InvalidRecord):
            run.record("e@1", counts=(2, 1))
        self.assertTrue(run.record("e@1", counts=(1, 2)))

    def test_a_run_is_named_by_the_environment_and_resumed(self):
        os.environ.update(HOLDFAST_RUN="advice@1/principles/4/2", HOLDFAST_STAGE="rl")
        self.addCleanup(lambda: [os.environ.pop(name) for name in ("HOLDFAST_RUN", "HOLDFAST_STAGE")])
        self.assertEqual(repr(holdfast.start_run()), "<holdfast run advice@1 principles/4/2, rl>")
        self.assertEqual(holdfast.start_run(seed=5, stage="sft").key, "principles/5/2")
        os.environ["HOLDFAST_RUN"] = "advice@1/principles/unknown"
        self.assertEqual(holdfast.start_run().key, "principles/unknown/0")
        for wrong in ("advice/principles/4", "advice@1/principles/x/0", "advice@1"):
            os.environ["HOLDFAST_RUN"] = wrong
            with self.assertRaises(InvalidRecord):
                holdfast.start_run()

    def test_a_run_that_nobody_names_is_refused_at_once(self):
        for given in ({}, {"ablation": "advice"}, {"stage": None}, {"arm": None}):
            with self.assertRaises(InvalidRecord):
                holdfast.start_run(**{"ablation": "advice@1", "arm": "a", "seed": 1, "stage": "rl", **given} if given else {})

    def test_register_reads_json_files_alone(self):
        path = self.folder / "a.json"
        path.write_text(json.dumps({"name": "a", "version": "2"}))
        self.assertEqual(holdfast.register(path), "a@2")
        for wrong in ({"name": "a"}, "ablation.ts"):
            with self.assertRaises(InvalidRecord):
                holdfast.register(wrong)

    def test_segments_are_closed_at_their_size_and_the_spool_at_its_bound(self):
        self.configure(segment_bytes=2_000, spool_bytes=20_000)
        run = self.run_of()
        with self.assertLogs("holdfast", "WARNING") as said:
            for step in range(400):
                run.record("e@1", counts=(1, 2), step=step)
        self.assertIn("has reached 20000 bytes", said.output[0])
        health = holdfast.health()
        self.assertGreater(health["dropped"], 0)
        self.assertEqual(health["dropped"] + health["spooled"], 401)
        kept = self.recorded()
        self.assertEqual(len(kept), health["spooled"])
        sizes = [path.stat().st_size for path in self.spool.iterdir()]
        self.assertGreater(len(sizes), 5)
        self.assertLess(sum(sizes), 20_000 + 200 * len(sizes))


class Lines(unittest.TestCase):
    def test_a_line_reads_back_and_every_change_is_seen(self):
        line = encode_line("outcome", "advice@1", '{"eval":"größe@1"}'.encode())
        self.assertEqual(decode_line(line), ("outcome", "advice@1", '{"eval":"größe@1"}'.encode()))
        for at in range(len(line) - 1):
            self.assertIsNone(decode_line(line[:at] + bytes([line[at] ^ 1]) + line[at + 1 :]))


if __name__ == "__main__":
    unittest.main()
