import { COPY_SCRIPT } from "./copy-script.js";
import { DOWNLOADS_SCRIPT } from "./downloads-script.js";
import { FIGURES_SCRIPT } from "./figures-script.js";
import { PLANNER_SCRIPT } from "./planner-script.js";
import { WATCH_SCRIPT } from "./watch-script.js";

/** What is served at `/scripts/NAME.js`; every page works without any of it. */
export const SCRIPTS: ReadonlyMap<string, string> = new Map([
  ["copy", COPY_SCRIPT],
  ["downloads", DOWNLOADS_SCRIPT],
  ["figures", FIGURES_SCRIPT],
  ["planner", PLANNER_SCRIPT],
  ["watch", WATCH_SCRIPT],
]);
