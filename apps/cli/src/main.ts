import { readEnv } from "./env.js";
import { runCommand } from "./run-command.js";

// A reader that has seen enough (head, less) closes the pipe: that is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

process.exitCode = await runCommand(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: { [Symbol.asyncIterator]: () => process.stdin[Symbol.asyncIterator]() },
  cwd: process.cwd(),
  env: readEnv(),
  uncaught: (note) =>
    new Promise((resolve) => {
      process.on("unhandledRejection", note);
      process.once("uncaughtException", resolve);
    }),
  stopped: () =>
    new Promise((resolve) => {
      process.once("SIGINT", () => resolve());
      process.once("SIGTERM", () => resolve());
    }),
});
