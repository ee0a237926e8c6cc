import { controlOf, formatCheckpoint, formatComparisonSide, type RunRecord } from "@holdfast/core";
import { armStyle, subjectOf } from "@holdfast/report";
import { MetricChart } from "../components/metric-chart.js";
import { AblationFrame } from "../frame/ablation-frame.js";
import { CheckpointTable, InterventionTable, OutcomeTable } from "../runs/life-tables.js";
import { LineageFigure } from "../runs/lineage-figure.js";
import { lineageLayout } from "../runs/lineage-layout.js";
import { MixSection } from "../runs/mix-section.js";
import { MlflowSection } from "../runs/mlflow-section.js";
import { OutcomeMatrix } from "../runs/outcome-matrix.js";
import type { RunStory } from "../runs/read-run-story.js";
import { RecipeSection } from "../runs/recipe-section.js";
import { ablationPath, runPath } from "../runs/run-path.js";
import { runName, stateText } from "../runs/run-words.js";

function environmentText({ environment }: RunRecord): string | null {
  if (environment === null) return null;
  const { name, variant, sha } = environment;
  return [name, variant, sha].filter((part) => part !== undefined).join(", ");
}

function Lineage({ identity, run }: { readonly identity: string; readonly run: RunRecord }) {
  const { parent, parentRun, children } = run;
  if (parent === null && children.length === 0) return null;
  return (
    <>
      {parent === null ? null : (
        <div>
          <dt>Started from</dt>
          <dd>
            {formatCheckpoint(parent)}
            {parentRun === null ? null : (
              <>
                {" of "}
                <a href={runPath(identity, parentRun)}>{parentRun}</a>
              </>
            )}
          </dd>
        </div>
      )}
      {children.length === 0 ? null : (
        <div>
          <dt>Branched into</dt>
          <dd>
            {children.map((child) => (
              <>
                <a href={runPath(identity, child)}>{child}</a>{" "}
              </>
            ))}
          </dd>
        </div>
      )}
    </>
  );
}

function Facts({ identity, run }: { readonly identity: string; readonly run: RunRecord }) {
  const facts = [
    ["Key", run.run],
    ["Caller's id", run.callerId],
    ["Recipe", run.recipe],
    ["Environment", environmentText(run)],
  ] as const;
  return (
    <dl class="facts">
      {facts.map(([name, value]) =>
        value === null ? null : (
          <div>
            <dt>{name}</dt>
            <dd>
              <code>{value}</code>
            </dd>
          </div>
        ),
      )}
      <Lineage identity={identity} run={run} />
    </dl>
  );
}

function Courses({ courses, moreCourses }: Pick<RunStory, "courses" | "moreCourses">) {
  const stages = [...new Set(courses.map(({ series }) => series.stage))];
  return (
    <section id="metrics">
      <h2>Training metrics</h2>
      {stages.map((stage) => (
        <>
          {stages.length === 1 ? <p class="quiet">At {stage}.</p> : <h3>{stage}</h3>}
          <div class="courses">
            {courses
              .filter(({ series }) => series.stage === stage)
              .map((course) => (
                <MetricChart course={course} />
              ))}
          </div>
        </>
      ))}
      {moreCourses > 0 ? <p class="quiet">And {moreCourses} more, which the API lists.</p> : null}
    </section>
  );
}

/** The way to this run against the control of its arm at the end. */
function CompareLink({
  identity,
  run,
  control,
}: {
  readonly identity: string;
  readonly run: string;
  readonly control: string;
}) {
  const side = (kind: "arm" | "run", name: string) =>
    formatComparisonSide({ kind, name, stage: null, step: null });
  const query = new URLSearchParams({ a: side("run", run), b: side("arm", control) });
  return (
    <p>
      <a href={`${ablationPath(identity)}/compare?${query}`}>Compare it with {control}</a>, prompt by prompt
      where both were asked the same.
    </p>
  );
}

/** Where it came from and what became of it, as a figure and as tables. */
function Life({ story }: { readonly story: RunStory }) {
  const { registration, lineage, ancestors, children } = story;
  const { ablation } = registration;
  const { run, checkpoints, interventions } = lineage;
  const stages = ablation.stages.map(({ name }) => name);
  const layout = lineageLayout({ stages, ancestors, self: lineage, children });
  const { ink } = armStyle(subjectOf(ablation), run.arm);
  return (
    <section id="lineage">
      <h2>Lineage</h2>
      <LineageFigure layout={layout} baseModel={ablation.baseModel} colour={ink} />
      {interventions.length === 0 ? null : <InterventionTable interventions={interventions} />}
      {checkpoints.length === 0 ? null : <CheckpointTable checkpoints={checkpoints} />}
    </section>
  );
}

function Outcomes({ story }: { readonly story: RunStory }) {
  const { registration, outcomes, areMoreOutcomes } = story;
  if (outcomes.length === 0) return null;
  return (
    <section id="scored">
      <h2>Outcomes</h2>
      <p class="quiet">Every value leads to what the API holds of it: its scores, where there are any.</p>
      <OutcomeMatrix identity={registration.identity} outcomes={outcomes} />
      <details>
        <summary>Each outcome, with its corrections</summary>
        <OutcomeTable outcomes={outcomes} areMore={areMoreOutcomes} />
      </details>
    </section>
  );
}

/** One run: where it comes from, what it was given, how it stands, and everything that was recorded of it. */
export function RunPage({ story }: { readonly story: RunStory }) {
  const { registration, lineage, outcomes, courses, moreCourses, mlflow } = story;
  const { identity, ablation } = registration;
  const { run, checkpoints, interventions } = lineage;
  const control = controlOf(ablation, run.arm);
  const isBare = [checkpoints, outcomes, interventions, courses].every((list) => list.length === 0);
  return (
    <AblationFrame registration={registration} current="runs" title={runName(run)}>
      <h1>{runName(run)}</h1>
      <p class="question">{`${stateText(run)}.`}</p>
      {run.excluded === null ? null : (
        <p class="stamp">
          Set aside by {run.excluded.author}: {run.excluded.reason}
        </p>
      )}
      <Facts identity={identity} run={run} />
      {control === null || outcomes.length === 0 ? null : (
        <CompareLink identity={identity} run={run.run} control={control} />
      )}
      {isBare ? <p>Nothing was recorded of it yet but that it is there.</p> : <Life story={story} />}
      <Outcomes story={story} />
      <MixSection ablation={ablation} arm={run.arm} control={control} />
      <RecipeSection ablation={ablation} arm={run.arm} control={control} />
      {courses.length === 0 ? null : <Courses courses={courses} moreCourses={moreCourses} />}
      {mlflow.map((one) => (
        <MlflowSection run={one} />
      ))}
    </AblationFrame>
  );
}
