/** What the overview and the pages about the record of an ablation bring. */
export const OVERVIEW_STYLE = `.run-links, .questions { margin: 0.75rem 0 0; }
.run-links { font-size: 13px; }
.run-links > div, .questions > div { display: grid; grid-template-columns: 14rem minmax(0, 1fr); gap: 0.25rem 1.5rem; padding: 0.4rem 0; border-top: 1px solid var(--rule); }
.questions > div { padding: 0.6rem 0; }
.run-links dt { color: var(--muted); overflow-wrap: anywhere; }
.run-links dd { margin: 0; display: flex; flex-wrap: wrap; gap: 0.15rem 1rem; }
.questions dd { margin: 0; max-width: 46em; text-wrap: pretty; }
.hypothesis { flex-basis: 100%; margin: 0; max-width: 50em; }
.hypothesis .label { color: var(--muted); font-size: 13px; margin-right: 0.5rem; }
.arrived { display: flex; flex-wrap: wrap; align-items: center; gap: 0.3rem 1.5rem; margin: 0; font-size: 13px; }
.arrived progress { appearance: none; width: 9rem; height: 8px; border: 0; border-radius: 4px; overflow: hidden; background: var(--rule); }
.arrived progress::-webkit-progress-bar { background: var(--rule); }
.arrived progress::-webkit-progress-value { background: var(--ink); }
.arrived progress::-moz-progress-bar { background: var(--ink); }
.holes { color: var(--caution); }
.weighty { margin-top: 2rem; padding: 0.9rem 1.2rem; background: var(--raised); border-left: 3px solid var(--caution); max-width: 54em; }
.weighty h2 { margin: 0 0 0.4rem; font-size: 15px; }
.weighty ul { margin: 0; padding-left: 1.1em; }
.weighty li { margin-bottom: 0.35rem; font-size: 13px; text-wrap: pretty; }
.how-to { max-width: 54em; }
@media (max-width: 40rem) { .run-links > div, .questions > div { grid-template-columns: 1fr; } }
`;
