import type {
  AblationInput,
  AblationList,
  AblationOrder,
  AblationStatus,
  Amendment,
  Analysis,
  Arrival,
  AuditTrail,
  DriverAnswer,
  DriverMethod,
  DurabilityAnswer,
  EffectAnswer,
  EffectGroups,
  EfficiencyAnswer,
  Exclusion,
  ExclusionList,
  GeneralizationAnswer,
  Health,
  HoldfastError,
  Intervention,
  InterventionList,
  JudgeAnswer,
  MonitorAnswer,
  MonitorQuestion,
  OriginAnswer,
  OutcomeLineInput,
  PowerAnswer,
  PowerCurve,
  PowerCurveAnswer,
  PowerCurveQuestion,
  PowerPlan,
  PowerQuestion,
  Receipt,
  Registered,
  Registration,
  Restored,
  SynthesisMethod,
  VerdictWord,
} from "@holdfast/core";
import type { ComparisonCalls } from "./comparison-calls.js";
import type { InboxCalls } from "./inbox-calls.js";
import type { LiveCalls } from "./live-calls.js";
import type { MetricCalls } from "./metric-calls.js";
import type { MlflowCalls } from "./mlflow-calls.js";
import type { OutcomeCalls } from "./outcome-calls.js";
import type { PageOptions, RunCalls } from "./run-calls.js";
import type { TokenCalls } from "./token-calls.js";

/** Which ablations are asked for; those in use, by identity, unless said. */
export interface AblationFilter extends PageOptions {
  readonly archived?: boolean | "any";
  /** Found in its name, version, title or question, whatever the case of letters. */
  readonly q?: string;
  /** How much of its plan has arrived. */
  readonly status?: Arrival;
  /** What its headline says; `none`: it has no verdict. */
  readonly verdict?: VerdictWord | "none";
  readonly sort?: AblationOrder;
}

/** Whether what was set aside takes part; without it unless asked for. */
export interface AnswerOptions {
  readonly excluded?: "without" | "with";
}

/** The same for leads, and the estimator to ask instead of the default of each. */
export interface EffectOptions extends AnswerOptions {
  readonly method?: string;
}

export interface RecordOptions {
  /** Tells where the line at `index` of the batch came from: `error.place.key` is read from inside that line. */
  readonly locate?: (error: HoldfastError, index: number) => HoldfastError;
}

/**
 * Everything that can be asked of Holdfast, in one process or over HTTP: the same calls, the same answers.
 * Every method throws HoldfastError, with the code, place and remedy that the API gave, or `unavailable`
 * where no API answered. `identity` is `name@version`.
 */
export interface HoldfastClient
  extends TokenCalls,
    RunCalls,
    MetricCalls,
    MlflowCalls,
    InboxCalls,
    LiveCalls,
    OutcomeCalls,
    ComparisonCalls {
  /** Registers an ablation; the same content again is no change. Throws `drift` when the content differs. */
  register(ablation: AblationInput, options?: { readonly retrospective?: boolean }): Promise<Registered>;
  /** Replaces the document by the next revision; name and version stay. */
  amend(identity: string, ablation: AblationInput, amendment: Amendment): Promise<Registration>;
  /** A page of the ablations that are asked for. */
  ablations(filter?: AblationFilter): Promise<AblationList>;
  /** All ablations in use; with `archived`, those that were put away. */
  list(options?: { readonly archived?: boolean }): Promise<AblationList>;
  read(identity: string): Promise<Registration>;
  /** Records a batch in one transaction: all of it, or nothing; acknowledged after it was committed. */
  recordLines(
    identity: string,
    lines: readonly OutcomeLineInput[],
    options?: RecordOptions,
  ): Promise<Receipt>;
  status(identity: string): Promise<AblationStatus>;
  analysis(identity: string, options?: AnswerOptions): Promise<Analysis>;
  /** The lead of each arm; by `method` instead of the default of each where it is given. */
  effects(identity: string, options?: EffectOptions): Promise<EffectAnswer>;
  /** Effects grouped by keys such as a factor, `role`, `relation`, `stage` or `eval`. */
  effectGroups(identity: string, groupBy: readonly string[], options?: EffectOptions): Promise<EffectGroups>;
  /** Effects as CSV, one finding a row, or one group a row. */
  effectsCsv(
    identity: string,
    options?: EffectOptions & { readonly groupBy?: readonly string[] },
  ): Promise<string>;
  durability(identity: string, options?: AnswerOptions): Promise<DurabilityAnswer>;
  /** What each factor did on each eval; by `method` instead of the design's own where it is given. */
  drivers(
    identity: string,
    options?: AnswerOptions & { readonly method?: DriverMethod },
  ): Promise<DriverAnswer>;
  /** What the data of each arm bought for its tokens. */
  efficiency(identity: string, options?: AnswerOptions): Promise<EfficiencyAnswer>;
  /** What a design of that size can resolve, before anything is registered. */
  powerPlan(question?: PowerQuestion): Promise<PowerPlan>;
  /** What the registered design can and cannot resolve, one row an eval. */
  power(identity: string, question?: PowerQuestion, options?: AnswerOptions): Promise<PowerAnswer>;
  /** What designs around one of that size can resolve: over runs, prompts and how seeds differ. */
  powerPlanCurve(question?: PowerQuestion): Promise<PowerCurve>;
  /** The same around the registered design, on one of its evals; the first where none is named. */
  powerCurve(
    identity: string,
    question?: PowerCurveQuestion,
    options?: AnswerOptions,
  ): Promise<PowerCurveAnswer>;
  /** Which runs have passed a limit, however often one has looked. */
  monitor(identity: string, question: MonitorQuestion, options?: AnswerOptions): Promise<MonitorAnswer>;
  /** Whether leads show far from the training data too. `method`: how the variance between suites is estimated. */
  generalization(
    identity: string,
    options?: AnswerOptions & { readonly method?: SynthesisMethod },
  ): Promise<GeneralizationAnswer>;
  /** What was there at the start, and what each stage added. */
  origin(identity: string, options?: AnswerOptions): Promise<OriginAnswer>;
  /** How far judges agree, and whether conclusions survive a change of judge. */
  judges(identity: string, options?: AnswerOptions): Promise<JudgeAnswer>;
  /** The report as one self-contained document, as tables for a paper, or as data. */
  report(identity: string, format: "html" | "markdown" | "tex" | "json" | "csv"): Promise<string>;
  /** Two ablations beside each other; nothing is pooled over them. */
  reportComparison(first: string, second: string, format: "html" | "markdown" | "json"): Promise<string>;
  /** The lines of an archive; it is complete only when the iteration ends without error. */
  exportArchive(identity: string): AsyncIterable<string>;
  importArchive(lines: AsyncIterable<string>): Promise<Restored>;
  exclusions(identity: string): Promise<ExclusionList>;
  exclude(identity: string, exclusion: Exclusion): Promise<void>;
  readmit(identity: string, what: Exclusion["what"]): Promise<void>;
  interventions(identity: string): Promise<InterventionList>;
  intervene(identity: string, intervention: Intervention): Promise<void>;
  setArchived(identity: string, archived: boolean): Promise<Registration>;
  /** Removes the ablation and all its evidence. */
  remove(identity: string): Promise<void>;
  audit(options?: {
    readonly identity?: string;
    readonly limit?: number;
    /** `next` of the page before. */
    readonly cursor?: string;
  }): Promise<AuditTrail>;
  health(): Promise<Health>;
}
