/** The planner: its form stays beside what it changes, wherever there is room for both. */
export const POWER_STYLE = `.planner { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: 0.9rem 1.5rem; margin: 0; width: 100%; }
.planner .field { display: grid; grid-template-columns: minmax(0, 1fr) 6.5rem; gap: 0.15rem 0.75rem; align-items: baseline; }
.planner label { margin: 0; font-size: 15px; }
.planner input[type="number"] { width: 100%; padding: 0.2rem 0.5rem; text-align: right; font-variant-numeric: tabular-nums; }
.planner select { font: inherit; color: inherit; background: var(--raised); border: 1px solid var(--rule); border-radius: 6px; padding: 0.3rem 0.5rem; max-width: 100%; grid-column: 1 / -1; }
.planner input[type="range"] { grid-column: 1 / -1; width: 100%; margin: 0; padding: 0; border: 0; background: none; accent-color: var(--accent); min-height: 24px; }
.planner input[type="range"][hidden] { display: none; }
.planner .hint { grid-column: 1 / -1; margin: 0; font-size: 13px; line-height: 1.35; color: var(--muted); }
.planner .hint span + span::before { content: "; "; }
.planner details { margin: 0; grid-column: 1 / -1; }
.planner details[open] { display: block; }
.planner details .field { margin-top: 0.75rem; }
.planner .acts { display: flex; flex-wrap: wrap; gap: 0.75rem; align-items: baseline; margin: 0; grid-column: 1 / -1; }
.planner .acts a { font-size: 13px; color: var(--muted); }
.planner-state { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); margin: 0; }
#answer[aria-busy] > :not(.choices) { opacity: 0.72; transition: opacity 120ms 120ms; }
.planning h1 { font-size: 24px; }
.copied { position: relative; margin-top: 1rem; }
.copied h3 { margin: 0 0 0.4rem; }
.copied .copy { position: absolute; right: 0; top: -0.35rem; font-size: 13px; padding: 0.15rem 0.7rem; }
.copied pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
#answer:has(form.planner) { display: flex; flex-direction: column; }
#answer:has(form.planner) > .choices { order: -1; margin: 0 0 1.5rem; }
@media (min-width: 72rem) {
  .planning #answer { display: grid; grid-template-columns: 15.5rem minmax(0, 1fr); column-gap: 2.75rem; }
  .planning #answer > * { grid-column: 2; }
  .planning #answer > .choices { grid-column: 1; grid-row: 1 / span 60; align-self: start; position: sticky; top: 1rem; max-height: calc(100vh - 2rem); overflow-y: auto; border: 0; padding: 0 0.25rem 0.5rem 0; scrollbar-width: thin; }
  .planning .planner { grid-template-columns: minmax(0, 1fr); }
}
@media (min-width: 100rem) {
  .ablation:has(form.planner) { grid-template-columns: 9.5rem minmax(0, 1fr); }
  .wide-page:has(.ablation form.planner) main { max-width: 104rem; }
  .ablation #answer:has(form.planner) { display: grid; grid-template-columns: 15.5rem minmax(0, 1fr); column-gap: 2.75rem; }
  .ablation #answer:has(form.planner) > * { grid-column: 2; }
  .ablation #answer:has(form.planner) > .choices { grid-column: 1; grid-row: 1 / span 60; align-self: start; position: sticky; top: 1rem; max-height: calc(100vh - 2rem); overflow-y: auto; border: 0; padding: 0 0.25rem 0.5rem 0; scrollbar-width: thin; }
  .ablation .planner { grid-template-columns: minmax(0, 1fr); }
}
@media print { .copied .copy { display: none; } }
`;
