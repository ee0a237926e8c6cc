"""Logs of Inspect as outcome lines: their shape by hand here, a real one in `inspect_study.py`."""

import math
import unittest
from types import SimpleNamespace as Log

from holdfast.errors import InvalidRecord
from holdfast.eval_log import outcome_lines, score_number
from holdfast.health import Health


def sample(name, epoch, scores, **metadata):
    given = {scorer: Log(value=value) for scorer, value in scores.items()}
    return Log(id=name, epoch=epoch, scores=given, metadata=metadata)


def log(samples, status="success", **spec):
    told = {
        "task": "pkg/blackmail", "task_version": 2, "tags": None, "metadata": None, "model": "m/one", "model_roles": None,
        "scorers": None, "packages": {"inspect_ai": "0.3.1"}, **spec,
    }
    return Log(eval=Log(**told), status=status, samples=samples, location="/l/a.eval", stats=Log(completed_at="2026-01-01T00:00:00+00:00"))


RUN = {"HOLDFAST_RUN": "advice@1/principles/3", "HOLDFAST_STAGE": "rl", "HOLDFAST_STEP": "200"}
TWO = [sample("b", 1, {"match": "C"}, family="x"), sample("a", 2, {"match": "N"}, family="y"), sample("a", 1, {"match": "P"}, family="y")]


class EvalLogs(unittest.TestCase):
    def lines(self, samples=TWO, environment=RUN, status="success", **spec):
        return outcome_lines(log(samples, status, **spec), environment, Health())

    def test_a_log_bound_by_the_environment(self):
        ablation, [line] = self.lines()
        self.assertEqual(ablation, "advice@1")
        self.assertEqual(line, {
            "arm": "principles", "seed": 3, "branch": 0, "stage": "rl", "step": 200, "eval": "blackmail@2", "metric": "match",
            "status": "complete", "harness": {"name": "inspect_ai", "version": "0.3.1"}, "source": {"uri": "/l/a.eval"},
            "evaluatedAt": "2026-01-01T00:00:00+00:00",
            "samples": {"id": ["a", "a", "b"], "epoch": [0, 1, 0], "score": [0.5, 0, 1]},
        })

    def test_metadata_goes_before_tags_and_those_before_the_environment(self):
        metadata = {"holdfast.arm": "control", "holdfast": {"step": 7}, "other": 1}
        tags = ["holdfast.arm=x", "holdfast.seed=9", "holdfast.eval=blackmail@1", "unrelated"]
        _, [line] = self.lines(metadata=metadata, tags=tags)
        self.assertEqual((line["arm"], line["seed"], line["step"], line["eval"]), ("control", 9, 7, "blackmail@1"))
        metadata = {"holdfast.ablation": "a@1", "holdfast.arm": "b", "holdfast.stage": "sft", "holdfast.seed": "unknown"}
        ablation, [line] = self.lines(environment={}, metadata=metadata)
        self.assertEqual((ablation, "seed" in line, "step" in line), ("a@1", False, False))

    def test_clusters_are_those_of_the_metadata_that_is_named_or_none(self):
        _, [line] = self.lines(environment={**RUN, "HOLDFAST_CLUSTER": "family"})
        self.assertEqual(line["samples"]["cluster"], ["y", "y", "x"])
        with self.assertLogs("holdfast", "WARNING"):
            _, [line] = self.lines(environment={**RUN, "HOLDFAST_CLUSTER": "kind"})
        self.assertNotIn("cluster", line["samples"])

    def test_each_value_of_each_scorer_is_a_metric(self):
        samples = [
            sample("a", 1, {"match": 1, "judge/harm": {"harm": "P", "severity": 3}, "list": [True, "no"]}),
            sample("b", 1, {"match": math.nan}),
        ]
        _, lines = self.lines(samples, model_roles={"grader": Log(model="m/grader")})
        told = {line["metric"]: (line["samples"]["score"], line.get("judge")) for line in lines}
        self.assertEqual(told, {
            "match": ([1, None], None),
            "judge-harm.harm": ([0.5, None], "m/grader"),
            "judge-harm.severity": ([3, None], "m/grader"),
            "list.0": ([1, None], "m/grader"),
            "list.1": ([0, None], "m/grader"),
        })

    def test_the_judge_of_a_grader_without_a_role(self):
        samples = [sample("a", 1, {"model_graded_qa": "I"})]
        self.assertEqual(self.lines(samples)[1][0]["judge"], "m/one")
        scorers = [Log(name="model_graded_qa", options={"model": "m/other"})]
        self.assertEqual(self.lines(samples, scorers=scorers)[1][0]["judge"], "m/other")
        panel = {"grader": [Log(model="m/a"), Log(model="m/b")]}
        self.assertEqual(self.lines(samples, model_roles=panel)[1][0]["judge"], "m/a+m/b")

    def test_metrics_are_renamed_where_the_ablation_has_other_names(self):
        self.assertEqual(self.lines(environment={**RUN, "HOLDFAST_METRIC": "score"})[1][0]["metric"], "score")
        named = {**RUN, "HOLDFAST_METRIC": "match=accuracy"}
        self.assertEqual(self.lines(environment=named)[1][0]["metric"], "accuracy")

    def test_values_as_inspect_reads_them_and_what_has_no_number_is_unscored(self):
        health = Health()
        given = ["C", "P", "I", "N", "yes", "False", True, 3, "0.25", math.nan, math.inf]
        self.assertEqual([score_number(each, health) for each in given], [1, 0.5, 0, 0, 1, 0, 1, 3, 0.25, None, None])
        with self.assertLogs("holdfast", "WARNING"):
            self.assertIsNone(score_number("maybe", health))

    def test_statuses(self):
        self.assertEqual([self.lines(status=word)[1][0]["status"] for word in ("success", "error", "cancelled", "started")],
            ["complete", "crashed", "partial", "partial"])

    def test_what_is_refused(self):
        for environment, samples in (({}, TWO), ({"HOLDFAST_RUN": "a@1/b/1"}, TWO), (RUN, []), ({**RUN, "HOLDFAST_STEP": "x"}, TWO)):
            with self.assertRaises(InvalidRecord):
                self.lines(samples, environment)


if __name__ == "__main__":
    unittest.main()
