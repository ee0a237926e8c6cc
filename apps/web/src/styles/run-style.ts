/** The page of a run and the list of runs. */
export const RUN_STYLE = `.lineage { margin: 0.75rem 0 0; }
.lineage .rule { stroke: var(--hf-rule); }
.lineage text { fill: var(--hf-muted); font-size: 12px; }
.lineage .stage { font-weight: 600; fill: var(--hf-ink); font-size: 13px; }
.lineage .name { font-size: 13px; fill: var(--hf-muted); }
.lineage .self .name { font-weight: 650; fill: var(--hf-ink); }
.lineage .self text { fill: var(--hf-ink); }
.lineage .self .tokens { fill: var(--hf-muted); }
.lineage .base { fill: var(--hf-surface); stroke: var(--hf-ink); stroke-width: 2; }
table.mix td strong { font-weight: 600; }
tr.differs > * { background: var(--raised); box-shadow: inset 2px 0 0 transparent; }
tr.differs > :first-child { box-shadow: inset 2px 0 0 var(--caution); padding-left: 0.75rem; }
tr.removed > :first-child { color: var(--muted); }
svg.share { display: inline-block; width: 7rem; height: 8px; margin-right: 0.6rem; vertical-align: middle; background: var(--rule); }
svg.share rect { fill: var(--ink); }
.scroll .question { color: var(--muted); font-size: 13px; margin: 0; max-width: none; white-space: nowrap; }
.scroll tbody th { text-align: left; }
.scroll th.named { min-width: 11rem; }
table.matrix th:first-child { position: sticky; left: 0; background: var(--surface); }
.view h3 { margin-bottom: 0.15rem; }
.view h3 + p { margin: 0; }
`;
