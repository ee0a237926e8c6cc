CREATE TABLE "overview" (
	"ablation_id" integer NOT NULL,
	"counted_event" bigint DEFAULT -1 NOT NULL,
	"observational" boolean DEFAULT false NOT NULL,
	"expected" integer DEFAULT 0 NOT NULL,
	"present" integer DEFAULT 0 NOT NULL,
	"outcomes" bigint DEFAULT 0 NOT NULL,
	"sentence" text,
	"verdict" text,
	"inputs_fingerprint" text,
	"analysed_event" bigint,
	"analysed_at" timestamp (3) with time zone,
	"outdated" boolean DEFAULT false NOT NULL,
	CONSTRAINT "overview_ablation_id_pk" PRIMARY KEY("ablation_id")
);
--> statement-breakpoint
DROP INDEX "audit_identity";--> statement-breakpoint
ALTER TABLE "overview" ADD CONSTRAINT "overview_ablation_id_ablation_ablation_id_fk" FOREIGN KEY ("ablation_id") REFERENCES "public"."ablation"("ablation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "run_listed" ON "run" USING btree ("ablation_id","arm" collate "C",coalesce("seed", -1),"branch","run" collate "C");--> statement-breakpoint
CREATE INDEX "run_named" ON "run" USING btree ("ablation_id") WHERE "run"."seed" is not null or "run"."caller_id" is not null;--> statement-breakpoint
CREATE INDEX "audit_identity" ON "audit" USING btree ("identity","audit_id");