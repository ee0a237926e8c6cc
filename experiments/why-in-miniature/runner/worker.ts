import { parentPort } from "node:worker_threads";
import { doTask, type Said } from "./task.js";

const say = (said: Said) => parentPort?.postMessage(said);

parentPort?.on("message", (task) => {
  const result = doTask(task, (part) => say({ kind: "part", part }));
  say({ kind: "done", result });
});
