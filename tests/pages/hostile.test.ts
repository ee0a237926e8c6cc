import { VIEWS } from "@holdfast/web";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HAS_BROWSER, launch, WITHOUT_BROWSER } from "./browser.js";
import { HOSTILE_STUDY, recordHostileStudy } from "./hostile-study.js";
import { type ServedPages, servePages } from "./serve-pages.js";
import { DESK, overflow, visit } from "./visit.js";

const STUDY = `/ablations/${encodeURIComponent(HOSTILE_STUDY)}`;

const PAGES = [
  ...["/", "/?q=%3Cscript%3Ewindow.hit%3D1%3C%2Fscript%3E", "/inbox", "/settings", "/settings/audit"],
  ...[`${STUDY}/runs`, `${STUDY}/runs/principles/0/0`, `${STUDY}/runs/demonstrations/0/0`, `${STUDY}/report`],
  ...VIEWS.map(({ slug }) => (slug === "" ? STUDY : `${STUDY}/${slug}`)),
];

describe.skipIf(!HAS_BROWSER)(`pages of a study whose every text is an attack${WITHOUT_BROWSER}`, () => {
  let pages: ServedPages;
  let browser: Browser;

  beforeAll(async () => {
    pages = await servePages();
    await recordHostileStudy(pages.local.client);
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await pages?.close();
  });

  it.each(PAGES)("%s runs none of it", async (path) => {
    const { page, complaints, close } = await visit(browser, `${pages.url}${path}`, DESK);
    expect(complaints).toEqual([]);
    expect(await page.evaluate("window.hit ?? null")).toBeNull();
    expect(await page.locator("img, svg[onload], a[href^='javascript:']").count()).toBe(0);
    expect(await page.locator("main").innerText()).not.toBe("");
    expect(await overflow(page)).toBe(0);
    await close();
  });

  it.each(["principles", '"><script>window.hit=1</script>'])(
    "nor what an address says (%j)",
    async (said) => {
      for (const { slug } of VIEWS) {
        const query = ["scale", "target", "eval", "stage", "a", "b", "arm"]
          .map((name) => `${name}=${encodeURIComponent(said)}`)
          .join("&");
        const page = await browser.newPage();
        await page.goto(`${pages.url}${slug === "" ? STUDY : `${STUDY}/${slug}`}?${query}`);
        expect(await page.evaluate("window.hit ?? null")).toBeNull();
        expect(pages.faults.splice(0)).toEqual([]);
        await page.close();
      }
    },
  );
});
