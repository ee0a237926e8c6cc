/** The line that says whether a page follows by itself. */
export const WATCH_STYLE = `.live { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.2rem 0.6rem; font-size: 13px; color: var(--muted); width: 100%; }
.live-dot { width: 9px; height: 9px; border-radius: 50%; border: 1.5px solid currentColor; align-self: center; }
.live-state { color: var(--ink); font-weight: 600; }
.live[data-state="live"] .live-dot { background: var(--hf-arm-3); border-color: var(--hf-arm-3); }
.live[data-state="reconnecting"] .live-dot, .live[data-state="lost"] .live-dot { background: var(--caution); border-color: var(--caution); }
.live-news { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
`;
