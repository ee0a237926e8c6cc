import { createHash } from "node:crypto";
import { z } from "zod";
import type { Analysis } from "./analysis.js";
import { FingerprintSchema } from "./fingerprint.js";
import type { Registration } from "./registration.js";

/** Which ablation, inputs and methods a written report rests on: every form of it but CSV carries this. */
export const ReportStampSchema = z.strictObject({
  format: z.literal("holdfast-stamp/1"),
  ablation: z.string(),
  revision: z.number().int().positive(),
  ablationFingerprint: FingerprintSchema,
  inputsFingerprint: FingerprintSchema,
  /** Fingerprint of the methods that made the numbers; null where it was not said. */
  methods: FingerprintSchema.nullable(),
});
export type ReportStamp = z.infer<typeof ReportStampSchema>;

/** What a report of these rests on. */
export function reportStamp(
  registration: Registration,
  analysis: Analysis,
  methods: string | null,
): ReportStamp {
  return {
    format: "holdfast-stamp/1",
    ablation: registration.identity,
    revision: registration.revision,
    ablationFingerprint: analysis.ablationFingerprint,
    inputsFingerprint: analysis.inputsFingerprint,
    methods,
  };
}

/** JSON in plain ASCII without `<`, `>`, `&`, `|` and `--`: it stands in a script, in a comment of HTML and of LaTeX. */
export function inertJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&|\u007f-\uffff]|-(?=-)/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

const SEAL = /holdfast-seal:sha256:([0-9a-f]{64})/g;
const OPEN = `holdfast-seal:sha256:${"0".repeat(64)}`;

/** Stands where {@link sealed} writes the digest of everything around it. */
export const OPEN_SEAL = OPEN;

function digestOf(text: string): string {
  return createHash("sha256").update(text.replaceAll("\r\n", "\n"), "utf8").digest("hex");
}

/** Replaces the last open seal of a text by the digest of the whole text. */
export function sealed(text: string): string {
  const at = text.lastIndexOf(OPEN);
  if (at < 0) return text;
  return `${text.slice(0, at)}holdfast-seal:sha256:${digestOf(text)}${text.slice(at + OPEN.length)}`;
}

/**
 * Whether a sealed text is still as it was written. A seal tells an edit from none; whoever edits and seals again is
 * found out by the numbers alone.
 */
export function sealState(text: string): "whole" | "broken" | "none" {
  const last = [...text.matchAll(SEAL)].at(-1);
  if (last?.[1] === undefined) return "none";
  const at = last.index;
  const opened = `${text.slice(0, at)}${OPEN}${text.slice(at + OPEN.length)}`;
  return digestOf(opened) === last[1] ? "whole" : "broken";
}
