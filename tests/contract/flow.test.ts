import { randomUUID } from "node:crypto";
import { createClient, type HoldfastClient } from "@holdfast/api/client";
import { type Local, openLocal } from "@holdfast/api/local";
import { AnalysisSchema, canonicalJson, type OutcomeLine, shownFinding } from "@holdfast/core";
import { readOutcomeLines } from "@holdfast/importers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ENGINES } from "./engines.js";
import { compareSides } from "./flow-comparison.js";
import { flowAblation, flowLines, ndjsonOf } from "./flow-evidence.js";
import { followInbox } from "./flow-inbox.js";
import { listAblations } from "./flow-lists.js";
import { followLive } from "./flow-live.js";
import { followMlflow } from "./flow-mlflow.js";
import { readReports } from "./flow-report.js";
import { searchOutcomes } from "./flow-search.js";
import { manageTokens } from "./flow-tokens.js";
import { followTraining } from "./flow-training.js";
import { type Observed, observed } from "./observed-operations.js";

const options = { actor: "flow", now: () => new Date() };

async function parsedLines(text: string): Promise<OutcomeLine[]> {
  const lines: OutcomeLine[] = [];
  for await (const { value } of readOutcomeLines({ chunks: [new TextEncoder().encode(text)] }))
    lines.push(value);
  return lines;
}

