import type { Analysis, Evidence, Registration } from "@holdfast/core";

/** An analysis with the documents that it was made of. */
export interface Analysed {
  readonly registration: Registration;
  readonly evidence: Evidence;
  readonly analysis: Analysis;
}
