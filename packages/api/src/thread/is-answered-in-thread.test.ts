import { expect, it } from "vitest";
import { isAnsweredInThread } from "./is-answered-in-thread.js";

const asked = (path: string, method = "GET") =>
  isAnsweredInThread({ method, url: `http://127.0.0.1:7878${path}` });

it.each([
  "/v1/ablations/advice@1/analysis",
  "/v1/ablations/advice@1/effects?groupBy=stage",
  "/v1/ablations/advice%401/report",
  "/v1/ablations/advice@1/what-comes-next-year",
  "/v1/power?runs=3",
  "/v1/comparisons/report?first=advice@1&second=advice@2",
])("%s is computed beside the server", (path) => {
  expect(asked(path)).toBe(true);
});

it.each([
  "/v1/health",
  "/v1/ablations",
  "/v1/ablations/advice@1",
  "/v1/ablations/advice@1/status",
  "/v1/ablations/advice@1/archive",
  "/v1/ablations/advice@1/exclusions",
  "/v1/ablations/advice@1/runs/advice%2F0%2F0",
  "/v1/ablations/advice@1/metrics/keys",
  "/v1/ablations/advice@1/mlflow-runs",
  "/style.css",
])("%s is answered at once", (path) => {
  expect(asked(path)).toBe(false);
});

it("writes nothing beside the server", () => {
  expect(asked("/v1/ablations/advice@1/outcomes", "POST")).toBe(false);
  expect(asked("/v1/ablations/advice@1/exclusions", "DELETE")).toBe(false);
});
