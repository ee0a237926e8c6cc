import { open } from "node:fs/promises";
import { parentPort } from "node:worker_threads";
import { isHoldfastError } from "@holdfast/core";
import { bytesOfFile } from "../../bytes/byte-source.js";
import { encodePart } from "./measured-part.js";
import { measuredParts } from "./measured-parts.js";
import { openTokenCounter, type TokenCounter } from "./token-counter.js";
import { type WorkerAnswer, WorkUnitSchema } from "./work-unit.js";

// The thread that measures what it is sent. It opens files itself: sending their bytes would cost more than reading them.
const counters = new Map<string, Promise<TokenCounter>>();

function counterFor(encoding: string | null): Promise<TokenCounter> | null {
  if (encoding === null) return null;
  const held = counters.get(encoding) ?? openTokenCounter(encoding);
  counters.set(encoding, held);
  return held;
}

function answer(message: WorkerAnswer): void {
  parentPort?.postMessage(message, message.is === "part" ? [message.bytes.buffer] : []);
}

async function measure(message: unknown): Promise<void> {
  const { path, file, range, settings } = WorkUnitSchema.parse(message);
  const handle = await open(path);
  try {
    const source = { file, bytes: bytesOfFile(handle, (await handle.stat()).size) };
    const counter = await counterFor(settings.encoding);
    for await (const part of measuredParts(source, range ?? undefined, settings, counter)) {
      const bytes = encodePart(part);
      answer({ is: "part", bytes });
    }
    answer({ is: "done" });
  } finally {
    await handle.close();
  }
}

parentPort?.on("message", (message: unknown) => {
  measure(message).catch((error: unknown) => {
    if (isHoldfastError(error)) {
      const { code, place, remedy } = error;
      answer({ is: "fault", fault: { code, message: error.message, place, remedy } });
    } else
      answer({ is: "failed", message: error instanceof Error ? (error.stack ?? error.message) : "unknown" });
  });
});
