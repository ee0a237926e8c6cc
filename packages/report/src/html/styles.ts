import { FIGURE_CSS, PALETTE_CSS } from "../figures/palette.js";

/** One type scale (13, 15, 19, 24, 34), one accent for links, ink and grey for the rest. */
const PAGE_CSS = `*, *::before, *::after { box-sizing: border-box; }
:root { color-scheme: light dark; --sans: "Inter", "Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif; --mono: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; --page: #f7f8f9; --warn: #8a5d00; --warn-wash: #fdf6e3; }
@media (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { --page: #0e1013; --warn: #f4c766; --warn-wash: #241d0c; } }
:root[data-theme="dark"] { color-scheme: dark; --page: #0e1013; --warn: #f4c766; --warn-wash: #241d0c; }
:root[data-theme="light"] { color-scheme: light; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--hf-ink); font: 15px/1.55 var(--sans); font-variant-numeric: tabular-nums; overflow-wrap: break-word; }
a { color: var(--hf-arm-1-ink); text-decoration-thickness: 1px; text-underline-offset: 2px; }
:focus-visible { outline: 2px solid var(--hf-arm-1); outline-offset: 2px; }
.skip { position: absolute; left: -9999px; }
.skip:focus { left: 16px; top: 16px; background: var(--hf-surface); padding: 8px 12px; z-index: 2; }
.sheet { max-width: 1152px; margin: 0 auto; padding: 0 72px 72px; background: var(--hf-surface); border-inline: 1px solid var(--hf-rule); }
header { padding: 56px 0 0; }
.identity { margin: 0 0 12px; font: 13px/1.4 var(--mono); color: var(--hf-muted); }
h1 { margin: 0; max-width: 24em; font-size: 34px; line-height: 1.15; font-weight: 700; letter-spacing: -0.018em; text-wrap: balance; }
.question { margin: 16px 0 0; max-width: 44em; font-size: 19px; line-height: 1.45; color: var(--hf-muted); text-wrap: pretty; }
.facts { display: flex; flex-wrap: wrap; gap: 6px 20px; margin: 24px 0 0; padding: 0; list-style: none; font-size: 13px; color: var(--hf-muted); }
.badge { display: inline-block; padding: 1px 8px; border: 1px solid currentColor; border-radius: 3px; font-size: 13px; font-weight: 600; color: var(--warn); }
nav { position: sticky; top: 0; z-index: 1; margin: 32px -72px 0; padding: 0 72px; background: var(--hf-surface); border-block: 1px solid var(--hf-rule); }
nav ol { display: flex; flex-wrap: wrap; gap: 0 18px; margin: 0; padding: 5px 0; list-style: none; font-size: 13px; white-space: nowrap; }
nav a { display: block; padding: 5px 0; color: var(--hf-muted); text-decoration: none; }
nav a:hover { color: var(--hf-ink); }
section { padding-top: 52px; scroll-margin-top: 10px; }
h2 { margin: 0 0 16px; font-size: 24px; line-height: 1.25; font-weight: 700; letter-spacing: -0.01em; }
h3 { margin: 36px 0 12px; font-size: 15px; font-weight: 700; }
p, ul { margin: 0 0 12px; max-width: 46em; text-wrap: pretty; }
ul { padding-left: 1.15em; }
main li { margin-bottom: 8px; }
li::marker { color: var(--hf-muted); }
.lead { font-size: 19px; line-height: 1.5; max-width: 40em; margin-bottom: 14px; }
.note, .muted { color: var(--hf-muted); }
.note { font-size: 13px; }
.nowrap { white-space: nowrap; font-weight: 600; }
code { font: 0.87em/1.4 var(--mono); overflow-wrap: anywhere; }
.callout { margin: 0 0 20px; padding: 12px 16px; max-width: 46em; background: var(--warn-wash); border-radius: 4px; }
.callout strong { color: var(--warn); margin-right: 4px; }
dl { margin: 0 0 8px; max-width: 60em; }
dl > div { display: grid; grid-template-columns: 13em 1fr; gap: 20px; padding: 9px 0; border-top: 1px solid var(--hf-rule); }
dl > div:last-child { border-bottom: 1px solid var(--hf-rule); }
dt { color: var(--hf-muted); }
dd { margin: 0; white-space: pre-line; }
figure { margin: 20px 0 24px; }
.canvas, .scroll { overflow-x: auto; background: linear-gradient(90deg, var(--hf-surface) 30%, transparent) 0 0 / 48px 100% no-repeat local, linear-gradient(270deg, var(--hf-surface) 30%, transparent) 100% 0 / 48px 100% no-repeat local, linear-gradient(90deg, color-mix(in srgb, var(--hf-ink) 16%, transparent), transparent) 0 0 / 12px 100% no-repeat, linear-gradient(270deg, color-mix(in srgb, var(--hf-ink) 16%, transparent), transparent) 100% 0 / 12px 100% no-repeat; }
.canvas { padding: 4px 0; }
.canvas svg { min-width: 720px; }
figcaption { margin-top: 14px; max-width: 60em; font-size: 13px; line-height: 1.5; color: var(--hf-muted); text-wrap: pretty; }
.scroll { margin: 12px 0 20px; border-block: 1px solid var(--hf-ink); }
.tall { max-height: 34rem; overflow-y: auto; margin-bottom: 6px; }
.tall thead th { position: sticky; top: 0; z-index: 1; background: var(--hf-surface); box-shadow: 0 1px 0 var(--hf-rule); }
.rows { margin-bottom: 20px; }
summary { margin: 0 0 12px; cursor: pointer; color: var(--hf-muted); font-size: 13px; }
table { width: 100%; border-collapse: collapse; font-size: 13px; line-height: 1.4; }
th, td { padding: 8px 16px 8px 0; text-align: left; vertical-align: top; font-weight: 400; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--hf-muted); vertical-align: bottom; white-space: nowrap; border-bottom: 1px solid var(--hf-rule); }
tbody tr + tr > * { border-top: 1px solid var(--hf-rule); }
tr.group th { padding-top: 16px; font-weight: 700; white-space: nowrap; }
tbody + tbody tr.group th { border-top: 1px solid var(--hf-rule); }
.number { text-align: right; white-space: nowrap; }
td, tbody th { max-width: 34em; min-width: 4em; }
td:not(.number) { min-width: 6.75em; }
td.wide { min-width: 11.5em; }
#appendix td:nth-child(n + 3) { white-space: nowrap; }
strong { font-weight: 600; }
footer { margin-top: 64px; padding-top: 16px; border-top: 1px solid var(--hf-rule); font-size: 13px; color: var(--hf-muted); }
.tip { position: fixed; z-index: 3; max-width: 340px; padding: 8px 12px; border-radius: 4px; background: var(--hf-ink); color: var(--hf-surface); font-size: 13px; line-height: 1.4; pointer-events: none; }
.tip[hidden] { display: none; }
@media screen and (max-width: 860px) {
  .sheet { padding: 0 20px 48px; border: 0; }
  header { padding-top: 32px; }
  nav { margin-inline: -20px; padding-inline: 20px; }
  nav ol { flex-wrap: nowrap; overflow-x: auto; scrollbar-width: none; }
  h1 { font-size: 24px; }
  .question, .lead { font-size: 17px; }
  section { padding-top: 40px; }
  dl > div { grid-template-columns: 1fr; gap: 2px; }
  .canvas, .scroll { margin-inline: -20px; padding-inline: 20px; }
}
@media print {
  @page { margin: 14mm 13mm 16mm; @bottom-left { content: "Holdfast report"; font: 7pt sans-serif; color: #5b646f; } @bottom-right { content: counter(page) " of " counter(pages); font: 7pt sans-serif; color: #5b646f; } }
  :root:root { --page: #fff; color-scheme: light; }
  body { background: #fff; font-size: 9pt; line-height: 1.45; }
  .sheet { max-width: none; padding: 0; border: 0; }
  header { padding: 0; }
  h1 { font-size: 20pt; }
  h2 { font-size: 14pt; margin-bottom: 8px; }
  h3 { font-size: 9.5pt; margin: 14px 0 6px; }
  .question { font-size: 12pt; margin-top: 8px; }
  .lead { font-size: 11pt; margin-bottom: 8px; }
  .facts { margin-top: 12px; font-size: 8pt; }
  .skip { display: none; }
  nav { position: static; margin: 12px 0 0; padding: 0; }
  nav a { padding: 1px 0; }
  nav ol { flex-wrap: wrap; overflow: visible; font-size: 8pt; }
  section { padding-top: 20px; }
  main li, p, ul { margin-bottom: 6px; orphans: 3; widows: 3; }
  h2, h3 { break-after: avoid; }
  svg, tr, .callout, dl > div, #origin table { break-inside: avoid; }
  figcaption { break-before: avoid; }
  dl > div { grid-template-columns: 11em 1fr; padding: 4px 0; }
  figure { margin: 0 0 12px; }
  figcaption { margin-top: 6px; font-size: 7.5pt; line-height: 1.4; }
  .note { font-size: 7.5pt; }
  .canvas, .scroll { overflow: visible; background: none; padding: 0; }
  .canvas svg { min-width: 0; }
  #evidence .canvas svg { width: 92%; }
  #origin .canvas svg { width: 76%; }
  .scroll { margin: 6px 0 12px; }
  .tall { max-height: none; }
  .tall thead th { position: static; }
  .rows, .on-screen, summary { display: none; }
  details::details-content { display: block; content-visibility: visible; }
  :is(#effects, #drivers, #generalization, #durability, #origin, #efficiency) .tall { display: none; }
  :is(#effects, #drivers, #generalization, #durability, #origin, #efficiency) .rows { display: block; margin-bottom: 8px; }
  .rows::after { content: ", each number in the appendix."; }
  table { font-size: 7pt; line-height: 1.3; }
  th, td { padding: 2.5px 8px 2.5px 0; }
  td:not(.number), td.wide { min-width: 0; }
  tr.group th { padding-top: 8px; }
  thead { display: table-header-group; }
  .number { white-space: normal; }
  #appendix { break-before: page; }
  #appendix table { font-size: 5.6pt; line-height: 1.22; }
  #appendix td, #appendix tbody th { padding: 1.5px 6px 1.5px 0; }
  #appendix .number { white-space: nowrap; }
}
`;

/** Everything that styles a report, in one sheet. */
export const REPORT_CSS = `${PALETTE_CSS}${FIGURE_CSS}${PAGE_CSS}`;
