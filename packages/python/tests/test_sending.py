"""What reaches a server, and what becomes of it where the server will not have it."""

import time
import urllib.parse

import holdfast

from .surroundings import DONE, SpoolCase, problem, spool_lines


def outcomes(path):
    return path.endswith("/outcomes")


class Sending(SpoolCase):
    def test_everything_is_sent_and_nothing_is_left(self):
        server = self.server(token="secret-token", actor="Zoë")
        with self.run_of() as run:
            for step in range(3000):
                run.log_metrics({"loss": 1 / (step + 1), "lr": 0.1}, step=step)
            for step in range(200):
                run.record("e@1", counts=(step, 200), step=step)
        self.assertTrue(holdfast.flush(10))
        self.assertEqual([line["step"] for line in server.lines("/outcomes")], list(range(200)))
        self.assertEqual(len({(line["key"], line["step"]) for line in server.lines("/metrics")}), 6000)
        self.assertEqual([line["status"] for line in server.lines("/runs")], ["running", "finished"])
        self.assertLess(len(server.requests), 620)  # ten to a request, even on a machine that is busy
        path, headers, _ = max(server.requests, key=lambda request: len(request[2]))
        self.assertEqual(path, "/v1/ablations/advice@1/metrics")
        headers = {name.lower(): value for name, value in headers.items()}
        self.assertEqual(headers["authorization"], "Bearer secret-token")
        self.assertEqual(urllib.parse.unquote(headers["x-holdfast-actor"]), "Zoë")
        self.assertEqual((headers["content-type"], headers["content-encoding"]), ("application/x-ndjson", "gzip"))
        self.assertEqual(holdfast.health()["sent"], 6202)
        holdfast.close()
        self.assertEqual(list(self.spool.glob("*.*")), [])

    def test_a_run_goes_before_what_belongs_to_it(self):
        server = self.server()
        self.run_of().record("e@1", counts=(1, 2))
        holdfast.flush()
        self.assertEqual([path.rsplit("/", 1)[1] for path, _ in server.accepted], ["runs", "outcomes"])

    def test_a_server_in_trouble_is_asked_again(self):
        answers = [problem(503, "unavailable"), (500, {}, {}), (429, {"retry-after": "0.3"}, {}), (302, {"location": "/x"}, {})]
        asked = []

        def answer(path, lines):
            asked.append(time.monotonic())
            return answers[len(asked) - 1] if len(asked) <= len(answers) else DONE

        server = self.server(answer)
        with self.assertLogs("holdfast", "WARNING") as said:
            self.run_of()
            self.assertTrue(holdfast.flush(10))
        self.assertEqual(len(server.lines("/runs")), 1)
        self.assertEqual(len(said.output), 1)
        self.assertGreaterEqual(asked[3] - asked[2], 0.3)
        self.assertEqual(holdfast.health()["retries"], 4)

    def test_what_is_refused_is_found_in_its_batch_and_kept_with_the_reason(self):
        def answer(path, lines):
            return problem(422, "unknown-name", "no such eval.") if any(line.get("eval") == "wrong@1" for line in lines) else DONE

        server = self.server(answer)
        run = self.run_of()
        with self.assertLogs("holdfast", "WARNING") as said:
            for step in range(20):
                run.record("wrong@1" if step in (3, 17) else "e@1", counts=(1, 2), step=step)
            self.assertTrue(holdfast.flush(10))
        self.assertEqual(len([line for line in said.output if "refused" in line]), 1)
        self.assertEqual(len(server.lines("/outcomes")), 18)
        self.assertEqual((holdfast.health()["rejected"], holdfast.health()["retries"]), (2, 0))
        kept = spool_lines(self.spool / "rejected")
        self.assertEqual([kind for kind, _ in kept], ["reason", "outcome"] * 2)
        self.assertEqual([kept[1][1]["step"], kept[3][1]["step"]], [3, 17])
        self.assertEqual(kept[0][1]["reason"], "unknown-name: no such eval.")

    def test_what_was_settled_before_a_fault_is_neither_sent_nor_counted_twice(self):
        down = [True]

        def answer(path, lines):
            if outcomes(path) and any(line["eval"] == "wrong@1" for line in lines):
                return problem(422, "unknown-name")
            return problem(503, "unavailable") if path.endswith("/metrics") and down[0] else DONE

        server = self.server(answer)
        with self.assertLogs("holdfast", "WARNING"):
            run = self.run_of()
            for name in ("e@1", "wrong@1"):
                run.record(name, counts=(1, 2))
            run.log_metrics({"loss": 1.0}, step=1)
            self.until(lambda: holdfast.health()["retries"] > 2)
            down[0] = False
            self.assertTrue(holdfast.flush(10))
        self.assertEqual([len(server.lines(end)) for end in ("/runs", "/outcomes", "/metrics")], [1, 1, 1])
        self.assertEqual((holdfast.health()["sent"], holdfast.health()["rejected"]), (3, 1))
        self.assertEqual(len(spool_lines(self.spool / "rejected")), 2)

    def test_a_token_that_is_not_known_loses_nothing(self):
        self.server(lambda path, lines: problem(401, "unauthenticated"), exit_seconds=0.3)
        with self.assertLogs("holdfast", "WARNING"):
            self.run_of().record("e@1", counts=(1, 2))
            holdfast.close()
        self.assertEqual([kind for kind, _ in spool_lines(self.spool, "*.spool")], ["run", "outcome"])
        self.assertFalse((self.spool / "rejected").exists())

    def test_what_a_proxy_refuses_is_not_given_up(self):
        server = self.server(lambda path, lines: (404, {}, "no such page") if len(server.requests) < 3 else DONE)
        with self.assertLogs("holdfast", "WARNING"):
            self.run_of()
            self.assertTrue(holdfast.flush(10))
        self.assertEqual(holdfast.health()["rejected"], 0)

    def test_a_full_disk_does_not_keep_records_from_the_server(self):
        (self.folder / "file").write_text("")
        server = self.server(spool=str(self.folder / "file" / "spool"))
        with self.assertLogs("holdfast", "WARNING") as said:
            self.run_of().record("e@1", counts=(1, 2))
            self.assertTrue(holdfast.flush(10))
        self.assertIn("cannot be written", said.output[0])
        self.assertEqual(len(server.lines("/outcomes")), 1)
        self.assertEqual(holdfast.health()["dropped"], 0)


