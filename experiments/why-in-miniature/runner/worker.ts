import { parentPort } from "node:worker_threads";
import { doTask } from "./task.js";

parentPort?.on("message", (task) => parentPort?.postMessage(doTask(task)));
