/** The style sheet of the API reference, on top of that of the pages. */
export const DOCS_STYLE = `:root { --get: #1d6f42; --post: #005d94; --delete: #a13d2b; --name: #005d94; --text: #1d6f42; --value: #8a5d00; }
@media (prefers-color-scheme: dark) {
  :root { --get: #6fcf97; --post: #74bdee; --delete: #f0907c; --name: #74bdee; --text: #8fd6a9; --value: #f4c766; }
}
html { scroll-padding-top: 1.5rem; }
body:has(.docs) main, body:has(.docs) header { max-width: 96rem; }
.docs { display: grid; grid-template-columns: 15.5rem minmax(0, 1fr); gap: 3.5rem; align-items: start; }
.contents { position: sticky; top: 0; max-height: 100vh; overflow-y: auto; padding: 1rem 0.5rem 3rem 0; font-size: 0.86rem; scrollbar-width: thin; }
.contents .group { margin: 1.3rem 0 0.35rem; font-weight: 600; }
.contents .group::first-letter { text-transform: uppercase; }
.contents a { color: inherit; text-decoration: none; }
.contents a:hover { color: var(--accent); text-decoration: underline; }
.contents ul { list-style: none; margin: 0; padding: 0; }
.contents li { margin: 0; }
.contents li a { display: flex; gap: 0.5rem; align-items: baseline; padding: 0.16rem 0; color: var(--muted); }
.contents .short { font: 0.93em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.contents .method { flex: none; width: 3.1rem; font-size: 0.72rem; padding: 0; background: none; border: 0; text-align: left; }
.docs article { padding-bottom: 6rem; min-width: 0; }
.docs h2 { font-size: 1.3rem; letter-spacing: -0.01em; margin: 2.75rem 0 0.4rem; }
.docs .tag h2 { margin-top: 4rem; padding-top: 1.75rem; border-top: 1px solid var(--rule); }
.docs h2::first-letter { text-transform: uppercase; }
.docs h2 + p { margin-top: 0; }
.docs section > p, .docs .words > p { max-width: 44rem; }
.docs section > pre { max-width: 60rem; }
.docs h3 { font-size: 1.05rem; margin: 0; }
.docs h3 a { color: inherit; text-decoration: none; }
.docs h3 a:hover::after { content: " #"; color: var(--muted); }
.docs h4 { font-size: 0.82rem; font-weight: 550; color: var(--muted); margin: 1.4rem 0 0.2rem; }
.operation { display: grid; grid-template-columns: minmax(0, 1.15fr) minmax(0, 1fr); gap: 2.5rem; padding: 2rem 0 2.25rem; border-bottom: 1px solid var(--rule); }
.tag .operation:last-child { border-bottom: 0; }
.operation:target h3, .schema:target h3, tr:target code { color: var(--accent); }
.operation:target h3::before, .schema:target h3::before { content: ""; display: inline-block; width: 0.45rem; height: 0.45rem; border-radius: 50%; background: var(--accent); margin-right: 0.55rem; vertical-align: 0.15em; }
.operation .words > p { margin: 0.55rem 0; }
.operation .example { min-width: 0; }
.operation .example pre { position: sticky; top: 1.5rem; max-height: calc(100vh - 3rem); overflow: auto; margin: 0.2rem 0 0; }
.call { display: flex; gap: 0.65rem; align-items: baseline; }
.method { font: 650 0.74rem/1.4 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; letter-spacing: 0.02em; padding: 0.1rem 0.45rem; border-radius: 4px; border: 1px solid currentColor; }
.method-get { color: var(--get); }
.method-post, .method-put, .method-patch { color: var(--post); }
.method-delete { color: var(--delete); }
.path { font-size: 0.95rem; overflow-wrap: anywhere; }
.path .parameter { color: var(--value); }
table.members { margin: 0.2rem 0 0; width: 100%; font-size: 0.9rem; }
table.members td, table.members th { padding: 0.42rem 1rem 0.42rem 0; }
table.members td:first-child { white-space: nowrap; width: 1%; }
table.members tr:last-child td { border-bottom: 0; }
.place { color: var(--muted); font-size: 0.8rem; margin-left: 0.6rem; }
.required { color: var(--caution); font-size: 0.8rem; }
.depth-1 { padding-left: 1.3rem !important; }
.depth-2 { padding-left: 2.6rem !important; }
.depth-3 { padding-left: 3.9rem !important; }
.depth-4 { padding-left: 5.2rem !important; }
.docs ul.answers, .docs ul.media { list-style: none; margin: 0.2rem 0 0; padding: 0; font-size: 0.9rem; }
ul.answers li, ul.media li { display: flex; gap: 0.9rem; padding: 0.26rem 0; align-items: baseline; }
ul.answers li > span { min-width: 0; }
.status { font-weight: 650; min-width: 2.2rem; }
.status-2, .status-3 { color: var(--get); }
.status-4 { color: var(--caution); }
.status-5 { color: var(--delete); }
p.problems { display: flex; flex-wrap: wrap; gap: 0.2rem 1.3rem; margin: 0.5rem 0 0; font-size: 0.86rem; line-height: 1.7; }
p.problems > span { white-space: nowrap; }
p.problems .status { margin-right: 0.5rem; }
.problem { display: inline-block; margin-right: 0.6rem; color: var(--muted); text-decoration-color: var(--rule); text-underline-offset: 3px; }
.problem:hover { color: var(--accent); }
.json-name { color: var(--name); }
.json-text { color: var(--text); }
.json-number, .json-word { color: var(--value); }
.schema { padding: 1.25rem 0 1.5rem; border-bottom: 1px solid var(--rule); }
.docs pre { font-size: 0.82rem; line-height: 1.55; }
.docs pre code { font-size: inherit; }
@media (max-width: 75rem) { .operation { grid-template-columns: minmax(0, 1fr); gap: 1rem; } .operation .example pre { position: static; max-height: 28rem; } }
@media (max-width: 52rem) {
  .docs { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .contents { position: static; max-height: 14rem; border: 1px solid var(--rule); border-radius: 6px; padding: 0 1rem 1rem; }
}
@media print { .contents { display: none; } .docs { display: block; } .operation { break-inside: avoid; } }
`;
