/** Pages about an ablation: its name, the way between its pages, and the choices of a page. */
export const ABLATION_STYLE = `.wide-page main, .wide-page header.site { max-width: 88rem; }
.ablation { display: grid; grid-template-columns: 9.5rem minmax(0, 1fr); gap: 0 3rem; align-items: start; }
.subject { grid-column: 1 / -1; padding: 0.25rem 0 1rem; border-bottom: 1px solid var(--rule); }
.subject .identity { margin: 0; font-size: 13px; color: var(--muted); }
.subject .identity a { color: var(--muted); }
.subject .name { margin: 0.15rem 0 0; font-size: 19px; font-weight: 650; letter-spacing: -0.01em; line-height: 1.3; }
.subject h1.name { font-size: 34px; line-height: 1.15; letter-spacing: -0.018em; max-width: 24em; text-wrap: balance; }
.subject .name a { color: inherit; text-decoration: none; }
.subject .name a:hover { text-decoration: underline; }
.subject .meta { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.3rem 1.1rem; margin: 0.4rem 0 0; font-size: 13px; color: var(--muted); }
.badge { display: inline-block; padding: 0 8px; border: 1px solid currentColor; border-radius: 3px; font-size: 13px; font-weight: 600; color: var(--caution); }
.views { position: sticky; top: 0; padding: 1.25rem 0; max-height: 100vh; overflow-y: auto; }
.views ul { list-style: none; margin: 0; padding: 0; }
.views a { display: block; padding: 0.28rem 0.75rem; margin-left: -0.75rem; color: var(--muted); text-decoration: none; border-left: 2px solid transparent; }
.views a:hover { color: var(--ink); }
.views a[aria-current] { color: var(--ink); font-weight: 600; border-left-color: var(--accent); }
.views .apart { margin-top: 0.9rem; }
.view { padding: 1.25rem 0 5rem; min-width: 0; }
.view h1 { font-size: 24px; margin: 0; }
.view .question { margin: 0.25rem 0 1.25rem; color: var(--muted); max-width: 44rem; font-size: 15px; }
.view .lead { font-size: 19px; line-height: 1.5; max-width: 42em; margin: 0 0 0.75rem; text-wrap: pretty; }
.sentences { margin: 0 0 1rem; padding-left: 1.15em; max-width: 50em; }
.sentences li { margin-bottom: 0.4rem; text-wrap: pretty; }
.sentences li::marker { color: var(--muted); }
.choices { display: flex; flex-wrap: wrap; gap: 0.6rem 2rem; margin: 1.25rem 0 0; padding: 0.6rem 0; border-block: 1px solid var(--rule); }
.choice { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.1rem 0.35rem; font-size: 13px; }
.choice .label { color: var(--muted); margin-right: 0.35rem; }
.choice a { padding: 0.15rem 0.55rem; border-radius: 3px; color: var(--ink); text-decoration: none; }
.choice a:hover { background: var(--raised); }
.choice a[aria-current] { background: var(--ink); color: var(--surface); }
@media (max-width: 60rem) {
  .ablation { display: block; }
  .subject h1.name { font-size: 24px; }
  .views { z-index: 1; margin: 0 calc(-1 * var(--gutter)); padding: 0 var(--gutter); background: var(--surface); border-bottom: 1px solid var(--rule); overflow-x: auto; scrollbar-width: none; }
  .views ul { display: flex; gap: 1.1rem; white-space: nowrap; }
  .views a { margin: 0; padding: 0.6rem 0; border-left: 0; border-bottom: 2px solid transparent; }
  .views a[aria-current] { border-bottom-color: var(--accent); }
  .views .apart { margin-top: 0; }
  .view .lead { font-size: 17px; }
  .canvas, .scroll { margin-inline: calc(-1 * var(--gutter)); padding-inline: var(--gutter); }
}
@media print {
  header.site, .views, .choices, .downloads, .skip { display: none; }
  .ablation { display: block; }
}
`;
