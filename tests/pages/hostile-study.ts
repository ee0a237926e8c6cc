import type { HoldfastClient } from "@holdfast/api/client";
import type { AblationInput, OutcomeLineInput } from "@holdfast/core";
import { pageAblation } from "./page-ablation.js";
import { pageOutcomes } from "./page-outcomes.js";

export const HOSTILE_STUDY = "hostile-study@1";

/** Text that sets `window.hit` wherever it is not escaped. */
export const ATTACK =
  "</title></style></script><script>window.hit=1</script><img src=x onerror=window.hit=2>\"'><svg onload=window.hit=3> javascript:window.hit=4 `x`";

/** The same for what may not be longer. */
const SHORT_ATTACK = `"><svg onload=window.hit=5>`;

const TEXTS = new Set([
  ...[
    "title",
    "question",
    "hypothesis",
    "baseModel",
    "dataset",
    "kind",
    "licence",
    "source",
    "generator",
    "note",
  ],
  ...["optimiser", "lossMasking", "algorithm", "description", "stepUnit", "unit"],
]);

function attacked(value: unknown, key = "", isScale = false): unknown {
  if (typeof value === "string") {
    if (!TEXTS.has(key) || isScale) return value;
    return key === "kind" ? `${value.slice(0, 20)} ${SHORT_ATTACK}` : `${value} ${ATTACK}`;
  }
  if (Array.isArray(value)) return value.map((item: unknown) => attacked(item, key));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      attacked(member, name, (key === "scale" || key === "factors") && name === "kind"),
    ]),
  );
}

function hostileAblation(): AblationInput {
  const input = pageAblation();
  return { ...input, ...Object(attacked(input)), name: "hostile-study" };
}

function hostileLine(line: OutcomeLineInput): OutcomeLineInput {
  const { samples, ...rest } = line;
  return {
    ...rest,
    source: { uri: `https://logs.example.org/${encodeURIComponent(ATTACK)}?${ATTACK}` },
    ...(samples === undefined
      ? {}
      : {
          samples: {
            ...samples,
            id: samples.id.map((id) => `${id} ${ATTACK}`),
            cluster: samples.cluster?.map((cluster) => `${cluster} ${ATTACK}`) ?? [],
          },
        }),
    ...(line.judge === undefined ? {} : { judge: `judge ${ATTACK}` }),
  };
}

/** Records a study whose every text is an attack on whoever shows it. */
export async function recordHostileStudy(client: HoldfastClient): Promise<void> {
  await client.register(hostileAblation());
  const lines = pageOutcomes().map(hostileLine);
  for (let from = 0; from < lines.length; from += 200)
    await client.recordLines(HOSTILE_STUDY, lines.slice(from, from + 200));
  const by = { author: ATTACK, reason: ATTACK };
  const first = lines.find(({ arm, stage }) => arm === "stories" && stage === "sft");
  if (first?.samples !== undefined)
    await client.recordLines(HOSTILE_STUDY, [
      {
        ...first,
        samples: {
          ...first.samples,
          score: first.samples.score?.map((score, at) => (at === 3 ? 1 : score)) ?? [],
        },
        correction: by,
      },
    ]);
  await client.exclude(HOSTILE_STUDY, { what: { kind: "run", run: "principles/2/0" }, ...by });
  await client.intervene(HOSTILE_STUDY, {
    run: "demonstrations/0/0",
    stage: "rl",
    step: 150,
    change: ATTACK,
    ...by,
  });
  await client.amend(HOSTILE_STUDY, { ...hostileAblation(), note: `${ATTACK} ${ATTACK}` }, by);
  await client.recordMetrics(HOSTILE_STUDY, [
    { runKey: "principles/0/0", stage: "rl", key: "reward", step: 1, value: 1 },
    { runKey: "principles/0/0", stage: "rl", key: "reward", step: 2, value: 2 },
  ]);
  await client.addWatch(HOSTILE_STUDY, { eval: "blackmail@1", limit: 0.2, alpha: 0.05, stage: "rl" });
  await client.addToInbox({
    ...{
      file: ATTACK,
      sha256: "cd".repeat(32),
      part: ATTACK,
      format: "inspect",
      task: ATTACK,
      model: ATTACK,
    },
    ...{
      modelPaths: [ATTACK],
      created: ATTACK,
      evalId: ATTACK,
      taskId: ATTACK,
      tags: [ATTACK],
      cluster: ATTACK,
    },
    ...{ metadata: { attack: ATTACK }, leftOut: [], notes: [ATTACK] },
    outcomes: [{ eval: "blackmail@1", metric: "score", counts: { k: 4, n: 20 } }],
  });
}
