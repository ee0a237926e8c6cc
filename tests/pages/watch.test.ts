import { defineAblation } from "@holdfast/core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HAS_BROWSER, launch, WITHOUT_BROWSER } from "./browser.js";
import { type ServedPages, servePages } from "./serve-pages.js";
import { DESK, inaccessible, visit } from "./visit.js";

const IDENTITY = "live-study@1";
const PATH = `/ablations/${encodeURIComponent(IDENTITY)}/watch`;

const STUDY = defineAblation({
  ...{
    name: "live-study",
    version: "1",
    title: "Followed while it trains",
    baseModel: "a made-up base model",
  },
  question: "Does a run pass its limit?",
  arms: [{ name: "control" }, { name: "advice" }],
  control: "control",
  seeds: 2,
  stages: [{ name: "sft" }, { name: "rl", stepUnit: "RL steps" }],
  evals: [
    {
      ...{ id: "blackmail@1", role: "target" },
      metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
    },
  ],
});

describe.skipIf(!HAS_BROWSER)(`the watch of runs in a browser${WITHOUT_BROWSER}`, () => {
  let pages: ServedPages;
  let browser: Browser;

  /** A checkpoint over HTTP, as a training loop sends it: one score for each of 60 prompts. */
  const record = async (seed: number, step: number, hits: number) => {
    const id = Array.from({ length: 60 }, (_, index) => `p${index}`);
    const score = id.map((_, index) => (index < hits ? 1 : 0));
    const line = { arm: "advice", seed, stage: "rl", step, eval: "blackmail@1", samples: { id, score } };
    const response = await fetch(`${pages.url}/v1/ablations/${encodeURIComponent(IDENTITY)}/outcomes`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ lines: [line] }),
    });
    expect(response.status).toBe(200);
  };
  const leadOf = async (page: Page) => page.locator(".lead").innerText();
  const isLive = async (page: Page) => page.locator('.live[data-state="live"]').waitFor();

  beforeAll(async () => {
    pages = await servePages();
    await pages.local.client.register(STUDY);
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await pages?.close();
  });

  it("teaches how to watch where nothing is watched", async () => {
    const { page, complaints, close } = await visit(browser, `${pages.url}${PATH}`, DESK);
    expect(await page.locator(".empty").innerText()).toContain("No limit is watched");
    expect(await page.locator("#watch-commands").innerText()).toContain(
      `holdfast watch ${IDENTITY} --eval blackmail@1 --above 0.05`,
    );
    expect(await inaccessible(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  it("shows a checkpoint, and then an alarm, as they are recorded", async () => {
    await pages.local.client.addWatch(IDENTITY, {
      eval: "blackmail@1",
      limit: 0.1,
      alpha: 0.05,
      stage: "rl",
    });
    const { page, complaints, close } = await visit(browser, `${pages.url}${PATH}`, DESK);
    await isLive(page);
    await page.evaluate("document.body.dataset.marked = 'this document'");
    await record(0, 50, 4);
    await page.getByText("No alarm in 1 watched run.").first().waitFor();
    await record(0, 100, 40);
    await page.getByText("1 alarm in 1 watched run.").first().waitFor();
    expect(await page.locator("#watch-1 svg").innerHTML()).toContain("alarm at 100");
    // the page was not loaded anew, and what it says is what the API says
    expect(await page.evaluate("document.body.dataset.marked")).toBe("this document");
    const answer = await pages.local.client.monitor(IDENTITY, {
      ...{ eval: ["blackmail@1"], limit: 0.1, alpha: 0.05, stage: "rl" },
    });
    expect(await leadOf(page)).toBe(`blackmail@1: ${answer.sentences[0]}`);
    expect(await page.locator(".sentences").innerText()).toContain(answer.sentences[2] ?? "nothing");
    await page.locator("#watch-1 details summary").click();
    await expect
      .poll(async () => page.locator("#watch-1 table tbody td").nth(7).innerText(), { timeout: 15_000 })
      .toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/);
    expect(await page.locator(".live-news").innerText()).toContain("1 alarm");
    expect(complaints).toEqual([]);
    await close();
  });

  it("asks for itself no more often than every two seconds, however much is recorded", async () => {
    const { page, close } = await visit(browser, `${pages.url}${PATH}`, DESK);
    await isLive(page);
    await page.waitForTimeout(2500);
    const asked: number[] = [];
    page.on("request", (request) => {
      if (new URL(request.url()).pathname === PATH) asked.push(Date.now());
    });
    for (let step = 150; step < 250; step += 10) await record(1, step, 2);
    await page.getByText("in 2 watched runs.").first().waitFor();
    await page.waitForTimeout(3000);
    expect(asked.length).toBeGreaterThan(0);
    for (const [index, at] of asked.slice(1).entries())
      expect(at - (asked[index] ?? 0)).toBeGreaterThan(1900);
    expect(await page.locator("#watch-1 svg").innerHTML()).toContain(">240<");
    await close();
  });

  it("says that it is reconnecting, and takes up what came meanwhile", async () => {
    const { page, close } = await visit(browser, `${pages.url}${PATH}`, DESK);
    await isLive(page);
    await page.context().setOffline(true);
    pages.local.endStreams();
    await page.locator('.live[data-state="reconnecting"]').waitFor();
    expect(await page.locator(".live-state").innerText()).toBe("reconnecting");
    await record(1, 300, 2);
    await page.context().setOffline(false);
    await isLive(page);
    await expect.poll(() => page.locator("#watch-1 svg").innerHTML(), { timeout: 20_000 }).toContain(">300<");
    await close();
  });

  it("answers a limit in the address, keeps a form that is being used, and needs no script", async () => {
    const quiet = await browser.newContext({ javaScriptEnabled: false });
    const page = await quiet.newPage();
    await page.goto(`${pages.url}${PATH}?eval=blackmail%401&above=0.9`);
    expect(await page.locator(".live-state").innerText()).toBe("as it was read");
    expect(await page.locator(".live-time").innerText()).toMatch(/until \d{4}-\d\d-\d\d .* UTC$/);
    expect(await leadOf(page)).toContain("No alarm in 2 watched runs.");
    await page.getByLabel("Limit", { exact: true }).fill("0.05");
    await page.getByRole("button", { name: "Look" }).click();
    expect(await leadOf(page)).toContain("1 alarm");
    await quiet.close();
  });

  it("says why a limit cannot be watched", async () => {
    const { page, close } = await visit(browser, `${pages.url}${PATH}?eval=blackmail%401&above=7`, DESK);
    expect(await leadOf(page)).toContain("not between the least and the greatest score");
    await close();
  });
});