describe.each(ENGINES)("the flow on $name", ({ target }) => {
  describe.skipIf(target === undefined)("from registration to a restored archive", () => {
    const name = `flow-${randomUUID().slice(0, 8)}`;
    const identity = `${name}@1`;
    let local: Local;
    let second: Local;
    let seen: Observed;
    let client: HoldfastClient;

    beforeAll(async () => {
      local = await openLocal(target ?? "", options);
      second = await openLocal("memory://", options);
      seen = observed(local.fetch);
      client = createClient("http://flow.test", {
        actor: "flow",
        fetch: (input, init) => seen.fetch(new Request(input, init)),
      });
    });
    afterAll(async () => {
      await local?.close();
      await second?.close();
    });

    it("registers before the outcomes are there, and the same again is no change", async () => {
      const first = await client.register(flowAblation(name));
      expect(first.created).toBe(true);
      expect(first.registration).toMatchObject({ identity, revision: 1, retrospective: false });
      expect(await client.register(flowAblation(name))).toMatchObject({ created: false });
      const changed = { ...flowAblation(name), question: "Another question?" };
      await expect(client.register(changed)).rejects.toMatchObject({
        code: "drift",
        place: { key: "question" },
      });
      const { cells, ...status } = await client.status(identity);
      expect(status).toMatchObject({ expected: 36, present: 0, missing: 36, beyondPlan: 0 });
      expect(cells).toHaveLength(54);
    });

    it("records NDJSON, all of a batch or nothing, and recognises what is there", async () => {
      const lines = await parsedLines(ndjsonOf(flowLines()));
      const bad = { ...lines[5], arm: "control", seed: 0, stage: "rl", step: 9, eval: "nothing@1" } as const;
      await expect(
        client.recordLines(identity, [...lines.slice(0, 5), bad as OutcomeLine]),
      ).rejects.toMatchObject({
        code: "unknown-name",
        place: { key: "lines[5].eval" },
      });
      expect((await client.status(identity)).present).toBe(0);
      const receipt = await client.recordLines(identity, lines.slice(0, 20));
      expect(receipt).toMatchObject({ outcomes: 20, recognised: 0, corrected: 0 });
      const response = await seen.fetch(
        new Request(`http://flow.test/v1/ablations/${identity}/outcomes`, {
          method: "POST",
          headers: { "content-type": "application/x-ndjson" },
          body: ndjsonOf(flowLines()),
        }),
      );
      expect(await response.json()).toMatchObject({ outcomes: 38, corrected: 0, recognised: receipt.added });
      const status = await client.status(identity);
      expect(status).toMatchObject({ expected: 36, present: 36, missing: 0 });
      expect(status.registration).toMatchObject({ identity, outcomes: 38 });
    });

    it("names the line of another value for the same key, and keeps what was there", async () => {
      const [, , line] = flowLines();
      if (line?.samples?.score === undefined) throw new Error("the third line holds samples");
      const score = line.samples.score.map((value, index) => (index === 3 ? 1 - (value ?? 0) : value));
      const before = canonicalJson(await client.analysis(identity));
      const conflict = client.recordLines(identity, [{ ...line, samples: { ...line.samples, score } }]);
      await expect(conflict).rejects.toMatchObject({
        code: "conflict",
        place: { key: expect.stringMatching(/^lines\[0\]/) },
      });
      expect(canonicalJson(await client.analysis(identity))).toBe(before);
    });

    it("answers which data drove the gain, whether it held, and with what uncertainty", async () => {
      const { effects, families } = await client.effects(identity);
      const lead = effects.find(
        (effect) => effect.arm === "advice" && effect.eval === "blackmail@1" && effect.moment.stage === "sft",
      );
      const finding = lead === undefined ? undefined : shownFinding(lead);
      if (finding?.status !== "estimated") throw new Error("the lead of advice is estimable");
      expect(finding.estimate).toBeLessThan(-0.2);
      expect(finding.interval?.upper).toBeLessThan(0);
      expect(finding.n).toMatchObject({ runs: 3, controlRuns: 3 });
      expect(families.map(({ question, size }) => [question, size])).toEqual([
        ["lead", 8],
        ["retention", 4],
      ]);
      const { durability } = await client.durability(identity);
      expect(durability.map(({ arm, eval: id }) => `${arm} ${id}`).sort()).toEqual([
        "advice blackmail@1",
        "advice honeypots@1",
        "refusals blackmail@1",
        "refusals honeypots@1",
      ]);
      expect(durability.every(({ verdict }) => verdict.word !== null)).toBe(true);
    });

    it("groups and tabulates effects", async () => {
      const { groups, groupBy } = await client.effectGroups(identity, ["data", "role"]);
      expect(groupBy).toEqual(["data", "role"]);
      expect(groups.length).toBe(4);
      expect(groups.every((group) => "data" in group && "role" in group)).toBe(true);
      await expect(client.effectGroups(identity, ["colour"])).rejects.toMatchObject({ code: "unknown-name" });
      const csv = await client.effectsCsv(identity);
      expect(csv.split("\n")[0]).toContain("arm");
      expect(csv).toContain("advice");
      const accepting = new Request(`http://flow.test/v1/ablations/${identity}/effects`, {
        headers: { accept: "text/csv" },
      });
      expect(await (await seen.fetch(accepting)).text()).toBe(csv);
      expect((await client.effectsCsv(identity, { groupBy: ["role"] })).split("\n")[0]).toContain("role");
    });

    it("reports as HTML and as Markdown, with text escaped", async () => {
      const html = await client.report(identity, "html");
      expect(html).toMatch(/^<!doctype html>/i);
      expect(html).toContain("refusals &lt;flow&gt;");
      expect(html).not.toContain("refusals <flow>");
      expect(await client.report(identity, "markdown")).toContain("advice");
      expect(await client.report(identity, "html")).toBe(html);
    });

    it("reports in every form that a report has", () => readReports(client, identity, seen));

    it("shows analyses with and without what was set aside", async () => {
      const without = await client.analysis(identity);
      await client.exclude(identity, {
        what: { kind: "run", run: "advice/2/0" },
        author: "flow",
        reason: "the loss diverged",
      });
      const fewer = await client.analysis(identity);
      const all = await client.analysis(identity, { excluded: "with" });
      expect(canonicalJson(fewer.effects)).not.toBe(canonicalJson(without.effects));
      expect(all.includesExcluded).toBe(true);
      expect(all.effects.map(({ armLevel }) => armLevel)).toEqual(
        without.effects.map(({ armLevel }) => armLevel),
      );
      expect((await client.exclusions(identity)).exclusions).toMatchObject([{ reason: "the loss diverged" }]);
      await client.readmit(identity, { kind: "run", run: "advice/2/0" });
      expect(canonicalJson(await client.analysis(identity))).toBe(canonicalJson(without));
    });

    it("answers every question from one analysis, in sentences first", async () => {
      const { inputsFingerprint } = await client.analysis(identity);
      const answers = [
        await client.drivers(identity),
        await client.efficiency(identity),
        await client.generalization(identity),
        await client.origin(identity),
        await client.judges(identity),
      ];
      for (const answer of answers) {
        expect(answer.inputsFingerprint).toBe(inputsFingerprint);
        expect(answer.sentences.length).toBeGreaterThan(0);
      }
      const watched = await client.monitor(identity, { eval: ["blackmail@1"], limit: 0.9 });
      expect(watched.rows.length).toBeGreaterThan(0);
      expect((await client.power(identity, { effect: 0.1 })).sentences.length).toBeGreaterThan(0);
      expect((await client.powerPlan({ runs: 3, arms: 2, effect: 0.1 })).sentences.length).toBeGreaterThan(0);
      expect((await client.powerCurve(identity, { eval: "blackmail@1" })).curve.lines).toHaveLength(3);
      expect((await client.powerPlanCurve({ runs: 3, prompts: 100 })).lines).toHaveLength(3);
    });

    it("compares any two sides, as a whole and prompt by prompt", () => compareSides(client, identity));

    it("records an event in the life of a run", async () => {
      const event = {
        run: "advice/0/0",
        stage: "rl",
        step: 100,
        author: "flow",
        reason: "drift",
        change: "new data",
      };
      await client.intervene(identity, event);
      expect((await client.interventions(identity)).interventions).toEqual([event]);
      await expect(client.intervene(identity, { ...event, stage: "rlx" })).rejects.toMatchObject({
        code: "unknown-name",
        place: { key: "stage" },
      });
    });

    it("follows events, keeps a watch and registers a webhook", () => followLive(client, identity, seen));

    it("makes, lists and revokes a token", () => manageTokens(client, identity));

    it("starts a run, follows its training, and finds it again", () =>
      followTraining(client, identity, seen));

    it("says what arrived through MLflow", () => followMlflow(client, identity));

    it("keeps logs that nobody bound, until they are taken out", () => followInbox(client));

    it("finds outcomes, their revisions and their scores again", () =>
      searchOutcomes(client, `${name}-search`));

    it("gives the same analysis, to the byte, from the archive in another database", async () => {
      const restored = await second.client.importArchive(client.exportArchive(identity));
      expect(restored.identity).toBe(identity);
      const original = await client.analysis(identity);
      const copy = await second.client.analysis(identity);
      expect(JSON.stringify(copy)).toBe(JSON.stringify(original));
      expect(AnalysisSchema.parse(copy)).toEqual(copy);
      expect(await second.client.report(identity, "markdown")).toBe(
        await client.report(identity, "markdown"),
      );
      const again = await client.importArchive(second.client.exportArchive(identity));
      expect(again.receipt).toMatchObject({ added: 0, corrected: 0 });
    });

    it("amends with author and reason, and says what was known", async () => {
      const ablation = { ...flowAblation(name), note: "The seeds were lost." };
      const amended = await client.amend(identity, ablation, { author: "flow", reason: "found a note" });
      expect(amended.revision).toBe(2);
      expect(amended.revisions.at(-1)).toMatchObject({ revision: 2, author: "flow", known: "analysed" });
      expect((await client.read(identity)).ablation.note).toBe("The seeds were lost.");
    });

    it("lists ablations by what has arrived and by what their last analysis said", () =>
      listAblations(client, `${name}-lists`));

    it("archives, keeps an audit trail, and removes", async () => {
      await client.setArchived(identity, true);
      const listed = async (archived: boolean) =>
        (await client.list({ archived })).ablations.some((summary) => summary.identity === identity);
      expect([await listed(false), await listed(true)]).toEqual([false, true]);
      await client.remove(identity);
      await expect(client.read(identity)).rejects.toMatchObject({ code: "not-found" });
      const { entries, next } = await client.audit({ identity });
      expect(next).toBeNull();
      const paged: typeof entries = [];
      for (let page = await client.audit({ identity, limit: 3 }); ; ) {
        paged.push(...page.entries);
        if (page.next === null) break;
        page = await client.audit({ identity, limit: 3, cursor: page.next });
      }
      expect(paged).toEqual(entries);
      expect(entries.every((entry) => entry.actor === "flow" || entry.actor === "anonymous")).toBe(true);
      expect(entries.map(({ action }) => action)).toEqual(
        expect.arrayContaining(["register", "record", "delete"]),
      );
      const { registration } = await client.register(flowAblation(name));
      expect(registration.retrospective).toBe(true);
      await client.remove(identity);
      expect(await client.health()).toMatchObject({ status: "ok" });
    });

    it("used every operation of the API, and no answer that its document does not describe", () => {
      expect(seen.undescribed).toEqual([]);
      expect([...seen.succeeded].sort()).toEqual([...seen.all].sort());
    });
  });
});
