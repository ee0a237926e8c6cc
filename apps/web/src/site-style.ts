/** The style sheet of the pages, for light and dark; reports bring their own. */
export const SITE_STYLE = `:root {
  color-scheme: light dark;
  --ink: #16191d; --muted: #5b646f; --rule: #e3e6ea; --surface: #ffffff; --raised: #f6f7f8; --accent: #005d94; --caution: #8a5d00;
}
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8eaed; --muted: #a0a8b2; --rule: #2d333b; --surface: #14171b; --raised: #1b2025; --accent: #74bdee; --caution: #f4c766; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--surface); color: var(--ink); font: 15px/1.5 "Inter", "Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif; }
main, header { max-width: 72rem; margin: 0 auto; padding: 0 1.5rem; }
header { display: flex; gap: 1rem; align-items: baseline; padding-top: 1.75rem; padding-bottom: 1.25rem; }
header nav { margin-left: auto; }
header nav a { font-size: 0.95rem; color: var(--muted); text-decoration: none; }
header nav a:hover { color: var(--accent); text-decoration: underline; }
header > a { color: inherit; text-decoration: none; font-weight: 650; font-size: 1.05rem; }
header p { margin: 0; color: var(--muted); }
h1 { font-size: 1.6rem; line-height: 1.25; letter-spacing: -0.01em; margin: 1.5rem 0 0.25rem; }
h1 + p { margin-top: 0; color: var(--muted); max-width: 44rem; }
a { color: var(--accent); }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; margin: 1.5rem 0 3rem; }
th { font-weight: 550; color: var(--muted); font-size: 0.82rem; text-align: left; white-space: nowrap; }
th, td { padding: 0.7rem 1.25rem 0.7rem 0; border-bottom: 1px solid var(--rule); vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
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
.empty { max-width: 44rem; margin: 2rem 0 4rem; }
`;
