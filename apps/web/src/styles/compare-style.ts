/** The form that picks two sides, and the scores behind a prompt. */
export const COMPARE_STYLE = `.view .pick { display: flex; flex-wrap: wrap; gap: 0.75rem 1.25rem; align-items: end; margin: 0.25rem 0; flex: 1 1 100%; }
.view .pick label { margin: 0; min-width: 0; flex: 1 1 9rem; max-width: 24rem; }
.pick .label { display: block; font-size: 13px; color: var(--muted); }
.pick select { width: 100%; font: inherit; font-size: 13px; color: inherit; background: var(--raised); border: 1px solid var(--rule); border-radius: 6px; padding: 0.45rem 0.6rem; }
.pick input { width: 100%; font-size: 13px; }
.pick select:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.pick button { font-size: 13px; }
.behind > details { margin: 0; border-bottom: 1px solid var(--rule); }
.behind > details > summary { padding: 0.55rem 0; font-size: 15px; color: var(--ink); overflow-wrap: anywhere; }
.behind summary .quiet { font-size: 13px; }
.behind table { margin: 0.25rem 0 0.5rem; font-size: 13px; }
.behind th, .behind td { padding: 6px 16px 6px 0; }
.behind .epochs { font-variant-numeric: tabular-nums; white-space: nowrap; }
.behind .log { overflow-wrap: anywhere; max-width: 26rem; }
.behind pre { font-size: 12px; padding: 0.5rem 0.75rem; margin: 0.35rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; user-select: all; }
`;
