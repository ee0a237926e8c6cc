import { isHoldfastError } from "@holdfast/core";
import { chunksOfBytes } from "../../bytes/byte-source.js";
import { jsonPieces } from "../../json/json-pieces.js";
import { parseJsonBytes } from "../../json/parse-json.js";
import { isMembers } from "../rows/members.js";
import { readTrainingRows } from "../rows/read-training-rows.js";
import { rowOfRecord } from "../rows/row-of-record.js";
import type { RowContent } from "../rows/training-row.js";
import type { TrainingSource } from "../rows/training-source.js";
import { promptLines } from "./prompt-lines.js";
import type { EvalPrompt } from "./prompt-set.js";
import { idIn, promptText } from "./prompt-text.js";

const IDS = ["id", "sample_id", "sample", "qid", "question_id", "index"];
const ANSWERS = new Set(["assistant", "reasoning", "chosen", "rejected"]);

/** All that is said to the model; where nothing is, all that is said. */
function asked({ texts }: RowContent): string {
  const inputs = texts.filter(({ role }) => !ANSWERS.has(role));
  return (inputs.length > 0 ? inputs : texts).map(({ text }) => text).join("\n\n");
}

/** The prompt in a record: its `input`, as data sets of evals have it, or what a row of training data would say. */
function promptIn(record: unknown, line: number): EvalPrompt {
  const id = isMembers(record) ? idIn(record, IDS) : undefined;
  const input = isMembers(record) && !("instruction" in record) ? promptText(record.input) : undefined;
  return { id: id ?? String(line), text: input ?? asked(rowOfRecord(record)) };
}

async function* ofList(source: TrainingSource): AsyncGenerator<EvalPrompt> {
  let element = 0;
  for await (const pieces of jsonPieces(chunksOfBytes(source.bytes), () => "skip"))
    for (const { bytes } of pieces) {
      element += 1;
      try {
        yield promptIn(parseJsonBytes(bytes), element);
      } catch (error) {
        throw isHoldfastError(error) ? error.at({ file: source.file, line: element }) : error;
      }
    }
}

async function* ofRows(source: TrainingSource): AsyncGenerator<EvalPrompt> {
  for await (const row of readTrainingRows(source)) yield { id: String(row.line), text: asked(row) };
}

/** The prompts of a file in any shape that training data may have; JSON may name them `input`, and give them ids. */
export async function* promptRecords(source: TrainingSource): AsyncGenerator<EvalPrompt> {
  const head = (await source.bytes.read(0, 4096)).toString("utf8").replace("\uFEFF", "").trimStart();
  if (head.startsWith("[")) yield* ofList(source);
  else if (head.startsWith("{") && /\.(jsonl|ndjson)$/i.test(source.file))
    yield* promptLines(source, promptIn);
  else yield* ofRows(source);
}
