import { leadUp, powerParts, unitOfRow } from "@holdfast/report";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HAS_BROWSER, launch, WITHOUT_BROWSER } from "./browser.js";
import { PAGE_STUDY, pageAblation } from "./page-ablation.js";
import { type ServedPages, servePages } from "./serve-pages.js";
import { DESK, inaccessible, visit } from "./visit.js";

const STUDY = `/ablations/${encodeURIComponent(PAGE_STUDY)}/power`;

describe.skipIf(!HAS_BROWSER)(`the power planner in a browser${WITHOUT_BROWSER}`, () => {
  let pages: ServedPages;
  let browser: Browser;

  beforeAll(async () => {
    pages = await servePages();
    await pages.local.client.register(pageAblation());
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await pages?.close();
  });

  const leadOf = async (page: Page) => page.locator(".lead").innerText();
  /** What the planner says of a plan, from the API. */
  const said = async (question: Parameters<typeof pages.local.client.powerPlan>[0]) => {
    const { row } = await pages.local.client.powerPlan(question);
    return powerParts(null, row);
  };

  it("works the numbers out anew while a slider moves, without loading the page", async () => {
    const { page, complaints, close } = await visit(browser, `${pages.url}/power`, DESK);
    const before = await said({});
    expect(await leadOf(page)).toBe(before[0]);
    await page.evaluate("document.body.dataset.marked = 'this document'");
    const slider = page.getByRole("slider", { name: "Runs an arm, slider" });
    await slider.focus();
    // a runs slider from 1 to 20 has 1000 places: ten of page-up are a good half of it
    for (let press = 0; press < 3; press += 1) await page.keyboard.press("PageUp");
    const runs = Number(await page.getByLabel("Runs an arm", { exact: true }).inputValue());
    expect(runs).toBeGreaterThan(3);
    const [after = ""] = await said({ runs });
    await expect.poll(() => leadOf(page)).toBe(after);
    expect(await page.evaluate("document.body.dataset.marked")).toBe("this document");
    expect(page.url()).toBe(`${pages.url}/power?runs=${runs}`);
    // the reader's hand is still on the slider, and what changed is told
    expect(await page.evaluate("document.activeElement.type")).toBe("range");
    expect(await page.locator(".planner-state").innerText()).toBe(after);
    expect(await page.locator("#power-runs svg").innerHTML()).toContain("this design");
    expect(await inaccessible(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  it("shows the numbers of the API, in words, figure, table and file", async () => {
    const question = { runs: 5, prompts: 80, effect: 0.08, comparisons: 6 };
    const address = "runs=5&prompts=80&effect=0.08&comparisons=6";
    const { page, close } = await visit(browser, `${pages.url}/power?${address}`, DESK);
    const { row } = await pages.local.client.powerPlan(question);
    const own = row.leads.find(
      ({ variance, target, step }) => variance === "pair" && target === row.shownTarget && step === "alone",
    );
    const found = leadUp(own?.ownTest?.detectable ?? 0, unitOfRow(null, row));
    expect(await leadOf(page)).toContain(`leads of ${found}`);
    expect(await page.locator("#power-runs svg").innerHTML()).toContain(`this design: ${found}`);
    await page.locator("#power-runs summary").click();
    expect(await page.locator("#power-runs table").innerText()).toContain(found);
    const claim = leadUp(row.promptsOnly, unitOfRow(null, row));
    await page.locator("#power-prompts summary").click();
    expect(await page.locator("#power-prompts table").innerText()).toContain(claim);
    const cheapest = row.cheapest[0]?.design;
    expect(await page.locator("#cheapest-design").innerText()).toContain(`seeds: ${cheapest?.runs},`);
    expect(await page.locator("#power-command").innerText()).toBe(
      "holdfast power --seeds 5 --prompts 80 --effect 0.08 --comparisons 6",
    );
    await close();
  });

  it("copies a design into the clipboard", async () => {
    const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
    const page = await context.newPage();
    await page.goto(`${pages.url}/power?runs=5&effect=0.08`);
    const button = page.getByRole("button", { name: "Copy" }).first();
    await button.click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    const copied: unknown = await page.evaluate("navigator.clipboard.readText()");
    expect(copied).toBe(await page.locator("#this-design").textContent());
    expect(copied).toContain("seeds: 5,\nplan: {\n  smallestEffect: 0.08,");
    await context.close();
  });

  it("starts from what is registered, and asks only what was changed, with or without a script", async () => {
    const { page, close } = await visit(browser, `${pages.url}${STUDY}`, DESK);
    const answer = await pages.local.client.power(PAGE_STUDY);
    const { ablation } = await pages.local.client.read(PAGE_STUDY);
    const [first] = answer.rows;
    if (first === undefined) throw new Error("the study has evals");
    expect(await leadOf(page)).toBe(powerParts(ablation, first)[0]);
    expect(await page.getByLabel("Runs an arm", { exact: true }).inputValue()).toBe("4");
    await page.getByLabel("Runs an arm", { exact: true }).fill("7");
    await expect.poll(() => page.url()).toBe(`${pages.url}${STUDY}?eval=blackmail%401&runs=7`);
    await close();

    const quiet = await browser.newContext({ javaScriptEnabled: false });
    const plain = await quiet.newPage();
    await plain.goto(`${pages.url}${STUDY}`);
    expect(await plain.getByRole("slider").count()).toBe(0);
    await plain.getByLabel("Runs an arm", { exact: true }).fill("7");
    await plain.getByRole("button", { name: "Work it out" }).click();
    const { rows } = await pages.local.client.power(PAGE_STUDY, { runs: 7 });
    const [asked] = rows;
    expect(await leadOf(plain)).toBe(asked === undefined ? "" : powerParts(ablation, asked)[0]);
    // what nobody set is still what it was: registered, not given
    expect(await plain.locator('[data-source="prompts"]').innerText()).toBe("as registered");
    expect(await plain.locator('[data-source="runs"]').innerText()).toBe("instead of 4");
    await quiet.close();
  });

  it("is about the eval that is chosen, and leaves out what is no number of a plan", async () => {
    const { page, close } = await visit(browser, `${pages.url}${STUDY}`, DESK);
    await page.getByLabel("Eval", { exact: true }).selectOption("capability@1");
    await expect.poll(() => leadOf(page)).toContain("capability@1");
    await page.goto(`${pages.url}${STUDY}?runs=0&power=nothing&eval=nowhere`);
    expect(await leadOf(page)).toContain("blackmail@1");
    expect(await page.locator(".sentences").innerText()).toContain("Left out, Runs an arm:");
    await close();
  });

  it("gives its figures as files", async () => {
    for (const end of ["svg", "csv", "tex"]) {
      const response = await fetch(`${pages.url}/power/power-runs.${end}?runs=4`);
      expect(response.status).toBe(200);
    }
    expect(await (await fetch(`${pages.url}/power/power-runs.csv?runs=4`)).text()).toContain(
      "eval,runs,prompts",
    );
    expect((await fetch(`${pages.url}/power/nothing.svg`)).status).toBe(404);
  });
});
