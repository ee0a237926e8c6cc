import type { Analysis, Registration } from "@holdfast/core";
import { printDifference, unitOf, writeExhibit } from "@holdfast/report";
import { describe, expect, it } from "vitest";
import { ViewPage } from "../frame/view-page.js";
import { answeringClient } from "../testing/answering-client.js";
import { foundAnalysis, foundRegistration } from "../testing/found-answers.js";
import { studyAnalysis } from "../testing/study-answers.js";
import { driversView } from "./drivers-view.js";
import { effectsView } from "./effects-view.js";
import { generalizationView } from "./generalization-view.js";
import type { View } from "./view.js";

const VIEWS = [effectsView, driversView, generalizationView];
const HOSTILE = "<script>alert(1)</script>";

interface Asked {
  readonly registration?: Registration;
  readonly analysis?: Analysis;
}

async function shown(view: View, query = "", asked: Asked = {}) {
  const { registration = foundRegistration, analysis = foundAnalysis } = asked;
  const search = new URLSearchParams(query);
  const content = await view.read({
    client: answeringClient({ "/ablations/advice@1/analysis": analysis }),
    registration,
    query: search,
    path: `/ablations/advice%401/${view.slug}`,
    origin: "http://canned.test",
  });
  const page = <ViewPage registration={registration} view={view} content={content} query={search} />;
  return { content, html: String(await page) };
}

const ids = ({ content }: Awaited<ReturnType<typeof shown>>) => content.exhibits.map(({ id }) => id);

describe.each(VIEWS)("the page $title", (view) => {
  it("has a sentence, a figure with a caption and a table, and downloads with the numbers as they are", async () => {
    const { content, html } = await shown(view);
    expect(content.sentences[0]).toMatch(/\.$/);
    expect(content.exhibits[0]?.figure?.svg).toContain("<svg");
    for (const exhibit of content.exhibits) {
      expect(String(exhibit.caption)).toMatch(/\.$/);
      expect(writeExhibit(exhibit, "csv")?.split("\n").length).toBeGreaterThan(2);
      expect(writeExhibit(exhibit, "tex")).toContain("\\toprule");
      expect(html).toContain(`${exhibit.id}.csv`);
    }
    expect(html).not.toMatch(/style="|NaN|undefined/);
  });

  it("has no two exhibits and no two parts of figures of one id", async () => {
    const { html } = await shown(view, "stage=all&eval=all");
    const found = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(found).size).toBe(found.length);
  });

  it("teaches the next command where there is nothing to show", async () => {
    const { content, html } = await shown(view, "", { analysis: studyAnalysis });
    expect(content.exhibits).toEqual([]);
    expect(html).toContain("export HOLDFAST_URL=http://canned.test");
    expect(html).toMatch(/npx holdfast import logs\/ --ablation advice@1/);
    expect(html).toContain(`npx holdfast ${view.slug} advice@1`);
  });

  it("shows mark-up in names as text", async () => {
    const spoilt = (text: string) => text.replaceAll("advice+tools", HOSTILE);
    const { html } = await shown(view, "", {
      registration: {
        ...foundRegistration,
        ablation: JSON.parse(spoilt(JSON.stringify(foundRegistration.ablation))),
      },
      analysis: JSON.parse(spoilt(JSON.stringify(foundAnalysis))),
    });
    expect(html).not.toContain("<script>alert");
    expect(html).toContain("&lt;script&gt;alert(1)");
  });

  it("switches to log odds by a link that keeps the other choices", async () => {
    const { html } = await shown(view, "stage=sft");
    expect(html).toContain("?stage=sft&amp;scale=log-odds");
    const first = await shown(view, "stage=sft&scale=log-odds");
    expect(first.content.exhibits.map(({ figure }) => figure?.svg ?? "").join("")).toContain("log odds");
  });
});

