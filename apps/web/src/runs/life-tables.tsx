import {
  type CheckpointRecord,
  conditionKey,
  formatCheckpoint,
  type Intervention,
  type OutcomeRecord,
} from "@holdfast/core";
import { formatCount } from "@holdfast/report";
import type { Child } from "hono/jsx";
import { valueText } from "./run-words.js";

/** Columns of numbers. */
const NUMBERS: ReadonlySet<string> = new Set(["Value", "Outcomes", "Tokens seen"]);

/** A table that scrolls inside the page, with its heading. */
function Section(props: {
  readonly id: string;
  readonly title: string;
  readonly columns: readonly string[];
  readonly children: Child;
}) {
  const { id, title, columns, children } = props;
  return (
    <section id={id}>
      <h2>{title}</h2>
      <section class="wide" tabindex={0} aria-label={title}>
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <th scope="col" class={NUMBERS.has(column) ? "number" : undefined}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </section>
    </section>
  );
}

/** What the checkpoints of a run scored. */
export function OutcomeTable(props: {
  readonly outcomes: readonly OutcomeRecord[];
  readonly areMore: boolean;
}) {
  const columns = ["Checkpoint", "Eval", "Value", "Of", "Measured", ""];
  return (
    <>
      <Section id="outcomes" title="Outcomes" columns={columns}>
        {props.outcomes.map((outcome) => {
          const { value, of } = valueText(outcome.value);
          const condition = conditionKey(outcome.condition);
          return (
            <tr>
              <td class="state">{formatCheckpoint(outcome)}</td>
              <td>
                {outcome.eval}
                {condition === "{}" ? null : <div class="question">{condition}</div>}
              </td>
              <td class="number">{value}</td>
              <td class="quiet">{of}</td>
              <td class="quiet">
                {outcome.metric} by {outcome.judge}
              </td>
              <td>
                {outcome.excluded === null ? null : (
                  <span class="stamp">set aside: {outcome.excluded.reason}</span>
                )}
                {outcome.correction === null ? null : (
                  <span class="stamp">
                    corrected: {outcome.correction.reason} ({outcome.correction.author})
                  </span>
                )}
                {outcome.status === "complete" ? null : <span class="stamp">{outcome.status}</span>}
              </td>
            </tr>
          );
        })}
      </Section>
      {props.areMore ? <p class="quiet">There are more, which the API lists page by page.</p> : null}
    </>
  );
}

/** What was kept of the training at each point. */
export function CheckpointTable({ checkpoints }: { readonly checkpoints: readonly CheckpointRecord[] }) {
  const columns = ["Checkpoint", "Outcomes", "Tokens seen", "Where it is"];
  return (
    <Section id="checkpoints" title="Checkpoints" columns={columns}>
      {checkpoints.map((one) => (
        <tr>
          <td class="state">
            {formatCheckpoint(one)}
            {one.shared ? <span class="quiet"> shared by the arms</span> : null}
          </td>
          <td class="number">{formatCount(one.outcomes)}</td>
          <td class="number">
            {one.tokens === null ? <span class="quiet">unknown</span> : formatCount(one.tokens)}
          </td>
          <td class="place">{one.uri ?? <span class="quiet">not stated</span>}</td>
        </tr>
      ))}
    </Section>
  );
}

/** What was changed while it trained. */
export function InterventionTable({ interventions }: { readonly interventions: readonly Intervention[] }) {
  return (
    <Section id="interventions" title="Interventions" columns={["At", "What was changed", "Why", "By"]}>
      {interventions.map((one) => (
        <tr>
          <td class="state">{formatCheckpoint(one)}</td>
          <td>{one.change}</td>
          <td>{one.reason}</td>
          <td>{one.author}</td>
        </tr>
      ))}
    </Section>
  );
}
