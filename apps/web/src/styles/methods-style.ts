/** The page of methods: one column to read, an entry that was linked to marked at its side. */
export const METHODS_STYLE = `.method-groups { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin: 1.25rem 0 0; padding: 0.6rem 0; border-block: 1px solid var(--rule); font-size: 0.9rem; }
.method-groups a { color: var(--muted); text-decoration: none; }
.method-groups a:hover { color: var(--accent); text-decoration: underline; }
.methods h2 { scroll-margin-top: 1rem; }
.method { max-width: 46rem; margin: 0 0 0 calc(-1rem - 3px); padding: 0.6rem 0 0.6rem 1rem; border-left: 3px solid transparent; scroll-margin-top: 1rem; }
.method:target { border-left-color: var(--accent); background: var(--raised); }
.method h3 { margin: 0.4rem 0 0.2rem; }
.method h3 a { color: inherit; text-decoration: none; }
.method h3 a:hover { text-decoration: underline; }
.method p { margin: 0 0 0.35rem; text-wrap: pretty; }
.method .source { font-size: 0.85rem; color: var(--muted); }
.method .source code { margin-right: 0.6rem; color: var(--ink); }
`;
