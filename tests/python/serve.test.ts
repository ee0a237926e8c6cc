import { createClient } from "@holdfast/api/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { studyAblation } from "../cli/study.js";
import { type WorkFolder, workFolder } from "../cli/work-folder.js";
import { PLAIN } from "./pythons.js";
import { programOk } from "./run-python.js";
import { type Served, serveHoldfast } from "./serve-holdfast.js";

describe.skipIf(PLAIN.program === null)(`${PLAIN.name} against a server`, () => {
  let folder: WorkFolder;
  let served: Served;
  const python = (text: string) => {
    folder.write("program.py", text);
    return programOk(PLAIN.program ?? "", ["program.py"], {
      cwd: folder.path,
      env: { HOLDFAST_URL: served.url, HOLDFAST_SPOOL: "spool", HOLDFAST_STRICT: "1" },
    });
  };
  beforeAll(async () => {
    folder = workFolder();
    folder.write("study.json", JSON.stringify(studyAblation("live")));
    served = await serveHoldfast(folder.path);
  });
  afterAll(async () => {
    await served?.stop();
    folder.remove();
  });

  it("records a run with everything in it, and answers its watch", async () => {
    const { stdout, stderr } = await python(`
import holdfast, math
holdfast.register("study.json")
with holdfast.start_run(ablation="live@1", arm="difficult-advice", seed=3, stage="rl", recipe="r1") as run:
    first = run.watch("blackmail@1", above=0.05, alpha=0.01, timeout=20)
    for step in range(10):
        run.log_metrics({"train/loss": math.nan if step == 4 else 1 / (step + 1)}, step=step)
        run.checkpoint(step=step, tokens=1000 * step, uri=f"s3://c/{step}")
        run.record("blackmail@1", [{"id": f"p{n}", "score": 0} for n in range(50)])
    second = run.watch("blackmail@1", above=0.05, alpha=0.01, timeout=20)
    for step in range(10, 20):
        run.record("blackmail@1", [{"id": f"p{n}", "score": n % 2} for n in range(50)], step=step)
    third = run.watch("blackmail@1", above=0.05, alpha=0.01, timeout=20)
    run.intervene(step=20, change="half the learning rate", reason=third.reason)
print(first, second, third, third.step)
health = holdfast.health()
print({key: health[key] for key in ("accepted", "sent", "rejected", "dropped", "invalid", "retries", "unsent_bytes")})
`);
    expect(stderr).toBe("");
    // Half of the answers are bad from step 10 on, after ten checkpoints without any: a few are needed.
    expect(stdout.split("\n")).toEqual([
      expect.stringMatching(/^unknown ok alarm 1\d$/),
      "{'accepted': 44, 'sent': 44, 'rejected': 0, 'dropped': 0, 'invalid': 0, 'retries': 0, 'unsent_bytes': 0}",
      "",
    ]);
    const client = createClient(served.url);
    const { run, checkpoints, interventions } = await client.run("live@1", "difficult-advice/3/0");
    expect(run).toMatchObject({
      seed: 3,
      recipe: "r1",
      outcomes: 20,
      metrics: 1,
      state: { status: "finished" },
    });
    expect(checkpoints.slice(0, 2)).toMatchObject([
      { step: 0, tokens: 0, uri: "s3://c/0" },
      { step: 1, tokens: 1000, uri: "s3://c/1" },
    ]);
    expect(interventions).toMatchObject([{ step: 20, change: "half the learning rate" }]);
    const { metrics } = await client.metrics("live@1");
    expect(metrics.map(({ value }) => value).slice(3, 6)).toEqual([0.25, "NaN", 1 / 6]);
  });

  it("is told what the server has against it, and goes on", async () => {
    const { stdout, stderr } = await programOk(
      PLAIN.program ?? "",
      [
        "-c",
        `
import holdfast
run = holdfast.start_run(ablation="live@1", arm="control", seed=3, stage="rl")
for step in range(30):
    run.record("whitemail@1" if step == 17 else "blackmail@1", counts=(1, 2), step=step)
holdfast.flush(20)
health = holdfast.health()
print(health["sent"], health["rejected"], health["dropped"])
`,
      ],
      { cwd: folder.path, env: { HOLDFAST_URL: served.url, HOLDFAST_SPOOL: "spool" } },
    );
    expect(stdout.trim()).toBe("30 1 0");
    expect(stderr).toContain("the ablation has no eval `whitemail@1`");
    expect((await createClient(served.url).run("live@1", "control/3/0")).run.outcomes).toBe(29);
  });
});