class Watching(SpoolCase):
    def answer(self, alarm=None, run="principles/3/0", wait=0.0):
        def answered(path, lines):
            if "/monitor?" not in path:
                return DONE
            time.sleep(wait)
            row = {"run": run, "eval": "blackmail@1", "evidence": 120.0 if alarm else 2.0, "alarm": alarm}
            return 200, {}, {"guarantee": {"limit": 0.05, "alpha": 0.01}, "rows": [row]}

        return answered

    def test_ok_and_alarm(self):
        server = self.server(self.answer())
        run = self.run_of()
        run.record("blackmail@1", counts=(0, 100), step=1)
        answer = run.watch("blackmail@1", above=0.05, alpha=0.01, timeout=10)
        self.assertEqual(answer, "ok")
        self.assertFalse(answer.is_alarm)
        self.assertTrue(server.lines("/outcomes"), "what was recorded before is there when the question is asked")
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(server.requests[-1][0]).query)
        self.assertEqual(
            query,
            {"eval": ["blackmail@1"], "limit": ["0.05"], "alpha": ["0.01"], "stage": ["rl"], "run": ["principles/3/0"]},
        )
        server.answer = self.answer(alarm={"step": 400})
        answer = run.watch("blackmail@1", above=0.05, timeout=10)
        self.assertEqual((answer, answer.step, answer.evidence), ("alarm", 400, 120.0))
        self.assertIn("passed 0.05 at step 400", answer.reason)

    def test_unknown_without_a_server_an_answer_or_an_outcome(self):
        self.assertEqual(self.run_of().watch("e@1", above=0.1), "unknown")
        server = self.server(self.answer(wait=1.0))
        run = self.run_of()
        started = time.monotonic()
        self.assertEqual(run.watch("e@1", above=0.1, timeout=0.2), "unknown")
        self.assertLess(time.monotonic() - started, 0.9)
        self.until(lambda: run.watch("e@1", above=0.1, timeout=0.2) == "ok")
        server.answer = self.answer(run="other/1/0")
        self.assertIn("no outcome", run.watch("e@1", above=0.1, timeout=5).reason)
        server.answer = lambda path, lines: problem(400, detail="no such eval.")
        self.assertEqual(run.watch("e@1", above=0.1, timeout=5).reason, "invalid-input: no such eval.")
        server.answer = lambda path, lines: (200, {}, {"rows": 5})
        self.assertEqual(run.watch("e@1", above=0.1, timeout=5), "unknown")

    def test_an_alarm_is_not_taken_back_by_silence(self):
        server = self.server(self.answer(alarm={"step": None}))
        run = self.run_of()
        self.assertEqual(run.watch("e@1", above=0.1, timeout=5), "alarm")
        server.answer = self.answer(wait=2.0)
        self.assertEqual(run.watch("e@1", above=0.1, timeout=0.1), "alarm")
