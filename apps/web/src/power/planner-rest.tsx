import type { Ablation, PowerRow } from "@holdfast/core";
import { leadUp, unitOfRow } from "@holdfast/report";
import { designFile, designOfRow } from "./design-file.js";

interface RestInput {
  readonly ablation: Ablation | null;
  readonly row: PowerRow;
  /** The same on a command line. */
  readonly command: string;
}

function Copied({ id, title, text }: { readonly id: string; readonly title: string; readonly text: string }) {
  return (
    <div class="copied">
      <h3 id={`${id}-title`}>{title}</h3>
      <button type="button" class="copy" data-copies={id} aria-describedby={`${id}-title`} hidden>
        Copy
      </button>
      <pre id={id} tabindex={0}>
        {text}
      </pre>
    </div>
  );
}

/** The design as lines of an ablation file: the one that was asked about, and the cheapest that would do. */
export function PlannerRest({ ablation, row, command }: RestInput) {
  const cheapest = row.cheapest.find(({ step }) => step === "alone")?.design ?? null;
  const effect = row.smallestEffect === null ? "" : leadUp(row.smallestEffect, unitOfRow(ablation, row));
  return (
    <section class="exhibit" id="design-file" aria-labelledby="design-file-heading">
      <h2 id="design-file-heading">Into the ablation file</h2>
      <p class="note">
        Paste it into <code>defineAblation({"{...}"})</code>: what the plan rested on is then registered with
        it.
      </p>
      <Copied id="this-design" title="This design" text={designFile(ablation, row, designOfRow(row))} />
      {cheapest === null ? null : (
        <Copied
          id="cheapest-design"
          title={`The cheapest that finds ${effect}`}
          text={designFile(ablation, row, cheapest)}
        />
      )}
      <Copied id="power-command" title="On a command line" text={command} />
    </section>
  );
}
