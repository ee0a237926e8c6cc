import { createClient, problemResponse } from "@holdfast/api/client";
import { HoldfastError } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { createWeb } from "../create-web.js";
import {
  boundMlflowRun,
  metricPoints,
  metricSeries,
  outcomeRecord,
  runLineage,
  runRecord,
  runRegistration,
} from "../testing/run-answers.js";

const PREFIX = "/v1/ablations/advice%401";

/** The run that it was branched from, and one that was branched from it. */
const parentLineage = () =>
  runLineage(
    runRecord({ run: "advice/3/0", branch: 0, parent: null, parentRun: null, children: ["advice/3/1"] }),
  );
const childLineage = () =>
  runLineage(
    runRecord({
      ...{ run: "advice/3/2", branch: 2, parentRun: "advice/3/1", children: [] },
      parent: { stage: "rl", step: 150, branch: 1 },
    }),
  );

/** The pages over an API that knows one run; `points` is how long its training metric is. */
function web({ points = 5, lineage = runLineage() } = {}) {
  const asked: URL[] = [];
  const answer = (url: URL): unknown => {
    const path = url.pathname.replace(PREFIX, "");
    const step = (name: string, otherwise: number) => Number(url.searchParams.get(name) ?? otherwise);
    switch (path) {
      case "":
        return runRegistration();
      case "/runs":
        return {
          runs: [runRecord(), runRecord({ run: "advice/unknown/0", seed: null, state: null })],
          next: "more",
        };
      case `/runs/${encodeURIComponent("advice/3/1")}`:
        return lineage;
      case `/runs/${encodeURIComponent("advice/3/0")}`:
        return parentLineage();
      case `/runs/${encodeURIComponent("advice/3/2")}`:
        return childLineage();
      case "/outcomes":
        return { outcomes: [outcomeRecord()], next: null };
      case "/metrics/keys":
        return { series: [metricSeries(points)], next: null };
      case "/metrics": {
        const to = Math.min(step("toStep", points - 1), step("fromStep", 0) + step("limit", 1000) - 1);
        return { metrics: metricPoints(step("fromStep", 0), to), next: null };
      }
      case "/mlflow-runs":
        return { runs: [boundMlflowRun(), { ...boundMlflowRun(), mlflowRun: "other", run: "advice/4/0" }] };
      default:
        return undefined;
    }
  };
  const client = createClient("http://canned.test", {
    fetch: (input) => {
      const url = new URL(String(input));
      asked.push(url);
      const found = answer(url);
      return found === undefined
        ? problemResponse(
            new HoldfastError({ code: "not-found", message: `there is nothing at ${url.pathname}.` }),
          )
        : Response.json(found);
    },
  });
  const app = createWeb({ client, fetch: () => new Response("api") });
  const get = async (path: string) => {
    const response = await app.request(`http://127.0.0.1:4321${path}`, {
      headers: { host: "127.0.0.1:4321" },
    });
    return {
      status: response.status,
      html: await response.text(),
      policy: response.headers.get("content-security-policy"),
    };
  };
  return { get, asked };
}

describe("the runs of an ablation", () => {
  it("are listed with a link to each, and to the next page", async () => {
    const { html, policy } = await web().get("/ablations/advice%401/runs");
    expect(html).toContain('href="/ablations/advice%401/runs/advice/3/1"');
    expect(html).toContain("advice, seed 3, branch 1");
    expect(html).toContain("seed unknown");
    expect(html).toContain('href="/ablations/advice%401/runs?cursor=more"');
    expect(policy).toContain("default-src 'none'");
  });
});

