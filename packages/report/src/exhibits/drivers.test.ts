import type { Driver } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { plainText } from "../document.js";
import { matterOf, type ReportInput } from "../report-input.js";
import { ablation, contrast, driverWith, quantity } from "../testing/driver-places.js";
import { threeSeedsAnalysis } from "../testing/three-seeds.js";
import { threeSeedsRegistration } from "../testing/three-seeds-registration.js";
import { driversExhibits, shownDrivers } from "./drivers.js";

const main = contrast("advice", quantity(-0.19, 0.055), 0.008, { tokenAdjusted: quantity(-0.1, 0.2) });
const number = (estimate: number, half: number | null) => ({
  ...{ scale: "difference" as const, target: "prompt-general" as const, method: "welch" as const },
  ...{ quantity: quantity(estimate, half), pAdjusted: null },
});
const told: Driver["attribution"] = {
  ...{ status: "estimated", method: "welch", interactions: [] },
  total: [number(-0.3, 0.1)],
  shares: [
    { factor: "advice", shapley: [number(-0.2, 0.1)], owen: [number(-0.22, 0.1)] },
    { factor: "tools", shapley: [number(-0.1, 0.1)], owen: [number(-0.08, 0.1)] },
  ],
};

function inputWith(drivers: Driver[]): ReportInput {
  return {
    registration: { ...threeSeedsRegistration, ablation },
    analysis: { ...threeSeedsAnalysis, drivers },
  };
}

describe("the exhibits of drivers", () => {
  it("are the factors, their shares and the arms behind them, each with every number as it is", () => {
    const [factors, shares, arms] = driversExhibits(inputWith([driverWith([main], { attribution: told })]));
    expect([factors?.id, shares?.id, arms?.id]).toEqual(["drivers-0", "shares-0", "arms-0"]);
    const at = (exhibit: typeof factors, column: string) => exhibit?.tidy.columns.indexOf(column) ?? -1;
    expect(factors?.tidy.rows.map((row) => row[at(factors, "estimate")])).toEqual([-0.19, -0.1]);
    expect(shares?.tidy.rows.map((row) => row[at(shares, "quantity")])).toEqual([
      ...["share-total", "share", "share-owen", "share", "share-owen"],
    ]);
    expect(factors?.methods).toEqual(["drivers-pooled", "token-adjusted", "holm"]);
    expect(shares?.methods).toEqual(["shapley", "owen"]);
    expect(arms?.tidy.rows).toHaveLength(4);
    expect(arms?.tidy.rows[1]).toEqual(["advice", true, false, 3, 0.3, 10]);
  });

  it("say which variance the bars show, how many runs stand behind them, and what fills a mark", () => {
    const [factors, shares] = driversExhibits(inputWith([driverWith([main], { attribution: told })]));
    expect(plainText(factors?.caption ?? "")).toMatch(
      /variance between training runs and between prompts \(one run variance for all arms\).*Filled marks stand after Holm.*12 runs of 4 arms/,
    );
    expect(plainText(shares?.caption ?? "")).toContain("the last is their sum");
  });

  it("put the chosen scale first", () => {
    const titles = (scale: "difference" | "log-odds") =>
      driversExhibits(inputWith([driverWith([main], { attribution: told })]), {
        scale,
      })[0]?.table.columns.map(({ title }) => title);
    expect(titles("difference")?.slice(1, 3)).toEqual(["Effect", "In log odds"]);
    expect(titles("log-odds")?.slice(1, 3)).toEqual(["In log odds", "Effect"]);
  });

  it("give bounds as bounds, and no shares where there are none", () => {
    const bounds = { status: "not-estimable" as const, reason: "an arm is missing" };
    const bounded = driverWith([main], {
      attribution: { ...bounds, bounds: [{ factor: "advice", lower: -0.3, upper: 0.1 }] },
    });
    const [, shares] = driversExhibits(inputWith([bounded]));
    expect(shares?.table.columns.map(({ title }) => title)).toEqual(["Factor", "At least", "At most"]);
    expect(plainText(shares?.caption ?? "")).toContain("no sampling error is in them");
    const none = driverWith([main], { attribution: { ...bounds, bounds: [] } });
    expect(driversExhibits(inputWith([none])).map(({ id }) => id)).toEqual(["drivers-0", "arms-0"]);
  });

  it("keep their addresses when only some are asked for, the usual judge before others", () => {
    const own = driverWith([main]);
    const other = driverWith([main], { judge: "a model" });
    const input = inputWith([other, own, driverWith([])]);
    expect(shownDrivers(matterOf(input)).map(({ judge }) => judge)).toEqual(["rule", "a model"]);
    expect(driversExhibits(input, { isAsked: ({ judge }) => judge !== "rule" }).map(({ id }) => id)).toEqual([
      ...["drivers-1", "arms-1"],
    ]);
  });
});
