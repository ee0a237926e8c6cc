import { describe, expect, it } from "vitest";
import type { EvalLog, LogSays } from "../logs/eval-log.js";
import { type BindingRules, bindLog, type KnownCheckpoint } from "./bind-log.js";
import { boundLines } from "./bound-lines.js";
import { parseMapping } from "./mapping.js";
import { readPattern } from "./pattern.js";

const SAYS: LogSays = {
  task: "tests/blackmail",
  model: "vllm//ckpt/principles-s3-rl200",
  modelPaths: ["vllm//ckpt/principles-s3-rl200", "/ckpt/principles-s3-rl200"],
  created: null,
  evalId: null,
  taskId: null,
  tags: [],
  metadata: {},
};
const FILE = "logs/run-7/seed-3/a_epoch_1.eval";

const CHECKPOINT: KnownCheckpoint = {
  uri: "/ckpt/principles-s3-rl200",
  arm: "principles",
  seed: 3,
  branch: 0,
  callerId: null,
  stage: "rl",
  step: 200,
};

function bind(says: Partial<LogSays>, rules: unknown[] = [], more: Partial<BindingRules> = {}, file = FILE) {
  const mapping = rules.length === 0 ? [] : parseMapping({ rules }, "map.yaml");
  return bindLog({ ...SAYS, ...says }, file, { identity: "advice@1", mapping, checkpoints: [], ...more });
}

function bound(...args: Parameters<typeof bind>) {
  const found = bind(...args);
  if (found.is !== "bound") throw new Error(`it is ${found.is}`);
  return found;
}

