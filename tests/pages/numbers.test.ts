import { metricNamed, shownFinding, shownRetention } from "@holdfast/core";
import { formatRatioSet, printDifference, unitOf, verdictName } from "@holdfast/report";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HAS_BROWSER, launch, WITHOUT_BROWSER } from "./browser.js";
import { PAGE_STUDY } from "./page-ablation.js";
import { recordPageStudy } from "./record-page-study.js";
import { type ServedPages, servePages } from "./serve-pages.js";
import { DESK, visit } from "./visit.js";

const STUDY = `/ablations/${encodeURIComponent(PAGE_STUDY)}`;

/** The rows of all tables of a page, each as its text on one line. */
async function rowsOf(page: Page): Promise<readonly string[]> {
  return page
    .locator("tbody tr:not(.group)")
    .evaluateAll((rows) => rows.map((row) => (row.textContent ?? "").replace(/\s+/g, " ")));
}

/** The rows of a CSV without quoted commas, by the names of its columns. */
function records(text: string): readonly Readonly<Record<string, string>>[] {
  const [head = "", ...lines] = text.trimEnd().split("\n");
  const names = head.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ""]));
  });
}

describe.skipIf(!HAS_BROWSER)(`numbers on pages${WITHOUT_BROWSER}`, () => {
  let pages: ServedPages;
  let browser: Browser;

  beforeAll(async () => {
    pages = await servePages();
    await recordPageStudy(pages.local.client);
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await pages?.close();
  });

  const metricsOf = async () => {
    const { ablation } = await pages.local.client.read(PAGE_STUDY);
    return (evalId: string, metric: string) => {
      const found = ablation.evals.find(({ id }) => id === evalId);
      return found === undefined ? undefined : metricNamed(found, metric);
    };
  };

  it("of every lead are those that the API gives", async () => {
    const { page, close } = await visit(browser, `${pages.url}${STUDY}/effects?stage=all`, DESK);
    const rows = await rowsOf(page);
    const metric = await metricsOf();
    const { effects } = await pages.local.client.analysis(PAGE_STUDY);
    expect(effects.length).toBeGreaterThan(50);
    for (const effect of effects) {
      const finding = shownFinding(effect);
      if (finding?.status !== "estimated") continue;
      const { value, interval } = printDifference(finding, unitOf(metric(effect.eval, effect.metric)));
      const said = rows.filter((row) => row.includes(effect.arm) && row.includes(effect.eval));
      expect(said.some((row) => row.includes(`${value} ${interval ?? ""}`.trim()))).toBe(true);
    }
    await close();
  });

  it("of every retention are those that the API gives", async () => {
    const { page, close } = await visit(browser, `${pages.url}${STUDY}/durability?eval=all`, DESK);
    const rows = await rowsOf(page);
    const { durability } = await pages.local.client.analysis(PAGE_STUDY);
    expect(durability.length).toBeGreaterThan(20);
    for (const one of durability) {
      const retention = shownRetention(one);
      const set = retention?.status === "estimated" ? retention.retained.set : null;
      const said = rows.filter((row) => row.includes(one.arm) && row.includes(one.eval));
      const words = [verdictName(one.verdict.word), ...(set === null ? [] : [formatRatioSet(set)])];
      expect(said.some((row) => words.every((word) => row.includes(word)))).toBe(true);
    }
    await close();
  });

  it("of what was planned and has come are those that the API gives", async () => {
    const { expected, present } = await pages.local.client.status(PAGE_STUDY);
    const { page, close } = await visit(browser, `${pages.url}${STUDY}`, DESK);
    expect(await page.locator("main").innerText()).toContain(`${present} of ${expected}`);
    await close();
  });

  it("in a download are those that the API gives, unrounded", async () => {
    const { page, close } = await visit(browser, `${pages.url}${STUDY}/effects?stage=all`, DESK);
    const links = await page
      .locator("a[href*='.csv']")
      .evaluateAll((found) => found.map((link) => link.getAttribute("href") ?? ""));
    const texts = await Promise.all(links.map(async (link) => (await fetch(`${pages.url}${link}`)).text()));
    const rows = texts.flatMap(records);
    const { effects } = await pages.local.client.analysis(PAGE_STUDY);
    for (const effect of effects)
      for (const finding of effect.findings) {
        if (finding.status !== "estimated") continue;
        const found = rows.some(
          (row) =>
            row.arm === effect.arm &&
            row.eval === effect.eval &&
            row.scale === finding.scale &&
            row.target === finding.target &&
            row.estimate === String(finding.estimate) &&
            row.lower === String(finding.interval?.lower ?? ""),
        );
        expect([effect.arm, effect.eval, finding.scale, found]).toEqual([
          ...[effect.arm, effect.eval, finding.scale, true],
        ]);
      }
    await close();
  });

  it("leave as a picture of the browser's own drawing", async () => {
    const { page, complaints, close } = await visit(browser, `${pages.url}${STUDY}/effects`, DESK);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.locator("button.png").first().click(),
    ]);
    const stream = await download.createReadStream();
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(Buffer.from(chunk));
    const bytes = Buffer.concat(chunks);
    expect(bytes.subarray(1, 4).toString("latin1")).toBe("PNG");
    // the width of a figure with its margin, twice
    expect(bytes.readUInt32BE(16)).toBeGreaterThanOrEqual(1900);
    expect(complaints).toEqual([]);
    await close();
  });

  it("are told of a mark under the pointer, and each choice is an address", async () => {
    const { page, close } = await visit(browser, `${pages.url}${STUDY}/effects`, DESK);
    await page.locator(".hf-figure circle").first().hover();
    expect(await page.locator(".tip:not([hidden])").innerText()).toContain("lead");
    await page.keyboard.press("Escape");
    expect(await page.locator(".tip:not([hidden])").count()).toBe(0);
    await page.getByRole("link", { name: "Log odds" }).click();
    expect(new URL(page.url()).searchParams.get("scale")).toBe("log-odds");
    expect(await page.getByRole("link", { name: "Log odds" }).getAttribute("aria-current")).toBe("true");
    await close();
  });

  it("are the same without a script", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${pages.url}${STUDY}/effects`);
    expect(await page.locator("button.png:visible").count()).toBe(0);
    expect(await page.locator(".hf-figure").count()).toBeGreaterThan(0);
    expect(await page.locator("a[href*='.svg']").count()).toBeGreaterThan(0);
    await context.close();
  });
});
