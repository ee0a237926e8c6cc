import { paragraph } from "./paragraph.js";

/** More sentences than these are left to the table below them and to `--json`. */
const MOST_SENTENCES = 12;

/** Sentences as lines; of a long list the first ones, and how many more there are. */
export function sentenceLines(sentences: readonly string[], columns: number, most = MOST_SENTENCES): string {
  const left = sentences.length - most;
  const shown = left > 1 ? sentences.slice(0, most) : sentences;
  return [
    ...shown.map((sentence) => paragraph(sentence, columns)),
    ...(left > 1 ? [`And ${left} more, with --json.`] : []),
  ].join("\n");
}
