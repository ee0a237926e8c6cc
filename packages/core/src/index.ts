/**
 * The words of Holdfast: one schema, one type and the functions that belong to it for each noun.
 *
 * @module
 */

export {
  type Ablation,
  type AblationInput,
  AblationSchema,
  ablationFingerprint,
  ablationIdentity,
  type Citation,
  CitationSchema,
  controlOf,
} from "./ablation.js";
export { type AblationDraftReport, AblationDraftReportSchema } from "./ablation-draft-report.js";
export { checkAblation } from "./ablation-rules.js";
export { type AblationStatus, AblationStatusSchema } from "./ablation-status.js";
export { type Alarm, AlarmSchema } from "./alarm.js";
export {
  type Amendment,
  AmendmentSchema,
  type Knowledge,
  KnowledgeSchema,
  type Revision,
  RevisionSchema,
} from "./amendment.js";
export {
  type Analysis,
  AnalysisSchema,
  type EvidenceRow,
  EvidenceRowSchema,
  type FamilyResult,
  FamilyResultSchema,
} from "./analysis.js";
export {
  type AnalysisPlan,
  AnalysisPlanSchema,
  type Family,
  FamilySchema,
  type LeadMember,
  LeadMemberSchema,
  type RetentionMember,
  RetentionMemberSchema,
  type StagePair,
  StagePairSchema,
  type Target,
  TargetSchema,
} from "./analysis-plan.js";
export { answerHead } from "./answer-head.js";
export { type Arm, type ArmInput, ArmSchema } from "./arm.js";
export { armName, type Furnish, fractionalFactorial, fullFactorial, leaveOneOut } from "./arm-builders.js";
export { type AuditEntry, AuditEntrySchema, type AuditTrail, AuditTrailSchema } from "./audit-entry.js";
export { type Backup, BackupSchema } from "./backup.js";
export {
  type BindingTag,
  type BindingTags,
  bindingTags,
  isBindingTag,
  NOTE_PREFIX,
} from "./binding-tags.js";
export { canonicalDocument, canonicalJson } from "./canonical-json.js";
export { type Checkpoint, CheckpointSchema, formatCheckpoint } from "./checkpoint.js";
export { type Claim, type ClaimContrast, ClaimContrastSchema, ClaimSchema } from "./claim.js";
export {
  type ComparedSide,
  ComparedSideSchema,
  type ComparisonAnswer,
  ComparisonAnswerSchema,
  type ComparisonRow,
  ComparisonRowSchema,
  type RunPairing,
  RunPairingSchema,
} from "./comparison.js";
export {
  type ComparedDurability,
  ComparedDurabilitySchema,
  type ComparedEval,
  ComparedEvalSchema,
  type ComparedLead,
  ComparedLeadSchema,
  type ComparedLeads,
  ComparedLeadsSchema,
  type ComparisonReport,
  ComparisonReportSchema,
} from "./comparison-report.js";
export {
  type ComparisonSide,
  ComparisonSideSchema,
  formatComparisonSide,
  parseComparisonSide,
} from "./comparison-side.js";
export { type Condition, ConditionSchema, conditionKey, formatCondition } from "./condition.js";
export { type CoverageCell, CoverageCellSchema, type CoverageRow, CoverageRowSchema } from "./coverage.js";
export { csvRecords } from "./csv-records.js";
export {
  type Decay,
  type DecayFit,
  DecayFitSchema,
  DecaySchema,
  fullFadeHalfLife,
  type HalfLife,
  HalfLifeSchema,
  shownDecayFit,
} from "./decay.js";
export { registerDefaultFamilies, stagePairs } from "./default-families.js";
export { differenceBetween, driftError, type FieldDifference, formatDifference } from "./difference.js";
export {
  type Attribution,
  AttributionSchema,
  type Design,
  type DesignKind,
  DesignKindSchema,
  DesignSchema,
  type Driver,
  type DriverContrast,
  DriverContrastSchema,
  type DriverMethod,
  DriverMethodSchema,
  type DriverNumber,
  DriverNumberSchema,
  DriverSchema,
  type InteractionReading,
  InteractionReadingSchema,
  type SignedTerm,
  SignedTermSchema,
  shownNumber,
  type TokenConfounding,
  TokenConfoundingSchema,
  termText,
} from "./driver.js";
export { type DriverAnswer, DriverAnswerSchema } from "./driver-answer.js";
export {
  type Durability,
  type DurabilityInput,
  DurabilitySchema,
  type Retention,
  RetentionSchema,
  shownRetention,
} from "./durability.js";
export { type DurabilityAnswer, DurabilityAnswerSchema } from "./durability-answer.js";
export {
  type DurabilityBounds,
  DurabilityBoundsSchema,
  type DurabilityLevels,
  DurabilityLevelsSchema,
  type EndState,
  EndStateSchema,
  type RetainedArea,
  RetainedAreaSchema,
  type Selection,
  SelectionSchema,
} from "./durability-context.js";
export {
  type Effect,
  type EffectInput,
  EffectSchema,
  findingOn,
  type LevelRow,
  LevelRowSchema,
  shownFinding,
  standingPValue,
} from "./effect.js";
export {
  type DesignEffects,
  DesignEffectsSchema,
  type EffectAlternative,
  EffectAlternativeSchema,
} from "./effect-alternative.js";
export {
  type EffectAnswer,
  EffectAnswerSchema,
  type EffectGroups,
  EffectGroupsSchema,
} from "./effect-answer.js";
export { type EffectLabels, EffectLabelsSchema } from "./effect-labels.js";
export { EFFECT_METHODS, type EffectMethod } from "./effect-method.js";
export {
  type DoseContrasts,
  DoseContrastsSchema,
  DosePointSchema,
  type DoseSeries,
  DoseSeriesSchema,
  type DoseShape,
  DoseShapeSchema,
  type Efficiency,
  type EfficiencyArm,
  EfficiencyArmSchema,
  type EfficiencyPair,
  EfficiencyPairSchema,
  EfficiencySchema,
  type EmaxBootstrap,
  EmaxBootstrapSchema,
  shownOf,
} from "./efficiency.js";
export { type EfficiencyAnswer, EfficiencyAnswerSchema } from "./efficiency-answer.js";
export {
  describeError,
  ERROR_CODES,
  type ErrorCode,
  type ErrorDetails,
  type ErrorPlace,
  HoldfastError,
  isHoldfastError,
} from "./errors.js";
export {
  boundsOf,
  DEFAULT_METRIC,
  type Eval,
  EvalSchema,
  evalFingerprint,
  type Metric,
  MetricSchema,
  metricNamed,
  primaryMetric,
  relationTo,
  type Scale,
  ScaleSchema,
} from "./eval.js";
export { type EvalCorrelation, EvalCorrelationSchema } from "./eval-correlation.js";
export {
  EVENT_KINDS,
  type EventAbout,
  EventAboutSchema,
  type EventKind,
  EventKindSchema,
  type HoldfastEvent,
  HoldfastEventSchema,
  type RecordedPlace,
  RecordedPlaceSchema,
} from "./event.js";
export { type EveryEvalExport, EveryEvalExportSchema } from "./every-eval-export.js";
export {
  compareOutcomes,
  type Evidence,
  type EvidenceOutcome,
  type EvidenceValue,
  evidenceFingerprint,
  isNamedRun,
  type SampleEvidence,
  type SampleTable,
} from "./evidence.js";
export {
  type Counts,
  CountsSchema,
  type EvidenceLevel,
  EvidenceLevelSchema,
  SeOverSchema,
  type Summary,
  SummarySchema,
} from "./evidence-level.js";
export { type Exclusion, type ExclusionList, ExclusionListSchema, ExclusionSchema } from "./exclusion.js";
export {
  dose,
  type Factor,
  FactorSchema,
  ingredient,
  type Level,
  LevelSchema,
  pipelineStep,
} from "./factor.js";
export {
  type Contrast,
  ContrastSchema,
  type EffectScale,
  EffectScaleSchema,
  type Estimated,
  EstimatedSchema,
  type Finding,
  FindingSchema,
  type Interval,
  IntervalSchema,
  type Moment,
  MomentSchema,
  type NotEstimable,
  NotEstimableSchema,
  type Scope,
  ScopeSchema,
} from "./finding.js";
export { type Fingerprint, FingerprintSchema, fingerprintOf, shortFingerprint } from "./fingerprint.js";
export {
  type GapAnswer,
  GapAnswerSchema,
  type Generalization,
  type GeneralizationPair,
  GeneralizationPairSchema,
  GeneralizationSchema,
  type LeftOutEval,
  LeftOutEvalSchema,
  type OrientedLead,
  OrientedLeadSchema,
  type Suite,
  SuiteSchema,
  type SuiteSynthesis,
  SuiteSynthesisSchema,
  type SynthesisMethod,
  SynthesisMethodSchema,
  shownGap,
} from "./generalization.js";
export { type GeneralizationAnswer, GeneralizationAnswerSchema } from "./generalization-answer.js";
export { type Headline, HeadlineSchema } from "./headline.js";
export { type Health, HealthSchema } from "./health.js";
export {
  formatIdentity,
  type Identity,
  IdentityTextSchema,
  parseIdentity,
  VersionSchema,
} from "./identity.js";
export {
  type ImportedLog,
  ImportedLogSchema,
  type ImportReport,
  ImportReportSchema,
} from "./import-report.js";
export {
  type InboxEntry,
  InboxEntrySchema,
  type InboxList,
  InboxListSchema,
  type InboxLog,
  type InboxLogInput,
  InboxLogInputSchema,
  InboxLogSchema,
  type InboxReceipt,
  InboxReceiptSchema,
  type ParsedInboxLog,
  type UnboundOutcome,
  UnboundOutcomeSchema,
} from "./inbox.js";
export {
  type Intervention,
  type InterventionList,
  InterventionListSchema,
  InterventionSchema,
} from "./intervention.js";
export { DEFAULT_JUDGE, type Judge, JudgeSchema, judgeKey } from "./judge.js";
export {
  type JudgeAgreement,
  JudgeAgreementSchema,
  type JudgeConclusion,
  JudgeConclusionSchema,
  type JudgePair,
  JudgePairSchema,
  type JudgeStanding,
  JudgeStandingSchema,
} from "./judge-agreement.js";
export { type JudgeAnswer, JudgeAnswerSchema } from "./judge-answer.js";
export { type Look, LookSchema } from "./look.js";
export { type MeasuredRelation, MeasuredRelationSchema } from "./measured-relation.js";
export {
  MetricKeySchema,
  type MetricLine,
  type MetricLineInput,
  MetricLineSchema,
  type MetricValue,
  MetricValueSchema,
  metricNumber,
  metricRun,
  metricValue,
  NonFiniteSchema,
  parseRunKey,
  RunKeySchema,
} from "./metric-line.js";
export {
  type MetricPage,
  MetricPageSchema,
  type MetricPoint,
  MetricPointSchema,
  type MetricReceipt,
  MetricReceiptSchema,
  type MetricSeries,
  type MetricSeriesPage,
  MetricSeriesPageSchema,
  MetricSeriesSchema,
} from "./metric-page.js";
export { COMPONENT_KINDS, type Component, ComponentSchema, type Mix, MixSchema, tokensOf } from "./mix.js";
export {
  type DiffComponent,
  DiffComponentSchema,
  type DiffOverlap,
  DiffOverlapSchema,
  type DiffSide,
  DiffSideSchema,
  diffMixes,
  type MixDiff,
  MixDiffSchema,
  type NamedMix,
} from "./mix-diff.js";
export {
  type ArmRelation,
  ArmRelationSchema,
  DISTANCE_RULES,
  type Distance,
  type DistanceDataset,
  DistanceDatasetSchema,
  type DistanceEval,
  DistanceEvalSchema,
  type DistanceExample,
  DistanceExampleSchema,
  DistanceSchema,
  type MixDistance,
  MixDistanceSchema,
} from "./mix-distance.js";
export { nearestDistance, type ProposedRelation, proposedRelation } from "./mix-distance-relation.js";
export {
  type EnvironmentIngredients,
  EnvironmentIngredientsSchema,
  type Ingredient,
  type IngredientComparison,
  IngredientComparisonSchema,
  IngredientSchema,
  type MixIngredients,
  MixIngredientsSchema,
  type Surrounding,
  SurroundingSchema,
} from "./mix-ingredients.js";
export { type ArmMix, ArmMixSchema, type MixList, MixListSchema, mixesOf } from "./mix-list.js";
export {
  componentOf,
  type Diversity,
  DiversitySchema,
  type MeasuredComponent,
  MeasuredComponentSchema,
  type MeasuredFile,
  MeasuredFileSchema,
  type MeasuredNearDuplicates,
  type MixLeftOut,
  MixLeftOutSchema,
  type MixMeasure,
  MixMeasureSchema,
  NearDuplicatesSchema,
  qualityOf,
  ROW_DIGEST_COVERS,
  type Spread,
  SpreadSchema,
} from "./mix-measure.js";
export {
  type BoundMlflowRun,
  BoundMlflowRunSchema,
  MlflowFileSchema,
  type MlflowRunList,
  MlflowRunListSchema,
} from "./mlflow-run.js";
export {
  type MonitorBound,
  MonitorBoundSchema,
  type MonitorCheckpoint,
  MonitorCheckpointSchema,
  type MonitorGuarantee,
  MonitorGuaranteeSchema,
  type MonitorQuestion,
  MonitorQuestionSchema,
  type MonitorRow,
  MonitorRowSchema,
  type MonitorRule,
  MonitorRuleSchema,
  type MonitorSampling,
  MonitorSamplingSchema,
  type MonitorState,
  MonitorStateSchema,
} from "./monitor.js";
export { type MonitorAnswer, MonitorAnswerSchema } from "./monitor-answer.js";
export { compareText, NameSchema, TextSchema, UNKNOWN } from "./name.js";
export {
  type OracleCheck,
  OracleCheckSchema,
  type OracleFailure,
  OracleFailureSchema,
  type OracleReport,
  OracleReportSchema,
} from "./oracle-check.js";
export {
  type OracleCase,
  OracleCaseSchema,
  type OracleFile,
  OracleFileSchema,
  type OracleTolerance,
} from "./oracle-file.js";
export {
  type Origin,
  type OriginReading,
  OriginReadingSchema,
  OriginSchema,
  type OriginStep,
  OriginStepSchema,
} from "./origin.js";
export { type OriginAnswer, OriginAnswerSchema } from "./origin-answer.js";
export {
  describeOutcome,
  levelOf,
  type Outcome,
  type OutcomeEvidence,
  outcomesOf,
  parentRunKey,
  runKey,
} from "./outcome.js";
export {
  type OutcomeLine,
  type OutcomeLineInput,
  OutcomeLineSchema,
  type SampleScores,
  SampleScoresSchema,
} from "./outcome-line.js";
export {
  type OutcomeHistory,
  OutcomeHistorySchema,
  type OutcomePage,
  OutcomePageSchema,
  type OutcomeRecord,
  OutcomeRecordSchema,
  type OutcomeValue,
  OutcomeValueSchema,
  type SampleScore,
  type SampleScorePage,
  SampleScorePageSchema,
  SampleScoreSchema,
} from "./outcome-record.js";
export { checkOutcome } from "./outcome-rules.js";
export type { OutcomeCheckpoint, OutcomeRun } from "./outcome-run.js";
export { inputError, keyOf, parseWith } from "./parse.js";
export { defineAblation, parseAblation } from "./parse-ablation.js";
export {
  type Basis,
  BasisSchema,
  type CheapestDesign,
  CheapestDesignSchema,
  type LeadPower,
  LeadPowerSchema,
  type PowerPlan,
  PowerPlanSchema,
  type PowerQuestion,
  PowerQuestionSchema,
  type PowerRow,
  PowerRowSchema,
  type RetentionPower,
  RetentionPowerSchema,
} from "./power.js";
export { type PowerAnswer, PowerAnswerSchema } from "./power-answer.js";
export {
  type PowerCurve,
  type PowerCurveAnswer,
  PowerCurveAnswerSchema,
  type PowerCurveQuestion,
  PowerCurveQuestionSchema,
  PowerCurveSchema,
} from "./power-curve.js";
export { type Problem, ProblemSchema } from "./problem.js";
export { type EstimatedQuantity, type Quantity, QuantitySchema } from "./quantity.js";
export { type RankedArm, type RankedPair, type Ranking, RankingSchema } from "./ranking.js";
export { type Ratio, RatioSchema } from "./ratio.js";
export { type RatioSet, RatioSetSchema } from "./ratio-set.js";
export { addReceipts, type Receipt, ReceiptSchema, type Restored, RestoredSchema } from "./receipt.js";
export { type Recipe, RecipeSchema, recipeFingerprint } from "./recipe.js";
export {
  type RecipeCheck,
  RecipeCheckSchema,
  type RecipeDifference,
  recipeDifferences,
} from "./recipe-check.js";
export {
  type AblationList,
  AblationListSchema,
  type AblationOrder,
  AblationOrderSchema,
  type Arrival,
  ArrivalSchema,
  arrivalOf,
  type Registered,
  RegisteredSchema,
  type Registration,
  RegistrationSchema,
  type RegistrationSummary,
  RegistrationSummarySchema,
} from "./registration.js";
export { type Relation, RelationSchema } from "./relation.js";
export { type RelationDisagreement, relationDisagreements } from "./relation-disagreement.js";
export {
  type ReplayedSegment,
  ReplayedSegmentSchema,
  type ReplayReport,
  ReplayReportSchema,
} from "./replay-report.js";
export { type Carried, carriedText, type EvidenceNote, evidenceNotes } from "./report-carrier.js";
export { type ReportData, ReportDataSchema } from "./report-data.js";
export { type ReportFile, readReportFile } from "./report-file.js";
export {
  inertJson,
  OPEN_SEAL,
  type ReportStamp,
  ReportStampSchema,
  reportStamp,
  sealed,
  sealState,
} from "./report-stamp.js";
export {
  type ChangedNumber,
  ChangedNumberSchema,
  type ReportVerification,
  ReportVerificationSchema,
} from "./report-verification.js";
export {
  type RevisionAnswer,
  RevisionAnswerSchema,
  type RevisionDocument,
  RevisionDocumentSchema,
  type RevisionList,
  RevisionListSchema,
} from "./revision-document.js";
export { type Run, RunSchema } from "./run.js";
export {
  type CheckpointRecord,
  CheckpointRecordSchema,
  type CheckpointRegistered,
  CheckpointRegisteredSchema,
  type RunLineage,
  RunLineageSchema,
  type RunPage,
  RunPageSchema,
  type RunRecord,
  RunRecordSchema,
  type RunRegistered,
  RunRegisteredSchema,
} from "./run-record.js";
export { checkRun } from "./run-rules.js";
export { type RunState, RunStateSchema, type RunStatus, RunStatusSchema } from "./run-state.js";
export {
  type CheckpointStatement,
  type CheckpointStatementInput,
  CheckpointStatementSchema,
  checkpointOf,
  type RunStatement,
  type RunStatementInput,
  RunStatementSchema,
  runOf,
} from "./run-statement.js";
export {
  type ClusterDifference,
  ClusterDifferenceSchema,
  type SampleDifference,
  type SampleDifferenceAnswer,
  SampleDifferenceAnswerSchema,
  SampleDifferenceSchema,
  type SampleOutcome,
  SampleOutcomeSchema,
  type SampleSide,
  SampleSideSchema,
  type Shrinkage,
  ShrinkageSchema,
} from "./sample-difference.js";
export { type ScoredKey, type ScoredKeys, scoredKeys } from "./scored-keys.js";
export {
  decodeSpoolLine,
  encodeSpoolLine,
  SPOOL_KINDS,
  SPOOL_VERSION,
  type SpoolKind,
  type SpoolLine,
} from "./spool-line.js";
export { SpoolWriterSchema } from "./spool-writer.js";
export { SpooledRegistrationSchema } from "./spooled-registration.js";
export { isReinforcement, type Stage, StageSchema } from "./stage.js";
export { tidyFindings, tidyWhole } from "./tidy-findings.js";
export { TIDY_COLUMNS, type TidyColumn, type TidyRow, type TidyValue } from "./tidy-row.js";
export {
  type CreatedToken,
  CreatedTokenSchema,
  parseLifetime,
  type Role,
  RoleSchema,
  type Token,
  TokenIdSchema,
  type TokenList,
  TokenListSchema,
  type TokenRequest,
  TokenRequestSchema,
  TokenSchema,
  type TokenState,
  TokenStateSchema,
} from "./token.js";
export { decaysOf, type Trajectory, type TrajectoryInput, TrajectorySchema } from "./trajectory.js";
export { type Verdict, VerdictSchema, type VerdictWord, VerdictWordSchema } from "./verdict.js";
export { verifyReport } from "./verify-report.js";
export { WARNING_CODES, type Warning, WarningSchema, warningRank } from "./warning.js";
export {
  type Watch,
  type WatchList,
  WatchListSchema,
  type WatchRequest,
  WatchRequestSchema,
  WatchSchema,
} from "./watch.js";
export { type WatchLine, WatchLineSchema } from "./watch-line.js";
export {
  type Webhook,
  type WebhookCreated,
  WebhookCreatedSchema,
  type WebhookList,
  WebhookListSchema,
  type WebhookRequest,
  WebhookRequestSchema,
  WebhookSchema,
  WebhookUrlSchema,
} from "./webhook.js";
