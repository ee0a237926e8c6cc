import { setTimeout as wait } from "node:timers/promises";
import { AblationStatusSchema, ReceiptSchema } from "@holdfast/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DATABASES } from "./databases.js";
import { holdfast, holdfastOk, startHoldfast } from "./run-holdfast.js";
import { ndjson, studyAblation, uniqueName } from "./study.js";
import { type WorkFolder, workFolder } from "./work-folder.js";

const SCORES_A_LINE = 5000;

/** Lines of 5000 scores each: steps of one run of each arm. */
function manyLines(count: number): string {
  const id = Array.from({ length: SCORES_A_LINE }, (_, index) => `prompt-${index}`);
  return ndjson(
    Array.from({ length: count }, (_, step) => ({
      arm: step % 2 === 0 ? "control" : "difficult-advice",
      seed: 0,
      stage: "rl",
      step,
      eval: "blackmail@1",
      samples: { id, score: id.map((_, index) => ((index * 31 + step * 17) % 100 < 40 ? 1 : 0)) },
    })),
  );
}

/** More than goes into one transaction, and what does. */
const LARGE = { lines: 240, file: "large.ndjson" };
const WHOLE = { lines: 60, file: "whole.ndjson" };

describe.each(DATABASES)("killed while it records into $name", ({ in: place }) => {
  describe.skipIf(place === null)("with kill -9", () => {
    const identities: string[] = [];
    let folder: WorkFolder;
    let db: string;
    const run = (...words: string[]) => holdfastOk([...words, "--db", db], { cwd: folder.path });
    const register = async () => {
      const name = uniqueName("killed");
      folder.write(`${name}.json`, JSON.stringify(studyAblation(name)));
      await run("register", `${name}.json`);
      identities.push(`${name}@1`);
      return `${name}@1`;
    };
    const status = async (identity: string) =>
      AblationStatusSchema.parse(JSON.parse(await run("status", identity, "--json")));
    const outcomes = async (identity: string) => (await status(identity)).registration.outcomes;
    const record = async (identity: string, file: string) =>
      ReceiptSchema.parse(JSON.parse(await run("record", file, "-a", identity, "--json")));
    beforeAll(() => {
      folder = workFolder();
      db = place?.(folder.path) ?? "";
      folder.write(LARGE.file, manyLines(LARGE.lines));
      folder.write(WHOLE.file, manyLines(WHOLE.lines));
    });
    afterAll(async () => {
      for (const identity of identities)
        await holdfast(["delete", identity, "--yes", "--db", db], { cwd: folder.path });
      folder.remove();
    });

    it("keeps what was acknowledged, and sending the file again gives exactly the right data", async () => {
      const killed = await register();
      const running = startHoldfast(["record", LARGE.file, "-a", killed, "--db", db], { cwd: folder.path });
      const acknowledged = await new Promise<number>((resolve, reject) => {
        let said = "";
        running.child.stderr?.on("data", (text: string) => {
          said += text;
          const lines = /(\d+) of 240 lines are recorded/.exec(said)?.[1];
          if (lines !== undefined) resolve(Number(lines));
        });
        running.finished.then(
          ({ stderr }) => reject(new Error(`it ended before it could be killed: ${stderr}`)),
          reject,
        );
      });
      await wait(100);
      running.child.kill("SIGKILL");
      expect((await running.finished).signal).toBe("SIGKILL");
      const kept = await outcomes(killed);
      expect(kept).toBeGreaterThanOrEqual(acknowledged);
      expect(kept).toBeLessThan(LARGE.lines);
      const receipt = await record(killed, LARGE.file);
      expect(receipt.outcomes).toBe(LARGE.lines);
      expect(receipt.recognised).toBe(kept * SCORES_A_LINE);
      expect(receipt.added).toBe((LARGE.lines - kept) * SCORES_A_LINE);
      const { coverage } = await status(killed);
      expect(new Set(coverage.map(({ step, scored }) => `${step} ${scored}`))).toEqual(
        new Set(Array.from({ length: LARGE.lines }, (_, step) => `${step} ${SCORES_A_LINE}`)),
      );
    }, 300_000);

    it("leaves nothing half-written of a file that is one transaction", async () => {
      for (const delay of [500, 900, 1400]) {
        const identity = await register();
        const running = startHoldfast(["record", WHOLE.file, "-a", identity, "--db", db], {
          cwd: folder.path,
        });
        await Promise.race([wait(delay), running.finished]);
        running.child.kill("SIGKILL");
        await running.finished;
        expect([0, WHOLE.lines]).toContain(await outcomes(identity));
        const receipt = await record(identity, WHOLE.file);
        expect(receipt.added + receipt.recognised).toBe(WHOLE.lines * SCORES_A_LINE);
        expect(await outcomes(identity)).toBe(WHOLE.lines);
      }
    }, 300_000);
  });
});
