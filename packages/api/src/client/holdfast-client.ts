import type {
  AblationInput,
  AblationList,
  AblationStatus,
  Amendment,
  Analysis,
  AuditTrail,
  DurabilityAnswer,
  EffectAnswer,
  EffectGroups,
  Exclusion,
  ExclusionList,
  Health,
  HoldfastError,
  Intervention,
  InterventionList,
  OutcomeLineInput,
  Receipt,
  Registered,
  Registration,
  Restored,
} from "@holdfast/core";

/** Whether what was set aside takes part; without it unless asked for. */
export interface AnswerOptions {
  readonly excluded?: "without" | "with";
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
export interface HoldfastClient {
  /** Registers an ablation; the same content again is no change. Throws `drift` when the content differs. */
  register(ablation: AblationInput, options?: { readonly retrospective?: boolean }): Promise<Registered>;
  /** Replaces the document by the next revision; name and version stay. */
  amend(identity: string, ablation: AblationInput, amendment: Amendment): Promise<Registration>;
  /** The ablations in use; with `archived`, those that were put away. */
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
  effects(identity: string, options?: AnswerOptions): Promise<EffectAnswer>;
  /** Effects grouped by keys such as a factor, `role`, `relation`, `stage` or `eval`. */
  effectGroups(identity: string, groupBy: readonly string[], options?: AnswerOptions): Promise<EffectGroups>;
  /** Effects as CSV, one finding a row, or one group a row. */
  effectsCsv(
    identity: string,
    options?: AnswerOptions & { readonly groupBy?: readonly string[] },
  ): Promise<string>;
  durability(identity: string, options?: AnswerOptions): Promise<DurabilityAnswer>;
  /** The report as one self-contained document. */
  report(identity: string, format: "html" | "markdown"): Promise<string>;
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
  audit(options?: { readonly identity?: string; readonly limit?: number }): Promise<AuditTrail>;
  health(): Promise<Health>;
}
