"""Recording neither kills nor slows what is recorded, and keeps what it can."""

import os
import resource
import signal
import statistics
import subprocess
import sys
import time
import unittest

import holdfast

from .surroundings import DONE, SOURCE, SpoolCase, spool_lines

START = "import holdfast, os, sys, time\nrun = holdfast.start_run(ablation='advice@1', arm='a', seed=1, stage='rl')\n"


class Faults(SpoolCase):
    def test_a_server_that_is_down_costs_nothing(self):
        self.configure(url="http://127.0.0.1:9", exit_seconds=0.5)
        with self.assertLogs("holdfast", "WARNING") as said:
            run = self.run_of()
            times = [self.timed(lambda: run.record("e@1", counts=(1, 2), step=step)) for step in range(200)]
            started = time.monotonic()
            holdfast.close()
        self.assertLess(statistics.median(times), 0.005)
        self.assertLess(time.monotonic() - started, 3)
        self.assertIn("holdfast replay", said.output[-1])
        self.assertEqual(len(spool_lines(self.spool, "*.spool")), 201)

    def test_a_server_that_is_slow_costs_nothing(self):
        server = self.server(lambda path, lines: (time.sleep(0.5), DONE)[1], exit_seconds=0.2)
        run = self.run_of()
        times = [self.timed(lambda: run.record("e@1", counts=(1, 2), step=step)) for step in range(200)]
        self.assertLess(statistics.median(times), 0.005)
        self.assertTrue(holdfast.flush(20))
        self.assertEqual(len(server.lines("/outcomes")), 200)

    def timed(self, work):
        started = time.perf_counter()
        work()
        return time.perf_counter() - started

    def test_a_disk_that_stands_still_does_not_hold_the_caller(self):
        self.configure(queue_items=50)
        run = self.run_of()
        owner = holdfast.recorder()
        append = owner._spool.append
        owner._spool.append = lambda lines: (time.sleep(0.5), append(lines))[1]
        with self.assertLogs("holdfast", "WARNING"):
            times = [self.timed(lambda: run.record("e@1", counts=(1, 2), step=step)) for step in range(100)]
        # 5 ms is what a call waits; the rest is what a busy machine adds.
        self.assertLess(max(times), 0.2)
        self.assertLess(statistics.median(times), 0.02)
        self.assertGreater(holdfast.health()["dropped"], 0)
        self.assertTrue(holdfast.flush(20))

    def test_kill_9_loses_nothing_that_was_recorded_as_evidence(self):
        program = self.program(
            START
            + "for step in range(100000):\n"
            + "  run.record('e@1', counts=(1, 2), step=step)\n"
            + "  print(step, flush=True)\n"
        )
        while int(program.stdout.readline()) < 300:
            pass
        program.kill()
        rest = program.communicate()[0].split()
        last = int(rest[-1]) if rest else 300
        [path] = self.spool.glob("*.open")
        lines = path.read_bytes().splitlines(keepends=True)
        whole = [line for line in lines if line.endswith(b"\n")]
        self.assertGreaterEqual(len(lines), len(whole))
        steps = [int(line.split(b'"step":')[1].split(b",")[0]) for line in whole if b'"step"' in line]
        self.assertEqual(steps, list(range(len(steps))))
        self.assertGreaterEqual(steps[-1], last)

    def test_sigterm_flushes_and_says_that_the_run_was_killed(self):
        program = self.program(START + "run.record('e@1', counts=(1, 2))\nprint('ready', flush=True)\ntime.sleep(60)\n")
        program.stdout.readline()
        program.send_signal(signal.SIGTERM)
        program.communicate(timeout=20)
        self.assertEqual(program.returncode, -signal.SIGTERM)
        kept = spool_lines(self.spool, "*.spool")
        self.assertEqual([kind for kind, _ in kept], ["run", "outcome", "run"])
        self.assertEqual(kept[-1][1]["status"], "killed")

    def test_sigterm_of_a_server_that_is_down_ends_in_time(self):
        program = self.program(
            START + "print('ready', flush=True)\ntime.sleep(60)\n",
            HOLDFAST_URL="http://127.0.0.1:9",
            HOLDFAST_EXIT_SECONDS="0.5",
        )
        program.stdout.readline()
        started = time.monotonic()
        program.send_signal(signal.SIGTERM)
        program.communicate(timeout=20)
        self.assertLess(time.monotonic() - started, 5)
        self.assertEqual([kind for kind, _ in spool_lines(self.spool, "*.spool")], ["run", "run"])

    def test_a_handler_of_the_program_is_left_alone(self):
        program = self.program(
            "import signal, sys\nsignal.signal(signal.SIGTERM, lambda *_: sys.exit(7))\n"
            + START
            + "print('ready', flush=True)\ntime.sleep(60)\n"
        )
        program.stdout.readline()
        program.send_signal(signal.SIGTERM)
        program.communicate(timeout=20)
        self.assertEqual(program.returncode, 7)
        self.assertEqual(len(spool_lines(self.spool, "*.spool")), 1)

    def test_a_fork_has_a_file_and_threads_of_its_own(self):
        program = self.program(
            START
            + "for step in range(50): run.record('e@1', counts=(1, 2), step=step)\n"
            + "children = []\n"
            + "for child in range(3):\n"
            + "  pid = os.fork()\n"
            + "  if pid == 0:\n"
            + "    for step in range(50): run.record('e@1', counts=(1, 2), step=1000 * (child + 1) + step)\n"
            + "    assert holdfast.health()['accepted'] == 50\n"
            + "    holdfast.close(); os._exit(0)\n"
            + "  children.append(pid)\n"
            + "assert [os.waitpid(pid, 0)[1] for pid in children] == [0, 0, 0]\n"
            + "for step in range(50, 100): run.record('e@1', counts=(1, 2), step=step)\n"
        )
        _, said = program.communicate(timeout=30)
        # Python 3.12 and later warn of a fork beside any thread.
        self.assertEqual((program.returncode, "holdfast:" in said), (0, False), said)
        self.assertEqual(len(list(self.spool.glob("*.spool"))), 4)
        steps = [line["step"] for kind, line in spool_lines(self.spool) if kind == "outcome"]
        expected = [*range(100), *(1000 * child + step for child in (1, 2, 3) for step in range(50))]
        self.assertEqual(sorted(steps), sorted(expected))

    def test_a_forked_worker_that_is_stopped_says_nothing_of_the_run(self):
        program = self.program(
            START
            + "import signal\n"
            + "pid = os.fork()\n"
            + "if pid == 0: time.sleep(60)\n"
            + "time.sleep(0.2); os.kill(pid, signal.SIGTERM)\n"
            + "print(os.WTERMSIG(os.waitpid(pid, 0)[1]))\n"
        )
        said, _ = program.communicate(timeout=30)
        self.assertEqual(said.strip(), str(int(signal.SIGTERM)))
        self.assertEqual([line.get("status") for _, line in spool_lines(self.spool)], ["running"])

    def test_workers_of_multiprocessing_flush_at_their_end(self):
        path = self.folder / "program.py"
        path.write_text(
            "import multiprocessing, holdfast\n"
            "run = None\n"
            "def work(seed):\n"
            "  run = holdfast.start_run(ablation='advice@1', arm='a', seed=seed, stage='rl')\n"
            "  run.log_metrics({'loss': 1.0}, step=1)\n"
            "if __name__ == '__main__':\n"
            "  for method in ('fork', 'spawn'):\n"
            "    context = multiprocessing.get_context(method)\n"
            "    workers = [context.Process(target=work, args=(seed,)) for seed in (1, 2)]\n"
            "    [worker.start() for worker in workers]; [worker.join() for worker in workers]\n"
        )
        environment = {**os.environ, "PYTHONPATH": SOURCE, "HOLDFAST_SPOOL": str(self.spool)}
        done = subprocess.run([sys.executable, "-B", str(path)], env=environment, capture_output=True, text=True, timeout=60)
        self.assertEqual((done.returncode, "holdfast:" in done.stderr), (0, False), done.stderr)
        self.assertEqual(len(list(self.spool.glob("*.spool"))), 4)
        self.assertEqual(len(spool_lines(self.spool)), 8)

    def test_a_full_disk_drops_with_a_count_and_one_warning_and_tears_no_line(self):
        program = self.program(
            "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))\n"
            + START
            + "for step in range(400): run.record('e@1', counts=(1, 2), step=step)\n"
            + "holdfast.flush()\nprint(holdfast.health()['spooled'], holdfast.health()['dropped'])\n"
        )
        said, warned = program.communicate(timeout=30)
        self.assertEqual(program.returncode, 0, warned)
        spooled, dropped = map(int, said.split())
        self.assertEqual(spooled + dropped, 401)
        self.assertGreater(dropped, 0)
        self.assertEqual(warned.count("cannot be written"), 1)
        self.assertEqual(len(spool_lines(self.spool)), spooled)

    def test_a_disk_that_is_full_for_a_while_is_used_again(self):
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        self.addCleanup(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard)))
        run = self.run_of()
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
        with self.assertLogs("holdfast", "WARNING"):
            for step in range(20):
                run.record("e@1", counts=(1, 2), step=step)
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        time.sleep(1.1)
        run.record("e@1", counts=(1, 2), step=77)
        holdfast.close()
        self.assertEqual(spool_lines(self.spool)[-1][1]["step"], 77)

    @unittest.skipUnless(os.geteuid() != 0 or os.path.exists("/usr/bin/setpriv"), "root writes everywhere")
    def test_a_directory_that_is_read_only(self):
        self.spool.mkdir()
        self.spool.chmod(0o555)
        self.folder.chmod(0o755)
        prefix = [] if os.geteuid() != 0 else ["setpriv", "--reuid=65534", "--clear-groups", "--inh-caps=-all"]
        text = START + "run.record('e@1', counts=(1, 2)); holdfast.flush(); print(holdfast.health()['dropped'])"
        # Another user may not be able to read the sources where they lie.
        copy = self.folder / "copy"
        subprocess.run(["cp", "-r", SOURCE, str(copy)], check=True)
        python = "/usr/bin/python3" if os.geteuid() == 0 and os.path.exists("/usr/bin/python3") else sys.executable
        done = subprocess.run(
            [*prefix, python, "-B", "-c", text],
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(copy), "HOLDFAST_SPOOL": str(self.spool)},
            capture_output=True,
            text=True,
            timeout=30,
        )
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout.strip(), "2")
        self.assertIn("cannot be written", done.stderr)

    def test_a_file_that_a_replay_took_away_is_left_for_a_new_one(self):
        run = self.run_of()
        run.record("e@1", counts=(1, 2), step=1)
        holdfast.flush()
        [path] = self.spool.glob("*.open")
        (self.spool / "done").mkdir()
        path.rename(self.spool / "done" / path.name)
        run.record("e@1", counts=(1, 2), step=2)
        holdfast.close()
        self.assertEqual([line["step"] for _, line in spool_lines(self.spool, "*.spool")], [2])

    def test_many_processes_share_one_directory(self):
        text = START.replace("seed=1", "seed=int(sys.argv[1])").replace("import ", "import ", 1)
        programs = []
        for seed in range(8):
            kept = {key: value for key, value in os.environ.items() if not key.startswith("HOLDFAST_")}
            programs.append(
                subprocess.Popen(
                    [sys.executable, "-B", "-c", text + "for step in range(100): run.record('e@1', counts=(1, 2), step=step)", str(seed)],
                    env={**kept, "PYTHONPATH": SOURCE, "HOLDFAST_SPOOL": str(self.spool)},
                )
            )
        self.assertEqual([program.wait(60) for program in programs], [0] * 8)
        found = [(line["seed"], line["step"]) for kind, line in spool_lines(self.spool, "*.spool") if kind == "outcome"]
        self.assertEqual(sorted(found), [(seed, step) for seed in range(8) for step in range(100)])

    def test_the_cost_of_a_call(self):
        run = self.run_of()
        scores = {"id": [f"p{n}" for n in range(100)], "score": [0, 1] * 50}
        calls = {
            "log_metrics of one": lambda step: run.log_metrics({"loss": 0.5}, step=step),
            "record counts": lambda step: run.record("e@1", counts=(1, 2), step=step),
            "record 100 samples": lambda step: run.record("e@1", scores, step=step),
        }
        for name, call in calls.items():
            took = statistics.median(self.timed(lambda: call(step)) for step in range(1000)) * 1e6
            print(f"HOLDFAST-COST {name}: {took:.0f} us", file=sys.stderr)
            # A step of training takes a hundred milliseconds: a hundredth of that is the bound.
            self.assertLess(took, 1000)
