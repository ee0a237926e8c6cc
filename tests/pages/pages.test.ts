import { VIEWS } from "@holdfast/web";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HAS_BROWSER, launch, WITHOUT_BROWSER } from "./browser.js";
import { PAGE_STUDY } from "./page-ablation.js";
import { recordPageStudy } from "./record-page-study.js";
import { type ServedPages, servePages } from "./serve-pages.js";
import { DESK, inaccessible, LOOKS, overflow, picture, visit } from "./visit.js";

const STUDY = `/ablations/${encodeURIComponent(PAGE_STUDY)}`;

const SITE = [
  ["ablations", "/"],
  ["power", "/power"],
  ["inbox", "/inbox"],
  ["methods", "/methods"],
  ["settings", "/settings"],
  ["audit", "/settings/audit"],
  ["api", "/docs"],
  ["runs", `${STUDY}/runs`],
  ["run", `${STUDY}/runs/principles/0/0`],
  ["report", `${STUDY}/report`],
] as const;

const PAGES: readonly (readonly [name: string, path: string])[] = [
  ...SITE,
  ...VIEWS.map(
    ({ slug }) => [slug === "" ? "overview" : slug, slug === "" ? STUDY : `${STUDY}/${slug}`] as const,
  ),
];

describe.skipIf(!HAS_BROWSER)(`pages in a browser${WITHOUT_BROWSER}`, () => {
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

  for (const look of LOOKS)
    it.each(PAGES)(
      `%s, ${look.name}: nothing complains, nothing is inaccessible, nothing runs out`,
      async (name, path) => {
        const { page, complaints, close } = await visit(browser, `${pages.url}${path}`, look);
        expect(complaints).toEqual([]);
        expect(pages.faults.splice(0)).toEqual([]);
        expect(await overflow(page)).toBe(0);
        // the report's thousands of cells take half a minute, and have the same roles by day and by night
        if (look.name === "desk" || (name !== "report" && look.name !== "wall"))
          expect(await inaccessible(page)).toEqual([]);
        await picture(page, `${name}-${look.name}`);
        await close();
      },
    );

  it("leads from each page about an ablation to every other one", async () => {
    const { page, close } = await visit(browser, `${pages.url}${STUDY}`, DESK);
    const links = await page
      .locator("nav.views a")
      .evaluateAll((found) => found.map((link) => link.getAttribute("href")));
    for (const { slug } of VIEWS) expect(links).toContain(slug === "" ? STUDY : `${STUDY}/${slug}`);
    for (const link of links) {
      const response = await page.goto(`${pages.url}${link ?? ""}`);
      expect([link, response?.status()]).toEqual([link, 200]);
    }
    await close();
  });
});
