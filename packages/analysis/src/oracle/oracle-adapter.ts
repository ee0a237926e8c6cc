/** What came out of a case, by the names that its file uses: numbers, texts, lists and nested records. */
export type OracleOutputs = Readonly<Record<string, unknown>>;

/**
 * Answers one reference case with the very functions that the analyses call.
 *
 * @param inputs the case's inputs as they stand in the file; parsed by the adapter (a fault is reported as the case's)
 * @param wanted names of the outputs that the case expects, for estimators whose output names carry arguments
 */
export type OracleAdapter = (inputs: unknown, wanted: readonly string[]) => OracleOutputs;

/** Adapters by the estimator name that a file of cases uses. */
export type OracleAdapters = Readonly<Record<string, OracleAdapter>>;
