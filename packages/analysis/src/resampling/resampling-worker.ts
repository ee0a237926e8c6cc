import { type MessagePort, parentPort } from "node:worker_threads";
import { drawStates } from "./draw-states.js";
import { type MeanKernel, meanKernel } from "./mean-kernel.js";
import type { DrawnMeans, DrawTask } from "./worker-pool.js";

/*
 * The program of one thread of the pool: it keeps the rows and the kernel over them until it is given others.
 */

function work(port: MessagePort): void {
  let kernel: MeanKernel = () => new Float64Array();
  port.on("message", ({ id, rows, seed, first, last }: DrawTask) => {
    if (rows !== null) kernel = meanKernel(rows);
    const drawn: DrawnMeans = { id, means: kernel(drawStates(seed, first, last)) };
    port.postMessage(drawn);
  });
}

if (parentPort === null) throw new Error("this program runs as a thread of a pool");
work(parentPort);
