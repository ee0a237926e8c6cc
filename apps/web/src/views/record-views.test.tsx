import { HoldfastError } from "@holdfast/core";
import { writeExhibit } from "@holdfast/report";
import { describe, expect, it } from "vitest";
import { ViewPage } from "../frame/view-page.js";
import { answeringClient } from "../testing/answering-client.js";
import {
  studyAnalysis,
  studyOutcomes,
  studyRegistration,
  studyRevision,
  studyStatus,
} from "../testing/study-answers.js";
import { coverageView } from "./coverage-view.js";
import { designView } from "./design-view.js";
import { integrityView } from "./integrity-view.js";
import { overviewView } from "./overview-view.js";
import type { View } from "./view.js";

const AT = "/ablations/advice@1";

const ANSWERS: Readonly<Record<string, unknown>> = {
  [`${AT}/analysis`]: studyAnalysis,
  [`${AT}/status`]: studyStatus(),
  [`${AT}/outcomes`]: { outcomes: studyOutcomes, next: null },
  [`${AT}/exclusions`]: { exclusions: [] },
  [`${AT}/revisions/1`]: studyRevision,
  [`${AT}/power`]: {
    ...{ ablation: "advice@1", inputsFingerprint: studyRegistration.fingerprint, includesExcluded: false },
    ...{ sentences: ["It resolves leads of 12 points."], warnings: [], rows: [] },
  },
  "/audit": { entries: [], next: null },
};

const EMPTY: Readonly<Record<string, unknown>> = {
  ...ANSWERS,
  [`${AT}/status`]: studyStatus([]),
  [`${AT}/outcomes`]: { outcomes: [], next: null },
};

async function shown(view: View, answers = ANSWERS, query = "") {
  const content = await view.read({
    client: answeringClient(answers),
    registration: studyRegistration,
    query: new URLSearchParams(query),
    path: `/ablations/advice%401${view.slug === "" ? "" : `/${view.slug}`}`,
    origin: "http://canned.test",
  });
  const page = (
    <ViewPage
      registration={studyRegistration}
      view={view}
      content={content}
      query={new URLSearchParams(query)}
    />
  );
  return { content, html: String(await page) };
}

describe.each([overviewView, designView, coverageView, integrityView])("the page $title", (view) => {
  it("escapes what was written, and brings no style, script or link of its own", async () => {
    const { html } = await shown(view);
    expect(html).not.toMatch(/<i>advice|<em>holds|<b>misread|\sstyle="|<script>[^<]/);
    expect(html).not.toMatch(/href="https?:/);
  });

  it("gives every figure with its numbers", async () => {
    const { content } = await shown(view);
    expect(content.exhibits.length).toBeGreaterThan(0);
    for (const exhibit of content.exhibits) {
      expect(writeExhibit(exhibit, "csv")?.split("\n").length).toBeGreaterThan(1);
      for (const row of exhibit.tidy.rows) expect(row.length).toBe(exhibit.tidy.columns.length);
    }
    const ids = content.exhibits.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("the overview", () => {
  it("leads to every question and says what turns an answer round", async () => {
    const { html, content } = await shown(overviewView);
    expect(content.sentences.length).toBeLessThanOrEqual(3);
    for (const slug of [
      "effects",
      "drivers",
      "generalization",
      "durability",
      "efficiency",
      "origin",
      "judges",
    ])
      expect(html).toContain(`href="/ablations/advice%401/${slug}"`);
    expect(html).toContain("6 of 16 places");
    expect(html).toContain(", 10 holes");
    expect(html).toContain("<code>advised</code> and <code>control</code> were not trained by one recipe.");
  });

  it("shows what every arm is to be given, and what to type, before anything is recorded", async () => {
    const { html, content } = await shown(overviewView, EMPTY);
    expect(content.exhibits.map(({ id }) => id)).toEqual(["design"]);
    expect(html).toContain("npx holdfast record outcomes.ndjson --ablation advice@1");
    expect(html).toContain("Nothing to answer with yet.");
  });
});

describe("coverage", () => {
  it("counts the holes of the plan, names them and leads to the runs", async () => {
    const { html, content } = await shown(coverageView);
    expect(content.sentences[0]).toBe(
      "10 places that registered comparisons need have no outcome; 6 of 16 have.",
    );
    expect(html).toContain('href="/ablations/advice%401/runs/advised/0/0"');
    expect(html).toContain("advised, seed 1, on blackmail@1: nothing recorded; nothing at sft, rl");
    expect(html).toContain("corrected, revision 2");
  });

  it("shows one eval and one stage where the address asks so, and all where it names what is not there", async () => {
    const one = await shown(coverageView, ANSWERS, "eval=blackmail@1&stage=rl");
    expect(
      one.content.exhibits[0]?.tidy.rows.every((row) => row[2] === "blackmail@1" && row[3] === "rl"),
    ).toBe(true);
    expect(one.html).toContain('aria-current="true">rl</a>');
    const other = await shown(coverageView, ANSWERS, "eval=elsewhere@1");
    expect(other.content.exhibits[0]?.tidy.rows.length).toBe(
      (await shown(coverageView)).content.exhibits[0]?.tidy.rows.length,
    );
  });

  it("teaches how to record where nothing is", async () => {
    const { html, content } = await shown(coverageView, EMPTY);
    expect(content.sentences[0]).toBe("Nothing is recorded yet: all 16 places of the plan are holes.");
    expect(html).toContain("npx holdfast import logs/ --ablation advice@1");
  });

  it("says so where there are more outcomes than it reads", async () => {
    const { content } = await shown(coverageView, {
      ...ANSWERS,
      [`${AT}/outcomes`]: { outcomes: studyOutcomes, next: "more" },
    });
    expect(content.sentences.at(-1)).toContain("there are more");
  });
});

describe("integrity", () => {
  it("says how long the plan was there before the data", async () => {
    const { content } = await shown(integrityView);
    expect(content.sentences[0]).toBe(
      "Registered on 2026-09-20, 11 days before the first outcome was recorded. The plan was never amended.",
    );
    expect(content.sentences.join(" ")).toContain("1 arm differs from the control in more than data.");
  });

  it("leaves out what the reader may not see, and says so; any other fault is one", async () => {
    const refused = new HoldfastError({ code: "forbidden", message: "this token may not read that." });
    const { html } = await shown(integrityView, { ...ANSWERS, "/audit": refused });
    expect(html).toContain("which this token may not read");
    const broken = new HoldfastError({ code: "unavailable", message: "the database is away." });
    await expect(shown(integrityView, { ...ANSWERS, "/audit": broken })).rejects.toThrow(
      "the database is away",
    );
  });
});

describe("the design", () => {
  it("says of what nobody counted the tokens", async () => {
    const { content, html } = await shown(designView);
    expect(content.sentences.join(" ")).toContain("Of 1 component nobody counted the tokens");
    expect(html).toContain("9M + ?");
  });
});
