import type { HoldfastClient } from "@holdfast/api/client";
import { defineAblation, ProblemSchema } from "@holdfast/core";

export const IDENTITY = "faults@1";

export const FAULTS = defineAblation({
  name: "faults",
  version: "1",
  title: "Faults",
  question: "Is what was acknowledged still there?",
  baseModel: "m",
  arms: [{ name: "control" }, { name: "advice" }],
  control: "control",
  stages: [{ name: "rl" }],
  evals: [
    {
      id: "blackmail@1",
      role: "target",
      metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
    },
  ],
  seeds: 8,
});

const PROMPTS = 40;
const POINTS = 3;

/** How one request was answered; a status of 0 is a connection that broke. */
export interface Answered {
  readonly status: number;
  readonly code: string | null;
  readonly detail: string;
  readonly retryAfter: string | null;
  readonly ms: number;
}

/** Writers that post one small batch after another, and know what was acknowledged. */
export interface Writers {
  /** Steps that were acknowledged, by kind and seed: `outcomes 3 17`. */
  readonly acknowledged: Set<string>;
  /** Everything that was answered with anything but success. */
  readonly refused: Answered[];
  readonly stop: () => Promise<void>;
}

/** Two outcomes that belong together: one transaction holds both or none. */
export function pairOf(seed: number, step: number, prompts: number = PROMPTS): unknown {
  const id = Array.from({ length: prompts }, (_, index) => `p${index}`);
  return {
    lines: ["control", "advice"].map((arm) => ({
      ...{ arm, seed, stage: "rl", step, eval: "blackmail@1" },
      samples: { id, score: id.map((_, index) => (index + step + seed) % 2) },
    })),
  };
}

function pointsOf(seed: number, step: number): unknown {
  const metrics = Array.from({ length: POINTS }, (_, index) => ({
    ...{ arm: "advice", seed, stage: "rl", key: `train/m${index}`, step, value: step + index },
  }));
  return { metrics };
}

/** Posts a document and says how it was answered. */
export async function post(url: string, kind: string, body: unknown): Promise<Answered> {
  const began = performance.now();
  const since = () => performance.now() - began;
  try {
    const response = await fetch(`${url}/v1/ablations/${IDENTITY}/${kind}`, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
      signal: AbortSignal.timeout(60_000),
    });
    const text = await response.text();
    const problem = response.ok ? null : ProblemSchema.parse(JSON.parse(text));
    return {
      status: response.status,
      code: problem?.code ?? null,
      detail: problem?.detail ?? "",
      retryAfter: response.headers.get("retry-after"),
      ms: since(),
    };
  } catch (error) {
    return { status: 0, code: null, detail: String(error), retryAfter: null, ms: since() };
  }
}

/** Starts writers of outcomes and of metrics; `url` may change when a server is started anew. */
export function startWriters(url: () => string, seeds: readonly number[], from = 0): Writers {
  const acknowledged = new Set<string>();
  const refused: Answered[] = [];
  let isStopped = false;
  const write = async (kind: "outcomes" | "metrics", seed: number) => {
    for (let step = from; !isStopped; ) {
      const answer = await post(url(), kind, kind === "outcomes" ? pairOf(seed, step) : pointsOf(seed, step));
      if (answer.status === 200) {
        acknowledged.add(`${kind} ${seed} ${step}`);
        step += 1;
      } else {
        refused.push(answer);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  };
  const writing = seeds.flatMap((seed) => [write("outcomes", seed), write("metrics", seed)]);
  return {
    acknowledged,
    refused,
    async stop() {
      isStopped = true;
      await Promise.all(writing);
    },
  };
}

/** What is on record: the steps that are whole, and whatever is there in part. */
export async function onRecord(
  client: HoldfastClient,
): Promise<{ readonly whole: Set<string>; readonly half: string[] }> {
  const parts = new Map<string, number>();
  const add = (key: string) => parts.set(key, (parts.get(key) ?? 0) + 1);
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await client.outcomes(IDENTITY, {
      limit: 1000,
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const { seed, step, value } of page.outcomes) {
      const isWhole = value.level === "samples" && value.scored === PROMPTS;
      add(`${isWhole ? "outcomes" : "cut"} ${seed} ${step}`);
    }
    cursor = page.next;
  }
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await client.metrics(IDENTITY, {
      limit: 10_000,
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const { run, step } of page.metrics) add(`metrics ${run.split("/")[1]} ${step}`);
    cursor = page.next;
  }
  const needed = (key: string) => (key.startsWith("metrics") ? POINTS : key.startsWith("cut") ? -1 : 2);
  const [whole, half] = [new Set<string>(), [] as string[]];
  for (const [key, count] of parts) {
    if (count === needed(key)) whole.add(key);
    else half.push(`${key}: ${count}`);
  }
  return { whole, half };
}
