import { spawnSync } from "node:child_process";
import { type Browser, chromium } from "playwright-core";

const PROGRAMS = ["chromium", "chromium-browser", "google-chrome"];

/** The browser of this machine, or undefined. */
export const CHROMIUM: string | undefined = PROGRAMS.map((name) =>
  spawnSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).stdout.trim(),
).find((path) => path !== "");

const isRequired = process.env.HOLDFAST_REQUIRE_ALL === "1";

/** Whether pages are driven here; where everything is required, a missing browser is a failure. */
export const HAS_BROWSER = isRequired || CHROMIUM !== undefined;

/** What a test that needs a browser is called where there is none. */
export const WITHOUT_BROWSER = HAS_BROWSER
  ? ""
  : " (skipped: there is no Chromium; `apt-get install chromium` brings one)";

/** Starts the browser without a window. */
export async function launch(): Promise<Browser> {
  if (CHROMIUM === undefined) throw new Error("HOLDFAST_REQUIRE_ALL is set, and there is no Chromium.");
  return chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
}
