import { csvReader } from "./csv.js";
import { ndjsonReader } from "./ndjson.js";
import type { OutcomeReader } from "./outcome-reader.js";

/** Every format that outcomes can be read from, in the order in which they are asked whether it is theirs. */
export const OUTCOME_READERS: readonly OutcomeReader[] = [ndjsonReader, csvReader];
