import { arrivalOf, type RegistrationSummary } from "@holdfast/core";
import { formatQuantity, verdictName } from "@holdfast/report";
import { ablationPath, runsPath } from "../runs/run-path.js";
import { CoverageBar } from "./coverage-bar.js";

const ARRIVED = {
  awaiting: "awaiting outcomes",
  partial: "outcomes arriving",
  complete: "complete",
} as const;

function stampsOf(summary: RegistrationSummary): string[] {
  return [
    ...(summary.retrospective ? ["retrospective"] : []),
    ...(summary.observational ? ["observational"] : []),
    ...(summary.archived ? ["archived"] : []),
  ];
}

function Headline({ summary }: { readonly summary: RegistrationSummary }) {
  const { headline, outcomes } = summary;
  if (headline === null)
    return outcomes === 0 ? null : (
      <p class="headline quiet">Not analysed yet: opening it does, and this card then says what was found.</p>
    );
  const { verdict, sentence, at, outdated } = headline;
  return (
    <p class="headline">
      {verdict === null ? null : <strong class={`verdict ${verdict}`}>{verdictName(verdict)}</strong>}{" "}
      {sentence}
      <span class="quiet">
        {" "}
        Analysed <time datetime={at}>{at.slice(0, 10)}</time>
        {outdated ? "; the evidence changed since." : "."}
      </span>
    </p>
  );
}

/** An ablation in a list: what it asks, how much of its plan has arrived, and what the last analysis said. */
export function AblationCard({ summary }: { readonly summary: RegistrationSummary }) {
  const { identity, title, question, coverage, runs, outcomes, registeredAt, revision } = summary;
  return (
    <article class="card">
      <p class="about">
        <span class="identity">{identity}</span>
        <span>{ARRIVED[arrivalOf(summary)]}</span>
        {stampsOf(summary).map((stamp) => (
          <span class="badge">{stamp}</span>
        ))}
      </p>
      <h2>
        <a href={ablationPath(identity)}>{title}</a>
      </h2>
      <p class="question">{question}</p>
      <Headline summary={summary} />
      {coverage === null ? null : <CoverageBar {...coverage} />}
      <p class="foot">
        <span>{runs === 0 ? "no run" : <a href={runsPath(identity)}>{formatQuantity(runs, "run")}</a>}</span>
        <span>{outcomes === 0 ? "no outcome" : formatQuantity(outcomes, "outcome")}</span>
        <span>
          registered <time datetime={registeredAt}>{registeredAt.slice(0, 10)}</time>
          {revision > 1 ? `, revision ${revision}` : ""}
        </span>
      </p>
    </article>
  );
}