describe("a log is bound", () => {
  it("by its tags, with or without the prefix, and by nothing where there are none", () => {
    const found = bound({ tags: ["arm=principles", "stage = rl", "seed=3", "nightly", "lr=1"] });
    expect([found.binding, found.from]).toEqual([
      { arm: "principles", stage: "rl", seed: 3 },
      { arm: "tag", stage: "tag", seed: "tag" },
    ]);
    expect(bind({})).toEqual({ is: "unbound", missing: ["arm", "stage"], binding: {} });
    expect(bind({ tags: ["arm=principles"] })).toMatchObject({
      is: "unbound",
      missing: ["stage"],
      binding: { arm: "principles" },
    });
  });

  it("never by a plain word alone: its seed may be any seed", () => {
    const words = { tags: ["holdfast.arm=a", "holdfast.stage=sft"], metadata: { seed: 42, step: 7 } };
    expect(bound(words).binding).toEqual({ arm: "a", stage: "sft" });
    expect(bound({ ...words, metadata: { ...words.metadata, arm: "a" } }).binding).toMatchObject({
      seed: 42,
      step: 7,
    });
  });

  it("by words with the prefix before plain ones, and by metadata before tags", () => {
    const said = {
      tags: ["arm=x", "stage=x", "holdfast.arm=y", "holdfast.seed=9", "holdfast.sead=1"],
      metadata: { arm: "z", "holdfast.step": 5, holdfast: { seed: "unknown", stage: "rl", step: 4 } },
    };
    const found = bound(said);
    expect(found.binding).toEqual({ arm: "y", stage: "rl", step: 5 });
    expect(found.notes).toEqual(["`holdfast.sead` is no word of a binding, and says nothing."]);
  });

  it("by the checkpoint that its model is registered as, unless the log says otherwise", () => {
    const known = { checkpoints: [CHECKPOINT] };
    expect(bound({}, [], known)).toMatchObject({
      binding: { arm: "principles", seed: 3, branch: 0, stage: "rl", step: 200 },
      from: { arm: "checkpoint" },
    });
    expect(bound({ tags: ["arm=principles", "seed=3"] }, [], known).binding.step).toBe(200);
    expect(() => bind({ tags: ["arm=control"] }, [], known)).toThrow(/the tag says arm control/);
    expect(() => bind({}, [], { checkpoints: [CHECKPOINT, { ...CHECKPOINT, step: 300 }] })).toThrow(
      /2 checkpoints/,
    );
    expect(bind({ modelPaths: ["/ckpt/principles-s3"] }, [], known).is).toBe("unbound");
  });

  it("by rules over path, model, task, tags and metadata, a later one over an earlier", () => {
    const rules = [
      { match: { path: "run-{run}/seed-{seed}/*.eval" }, set: { stage: "sft" } },
      {
        match: { model: "/ckpt\\/(?<arm>\\w+)-s\\d+-(?<stage>rl)(?<step>\\d+)/", "metadata.lab": "B*" },
        set: {},
      },
      {
        match: { task: "*/{kind}mail", tag: "nightly" },
        set: { eval: "blackmail@2", run: "$kind-1", metrics: { match: "score" } },
      },
      { match: { model: "nothing" }, skip: "never" },
    ];
    const found = bound(
      { tags: ["x", "nightly"], metadata: { lab: "Bee", holdfast: { arm: "control" } } },
      rules,
    );
    expect(found).toMatchObject({
      binding: {
        arm: "principles",
        stage: "rl",
        step: 200,
        seed: 3,
        run: "black-1",
        eval: "blackmail@2",
      },
      from: { arm: "rule 2", seed: "rule 1", stage: "rule 2", eval: "rule 3" },
      metrics: { match: "score" },
    });
    expect(() => bind({}, [{ match: { task: "*" }, set: { run: "$kind" } }])).toThrow(/rule 1 .* `\$kind`/);
    expect(bind({}, [{ match: { task: "**" }, skip: "a trial" }])).toEqual({
      is: "skipped",
      reason: "a trial",
    });
  });

  it("not where it belongs to another ablation, or a word is no name or number", () => {
    const with_ = (word: string) => ({ tags: ["holdfast.arm=a", "holdfast.stage=rl", `holdfast.${word}`] });
    expect(bound(with_("ablation=advice")).binding.arm).toBe("a");
    expect(() => bind(with_("ablation=other@1"))).toThrow(/belongs to other@1/);
    expect(() => bind(with_("seed=-1"))).toThrow(/`-1` is no seed.*said by the tag/);
    expect(() => bind(with_("step=1.5"))).toThrow(/step/);
    expect(() => bind(with_("eval=blackmail"))).toThrow(/name@version/);
  });
});

describe("a pattern", () => {
  it.each([
    ["*.eval", true, "logs/a.eval", {}],
    ["*.eval", true, "logs/a.json", null],
    ["logs/*.eval", true, "/x/logs/b/a.eval", null],
    ["logs/**/*.eval", true, "/x/logs/b/c/a.eval", {}],
    ["logs/**/*.eval", true, "/x/logs/a.eval", {}],
    ["ogs/*", true, "logs/a", null],
    ["{arm}-s{seed}/x.+(1)?", true, "r/prin-ciples-s3/x.+(1)y", { arm: "prin-ciples", seed: "3" }],
    ["hf/{arm}", false, "hf/org/name", { arm: "org/name" }],
    ["hf/{arm}", false, "xhf/org", null],
    ["/(?<step>\\d+)$/", false, "ckpt-12", { step: "12" }],
    ["/CKPT/i", false, "a ckpt", {}],
  ])("%s over %s", (text, isPath, given, pieces) => expect(readPattern(text, isPath)(given)).toEqual(pieces));
});

