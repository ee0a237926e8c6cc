import { createHash } from "node:crypto";
import type { MlflowRun } from "@holdfast/store";
import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** The addresses that MLflow's client prints have their place behind a #, which only a script can read. */
const SCRIPT =
  'const at=/^#\\/experiments\\/(\\d+)(?:\\/runs\\/([\\w-]+))?/.exec(location.hash);if(at)location.replace(at[2]?"runs/"+at[2]:"experiments/"+at[1])';

const HASH = createHash("sha256").update(SCRIPT).digest("base64");

/** The content policy of these pages: the site's sheet, and the one script. */
export const LINK_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  `script-src 'sha256-${HASH}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

function page(title: string, content: Html): Html {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - Holdfast</title><link rel="stylesheet" href="/style.css">
<script>${raw(SCRIPT)}</script></head>
<body><header><a href="/">Holdfast</a><p>Which data drove the gain, and did it hold?</p></header>
<main><h1>${title}</h1>${content}<p><a href="/">All ablations</a></p></main></body></html>
`;
}

function statusOf({ status, binding }: MlflowRun): string {
  const word = status.toLowerCase();
  return binding === null
    ? `${word}, unbound`
    : `${word}, ${binding.run} at ${binding.stage} of ${binding.identity}`;
}

/** Runs with a link to each, newest first. */
export function runsPage(title: string, runs: readonly MlflowRun[]): Html {
  if (runs.length === 0) return page(title, html`<p>No run was logged here yet.</p>`);
  return page(
    title,
    html`<ul>${runs.map(
      (run) =>
        html`<li><a href="/mlflow/runs/${encodeURIComponent(run.runId)}">${run.runName}</a>: ${statusOf(run)}</li>`,
    )}</ul>`,
  );
}

/** A run that belongs to no ablation yet: what it logged, and how it is bound. */
export function unboundPage(run: MlflowRun): Html {
  const bind = `mlflow.set_tags({"holdfast.ablation": "NAME@VERSION", "holdfast.arm": "ARM", "holdfast.stage": "STAGE", "holdfast.seed": 0})`;
  return page(
    run.runName,
    html`<p>This run is ${statusOf(run)}: it belongs to no ablation, and appears in no answer.</p>
<p>To make it a training of one, set its tags, now or later:</p><pre><code>with mlflow.start_run(run_id="${run.runId}"):
    ${bind}</code></pre>
<table><caption>Latest metrics</caption><thead><tr><th scope="col">metric</th><th scope="col">step</th><th scope="col">value</th></tr></thead>
<tbody>${run.metrics.map(({ key, step, value }) => html`<tr><td>${key}</td><td>${step}</td><td>${String(value)}</td></tr>`)}</tbody></table>
<table><caption>Parameters and tags</caption><thead><tr><th scope="col">name</th><th scope="col">value</th></tr></thead>
<tbody>${[...run.params, ...run.tags].map(({ key, value }) => html`<tr><td>${key}</td><td>${value}</td></tr>`)}</tbody></table>`,
  );
}
