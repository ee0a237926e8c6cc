import type { Analysis, Intervention, Registration } from "@holdfast/core";
import { writeExhibit } from "@holdfast/report";
import { describe, expect, it } from "vitest";
import { ViewPage } from "../frame/view-page.js";
import { answeringClient } from "../testing/answering-client.js";
import { followedAnalysis, followedRegistration } from "../testing/followed-answers.js";
import { studyAnalysis } from "../testing/study-answers.js";
import { durabilityView } from "./durability-view.js";
import { efficiencyView } from "./efficiency-view.js";
import { judgesView } from "./judges-view.js";
import { originView } from "./origin-view.js";
import type { View } from "./view.js";

const VIEWS = [durabilityView, originView, efficiencyView, judgesView];
const FEW = ["advised", "told"];
const MANY = ["a", "b", "c", "d", "e"];
const HOSTILE = "<script>alert(1)</script>";
const AT = "/ablations/advice@1";

interface Asked {
  readonly registration?: Registration;
  readonly analysis?: Analysis;
  readonly interventions?: readonly Intervention[];
}

async function shown(view: View, query = "", asked: Asked = {}) {
  const {
    registration = followedRegistration(FEW),
    analysis = followedAnalysis(FEW),
    interventions = [],
  } = asked;
  const search = new URLSearchParams(query);
  const content = await view.read({
    client: answeringClient({ [`${AT}/analysis`]: analysis, [`${AT}/interventions`]: { interventions } }),
    registration,
    query: search,
    path: `/ablations/advice%401/${view.slug}`,
    origin: "http://canned.test",
  });
  const page = <ViewPage registration={registration} view={view} content={content} query={search} />;
  return { content, html: String(await page) };
}

const ids = ({ content }: Awaited<ReturnType<typeof shown>>) => content.exhibits.map(({ id }) => id);
const many = { registration: followedRegistration(MANY), analysis: followedAnalysis(MANY) };

