"""A server that answers as it is told, a folder for a spool, and programs in processes of their own."""

import gzip
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import holdfast
from holdfast.process import configure
from holdfast.spool_line import decode_line

SOURCE = str(Path(__file__).resolve().parent.parent / "src")

DONE = (200, {}, {"outcomes": 1, "added": 1, "recognised": 0, "corrected": 0})


def problem(status, code="invalid-input", detail="it is wrong."):
    return status, {}, {"code": code, "detail": detail, "place": {}, "remedy": None, "status": status}


class FakeServer:
    """Takes what is posted. `answer(path, lines)` gives (status, headers, document), and may wait."""

    def __init__(self, answer=lambda path, lines: DONE):
        self.answer = answer
        self.accepted = []
        self.requests = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                if self.headers.get("content-encoding") == "gzip":
                    body = gzip.decompress(body)
                lines = [json.loads(line) for line in body.splitlines() if line]
                self.reply(lines)

            def do_GET(self):
                self.reply([])

            def reply(self, lines):
                outer.requests.append((self.path, dict(self.headers), lines))
                status, headers, document = outer.answer(self.path, lines)
                if status < 300:
                    outer.accepted += [(self.path, line) for line in lines]
                text = json.dumps(document).encode()
                try:
                    self.send_response(status)
                    for name, value in headers.items():
                        self.send_header(name, value)
                    self.send_header("content-type", "application/problem+json" if status >= 400 else "application/json")
                    self.send_header("content-length", str(len(text)))
                    self.end_headers()
                    self.wfile.write(text)
                except OSError:
                    pass

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def lines(self, end):
        return [line for path, line in self.accepted if path.endswith(end)]

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def spool_lines(folder, pattern="*"):
    """(kind, document) of every record in the segments of a folder; a damaged or torn line fails."""
    found = []
    for path in sorted(Path(folder).glob(pattern)):
        if path.is_file():
            for line in path.read_bytes().splitlines(keepends=True):
                read = decode_line(line)
                assert read is not None and line.endswith(b"\n"), line
                if read.kind != "spool":
                    found.append((read.kind, json.loads(read.body)))
    return found


class SpoolCase(unittest.TestCase):
    """Each test has a spool of its own; what is configured is undone."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="holdfast-python-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.spool = self.folder / "spool"
        self.addCleanup(lambda: configure(spool=str(self.folder / "unused"), url=None, exit_seconds=0.1))
        self.configure()

    def configure(self, **settings):
        configure(**{"spool": str(self.spool), "url": None, "exit_seconds": 5.0, "first_delay": 0.02, **settings})

    def server(self, answer=lambda path, lines: DONE, **settings):
        server = FakeServer(answer)
        self.addCleanup(server.close)
        self.configure(url=server.url, **settings)
        return server

    def run_of(self, **more):
        return holdfast.start_run(**{"ablation": "advice@1", "arm": "principles", "seed": 3, "stage": "rl", **more})

    def program(self, text, **environment):
        """Starts Python on a text, in a process of its own."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith("HOLDFAST_")}
        return subprocess.Popen(
            [sys.executable, "-B", "-c", text],
            env={**kept, "PYTHONPATH": SOURCE, "HOLDFAST_SPOOL": str(self.spool), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def until(self, condition, seconds=15.0):
        deadline = time.monotonic() + seconds
        while not condition():
            self.assertLess(time.monotonic(), deadline, "it did not come true in time")
            time.sleep(0.01)
