import { ABLATION_STYLE } from "./styles/ablation-style.js";
import { COMPARE_STYLE } from "./styles/compare-style.js";
import { FIGURE_STYLE } from "./styles/figure-style.js";
import { LIST_STYLE } from "./styles/list-style.js";
import { METHODS_STYLE } from "./styles/methods-style.js";
import { OVERVIEW_STYLE } from "./styles/overview-style.js";
import { POWER_STYLE } from "./styles/power-style.js";
import { RUN_STYLE } from "./styles/run-style.js";
import { WATCH_STYLE } from "./styles/watch-style.js";

const BASE_STYLE = `:root {
  color-scheme: light dark;
  --ink: #16191d; --muted: #5b646f; --rule: #e3e6ea; --surface: #ffffff; --raised: #f6f7f8; --accent: #005d94; --caution: #8a5d00;
}
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8eaed; --muted: #a0a8b2; --rule: #2d333b; --surface: #14171b; --raised: #1b2025; --accent: #74bdee; --caution: #f4c766; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--surface); color: var(--ink); font: 15px/1.5 "Inter", "Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif; }
:root { --gutter: 1.5rem; }
main, header.site { max-width: 72rem; margin: 0 auto; padding: 0 var(--gutter); }
header.site { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; align-items: baseline; padding-top: 1.5rem; padding-bottom: 1rem; }
header.site nav { margin-left: auto; display: flex; flex-wrap: wrap; gap: 0.25rem 1.1rem; }
header.site nav a { color: var(--muted); text-decoration: none; }
header.site nav a:hover { color: var(--accent); text-decoration: underline; }
.brand { color: inherit; text-decoration: none; font-weight: 650; font-size: 1.05rem; }
header.site p { margin: 0; color: var(--muted); }
.skip { position: absolute; left: -9999px; }
.skip:focus { left: 16px; top: 16px; background: var(--surface); padding: 8px 12px; z-index: 4; }
h1 { font-size: 1.6rem; line-height: 1.25; letter-spacing: -0.01em; margin: 1.5rem 0 0.25rem; }
h1 + p { margin-top: 0; color: var(--muted); max-width: 44rem; }
a { color: var(--accent); }
a:focus-visible, button:focus-visible, input:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; margin: 1.5rem 0 3rem; }
th { font-weight: 550; color: var(--muted); font-size: 0.82rem; text-align: left; white-space: nowrap; }
th, td { padding: 0.7rem 1.25rem 0.7rem 0; border-bottom: 1px solid var(--rule); vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 550; padding: 0.25rem 0; }
time { white-space: nowrap; }
th:last-child, td:last-child { padding-right: 0; }
td .question { color: var(--muted); max-width: 40rem; }
td .identity, code, pre { font: 0.86em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; }
td .identity { color: var(--muted); }
td.state { white-space: nowrap; }
.stamp { color: var(--caution); display: block; }
.quiet { color: var(--muted); }
pre { background: var(--raised); border: 1px solid var(--rule); border-radius: 6px; padding: 0.9rem 1.1rem; overflow-x: auto; }
.wide { overflow-x: auto; }
.trail { margin-top: 0.5rem; font-size: 0.9rem; color: var(--muted); }
.trail a { color: var(--muted); }
.trail span + span::before { content: "/ "; }
.trail + h1 { margin-top: 0.5rem; }
main h2 { font-size: 1.15rem; letter-spacing: -0.01em; margin: 2.5rem 0 0.25rem; }
main h3 { font-size: 0.95rem; margin: 1.5rem 0 0; }
section table { margin: 0.5rem 0 0; }
section tbody tr:last-child > * { border-bottom: 0; }
section .wide { overflow-x: auto; }
.place { overflow-wrap: anywhere; }
.facts { display: flex; flex-wrap: wrap; gap: 0.75rem 2.5rem; margin: 1.25rem 0 0; }
.facts dt { font-size: 0.82rem; color: var(--muted); }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.courses { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: 1.5rem 2rem; margin: 1rem 0 0; }
.course { margin: 0; min-width: 0; }
.course figcaption { display: flex; justify-content: space-between; gap: 1rem; font-size: 0.9rem; }
.course .key { overflow-wrap: anywhere; }
.course .latest { font-variant-numeric: tabular-nums; font-weight: 550; white-space: nowrap; }
.course svg { display: block; width: 100%; height: auto; margin: 0.25rem 0; background: var(--raised); border-radius: 4px; }
.course polyline { fill: none; stroke: var(--accent); stroke-width: 1.25; stroke-linejoin: round; vector-effect: non-scaling-stroke; }
.course circle { fill: var(--accent); }
.course p { margin: 0; font-size: 0.8rem; color: var(--muted); font-variant-numeric: tabular-nums; }
.mlflow { border-top: 1px solid var(--rule); margin-top: 3rem; padding-bottom: 1rem; }
.mlflow h2 { margin-top: 2rem; overflow-wrap: anywhere; }
.mlflow code, .facts code { overflow-wrap: anywhere; }
.mlflow:target h2 { color: var(--accent); }
details { margin: 1rem 0; }
summary { cursor: pointer; color: var(--muted); }
table.pairs { width: auto; font-size: 0.9rem; }
table.pairs th, table.pairs td { padding: 0.35rem 1.5rem 0.35rem 0; white-space: normal; overflow-wrap: anywhere; }
table.pairs th { min-width: 9rem; }
ul.files { list-style: none; margin: 0.5rem 0; padding: 0; }
ul.files li { padding: 0.3rem 0; overflow-wrap: anywhere; }
main input, main button { font: inherit; color: inherit; background: var(--raised); border: 1px solid var(--rule); border-radius: 6px; padding: 0.45rem 0.75rem; }
main input { max-width: 100%; }
main label { display: block; margin: 0 0 0.75rem; }
main form { margin: 1.25rem 0; }
main button { cursor: pointer; }
main button:hover { border-color: var(--accent); }
@media (max-width: 40rem) {
  :root { --gutter: 1rem; }
  header.site p { display: none; }
  main > .wide td:first-child { min-width: 12rem; }
  section .wide td:not(:first-child, .number) { min-width: 7rem; }
  th, td { padding-right: 0.9rem; }
}
.empty { max-width: 44rem; margin: 2rem 0 4rem; }
`;

/** The style sheet of the pages, for light and dark; reports bring their own. One type scale: 13, 15, 19, 24, 34 pixels. */
export const SITE_STYLE = [
  BASE_STYLE,
  FIGURE_STYLE,
  ABLATION_STYLE,
  LIST_STYLE,
  RUN_STYLE,
  METHODS_STYLE,
  OVERVIEW_STYLE,
  POWER_STYLE,
  WATCH_STYLE,
  COMPARE_STYLE,
].join("\n");
