import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";

/** How a page is looked at. */
export interface Look {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly scheme: "light" | "dark";
}

export const DESK: Look = { name: "desk", width: 1280, height: 900, scheme: "light" };

export const LOOKS: readonly Look[] = [
  DESK,
  { name: "night", width: 1280, height: 900, scheme: "dark" },
  { name: "phone", width: 400, height: 800, scheme: "light" },
  { name: "wall", width: 2560, height: 1440, scheme: "light" },
];

/** What is wrong with a page: what the browser complained of, and what axe found. */
export interface Visit {
  readonly page: Page;
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
}

/** Where pictures of pages are left, beside the database of the demo; never committed. */
const PICTURES = fileURLToPath(new URL("../../.holdfast/pages", import.meta.url));

/** Opens a page and listens to what the browser says of it. */
export async function visit(browser: Browser, url: string, look: Look): Promise<Visit> {
  const { width, height, scheme } = look;
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: scheme });
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("dialog", async (dialog) => {
    complaints.push(`a dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  const response = await page.goto(url);
  if (response?.status() !== 200) complaints.push(`${url} answered ${response?.status()}`);
  return { page, complaints, close: () => page.close() };
}

/** What axe says against the page, a line each: the rule, and the elements that break it. */
export async function inaccessible(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found: unknown = await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ target }) => target.join(' ')).join(', ')))",
  );
  return Array.isArray(found) ? found.map(String) : [`axe answered ${String(found)}`];
}

/** How far the page is wider than its window, in pixels: what scrolls sideways as a whole. */
export async function overflow(page: Page): Promise<number> {
  return page.evaluate("document.documentElement.scrollWidth - innerWidth");
}

/** Leaves a picture of the whole page, for people to look at. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
}
