import { describe, expect, test } from "vitest";
import { plainText } from "../document.js";
import type { Exhibit } from "../exhibit.js";
import { type Figure, standaloneSvg } from "../figures/drawing.js";
import { instantScale } from "../figures/instant-scale.js";
import { durationText, instantTicks } from "../figures/instant-ticks.js";
import { sectionHtml } from "../html/blocks.js";
import { integrityPlaces } from "../testing/integrity-places.js";
import { againstSnapshot } from "../testing/snapshot.js";
import { threeSeedsAnalysis } from "../testing/three-seeds.js";
import { threeSeedsRegistration } from "../testing/three-seeds-registration.js";
import { deviationsOf } from "./deviations.js";
import { integrityExhibits, integritySentences } from "./integrity.js";
import type { IntegrityRecord } from "./integrity-record.js";
import { comparisonsExhibit } from "./registered-plan.js";

function exhibitOf(id: string, record?: Partial<IntegrityRecord>): Exhibit {
  const places = integrityPlaces();
  const found = integrityExhibits(places.input, { ...places.record, ...record }).find((one) => one.id === id);
  if (found === undefined) throw new Error(`there is no exhibit ${id}`);
  return found;
}

function drawn({ figure }: Exhibit): Figure {
  if (figure === null) throw new Error("there is no figure");
  return figure;
}

const rowsOf = ({ table }: Exhibit) => table.groups.flatMap(({ rows }) => rows);
const wordsOf = (exhibit: Exhibit) => sectionHtml({ id: "s", title: "S", blocks: [exhibit.table] });

const FIGURES: Readonly<Record<string, () => Figure>> = {
  "timeline-amended": () => drawn(exhibitOf("timeline")),
  "timeline-without-trail": () => drawn(exhibitOf("timeline", { trail: null })),
  "timeline-before-outcomes": () => drawn(exhibitOf("timeline", { outcomes: [] })),
  "recipe-check": () => drawn(exhibitOf("recipe-check")),
};

describe.each(Object.entries(FIGURES))("%s", (name, draw) => {
  const figure = draw();
  test("is the committed drawing", () => {
    const { committed, text } = againstSnapshot(`${name}.svg`, standaloneSvg(figure));
    expect(text).toBe(committed);
  });

  test("stands under a strict policy and holds numbers only", () => {
    const { svg } = figure;
    expect(svg).not.toMatch(/<style|<script|\sstyle=|\son[a-z]+=|href=/);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    expect(svg).toMatch(/<title>[^<]{20,}<\/title>/);
  });

  test("keeps its texts within its frame", () => {
    const { svg, width, height } = figure;
    for (const [, x, y] of svg.matchAll(/<text[^>]* transform="translate\((-?[\d.]+),(-?[\d.]+)\)/g)) {
      expect(Number(x)).toBeGreaterThanOrEqual(0);
      expect(Number(x)).toBeLessThanOrEqual(width);
      expect(Number(y)).toBeGreaterThanOrEqual(0);
      expect(Number(y)).toBeLessThanOrEqual(height);
    }
  });
});

describe("what is said of the record", () => {
  const { input, record } = integrityPlaces();

  test("how long the plan was there before the data, and what amendments knew", () => {
    expect(integritySentences(input, record)[0]).toBe(
      "Registered on 2026-09-20, 11 days before the first outcome was recorded. Amended 2 times, 1 of them with outcomes on record.",
    );
    const empty = integritySentences(input, { ...record, outcomes: [] })[0];
    expect(empty).toContain("nothing is recorded yet");
    const late = { ...input, registration: { ...input.registration, retrospective: true } };
    expect(integritySentences(late, record)[0]).toContain("after outcomes existed");
  });

  test("an arm that was added with results in view is grave, and comes before what is not", () => {
    const [look, added, ...rest] = deviationsOf(input.registration, input.analysis, record).sort((a, b) =>
      a.what === "unplanned look" ? -1 : b.what === "unplanned look" ? 1 : 0,
    );
    expect(look?.what).toBe("unplanned look");
    expect(added?.detail).toBe(
      "the arm treated-with-ingredient-number-3 added, when results had been analysed",
    );
    expect([look, added].every((one) => one?.isGrave === true)).toBe(true);
    expect(rest.some(({ isGrave }) => isGrave)).toBe(false);
    expect(rest.map(({ what }) => what)).toEqual(
      expect.arrayContaining(["amended to revision 2", "set aside", "corrected", "not there"]),
    );
  });

  test("an evaluation that is dated before the registration is told", () => {
    const outcomes = record.outcomes.map((one) => ({ ...one, evaluatedAt: "2026-01-01T00:00:00Z" }));
    const found = deviationsOf(input.registration, input.analysis, { ...record, outcomes });
    expect(found[0]).toMatchObject({ what: "evaluated before", isGrave: true });
  });

  test("what nobody may see is said to be unseen", () => {
    expect(plainText(exhibitOf("timeline").caption)).not.toContain("may not read");
    expect(plainText(exhibitOf("timeline", { trail: null }).caption)).toContain("may not read");
  });

  test("changes and reasons are escaped", () => {
    expect(wordsOf(exhibitOf("amendments"))).toContain("&lt;b&gt;made up&lt;/b&gt;");
    expect(wordsOf(exhibitOf("amendments"))).not.toContain("<b>");
  });

  test("every exhibit has raw numbers of one width", () => {
    for (const { tidy, id } of integrityExhibits(input, record))
      for (const row of tidy.rows) expect([id, row.length]).toEqual([id, tidy.columns.length]);
  });
});

test("registered comparisons say what became of them", () => {
  const exhibit = comparisonsExhibit({ registration: threeSeedsRegistration, analysis: threeSeedsAnalysis });
  if (exhibit === null) throw new Error("there is no exhibit");
  const states = exhibit.tidy.rows.map((row) => row.at(-1));
  expect(states.filter((state) => state === "stands").length).toBeGreaterThan(0);
  expect(states).toContain("does not stand");
  expect(rowsOf(exhibit).length).toBe(exhibit.tidy.rows.length);
});

test("one instant is no timeline", () => {
  const { record } = integrityPlaces();
  const [first] = record.revisions;
  const alone = { revisions: first === undefined ? [] : [first], outcomes: [], trail: [] };
  expect(exhibitOf("timeline", alone).figure).toBeNull();
});

test("an axis keeps registration and first outcome apart, and all in their order", () => {
  const year = 365 * 24 * 3600 * 1000;
  const scale = instantScale([0, 1000, 2000, year], [0, 2000], 100, 900);
  expect(scale?.isStretched).toBe(true);
  const places = [0, 1000, 2000, year / 2, year].map((at) => scale?.pixel(at) ?? Number.NaN);
  expect(places[0]).toBe(100);
  expect(places.at(-1)).toBe(900);
  expect((places[2] ?? 0) - (places[0] ?? 0)).toBeGreaterThanOrEqual(76);
  expect([...places].sort((a, b) => a - b)).toEqual(places);
  expect(instantScale([0, year], [0, year], 100, 900)?.isStretched).toBe(false);
});

test("instants and the time between them are told in round numbers", () => {
  const day = 24 * 3600 * 1000;
  expect(instantTicks(0, 10 * day)).toMatchObject({ step: 2 * day });
  expect(instantTicks(0, 10 * day).ticks.length).toBeLessThan(8);
  expect(durationText(11.9 * day)).toBe("11 days");
  expect(durationText(47 * 3600 * 1000)).toBe("47 hours");
  expect(durationText(1500)).toBe("1 second");
  expect(durationText(20)).toBe("less than a second");
});
