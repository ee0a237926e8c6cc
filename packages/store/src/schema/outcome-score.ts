import { sql } from "drizzle-orm";
import { bigint, doublePrecision, integer, pgView, text, uuid } from "drizzle-orm/pg-core";
import { ablation } from "./ablation.js";
import { sample } from "./eval.js";
import { outcome, outcomePage } from "./outcome.js";
import { checkpoint, run } from "./run.js";

/**
 * View for people: one row for each cell of the current sample-level outcomes.
 * `step` null is the end of the stage; `score` null is a sample that was run and not scored.
 */
export const outcomeScore = pgView("outcome_score", {
  ablationId: integer("ablation_id").notNull(),
  ablation: text("ablation").notNull(),
  run: text("run").notNull(),
  arm: text("arm").notNull(),
  seed: bigint("seed", { mode: "number" }),
  branch: bigint("branch", { mode: "number" }).notNull(),
  stage: text("stage").notNull(),
  step: bigint("step", { mode: "number" }),
  eval: text("eval").notNull(),
  metric: text("metric").notNull(),
  condition: text("condition").notNull(),
  judge: text("judge").notNull(),
  outcomeId: uuid("outcome_id").notNull(),
  sample: text("sample").notNull(),
  cluster: text("cluster").notNull(),
  epoch: integer("epoch").notNull(),
  score: doublePrecision("score"),
}).as(sql`
  select o.ablation_id, a.name || '@' || a.version as ablation, r.run, r.arm, r.seed, r.branch,
    c.stage, nullif(c.step, -1) as step, o.eval_id as eval, o.metric, o.condition, o.judge_id as judge,
    o.outcome_id, s.sample, coalesce(s.cluster, s.sample) as cluster,
    ((cell.position - 1) % p.epochs)::integer as epoch, nullif(cell.score, 'NaN') as score
  from ${outcome} o
    join ${ablation} a on a.ablation_id = o.ablation_id
    join ${checkpoint} c on c.ablation_id = o.ablation_id and c.checkpoint_id = o.checkpoint_id
    join ${run} r on r.ablation_id = c.ablation_id and r.run = c.run
    join ${outcomePage} p on p.ablation_id = o.ablation_id and p.outcome_id = o.outcome_id
    cross join lateral unnest(p.score) with ordinality as cell(score, position)
    join ${sample} s on s.ablation_id = o.ablation_id and s.eval_id = o.eval_id
      and s.sample_no = p.page * 256 + ((cell.position - 1) / p.epochs)::integer
  where o.current and cell.score is not null
`);
