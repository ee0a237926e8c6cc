import { ablationFingerprint } from "./ablation.js";
import { changedNumbers } from "./changed-numbers.js";
import { differenceBetween } from "./difference.js";
import { HoldfastError } from "./errors.js";
import type { ReportFile } from "./report-file.js";
import type { ChangedNumber, ReportVerification } from "./report-verification.js";

/** Prose may be worded anew; these are not numbers. */
const PROSE = /(^|[.\]])(reason|message|warnings|notes|assumption|note)([.[]|$)/;
const NINTH_DIGIT = 1e-9;

const isClose = (before: string | undefined, after: string | undefined) => {
  const [left, right] = [Number(before), Number(after)];
  return Math.abs(left - right) <= NINTH_DIGIT * Math.max(1e-3, Math.abs(left), Math.abs(right));
};

/** Of a report as data with the same inputs: whatever else of the analysis is another than computed now. */
function otherFields(old: ReportFile, fresh: ReportFile): ChangedNumber[] {
  if (old.data === null || fresh.data === null) return [];
  const { registration, analysis } = old.data;
  const stated = ablationFingerprint(registration.ablation);
  const document: ChangedNumber[] =
    stated === registration.fingerprint
      ? []
      : [
          {
            finding: "the registered document",
            number: "fingerprint",
            before: registration.fingerprint,
            after: stated,
            why: "the document in the file is not the one that its fingerprint names: it was changed",
          },
        ];
  if (old.inputsFingerprint !== fresh.inputsFingerprint) return document;
  const fields = differenceBetween(analysis, fresh.data.analysis)
    .filter(({ key, before, after }) => !PROSE.test(key) && !isClose(before, after))
    .map(({ key, before, after }) => ({
      finding: "the analysis",
      number: key,
      before: before ?? null,
      after: after ?? null,
      why: "the inputs are the same: the file was changed, or other methods made it",
    }));
  return [...document, ...fields];
}

/** Lines without fingerprints, revisions and days, which are others by their nature. */
const spokenLines = (text: string) =>
  text
    .replaceAll("\r\n", "\n")
    .split("\n")
    .map((line) =>
      line.replace(/\b(sha256:)?[0-9a-f]{12,64}\b/g, "…").replace(/\brevision \d+/g, "revision …"),
    );

/** Lines of an old report in words that are not in the one written now. */
function changedLines(old: ReportFile, fresh: ReportFile): ChangedNumber[] {
  const there = new Set(spokenLines(fresh.text));
  const why =
    old.inputsFingerprint === fresh.inputsFingerprint
      ? "the inputs are the same: the line was changed, or another version wrote it"
      : "the inputs changed since";
  return spokenLines(old.text).flatMap((line, index) =>
    there.has(line) || line.includes("holdfast-seal:")
      ? []
      : [{ finding: "the text", number: `line ${index + 1}`, before: line, after: null, why }],
  );
}

const restsOn = ({ revision, inputsFingerprint, methods }: ReportFile) => ({
  ...{ revision, inputsFingerprint, methods },
});

function sentencesOf(answer: Omit<ReportVerification, "sentences">): string[] {
  const { status, ablation, findings, same, changes, added, edited, written, now, format } = answer;
  const what = `The report of ${ablation}`;
  const count = `${findings} finding${findings === 1 ? "" : "s"}`;
  const newer = [
    written.revision !== null && now.revision !== null && written.revision !== now.revision
      ? `the plan is at revision ${now.revision}, not ${written.revision}`
      : "",
    written.inputsFingerprint === now.inputsFingerprint ? "" : "plan or evidence changed since",
  ].filter((part) => part !== "");
  const head = {
    identical: `${what} stands: written again, it is the same to the last byte.`,
    stands: `${what} stands: all of its ${count} come out the same.`,
    "stands-on-newer": `${what} still stands: all of its ${count} come out the same, though ${newer.join(" and ")}.`,
    "does-not-stand":
      changes.length === 0
        ? `${what} does not stand as a file: its numbers come out the same, but it was changed after it was written.`
        : `${what} does not stand: ${changes.length} number${changes.length === 1 ? "" : "s"} in ${findings - same} of ${count} ${changes.length === 1 ? "is another one" : "are others"} now.`,
  }[status];
  const text = format === "markdown" || format === "tex";
  const wordsHead =
    status === "does-not-stand" && text
      ? `${what} does not stand: ${changes.length} of its lines are not in the one written now.`
      : status !== "identical" && text
        ? `${what} stands: it is as it was written, and inputs and methods are the same; the wording alone may differ.`
        : head;
  return [
    wordsHead,
    ...(edited === true && changes.length > 0 ? ["The file was changed after it was written."] : []),
    ...(added.length === 0
      ? []
      : [
          `${added.length} finding${added.length === 1 ? " has" : "s have"} come since and ${added.length === 1 ? "is" : "are"} not in the file.`,
        ]),
    ...(status === "does-not-stand" && text
      ? ["Its numbers are rounded; the HTML, JSON or CSV of a report names each that changed."]
      : []),
  ];
}

/**
 * Whether an old report still stands, held against one of the same form that was just computed. Pure: the same two files
 * give the same answer.
 *
 * @throws HoldfastError `invalid-input` where the two are of different ablations or forms
 */
export function verifyReport(old: ReportFile, fresh: ReportFile): ReportVerification {
  if (old.ablation !== fresh.ablation || old.format !== fresh.format)
    throw new HoldfastError({
      code: "invalid-input",
      message: `a report of ${old.ablation} as ${old.format} cannot be held against one of ${fresh.ablation} as ${fresh.format}.`,
    });
  const isIdentical = old.text === fresh.text;
  const edited = old.seal === "none" ? null : old.seal === "broken";
  const compared =
    old.rows === null || fresh.rows === null
      ? undefined
      : changedNumbers({ ...old, rows: old.rows }, { ...fresh, rows: fresh.rows });
  const sameInputs = old.inputsFingerprint === fresh.inputsFingerprint && old.methods === fresh.methods;
  const wordsHold = compared !== undefined || isIdentical || (edited === false && sameInputs);
  const found = compared?.changes ?? (wordsHold ? [] : changedLines(old, fresh));
  const changes = found.length === 0 && !isIdentical ? otherFields(old, fresh) : [...found];
  const broken = changes.length > 0 || (edited === true && !isIdentical);
  const isNewer =
    old.inputsFingerprint !== fresh.inputsFingerprint ||
    (old.revision !== null && old.revision !== fresh.revision);
  const status = isIdentical
    ? "identical"
    : broken
      ? "does-not-stand"
      : isNewer
        ? "stands-on-newer"
        : "stands";
  const answer = {
    ...{ ablation: old.ablation, format: old.format, status, stands: status !== "does-not-stand", edited },
    ...{ written: restsOn(old), now: restsOn(fresh) },
    ...{ findings: old.rows?.length ?? 0, same: compared?.same ?? 0 },
    ...{ changes, added: [...(compared?.added ?? [])] },
  } satisfies Omit<ReportVerification, "sentences">;
  return { ...answer, sentences: sentencesOf(answer) };
}
