import {
  AblationListSchema,
  AblationSchema,
  AblationStatusSchema,
  AmendmentSchema,
  AnalysisSchema,
  ArmSchema,
  AuditTrailSchema,
  ConditionSchema,
  CoverageCellSchema,
  CoverageRowSchema,
  DurabilityAnswerSchema,
  DurabilitySchema,
  EffectAnswerSchema,
  EffectGroupsSchema,
  EffectSchema,
  EvalSchema,
  ExclusionListSchema,
  ExclusionSchema,
  FamilySchema,
  FindingSchema,
  HealthSchema,
  IntervalSchema,
  InterventionListSchema,
  InterventionSchema,
  LevelRowSchema,
  MixSchema,
  OutcomeLineSchema,
  ProblemSchema,
  ReceiptSchema,
  RecipeSchema,
  RegisteredSchema,
  RegistrationSchema,
  RegistrationSummarySchema,
  RestoredSchema,
  RetentionSchema,
  RevisionSchema,
  TrajectorySchema,
  WarningSchema,
} from "@holdfast/core";
import { z } from "@hono/zod-openapi";
import {
  AmendRequestSchema,
  ArchiveRequestSchema,
  RecordRequestSchema,
  RegisterRequestSchema,
} from "./requests.js";

/** The nouns of core that the OpenAPI document names; every use of one of them refers to it. */
export const COMPONENTS = {
  Ablation: AblationSchema,
  AblationList: AblationListSchema,
  AblationStatus: AblationStatusSchema,
  AmendRequest: AmendRequestSchema,
  Amendment: AmendmentSchema,
  Analysis: AnalysisSchema,
  ArchiveRequest: ArchiveRequestSchema,
  Arm: ArmSchema,
  AuditTrail: AuditTrailSchema,
  Condition: ConditionSchema,
  CoverageCell: CoverageCellSchema,
  CoverageRow: CoverageRowSchema,
  Durability: DurabilitySchema,
  DurabilityAnswer: DurabilityAnswerSchema,
  Effect: EffectSchema,
  EffectAnswer: EffectAnswerSchema,
  EffectGroups: EffectGroupsSchema,
  Eval: EvalSchema,
  Exclusion: ExclusionSchema,
  ExclusionList: ExclusionListSchema,
  Family: FamilySchema,
  Finding: FindingSchema,
  Health: HealthSchema,
  Interval: IntervalSchema,
  Intervention: InterventionSchema,
  InterventionList: InterventionListSchema,
  LevelRow: LevelRowSchema,
  Mix: MixSchema,
  OutcomeLine: OutcomeLineSchema,
  Problem: ProblemSchema,
  Receipt: ReceiptSchema,
  Recipe: RecipeSchema,
  RecordRequest: RecordRequestSchema,
  RegisterRequest: RegisterRequestSchema,
  Registered: RegisteredSchema,
  Registration: RegistrationSchema,
  RegistrationSummary: RegistrationSummarySchema,
  Restored: RestoredSchema,
  Retention: RetentionSchema,
  Revision: RevisionSchema,
  Trajectory: TrajectorySchema,
  Warning: WarningSchema,
} as const satisfies Readonly<Record<string, z.ZodType>>;

/** The schema of a route, shown in the OpenAPI document as a reference to its component. */
export function component<S extends z.ZodType>(schema: S): S {
  const name = Object.entries<z.ZodType>(COMPONENTS).find(([, known]) => known === schema)?.[0];
  if (name === undefined) throw new RangeError("this schema is not among the components of the API");
  return schema.clone().openapi(name);
}

/** Every component as JSON Schema 2020-12, which OpenAPI 3.1 speaks; what has a default may be left out. */
export function componentSchemas(): Record<string, unknown> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(COMPONENTS)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    io: "input",
    target: "draft-2020-12",
    uri: (id) => `#/components/schemas/${id}`,
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema: _schema, $id: _id, ...schema }]) => [id, schema]),
  );
}
