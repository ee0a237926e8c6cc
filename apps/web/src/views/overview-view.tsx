import type { AblationStatus, Registration } from "@holdfast/core";
import {
  formatCount,
  formatQuantity,
  headlineExhibit,
  overviewSentences,
  type QuestionLine,
  questionLines,
  type WeightyWarning,
  weightyWarnings,
} from "@holdfast/report";
import { HowToRecord } from "./how-to-record.js";
import type { View } from "./view.js";

/** How much of the plan is there: a bar with its number, and what else there is. */
function Arrived({
  status,
  path,
  warnings,
}: {
  readonly status: AblationStatus;
  readonly path: string;
  readonly warnings: number;
}) {
  const { expected, present, missing, registration } = status;
  const { runs, outcomes } = registration;
  return (
    <p class="arrived">
      <progress
        value={present}
        max={Math.max(1, expected)}
        aria-label="Places of the plan that have outcomes"
      />
      <span>
        <a href={`${path}/coverage`}>
          {formatCount(present)} of {formatQuantity(expected, "place")}
        </a>{" "}
        {expected > 0 && missing === 0 ? "have outcomes" : "of the plan have outcomes"}
        {missing === 0 ? null : <strong class="holes">{`, ${formatQuantity(missing, "hole")}`}</strong>}
      </span>
      <span>
        <a href={`${path}/runs`}>{formatQuantity(runs, "run")}</a>
      </span>
      <span>{formatQuantity(outcomes, "outcome")}</span>
      {warnings === 0 ? null : (
        <a class="holes" href="#before">
          {formatQuantity(warnings, "thing")} to know before you rely on it
        </a>
      )}
    </p>
  );
}

function Hypothesis({ registration }: { readonly registration: Registration }) {
  const { hypothesis } = registration.ablation;
  return hypothesis === undefined ? null : (
    <p class="hypothesis">
      <span class="label">Expected</span> {hypothesis}
    </p>
  );
}

function Questions({ lines, path }: { readonly lines: readonly QuestionLine[]; readonly path: string }) {
  return (
    <section aria-labelledby="questions-title">
      <h2 id="questions-title">Question by question</h2>
      <dl class="questions">
        {lines.map(({ slug, question, answer }) => (
          <div>
            <dt>
              <a href={`${path}/${slug}`}>{question}</a>
            </dt>
            <dd {...(answer === null ? { class: "quiet" } : {})}>
              {answer ?? "Nothing to answer with yet."}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** A sentence in which names stand between back-quotes. */
function Quoted({ text }: { readonly text: string }) {
  return <>{text.split("`").map((part, index) => (index % 2 === 1 ? <code>{part}</code> : part))}</>;
}

function Warnings({
  warnings,
  path,
}: {
  readonly warnings: readonly WeightyWarning[];
  readonly path: string;
}) {
  if (warnings.length === 0) return null;
  return (
    <section class="weighty" id="before" aria-labelledby="warnings-title">
      <h2 id="warnings-title">Before you rely on it</h2>
      <ul>
        {warnings.map(({ message, others, slug }) => (
          <li>
            <Quoted text={message} /> {others === 0 ? null : `And ${others} like it. `}
            <a href={`${path}/${slug}`}>See {slug}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The answer, the figure that shows it, and the way to each question. */
export const overviewView: View = {
  slug: "",
  title: "Overview",
  question: "What was found, and did it hold?",
  read: async ({ client, registration, path }) => {
    const { identity } = registration;
    const [analysis, status] = await Promise.all([client.analysis(identity), client.status(identity)]);
    const input = { registration, analysis };
    const headline = headlineExhibit(input);
    const warnings = weightyWarnings(analysis);
    return {
      sentences: overviewSentences(input),
      choices: (
        <>
          <Hypothesis registration={registration} />
          <Arrived status={status} path={path} warnings={warnings.length} />
        </>
      ),
      exhibits: headline === undefined ? [] : [headline],
      rest: (
        <>
          {status.coverage.length === 0 ? <HowToRecord registration={registration} /> : null}
          <Warnings warnings={warnings} path={path} />
          <Questions lines={questionLines(input, status)} path={path} />
        </>
      ),
    };
  },
};
