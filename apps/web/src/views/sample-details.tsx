import type { SampleDifference, SampleDifferenceAnswer, SampleOutcome } from "@holdfast/core";
import { formatBare } from "@holdfast/report";
import { runPath } from "../runs/run-path.js";
import { transcriptOf } from "./transcript-of.js";

interface DetailsInput {
  readonly identity: string;
  readonly answer: SampleDifferenceAnswer;
  readonly samples: readonly SampleDifference[];
}

function scoresPath(identity: string, outcomeId: string): string {
  return `/v1/ablations/${encodeURIComponent(identity)}/outcomes/${encodeURIComponent(outcomeId)}/scores`;
}

function Log({ outcome }: { readonly outcome: SampleOutcome }) {
  const transcript = transcriptOf(outcome);
  if (transcript === null) return <span class="quiet">no log recorded</span>;
  const { uri, href } = transcript;
  return href === null ? (
    <code>{uri}</code>
  ) : (
    <a href={href} rel="noreferrer nofollow">
      {uri}
    </a>
  );
}

function commandsOf(outcomes: readonly SampleOutcome[]): string[] {
  return [...new Set(outcomes.flatMap((outcome) => transcriptOf(outcome)?.command ?? []))];
}

const scoreText = (score: number | null) => (score === null ? "–" : formatBare(score));

function Sample({
  sample,
  identity,
  answer,
}: Omit<DetailsInput, "samples"> & { readonly sample: SampleDifference }) {
  const behind = sample.epochs.flatMap(({ outcome, scores }) => {
    const of = answer.outcomes[outcome];
    return of === undefined ? [] : [{ of, scores }];
  });
  const commands = commandsOf(behind.map(({ of }) => of));
  return (
    <details>
      <summary>
        {sample.sample}{" "}
        <span class="quiet">
          {answer.clustersDeclared ? `${sample.cluster}, ` : ""}
          {behind.length} {behind.length === 1 ? "outcome" : "outcomes"}
        </span>
      </summary>
      <section class="wide" tabindex={0} aria-label={`Scores behind ${sample.sample}`}>
        <table>
          <thead>
            <tr>
              <th scope="col">Run</th>
              <th scope="col">Checkpoint</th>
              <th scope="col">Scores by epoch</th>
              <th scope="col">Log</th>
              <th scope="col">Recorded</th>
            </tr>
          </thead>
          <tbody>
            {behind.map(({ of, scores }) => (
              <tr>
                <td>
                  <a href={runPath(identity, of.run)}>{of.run}</a>
                </td>
                <td>
                  {of.stage}
                  {of.step === null ? "" : ` ${of.step}`}
                </td>
                <td class="epochs">{scores.map(scoreText).join(" ")}</td>
                <td class="log">
                  <Log outcome={of} />
                </td>
                <td>
                  <a href={scoresPath(identity, of.outcomeId)}>scores</a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {commands.length === 0 ? null : (
        <>
          <p class="note">
            To read the transcripts, open the log where it lies and look for sample{" "}
            <code>{sample.sample}</code>:
          </p>
          <pre tabindex={0}>{commands.join("\n")}</pre>
        </>
      )}
    </details>
  );
}

/** The scores behind each prompt, outcome by outcome, with the way to its transcripts. */
export function SampleDetails({ identity, answer, samples }: DetailsInput) {
  return (
    <section class="exhibit behind" aria-labelledby="behind">
      <h2 id="behind">What stands behind each prompt</h2>
      {samples.map((sample) => (
        <Sample {...{ sample, identity, answer }} />
      ))}
    </section>
  );
}
