import { ablationFingerprint, defineAblation, evalFingerprint } from "@holdfast/core";
import { arrayLiteral } from "../driver/array-literal.js";
import type { ObservedStore } from "./observed-store.js";

/** Ablations, and runs over all of them; the first ablation has a fifth of the runs. */
export const ABLATIONS = 500;
export const LARGE_RUNS = 4000;
const SMALL_RUNS = 32;
export const RUNS = LARGE_RUNS + (ABLATIONS - 1) * SMALL_RUNS;

const ARMS = ["control", "refusals", "advice", "stories"];
const EVALS = ["honeypot@1", "blackmail@1", "capability@1"];

/** The study that each of them is, by its number. */
function study(number: number) {
  const runs = number === 1 ? LARGE_RUNS : SMALL_RUNS;
  return defineAblation({
    name: `study-${String(number).padStart(3, "0")}`,
    version: "1",
    title: `Study ${number} of ${number % 7 === 0 ? "stories" : "advice"}`,
    question: `Does dose ${number} lower blackmail?`,
    baseModel: "base-7b",
    seeds: runs / ARMS.length,
    arms: ARMS.map((name) => ({ name })),
    control: "control",
    stages: [{ name: "sft" }, { name: "rl" }],
    evals: EVALS.map((id) => ({
      id,
      role: "target" as const,
      metrics: [{ name: "score", direction: "lower-is-better" as const, scale: { kind: "binary" as const } }],
    })),
  });
}

/**
 * Fills a new database as {@link ABLATIONS} studies would: runs of four arms with two checkpoints each, three
 * outcomes at every checkpoint, a state and a training metric, and a line of the trail and an event for each of them.
 */
export async function fillLargeRecord({ query }: Pick<ObservedStore, "query">): Promise<void> {
  const studies = Array.from({ length: ABLATIONS }, (_, index) => ({
    document: study(index + 1),
    number: index + 1,
  }));
  const column = <T>(of: (one: (typeof studies)[number]) => T) => JSON.stringify(studies.map(of));
  await query(
    `with given as (select * from jsonb_to_recordset($1::text::jsonb) as g(name text, version text, title text,
       question text, fingerprint text, document text, number integer)),
     named as (insert into ablation (name, version, title, question, fingerprint, revision, retrospective, registered_at)
       select name, version, title, question, fingerprint, 1, false,
         timestamptz '2026-01-01' + number * interval '1 hour' from given order by number
       returning ablation_id, name)
     insert into revision (ablation_id, revision, fingerprint, document, known, at)
       select ablation_id, 1, fingerprint, document::json, 'nothing-run', now() from named join given using (name)`,
    [
      column(({ document, number }) => ({
        ...document,
        fingerprint: ablationFingerprint(document),
        document: JSON.stringify(document),
        number,
      })),
    ],
  );
  const evals = study(1).evals.map((value) => ({ id: value.id, fingerprint: evalFingerprint(value) }));
  await query(
    `insert into eval (ablation_id, eval_id, fingerprint)
     select ablation_id, id, e.fingerprint from ablation,
       jsonb_to_recordset($1::text::jsonb) as e(id text, fingerprint text) where ablation_id > 0`,
    [JSON.stringify(evals)],
  );
  await query(
    `insert into run (ablation_id, run, arm, seed, branch, caller_id, parent)
     select ablation_id, arm || '/' || seed || '/0', arm, seed, 0, 'job-' || seed, null
     from ablation, unnest($1::text::text[]) arm,
       generate_series(0, case when name = 'study-001' then ${LARGE_RUNS / 4 - 1} else ${SMALL_RUNS / 4 - 1} end) seed
     where ablation_id > 0`,
    [arrayLiteral(ARMS)],
  );
  await query(
    `insert into checkpoint (ablation_id, checkpoint_id, run, stage, step, shared)
     select ablation_id, gen_random_uuid(), run, stage, step, false
     from run, (values ('sft', -1), ('rl', 100)) s(stage, step) where step < 0 or seed % 50 <> 7`,
  );
  await query(
    `insert into outcome (ablation_id, outcome_id, checkpoint_id, eval_id, judge_id, metric, condition, revision,
       current, level, status, k, n, scored, unscored, epochs, se_over, recorded_at)
     select ablation_id, gen_random_uuid(), checkpoint_id, eval_id, 'rule', 'score', '{}', 1, true, 'counts',
       'complete', 3, 100, 100, 0, 0, 'unknown', now()
     from checkpoint, unnest($1::text::text[]) eval_id where run not like '%/3/0'`,
    [arrayLiteral(EVALS)],
  );
  await query(
    `insert into run_state (ablation_id, run, status, started_at, at)
     select ablation_id, run, case when seed % 100 = 5 then 'failed' else 'finished' end, now(), now()
     from run where seed % 10 <> 9`,
  );
  await query(
    `insert into metric_series (ablation_id, series_id, run, stage, key, points, first_step, latest_step,
       latest_at_ms, latest_value) select ablation_id, gen_random_uuid(), run, 'sft', 'loss', 9, 0, 9, -1, 1 from run`,
  );
  await query(
    `insert into exclusion (ablation_id, kind, target, author, reason, at)
     select ablation_id, 'run', run, 'ada', 'it diverged', now() from run where seed % 40 = 11`,
  );
  const told = `from run join ablation using (ablation_id)`;
  await query(
    `insert into event (number, at, kind, actor, identity, detail, about)
     select row_number() over (order by seed), now(), 'recorded', 'ada', name || '@' || version, '6 outcomes', '{}' ${told}`,
  );
  await query("update event_counter set last = (select max(number) from event)");
  await query(
    `insert into audit (at, actor, action, identity, detail)
     select now(), 'ada', 'record', name || '@' || version, '6 outcomes' ${told} order by seed`,
  );
  await query("vacuum analyze");
}
