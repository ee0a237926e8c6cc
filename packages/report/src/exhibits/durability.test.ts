import { describe, expect, test } from "vitest";
import { plainText } from "../document.js";
import { type Figure, standaloneSvg } from "../figures/drawing.js";
import { CROWD_EVAL, crowdNames } from "../testing/crowd.js";
import { FIXTURES } from "../testing/fixtures.js";
import { followedCrowd } from "../testing/followed-crowd.js";
import { HOSTILE, spoiled } from "../testing/hostile.js";
import { againstSnapshot } from "../testing/snapshot.js";
import { collisionsIn, textsOf } from "../testing/texts-of.js";
import { durabilityExhibits } from "./durability.js";
import { durabilityPageExhibits } from "./durability-page.js";
import { writeExhibit } from "./write-exhibit.js";

const crowd = followedCrowd();
const [FIRST = ""] = crowdNames(1);
const interventions = [
  {
    run: `${FIRST}/0/0`,
    stage: "rl",
    step: 20,
    author: "ada",
    reason: "the watch fired",
    change: "data changed",
  },
  {
    run: `${FIRST}/1/0`,
    stage: "rl",
    step: 300,
    author: "ada",
    reason: "again",
    change: "data changed back",
  },
];

function drawn(figure: Figure | null | undefined): Figure {
  if (figure === null || figure === undefined) throw new Error("there is no figure");
  return figure;
}

const FIGURES: Readonly<Record<string, () => Figure>> = {
  "durability-rows-of-arms": () =>
    drawn(durabilityExhibits(crowd, { eval: CROWD_EVAL, interventions })[0]?.figure),
  "durability-log-odds": () => drawn(durabilityExhibits(followedCrowd(2), { scale: "log-odds" })[0]?.figure),
};

describe.each(Object.entries(FIGURES))("%s", (name, draw) => {
  test("is the committed drawing, with numbers only", () => {
    const { committed, text } = againstSnapshot(`${name}.svg`, standaloneSvg(draw()));
    expect(text).toBe(committed);
    expect(draw().svg).not.toMatch(/NaN|Infinity|undefined|\sstyle=/);
  });

  test("keeps its texts within its frame, and none on another", () => {
    const { svg, width, height } = draw();
    const texts = textsOf(svg);
    for (const text of texts) {
      expect(text.left, text.text).toBeGreaterThanOrEqual(-4);
      expect(text.right, text.text).toBeLessThanOrEqual(width + 4);
      expect(text.bottom, text.text).toBeLessThanOrEqual(height + 2);
    }
    expect(collisionsIn(texts)).toEqual([]);
  });
});

describe("the exhibits of durability", () => {
  test("are one figure for a few arms, one an arm for many, and one for many arms of one eval", () => {
    const ids = (exhibits: ReturnType<typeof durabilityExhibits>) => exhibits.map(({ id }) => id);
    expect(ids(durabilityExhibits(followedCrowd(3)))).toEqual(["durability-0"]);
    expect(ids(durabilityExhibits(crowd))).toHaveLength(12);
    const [rows, ...more] = durabilityExhibits(crowd, { eval: CROWD_EVAL });
    expect(more).toEqual([]);
    expect(rows?.title).toBe(`What became of each lead on ${CROWD_EVAL}`);
    expect(durabilityExhibits(crowd, { arm: FIRST })).toHaveLength(1);
  });

  test("mark an intervention where it fell, also between checkpoints, and list who changed what", () => {
    const { svg } = drawn(durabilityExhibits(crowd, { eval: CROWD_EVAL, interventions })[0]?.figure);
    expect(svg).toContain(`Run ${FIRST}/1/0 was changed at rl 300: data changed back. Why: again. By ada.`);
    const listed = durabilityPageExhibits(crowd, { interventions }).find(({ id }) => id === "interventions");
    expect(listed?.tidy.rows).toHaveLength(2);
    const others = durabilityPageExhibits(crowd, { arm: crowdNames(2)[1] ?? "", interventions });
    expect(others.map(({ id }) => id)).not.toContain("interventions");
  });

  test("say on log odds what is known there: the ends and their share, not the way between", () => {
    const [exhibit] = durabilityExhibits(followedCrowd(2), { scale: "log-odds" });
    const { svg } = drawn(exhibit?.figure);
    expect(svg).toContain("lead in log odds");
    expect(plainText(exhibit?.caption ?? "")).toContain("between them it is not known on this scale");
    expect(exhibit?.table.columns.at(-1)?.title).toBe("Difference");
    expect(exhibit?.tidy.rows[0]).toContain("log-odds");
    const words = textsOf(svg).map(({ text }) => text);
    expect(words).toContain("400");
    expect(words).not.toContain("200");
  });

  test("have captions that say which variance is shown and how many runs there are", () => {
    for (const input of Object.values(FIXTURES))
      for (const { figure, caption } of durabilityExhibits(input))
        if (figure !== null) expect(plainText(caption)).toMatch(/(varia|no interval).*[Rr]uns? /);
  });

  test("put half-lives, bounds for missing runs and the largest lead beside the verdicts", () => {
    const course = durabilityPageExhibits(crowd).find(({ id }) => id === "durability-course");
    const text = JSON.stringify(course?.table);
    for (const said of [
      "more than 900",
      "180 to 420",
      "1 v 0, 1 crashed",
      "worst 25%, lost",
      "of 12 arms",
      "70% of it left",
    ])
      expect(text).toContain(said);
  });

  test("are as wide as their columns in every row, and survive hostile text in every name", () => {
    const { registration, analysis } = followedCrowd(2);
    const input = { registration: spoiled(registration, HOSTILE), analysis: spoiled(analysis, HOSTILE) };
    for (const exhibit of [
      ...durabilityPageExhibits(crowd, { interventions }),
      ...durabilityPageExhibits(input),
    ]) {
      for (const row of exhibit.tidy.rows) expect(row).toHaveLength(exhibit.tidy.columns.length);
      expect(/<script|<img/.test(exhibit.figure?.svg ?? "")).toBe(false);
      expect(writeExhibit(exhibit, "csv")).not.toContain("undefined");
    }
  });
});
