import { formatCheckpoint, type RunRecord } from "@holdfast/core";
import { Layout } from "../components/layout.js";
import { MetricChart } from "../components/metric-chart.js";
import { Trail } from "../components/trail.js";
import { CheckpointTable, InterventionTable, OutcomeTable } from "../runs/life-tables.js";
import { MlflowSection } from "../runs/mlflow-section.js";
import type { RunStory } from "../runs/read-run-story.js";
import { ablationPath, runPath, runsPath } from "../runs/run-path.js";
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

/** One run: where it comes from, how it stands, and everything that was recorded of it. */
export function RunPage({ story }: { readonly story: RunStory }) {
  const { identity, lineage, outcomes, areMoreOutcomes, courses, moreCourses, mlflow } = story;
  const { run, checkpoints, interventions } = lineage;
  const isBare = [checkpoints, outcomes, interventions, courses].every((list) => list.length === 0);
  return (
    <Layout title={`${runName(run)} - ${identity} - Holdfast`}>
      <Trail
        places={[
          ["Ablations", "/"],
          [identity, ablationPath(identity)],
          ["Runs", runsPath(identity)],
        ]}
      />
      <h1>{runName(run)}</h1>
      <p>{`${stateText(run)}.`}</p>
      {run.excluded === null ? null : (
        <p class="stamp">
          Set aside by {run.excluded.author}: {run.excluded.reason}
        </p>
      )}
      <Facts identity={identity} run={run} />
      {isBare ? <p>Nothing was recorded of it yet but that it is there.</p> : null}
      {courses.length === 0 ? null : <Courses courses={courses} moreCourses={moreCourses} />}
      {interventions.length === 0 ? null : <InterventionTable interventions={interventions} />}
      {outcomes.length === 0 ? null : <OutcomeTable outcomes={outcomes} areMore={areMoreOutcomes} />}
      {checkpoints.length === 0 ? null : <CheckpointTable checkpoints={checkpoints} />}
      {mlflow.map((one) => (
        <MlflowSection run={one} />
      ))}
    </Layout>
  );
}
