import type { HoldfastClient } from "@holdfast/api/client";
import { AnalysisSchema, ComparisonReportSchema, ReportDataSchema } from "@holdfast/core";
import { expect } from "vitest";
import type { Observed } from "./observed-operations.js";

/** Reads the report in every form that it has. */
export async function readReports(client: HoldfastClient, identity: string, seen: Observed): Promise<void> {
  const by = async (path: string) => {
    const response = await seen.fetch(new Request(`http://flow.test/v1/ablations/${identity}/${path}`));
    return { type: response.headers.get("content-type"), text: await response.text() };
  };
  const html = await client.report(identity, "html");
  expect(await by("report")).toEqual({ type: "text/html; charset=utf-8", text: html });
  expect(await by("report?format=markdown")).toEqual({
    type: "text/markdown; charset=utf-8",
    text: await client.report(identity, "markdown"),
  });
  const { analysis, registration } = ReportDataSchema.parse(
    JSON.parse(await client.report(identity, "json")),
  );
  expect(analysis).toEqual(AnalysisSchema.parse(await client.analysis(identity)));
  expect(registration).toEqual(await client.read(identity));
  const csv = await client.report(identity, "csv");
  const findings = analysis.effects.reduce((sum, { findings: own }) => sum + own.length, 0);
  expect(csv.match(/^lead,/gm)?.length).toBe(findings);
  const tex = await client.report(identity, "tex");
  expect(tex.match(/\\toprule/g)?.length).toBeGreaterThanOrEqual(2);
  expect(tex).toContain("advice & control & blackmail@1");
  const [version = "1"] = identity.split("@").slice(1);
  const beside = `${registration.ablation.name}@${version}.beside`;
  await client.register({ ...registration.ablation, version: `${version}.beside` });
  try {
    const path = `http://flow.test/v1/comparisons/report?first=${identity}&second=${beside}`;
    const asked = await seen.fetch(new Request(path));
    expect(asked.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(await asked.text()).toBe(await client.reportComparison(identity, beside, "html"));
    expect(await client.reportComparison(identity, beside, "markdown")).toContain(
      "## What cannot be compared",
    );
    const both = ComparisonReportSchema.parse(
      JSON.parse(await client.reportComparison(identity, beside, "json")),
    );
    // the second one has no outcomes, so nothing stands beside anything
    expect([both.first.identity, both.second.identity, both.leads]).toEqual([identity, beside, []]);
    expect(both.notComparable.length).toBeGreaterThan(0);
  } finally {
    await client.remove(beside);
  }
  await expect(client.reportComparison(identity, identity, "json")).rejects.toMatchObject({
    code: "invalid-input",
  });
  await expect(client.reportComparison(identity, "nowhere@1", "json")).rejects.toMatchObject({
    code: "not-found",
  });
  for (const format of ["html", "markdown", "json", "csv", "tex"] as const)
    await expect(client.report("nowhere@1", format)).rejects.toMatchObject({ code: "not-found" });
}
