/** Lists: the form that narrows them, cards, and the way from page to page. */
export const LIST_STYLE = `.filters { display: flex; flex-wrap: wrap; align-items: end; gap: 0.75rem 1rem; margin: 1rem 0 1.25rem; padding: 0.9rem 0; border-block: 1px solid var(--rule); }
.filters input, .filters select, .filters button { height: 2.4rem; }
.filters .field { min-width: 0; max-width: 100%; }
.filters label { margin: 0 0 0.15rem; font-size: 13px; color: var(--muted); }
.filters .text { flex: 1 1 16rem; }
.filters .text input { width: 100%; }
.filters .number input { width: 7rem; }
.filters select { font: inherit; color: inherit; background: var(--raised); border: 1px solid var(--rule); border-radius: 6px; padding: 0.45rem 0.6rem; max-width: 100%; }
.filters select:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.filters .act { display: flex; align-items: baseline; gap: 0.9rem; }
.filters .act a { font-size: 13px; }
.filters button { background: var(--ink); color: var(--surface); border-color: var(--ink); }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(26rem, 100%), 1fr)); gap: 0 2.5rem; margin: 0.5rem 0 1.5rem; }
.card { display: flex; flex-direction: column; padding: 1.25rem 0 1.35rem; border-top: 1px solid var(--ink); min-width: 0; }
.card p { margin: 0; }
.card h2 { margin: 0.2rem 0 0.15rem; font-size: 19px; line-height: 1.3; overflow-wrap: anywhere; text-wrap: pretty; }
.card h2 a { color: inherit; text-decoration: none; }
.card h2 a:hover { color: var(--accent); text-decoration: underline; }
.card .about { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.25rem 0.9rem; padding-bottom: 0.2rem; font-size: 13px; color: var(--muted); }
.card .identity { font: 13px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; overflow-wrap: anywhere; }
.card .question { color: var(--muted); overflow-wrap: anywhere; text-wrap: pretty; }
.card .headline { margin-top: 0.75rem; overflow-wrap: anywhere; text-wrap: pretty; }
.card .coverage { margin-top: auto; padding-top: 0.9rem; }
.card .foot { display: flex; flex-wrap: wrap; gap: 0.1rem 1.1rem; margin-top: 0.4rem; font-size: 13px; color: var(--muted); font-variant-numeric: tabular-nums; }
.card .foot a { color: inherit; }
.verdict { display: inline-block; padding: 0 8px; margin-right: 0.25rem; border-radius: 3px; border: 1px solid var(--muted); color: var(--muted); font-size: 13px; font-weight: 600; white-space: nowrap; }
.verdict.retained, .verdict.amplified { background: var(--accent); border-color: var(--accent); color: var(--surface); }
.verdict.partly-retained { border-color: var(--accent); color: var(--accent); }
.verdict.lost { border-color: var(--caution); color: var(--caution); }
.coverage { display: grid; grid-template-columns: minmax(5rem, 11rem) minmax(9.5rem, 1fr); gap: 0.2rem 1rem; align-items: center; font-size: 13px; color: var(--muted); font-variant-numeric: tabular-nums; }
.coverage svg { display: block; width: 100%; height: 4px; }
.coverage .all { fill: var(--rule); }
.coverage .there { fill: var(--ink); }
.waiting { padding: 0.25rem 0 0.75rem; border-top: 1px solid var(--ink); margin-top: 1.5rem; }
.waiting h2 { margin-top: 1rem; }
.waiting p.stamp { margin: 0.15rem 0 0; }
.waiting .facts { font-size: 13px; }
.ended > * { color: var(--muted); }
.scroll .place { min-width: 16rem; }
.scroll td code { white-space: nowrap; }
.scroll td a { overflow-wrap: normal; white-space: nowrap; }
.pages { display: flex; gap: 1.5rem; margin: 1.25rem 0 3rem; }
`;
