import { conditionKey, formatCheckpoint, formatCondition, type OutcomeRecord } from "@holdfast/core";
import { valueText } from "./run-words.js";

/** One eval as it was measured: a row. */
interface MatrixRow {
  readonly eval: string;
  readonly how: string;
  readonly byCheckpoint: ReadonlyMap<string, OutcomeRecord>;
}

function rowsOf(outcomes: readonly OutcomeRecord[]): MatrixRow[] {
  const rows = new Map<string, { eval: string; how: string; byCheckpoint: Map<string, OutcomeRecord> }>();
  for (const outcome of outcomes) {
    const { eval: id, metric, judge, condition } = outcome;
    const key = JSON.stringify([id, metric, judge, conditionKey(condition)]);
    const how = [metric, formatCondition(condition), `by ${judge}`].filter((part) => part !== "").join(", ");
    const row = rows.get(key) ?? { eval: id, how, byCheckpoint: new Map() };
    row.byCheckpoint.set(formatCheckpoint(outcome), outcome);
    rows.set(key, row);
  }
  return [...rows.values()];
}

function Cell({
  identity,
  outcome,
}: {
  readonly identity: string;
  readonly outcome: OutcomeRecord | undefined;
}) {
  if (outcome === undefined)
    return (
      <td class="number">
        <span class="quiet">-</span>
      </td>
    );
  const { value, of } = valueText(outcome.value);
  const one = `/v1/ablations/${encodeURIComponent(identity)}/outcomes/${encodeURIComponent(outcome.outcomeId)}`;
  const href = outcome.value.level === "samples" ? `${one}/scores` : one;
  const notes = [
    ...(outcome.excluded === null ? [] : ["set aside"]),
    ...(outcome.correction === null ? [] : ["corrected"]),
    ...(outcome.status === "complete" ? [] : [outcome.status]),
  ];
  return (
    <td class="number">
      <a href={href}>{value}</a>
      <div class="question">{of}</div>
      {notes.length === 0 ? null : <span class="stamp">{notes.join(", ")}</span>}
    </td>
  );
}

interface OutcomeMatrixInput {
  readonly identity: string;
  /** In the order of their checkpoints. */
  readonly outcomes: readonly OutcomeRecord[];
}

/** What each checkpoint scored on each eval; every value leads to the scores behind it. */
export function OutcomeMatrix({ identity, outcomes }: OutcomeMatrixInput) {
  const checkpoints = [...new Set(outcomes.map((outcome) => formatCheckpoint(outcome)))];
  return (
    <section class="scroll" tabindex={0} aria-label="Outcomes by eval and checkpoint">
      <table class="matrix">
        <thead>
          <tr>
            <th scope="col">Eval</th>
            {checkpoints.map((checkpoint) => (
              <th scope="col" class="number">
                {checkpoint}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rowsOf(outcomes).map((row) => (
            <tr>
              <th scope="row">
                {row.eval}
                <div class="question">{row.how}</div>
              </th>
              {checkpoints.map((checkpoint) => (
                <Cell identity={identity} outcome={row.byCheckpoint.get(checkpoint)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
