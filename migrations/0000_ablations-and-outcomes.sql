CREATE TABLE "ablation" (
	"ablation_id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ablation_ablation_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"version" text NOT NULL,
	"title" text NOT NULL,
	"question" text NOT NULL,
	"fingerprint" text NOT NULL,
	"revision" integer NOT NULL,
	"retrospective" boolean NOT NULL,
	"archived" boolean DEFAULT false NOT NULL,
	"registered_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "ablation_name_version" UNIQUE("name","version")
);
--> statement-breakpoint
CREATE TABLE "analysis_cache" (
	"ablation_id" integer NOT NULL,
	"inputs_fingerprint" text NOT NULL,
	"analysis" json NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "analysis_cache_ablation_id_inputs_fingerprint_pk" PRIMARY KEY("ablation_id","inputs_fingerprint")
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"audit_id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_audit_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"identity" text,
	"detail" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "eval" (
	"ablation_id" integer NOT NULL,
	"eval_id" text NOT NULL,
	"fingerprint" text NOT NULL,
	"content_sha" text,
	"sample_count" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "eval_ablation_id_eval_id_pk" PRIMARY KEY("ablation_id","eval_id")
);
--> statement-breakpoint
CREATE TABLE "sample" (
	"ablation_id" integer NOT NULL,
	"eval_id" text NOT NULL,
	"sample_no" integer NOT NULL,
	"sample" text NOT NULL,
	"cluster" text,
	CONSTRAINT "sample_ablation_id_eval_id_sample_no_pk" PRIMARY KEY("ablation_id","eval_id","sample_no"),
	CONSTRAINT "sample_eval_sample" UNIQUE("ablation_id","eval_id","sample")
);
--> statement-breakpoint
CREATE TABLE "exclusion" (
	"ablation_id" integer NOT NULL,
	"kind" text NOT NULL,
	"target" text NOT NULL,
	"author" text NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "exclusion_ablation_id_kind_target_pk" PRIMARY KEY("ablation_id","kind","target")
);
--> statement-breakpoint
CREATE TABLE "outcome" (
	"ablation_id" integer NOT NULL,
	"outcome_id" uuid NOT NULL,
	"checkpoint_id" uuid NOT NULL,
	"eval_id" text NOT NULL,
	"judge_id" text NOT NULL,
	"metric" text NOT NULL,
	"condition" text NOT NULL,
	"revision" integer NOT NULL,
	"current" boolean NOT NULL,
	"level" text NOT NULL,
	"status" text NOT NULL,
	"k" bigint,
	"n" bigint,
	"mean" double precision,
	"standard_error" double precision,
	"se_over" text,
	"units" bigint,
	"point" double precision,
	"scored" bigint NOT NULL,
	"unscored" bigint NOT NULL,
	"epochs" smallint NOT NULL,
	"harness" jsonb,
	"source" jsonb,
	"evaluated_at" text,
	"author" text,
	"reason" text,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "outcome_ablation_id_outcome_id_pk" PRIMARY KEY("ablation_id","outcome_id"),
	CONSTRAINT "outcome_key" UNIQUE("ablation_id","checkpoint_id","eval_id","judge_id","metric","condition","revision"),
	CONSTRAINT "outcome_k_of_n" CHECK ("outcome"."k" >= 0 and "outcome"."k" <= "outcome"."n"),
	CONSTRAINT "outcome_mean_finite" CHECK ("outcome"."mean" > '-Infinity' and "outcome"."mean" < 'Infinity'),
	CONSTRAINT "outcome_standard_error_finite" CHECK ("outcome"."standard_error" >= 0 and "outcome"."standard_error" > '-Infinity' and "outcome"."standard_error" < 'Infinity'),
	CONSTRAINT "outcome_point_finite" CHECK ("outcome"."point" > '-Infinity' and "outcome"."point" < 'Infinity'),
	CONSTRAINT "outcome_level_has_its_value" CHECK (case "outcome"."level"
        when 'samples' then "outcome"."epochs" > 0
        when 'counts' then "outcome"."k" is not null and "outcome"."n" is not null
        when 'summary' then "outcome"."mean" is not null and "outcome"."se_over" is not null
        when 'point' then "outcome"."point" is not null
        else false end)
);
--> statement-breakpoint
CREATE TABLE "outcome_page" (
	"ablation_id" integer NOT NULL,
	"outcome_id" uuid NOT NULL,
	"page" integer NOT NULL,
	"epochs" smallint NOT NULL,
	"score" double precision[] NOT NULL,
	CONSTRAINT "outcome_page_ablation_id_outcome_id_page_pk" PRIMARY KEY("ablation_id","outcome_id","page"),
	CONSTRAINT "outcome_page_epochs" CHECK ("outcome_page"."epochs" > 0)
);
--> statement-breakpoint
CREATE TABLE "revision" (
	"ablation_id" integer NOT NULL,
	"revision" integer NOT NULL,
	"fingerprint" text NOT NULL,
	"document" json NOT NULL,
	"author" text,
	"reason" text,
	"known" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "revision_ablation_id_revision_pk" PRIMARY KEY("ablation_id","revision")
);
--> statement-breakpoint
CREATE TABLE "checkpoint" (
	"ablation_id" integer NOT NULL,
	"checkpoint_id" uuid NOT NULL,
	"run" text NOT NULL,
	"stage" text NOT NULL,
	"step" bigint NOT NULL,
	"tokens" bigint,
	"uri" text,
	"shared" boolean NOT NULL,
	CONSTRAINT "checkpoint_ablation_id_checkpoint_id_pk" PRIMARY KEY("ablation_id","checkpoint_id"),
	CONSTRAINT "checkpoint_run_stage_step" UNIQUE("ablation_id","run","stage","step")
);
--> statement-breakpoint
CREATE TABLE "intervention" (
	"ablation_id" integer NOT NULL,
	"intervention_id" uuid NOT NULL,
	"run" text NOT NULL,
	"stage" text NOT NULL,
	"step" bigint NOT NULL,
	"author" text NOT NULL,
	"reason" text NOT NULL,
	"change" text NOT NULL,
	CONSTRAINT "intervention_ablation_id_intervention_id_pk" PRIMARY KEY("ablation_id","intervention_id")
);
--> statement-breakpoint
CREATE TABLE "run" (
	"ablation_id" integer NOT NULL,
	"run" text NOT NULL,
	"arm" text NOT NULL,
	"seed" bigint,
	"branch" bigint NOT NULL,
	"caller_id" text,
	"parent" jsonb,
	"recipe" text,
	"environment" jsonb,
	CONSTRAINT "run_ablation_id_run_pk" PRIMARY KEY("ablation_id","run")
);
--> statement-breakpoint
ALTER TABLE "analysis_cache" ADD CONSTRAINT "analysis_cache_ablation_id_ablation_ablation_id_fk" FOREIGN KEY ("ablation_id") REFERENCES "public"."ablation"("ablation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "eval" ADD CONSTRAINT "eval_ablation_id_ablation_ablation_id_fk" FOREIGN KEY ("ablation_id") REFERENCES "public"."ablation"("ablation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sample" ADD CONSTRAINT "sample_eval" FOREIGN KEY ("ablation_id","eval_id") REFERENCES "public"."eval"("ablation_id","eval_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exclusion" ADD CONSTRAINT "exclusion_ablation_id_ablation_ablation_id_fk" FOREIGN KEY ("ablation_id") REFERENCES "public"."ablation"("ablation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcome" ADD CONSTRAINT "outcome_checkpoint" FOREIGN KEY ("ablation_id","checkpoint_id") REFERENCES "public"."checkpoint"("ablation_id","checkpoint_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcome" ADD CONSTRAINT "outcome_eval" FOREIGN KEY ("ablation_id","eval_id") REFERENCES "public"."eval"("ablation_id","eval_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcome_page" ADD CONSTRAINT "outcome_page_outcome" FOREIGN KEY ("ablation_id","outcome_id") REFERENCES "public"."outcome"("ablation_id","outcome_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revision" ADD CONSTRAINT "revision_ablation_id_ablation_ablation_id_fk" FOREIGN KEY ("ablation_id") REFERENCES "public"."ablation"("ablation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checkpoint" ADD CONSTRAINT "checkpoint_run" FOREIGN KEY ("ablation_id","run") REFERENCES "public"."run"("ablation_id","run") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "intervention" ADD CONSTRAINT "intervention_run" FOREIGN KEY ("ablation_id","run") REFERENCES "public"."run"("ablation_id","run") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run" ADD CONSTRAINT "run_ablation_id_ablation_ablation_id_fk" FOREIGN KEY ("ablation_id") REFERENCES "public"."ablation"("ablation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE VIEW "public"."outcome_score" AS (
  select o.ablation_id, a.name || '@' || a.version as ablation, r.run, r.arm, r.seed, r.branch,
    c.stage, nullif(c.step, -1) as step, o.eval_id as eval, o.metric, o.condition, o.judge_id as judge,
    o.outcome_id, s.sample, coalesce(s.cluster, s.sample) as cluster,
    ((cell.position - 1) % p.epochs)::integer as epoch, nullif(cell.score, 'NaN') as score
  from "outcome" o
    join "ablation" a on a.ablation_id = o.ablation_id
    join "checkpoint" c on c.ablation_id = o.ablation_id and c.checkpoint_id = o.checkpoint_id
    join "run" r on r.ablation_id = c.ablation_id and r.run = c.run
    join "outcome_page" p on p.ablation_id = o.ablation_id and p.outcome_id = o.outcome_id
    cross join lateral unnest(p.score) with ordinality as cell(score, position)
    join "sample" s on s.ablation_id = o.ablation_id and s.eval_id = o.eval_id
      and s.sample_no = p.page * 256 + ((cell.position - 1) / p.epochs)::integer
  where o.current and cell.score is not null
);
--> statement-breakpoint
-- Scores compress well, and lz4 slows a write far less than pglz; builds without lz4 keep pglz.
DO $$ BEGIN
  ALTER TABLE "outcome_page" ALTER COLUMN "score" SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN NULL;
END $$;
