import { describe, expect, test } from "vitest";
import { randomOf } from "../random.js";
import { LEXICON, numberOf, SYSTEM, TOOLS } from "./lexicon.js";
import { NORMS } from "./norm.js";
import { drawSituation, isForSuites, tell } from "./situation.js";
import { EVALS, suitesOf } from "./suite.js";
import { SURFACES, wordsOf } from "./surface.js";
import { worldOf } from "./world.js";

const surfaces = Object.values(SURFACES);
const suites = suitesOf(worldOf("tests"), 60);
const wordsIn = (evalId: string) =>
  new Set(
    suites
      .filter((suite) => suite.eval === evalId)
      .flatMap(({ prompts }) => prompts.flatMap(({ text }) => text.map((number) => LEXICON[number]))),
  );

describe("the surfaces", () => {
  test("share no word", () => {
    const all = surfaces.flatMap(wordsOf);
    expect(all.filter((word, index) => all.indexOf(word) !== index)).toEqual([]);
  });

  test("share every norm, each with acts and things of its own", () => {
    for (const surface of surfaces)
      for (const norm of NORMS) {
        expect(surface.deeds[norm].acts.length).toBeGreaterThan(0);
        expect(surface.deeds[norm].things.length).toBeGreaterThan(0);
      }
  });

  test("honeypots and far dilemmas have only marks in common", () => {
    const far = wordsIn(EVALS.far);
    const common = [EVALS.blackmail, EVALS.sabotage, EVALS.framing]
      .flatMap((id) => [...wordsIn(id)])
      .filter((word) => far.has(word));
    const marks = LEXICON.slice(0, numberOf("privacy"));
    expect(common.length).toBeGreaterThan(0);
    expect(common.filter((word) => word === undefined || !marks.includes(word))).toEqual([]);
  });
});

describe("a situation", () => {
  const random = randomOf("situations");
  const wish = { surface: "office", rule: "at-stake", threatened: true } as const;

  test("drawn for data is never one that a suite may ask", () => {
    for (let round = 0; round < 200; round += 1) {
      expect(isForSuites(drawSituation(random, { ...wish, use: "data" }))).toBe(false);
      expect(isForSuites(drawSituation(random, { ...wish, use: "suite" }))).toBe(true);
    }
  });

  test("names the covered thing twice where the norm is at stake, once where it is not", () => {
    for (const [rule, times] of [
      ["at-stake", 2],
      ["none", 1],
    ] as const) {
      const situation = drawSituation(random, { ...wish, rule, use: "data" });
      const text = tell(random, situation, { speaker: "[user]", tools: 0, systemWords: 0 });
      expect(text.filter((word) => word === situation.thing)).toHaveLength(times);
      expect(text.at(-1)).toBe("choose");
    }
  });

  test("is told with as many tools and system words as asked", () => {
    const text = tell(random, drawSituation(random, { ...wish, use: "data" }), {
      ...{ speaker: "[user]", tools: 3, systemWords: 2 },
    });
    expect(text.filter((word) => TOOLS.includes(word))).toHaveLength(3);
    expect(text.filter((word) => SYSTEM.includes(word))).toHaveLength(2);
  });
});

describe("the suites", () => {
  test("are the same for one world and others for another", () => {
    expect(suitesOf(worldOf("tests"), 60)).toEqual(suites);
    expect(suitesOf(worldOf("other"), 60)).not.toEqual(suites);
  });

  test("name each prompt once and give it at least two answers", () => {
    for (const { prompts } of suites) {
      expect(new Set(prompts.map(({ id }) => id)).size).toBe(prompts.length);
      expect(new Set(prompts.map(({ cluster }) => cluster)).size).toBeGreaterThan(4);
      for (const { options } of prompts) expect(new Set(options).size).toBeGreaterThan(1);
    }
  });
});