describe.each(VIEWS)("the page $title", (view) => {
  it("has a sentence, a figure with a caption and a table, and downloads with the numbers as they are", async () => {
    const { content, html } = await shown(view);
    expect(content.sentences[0]).toMatch(/\.$/);
    expect(content.exhibits[0]?.figure?.svg).toContain("<svg");
    for (const exhibit of content.exhibits) {
      expect(String(exhibit.caption)).toMatch(/\.$/);
      expect(writeExhibit(exhibit, "csv")?.split("\n").length).toBeGreaterThan(2);
      expect(html).toContain(`${exhibit.id}.csv`);
    }
    expect(html).not.toMatch(/style="|NaN|undefined/);
  });

  it("teaches the next command where there is nothing to show", async () => {
    const { content, html } = await shown(view, "", { analysis: studyAnalysis });
    expect(content.exhibits).toEqual([]);
    expect(html).toContain("export HOLDFAST_URL=http://canned.test");
    expect(html).toMatch(/npx holdfast import [a-z]+\/ --ablation advice@1/);
  });

  it("shows mark-up in names as text", async () => {
    const names = [`${HOSTILE}`, "told"];
    const registration = followedRegistration(["advised", "told"]);
    const spoilt: Registration = {
      ...registration,
      ablation: {
        ...registration.ablation,
        evals: registration.ablation.evals.map((one) => ({ ...one, title: HOSTILE })),
      },
    };
    const { html } = await shown(view, "", { registration: spoilt, analysis: followedAnalysis(names) });
    expect(html).not.toContain("<script>alert");
    expect(html).toContain("&lt;script&gt;alert(1)");
  });
});

describe("a page on which there is nothing to choose", () => {
  it("has no switches", async () => {
    const analysis = followedAnalysis(["advised"]);
    const isFirst = (one: { readonly eval: string }) => one.eval === "blackmail@1";
    const narrow: Analysis = {
      ...analysis,
      trajectories: analysis.trajectories.filter(isFirst),
      durability: analysis.durability
        .filter(isFirst)
        .map((one) => ({ ...one, retentions: one.retentions.slice(0, 1) })),
      origins: analysis.origins.filter(isFirst),
      efficiency: analysis.efficiency.filter(isFirst).slice(0, 1),
    };
    for (const view of VIEWS) {
      const { content, html } = await shown(view, "", { analysis: narrow });
      expect(content.exhibits.length).toBeGreaterThan(0);
      expect(html).not.toContain('class="choice');
    }
  });
});

describe("the page on durability", () => {
  it("shows few arms at once, and many one eval at a time, each arm in a row", async () => {
    expect(ids(await shown(durabilityView))).toEqual(["durability-0", "leads-over-time"]);
    const first = await shown(durabilityView, "", many);
    expect(first.content.exhibits[0]?.title).toBe("What became of each lead on Title of blackmail@1");
    expect(first.html).toContain('aria-current="true">Title of blackmail@1</a>');
    expect(
      ids(await shown(durabilityView, "eval=all", many)).filter((id) => /^durability-\d/.test(id)),
    ).toHaveLength(5);
    expect(ids(await shown(durabilityView, "arm=c", many))[0]).toBe("durability-0");
  });

  it("switches to log odds by a link, and keeps the other choices", async () => {
    const { html } = await shown(durabilityView, "eval=leaking%401");
    expect(html).toContain("?eval=leaking%401&amp;scale=log-odds");
    const { content } = await shown(durabilityView, "eval=leaking%401&scale=log-odds");
    expect(content.exhibits[0]?.figure?.svg).toContain("lead in log odds");
    expect(content.exhibits[0]?.tidy.rows.map((row) => row[2])).toEqual(["leaking@1", "leaking@1"]);
  });

  it("lists interventions and marks them in the figure", async () => {
    const interventions = [
      {
        run: "advised/0/0",
        stage: "rl",
        step: 150,
        author: "ada",
        reason: "the watch fired",
        change: "more chats",
      },
    ];
    const { content, html } = await shown(durabilityView, "", { interventions });
    expect(content.exhibits.at(-1)?.id).toBe("interventions");
    expect(html).toContain("Run advised/0/0 was changed at rl 150: more chats.");
  });
});

describe("the page on efficiency", () => {
  it("begins with the last stage of the first eval, and shows others by a link", async () => {
    const first = await shown(efficiencyView);
    expect(ids(first)).toEqual(["efficiency-1"]);
    expect(first.html).toContain("stage=sft");
    expect(ids(await shown(efficiencyView, "eval=all&stage=all"))).toHaveLength(4);
  });

  it("asks for counted tokens where arms have leads and no tokens", async () => {
    const analysis = followedAnalysis(FEW);
    const uncounted = analysis.efficiency.map((one) => ({
      ...one,
      reason: "tokens of `advised` are unknown",
    }));
    const { html } = await shown(efficiencyView, "", { analysis: { ...analysis, efficiency: uncounted } });
    expect(html).toContain("npx holdfast mix measure");
    expect(html).toContain("tokens of `advised` are unknown");
  });
});

describe("the page on origin", () => {
  it("tells readings an eval at a time, and filters by it", async () => {
    const { content } = await shown(originView, "eval=leaking%401");
    expect(content.sentences[1]).toBe("On leaking@1 the level is trained in for advised and told.");
    expect(content.exhibits).toHaveLength(1);
    expect((await shown(originView)).content.exhibits).toHaveLength(2);
  });
});

describe("the page on judges", () => {
  it("says that a conclusion depends on the judge", async () => {
    const { content } = await shown(judgesView);
    expect(content.sentences[0]).toContain("2 depend on which judge is asked");
    expect(content.exhibits.map(({ figure }) => figure?.svg ?? "").join("")).toContain(
      "depends on the judge",
    );
  });
});
