import { FIGURE_CSS, PALETTE_CSS } from "@holdfast/report";

/** Figures, their captions, tables and downloads, as reports set them. */
export const FIGURE_STYLE = `${PALETTE_CSS}${FIGURE_CSS}
figure { margin: 1.25rem 0 0.5rem; }
.canvas, .scroll { overflow-x: auto; scrollbar-width: thin; }
.canvas { padding: 4px 0; }
.canvas svg { min-width: 720px; max-width: 1080px; }
figcaption { margin-top: 0.85rem; max-width: 60em; font-size: 13px; line-height: 1.5; color: var(--muted); text-wrap: pretty; }
.exhibit { padding-top: 1rem; margin-top: 1.75rem; scroll-margin-top: 1rem; }
.exhibit h2 { margin: 0 0 0.25rem; }
.downloads { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0.25rem 2rem; margin: 0.75rem 0 0; font-size: 13px; color: var(--muted); }
.downloads a { color: var(--muted); }
.downloads a:hover { color: var(--accent); }
.formats { display: flex; gap: 0.9rem; }
.formats button { font: inherit; color: var(--muted); background: none; border: 0; padding: 0; text-decoration: underline; cursor: pointer; }
.formats button:hover { color: var(--accent); }
.exhibit details { margin: 0.5rem 0 0; }
.exhibit summary { font-size: 13px; }
.scroll { margin: 0.75rem 0 1.25rem; border-block: 1px solid var(--ink); }
.scroll table { margin: 0; font-size: 13px; line-height: 1.4; }
.scroll th, .scroll td { padding: 8px 16px 8px 0; font-weight: 400; }
.scroll thead th { color: var(--muted); vertical-align: bottom; white-space: nowrap; font-size: 13px; }
.scroll tbody th { color: inherit; font-size: 13px; white-space: normal; }
.scroll tbody tr:last-child > * { border-bottom: 0; }
.scroll tr.group th { padding-top: 16px; font-weight: 700; white-space: nowrap; }
.scroll .number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.scroll th:last-child, .scroll td:last-child { padding-right: 0; }
.tall { max-height: 34rem; overflow-y: auto; margin-bottom: 6px; }
.tall thead th { position: sticky; top: 0; z-index: 1; background: var(--surface); box-shadow: 0 1px 0 var(--rule); }
.rows { margin-bottom: 20px; }
.line { display: block; }
.muted, .note { color: var(--muted); }
.note { font-size: 13px; max-width: 60em; }
.nowrap { white-space: nowrap; font-weight: 600; }
td.wide { min-width: 11.5em; }
strong { font-weight: 600; }
.tip { position: fixed; z-index: 3; max-width: 340px; padding: 8px 12px; border-radius: 4px; background: var(--ink); color: var(--surface); font-size: 13px; line-height: 1.4; pointer-events: none; }
.tip[hidden] { display: none; }
`;
