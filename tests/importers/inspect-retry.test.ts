import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WITH_INSPECT } from "../python/pythons.js";
import { programOk } from "../python/run-python.js";
import { ADVICE, type ImportPlace, importInto } from "./import-into.js";

const SCRIPT = fileURLToPath(new URL("make-retry.py", import.meta.url));
const WORDS = ["-a", "advice@1", "--cluster", "family"];

describe.skipIf(WITH_INSPECT.program === null)(
  `an eval that inspect_ai tried again (${WITH_INSPECT.name})`,
  () => {
    let place: ImportPlace;
    beforeEach(async () => {
      const metrics = [
        { name: "includes", direction: "lower-is-better" as const, scale: { kind: "binary" as const } },
      ];
      place = await importInto({ ...ADVICE, evals: [{ id: "blackmail@1", metrics, role: "held-out" }] });
      await programOk(WITH_INSPECT.program ?? "", [SCRIPT, place.folder], { cwd: place.folder });
    });
    afterEach(() => place.close());

    const current = async () => {
      const { outcomes } = await place.client.outcomes("advice@1");
      const [only, another] = outcomes;
      if (only === undefined || another !== undefined)
        throw new Error(`there are ${outcomes.length} outcomes`);
      const { scores } = await place.client.scores("advice@1", only.outcomeId);
      const told = scores.map(({ sample, score }) => `${sample} ${score}`);
      return { status: only.status, revision: only.revision, told };
    };
    const WHOLE = ["p0 0", "p1 1", "p2 0", "p3 0"];

    it("counts as the attempt that came to its end, imported after the one that broke off", async () => {
      const first = await place.report("first", ...WORDS);
      expect([first.code, (await current()).status]).toEqual([0, "crashed"]);
      const second = await place.report("second", ...WORDS);
      expect([second.code, second.logs[0]?.state]).toEqual([0, "recorded"]);
      expect(await current()).toMatchObject({ status: "complete", told: WHOLE });
      expect(await place.report("first", "second", ...WORDS)).toMatchObject({ code: 0, added: 0 });
    });

    it("counts so whatever comes first, and where both come at once", async () => {
      await place.report("second", ...WORDS);
      const late = await place.report("first", ...WORDS);
      expect([late.code, await current()]).toEqual([0, { status: "complete", revision: 1, told: WHOLE }]);
      const both = await place.report("first", "second", ...WORDS);
      expect([both.code, both.added, both.logs.map(({ state }) => state)]).toEqual([
        0,
        0,
        ["skipped", "recorded"],
      ]);
    });
  },
);