describe("the question of a list of runs", () => {
  it("is what the API is asked, stays in the form, and is kept on the next page", async () => {
    const { get, asked } = web();
    const { html } = await get(
      "/ablations/advice%401/runs?text=%3Cjob%3E&arm=advice&seed=3&stage=rl&status=failed&excluded=only&hasOutcomes=true&cursor=c",
    );
    const { searchParams } =
      asked.find(({ pathname }) => pathname.endsWith("/runs")) ?? new URL("http://none");
    expect(Object.fromEntries(searchParams)).toEqual({
      ...{ text: "<job>", arm: "advice", seed: "3", stage: "rl", status: "failed", excluded: "only" },
      ...{ hasOutcomes: "true", cursor: "c", limit: "100" },
    });
    expect(html).toContain('value="&lt;job&gt;"');
    expect(html).toMatch(/<option value="failed" selected/);
    expect(html).toContain("status=failed&amp;excluded=only&amp;hasOutcomes=true&amp;cursor=more");
    expect(html).toContain("From the start");
  });

  it("is not what nobody knows: other names and words are left out", async () => {
    const { get, asked } = web();
    await get("/ablations/advice%401/runs?arm=nobody&seed=-1&stage=x&status=well&excluded=&text=++");
    const { searchParams } =
      asked.find(({ pathname }) => pathname.endsWith("/runs")) ?? new URL("http://none");
    expect(Object.fromEntries(searchParams)).toEqual({ limit: "100" });
  });
});

describe("a run", () => {
  it("shows where it comes from, how it stands, and everything that was recorded of it", async () => {
    const { html, status, policy } = await web().get("/ablations/advice%401/runs/advice/3/1");
    expect(status).toBe(200);
    for (const shown of [
      "Finished, started 2026-03-01 10:00 UTC, took 3 h 20 min.",
      'href="/ablations/advice%401/runs/advice/3/0"',
      'href="/ablations/advice%401/runs/advice/3/2"',
      "job-9",
      "gym, v2",
      "s3://bucket/200",
      "22 of 100",
      "corrected: misread (ada)",
      "&lt;b&gt;new data&lt;/b&gt;",
      "steps 0 to 4, 0.2 to 1, 1 not finite",
      'id="mlflow-0a1b"',
      "1e-5",
      "not recorded: line 1: no such eval",
      "The registered component chats was not declared.",
      "&lt;script&gt;alert(1)&lt;/script&gt;",
    ])
      expect(html).toContain(shown);
    for (const shown of [
      'href="/ablations/advice%401/compare?a=run%3Aadvice%2F3%2F1&amp;b=arm%3Acontrol"',
      'href="/v1/ablations/advice%401/outcomes/o1"',
      "From base-7b to rl 200, with 2 runs on other branches",
      "At rl 150: &lt;b&gt;new data&lt;/b&gt;",
      "&lt;b&gt;advice&lt;/b&gt;",
      "only in this arm",
      "Differs from control in 1 setting",
      "Matched: the same recipe as control.",
    ])
      expect(html).toContain(shown);
    expect(html).not.toContain("mlflow-other");
    expect(html).not.toMatch(/<script(?! src="\/scripts\/)|style="/);
    expect(policy).not.toMatch(/script-src (?!'self';)|unsafe/);
  });

  it("draws a long training metric from some of its points, and says so", async () => {
    const { get, asked } = web({ points: 100_000 });
    const { html } = await get("/ablations/advice%401/runs/advice/3/1");
    expect(html).toMatch(/drawn from 1\d\d of 100000 points/);
    expect(asked.filter(({ pathname }) => pathname.endsWith("/metrics")).length).toBeLessThan(50);
    const line = /<polyline points="([^"]*)"/.exec(html)?.[1] ?? "";
    const places = line.split(" ").map((place) => place.split(",").map(Number));
    expect(places.length).toBeGreaterThan(40);
    expect(places.every(([x = -1, y = -1]) => x >= 0 && x <= 240 && y >= 0 && y <= 64)).toBe(true);
  });

  it("that is not there is a page that says so", async () => {
    const { status, html } = await web().get("/ablations/advice%401/runs/advice/9/0");
    expect(status).toBe(404);
    expect(html).toContain("There is nothing at");
  });
});