describe("a mapping", () => {
  it.each([
    [{ rules: [] }, "rules"],
    [{ rules: [{ match: {}, set: {} }] }, "rules[0].match"],
    [{ rules: [{ match: { modle: "x" }, set: {} }] }, "rules[0].match.modle"],
    [{ rules: [{ match: { task: "x" } }] }, "rules[0]"],
    [{ rules: [{ match: { task: "x" }, set: { sead: 1 } }] }, "rules[0].set"],
    [{ rules: [{ match: { task: "/(/" }, set: {} }] }, "rules[0].match.task"],
    [{ rules: [{ match: { path: "{a}/{a}" }, set: {} }] }, "rules[0].match.path"],
    ["text", undefined],
  ])("%j is refused, and said where", (document, key) => {
    expect(() => parseMapping(document, "map.yaml")).toThrow(
      expect.objectContaining({
        code: "invalid-input",
        place: key === undefined ? { file: "map.yaml" } : { file: "map.yaml", key },
      }),
    );
  });
});

describe("the lines of a bound log", () => {
  const log: EvalLog = {
    format: "lm-eval",
    says: SAYS,
    leftOut: [],
    notes: [],
    outcomes: [
      { eval: "arc@1", metric: "acc", point: 1 },
      { eval: "arc@1", metric: "judge-harm.x", judge: "m", point: 2, condition: { goal: "a" } },
      { eval: "gsm8k@3", metric: "acc", point: 3 },
    ],
  };
  const checkpoint = {
    is: "bound",
    binding: { arm: "a", stage: "rl", ablation: "advice@1" },
    from: {},
    notes: [],
  } as const;

  it("have its checkpoint, their own evals and metrics, and the condition of a rule", () => {
    const names = { evals: { arc: "arc-easy@2", "*": null }, metrics: { "judge/harm.x": "harm" } };
    const lines = boundLines(log, { ...checkpoint, ...names, condition: { threat: true } }, "f");
    const shared = { arm: "a", stage: "rl", eval: "arc-easy@2", source: { uri: "f" } };
    expect(lines).toEqual([
      { ...shared, metric: "acc", point: 1, condition: { threat: true } },
      { ...shared, metric: "harm", judge: "m", point: 2, condition: { goal: "a", threat: true } },
    ]);
  });

  it("are evals of their own where a mapping says so of judged dimensions, each with its judge", () => {
    const audit: EvalLog = {
      ...log,
      outcomes: [
        { eval: "audit@0", metric: "judge-harm.deception", judge: "m", samples: { id: ["t1"], score: [7] } },
        {
          eval: "audit@0",
          metric: "judge-harm.self-harm.x",
          judge: "m",
          samples: { id: ["t1"], score: [1] },
        },
        { eval: "audit@0", metric: "judge-harm.admirable", judge: "n", samples: { id: ["t1"], score: [3] } },
        { eval: "audit@0", metric: "turns", point: 4 },
      ],
    };
    const metrics = {
      "judge/harm.*": "*@1/score",
      "judge/harm.admirable": null,
      "judge/harm.deception": "lies@2",
      "*": null,
    };
    const told = (names: Record<string, string | null>) =>
      boundLines(audit, { ...checkpoint, evals: {}, metrics: names, condition: {} }, "f").map(
        ({ eval: of, metric, judge, samples }) => [of, metric, judge, samples?.id[0]].join(" "),
      );
    expect(told(metrics)).toEqual(["lies@2 score m t1", "self-harm.x@1 score m t1"]);
    expect(told({ "judge-harm.*": "dimension-*" })).toEqual([
      "audit@0 dimension-deception m t1",
      "audit@0 dimension-self-harm.x m t1",
      "audit@0 dimension-admirable n t1",
      "audit@0 turns  ",
    ]);
    expect(told({ "judge-harm.*": null })).toEqual(["audit@0 turns  "]);
  });

  it("are refused one name for several evals", () => {
    const one = {
      ...checkpoint,
      binding: { ...checkpoint.binding, eval: "x@1" },
      evals: {},
      metrics: {},
      condition: {},
    };
    expect(() => boundLines(log, one, "f")).toThrow(/2 evals/);
    expect(boundLines({ ...log, outcomes: log.outcomes.slice(0, 1) }, one, "f")[0]?.eval).toBe("x@1");
  });
});