describe("the page on effects", () => {
  it("shows the numbers of the API", async () => {
    const { html } = await shown(effectsView);
    const unit = unitOf({ name: "score", direction: "lower-is-better", scale: { kind: "binary" } });
    for (const { findings, shownTarget } of foundAnalysis.effects) {
      const own = findings.find(({ scale, target }) => scale === "difference" && target === shownTarget);
      if (own?.status !== "estimated") throw new Error("there is no lead");
      const { value, interval } = printDifference(own, unit);
      expect(html).toContain(`>${value}<`);
      expect(html).toContain(`${value} ${interval}`);
    }
  });

  it("is filtered by stage, role, eval and arm, and says when nothing is left", async () => {
    const rows = async (query: string) =>
      (await shown(effectsView, query)).content.exhibits.flatMap(({ table }) =>
        table.groups.flatMap((group) => group.rows),
      ).length;
    expect(await rows("")).toBe(12);
    expect(await rows("stage=rl")).toBe(6);
    expect(await rows("stage=rl&arm=tools")).toBe(2);
    expect(await rows("role=held-out")).toBe(6);
    expect(await rows("role=held-out&eval=blackmail%401")).toBe(0);
    const { html } = await shown(effectsView, "role=held-out&eval=blackmail%401");
    expect(html).toContain("No lead is of this stage, arm and eval together.");
  });

  it("judges by the p-value alone where asked, and by the plan otherwise", async () => {
    const hollow = async (query: string) =>
      (await shown(effectsView, query)).content.exhibits[0]?.figure?.svg.match(/fill="var\(--hf-surface\)"/g)
        ?.length ?? 0;
    expect(await hollow("stage=rl")).toBe(3);
    expect(await hollow("stage=rl&p=alone")).toBe(0);
    expect((await shown(effectsView, "p=nonsense")).html).toContain('aria-current="true">Adjusted</a>');
  });

  it("shows the target that is chosen", async () => {
    const { content } = await shown(effectsView, "target=suite-fixed&stage=rl");
    expect(content.exhibits[0]?.caption).toContain("on these prompts");
    expect((await shown(effectsView, "stage=rl")).content.exhibits[0]?.caption).toContain("between prompts");
  });

  it("shows one stage of very many leads first", async () => {
    const many = { ...foundAnalysis, effects: Array.from({ length: 5 }, () => foundAnalysis.effects).flat() };
    expect(ids(await shown(effectsView, "", { analysis: many }))).toEqual(["leads-1"]);
    expect(ids(await shown(effectsView, "stage=all", { analysis: many }))).toEqual(["leads-0", "leads-1"]);
  });
});

describe("the page on drivers", () => {
  it("begins with the first target after the last stage, and shows others by a link", async () => {
    const first = await shown(driversView);
    expect(ids(first)).toEqual(["drivers-1", "shares-1", "arms-1"]);
    expect(ids(await shown(driversView, "eval=all&stage=all"))).toHaveLength(12);
    expect(first.html).toContain("eval=leaking%401");
  });

  it("says in words what the design can tell apart", async () => {
    const { content } = await shown(driversView);
    expect(content.sentences).toContain(
      "Every combination was trained, so each factor and each interaction is told apart from all others.",
    );
    expect(content.sentences.join(" ")).not.toContain("`");
  });

  it("shows how factors are declared where there are none, and the reason where there is one", async () => {
    const registration = { ...foundRegistration, ablation: { ...foundRegistration.ablation, factors: [] } };
    expect((await shown(driversView, "", { registration, analysis: studyAnalysis })).html).toContain(
      "fullFactorial(factors)",
    );
    const drivers = foundAnalysis.drivers.map((driver) => ({
      ...{ ...driver, contrasts: [] },
      reason: "one arm was measured alone",
    }));
    expect((await shown(driversView, "", { analysis: { ...studyAnalysis, drivers } })).html).toContain(
      "because one arm was measured alone",
    );
  });
});

describe("the page on generalization", () => {
  it("has the plane, the share that transfers, and flags suppression", async () => {
    const { content, html } = await shown(generalizationView);
    expect(ids({ content, html })).toEqual(["plane-1", "transfer-1"]);
    expect(content.exhibits[0]?.figure?.svg).toContain(">as much far as near<");
    expect(content.sentences[0]).toContain("flagged as suppression");
    expect(html).toContain("<strong>suppression</strong>");
  });

  it("takes every stage of its comparisons", async () => {
    expect(ids(await shown(generalizationView, "stage=sft"))).toEqual(["plane-0", "transfer-0"]);
  });

  it("asks for relations where none is declared", async () => {
    const { ablation } = foundRegistration;
    const evals = ablation.evals.map((one) => ({ ...one, relation: "unknown" as const }));
    const registration = { ...foundRegistration, ablation: { ...ablation, evals } };
    const { html } = await shown(generalizationView, "", { registration, analysis: studyAnalysis });
    expect(html).toContain("npx holdfast mix distance");
    expect(html).toContain("No eval says how near it is");
  });
});
