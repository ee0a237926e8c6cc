import { type OutcomeLine, OutcomeLineSchema, parseWith } from "@holdfast/core";

/** Far inside what the schema allows, so that passing here means passing there. */
const PLAIN_ID = 200;
const PLAIN_EPOCH = 1000;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function arePlainIds(list: unknown, length: number): boolean {
  if (!Array.isArray(list) || list.length !== length) return false;
  for (const id of list) if (typeof id !== "string" || id.length === 0 || id.length > PLAIN_ID) return false;
  return true;
}

function arePlainEpochs(list: unknown, length: number): boolean {
  if (!Array.isArray(list) || list.length !== length) return false;
  for (const epoch of list) if (!Number.isInteger(epoch) || epoch < 0 || epoch > PLAIN_EPOCH) return false;
  return true;
}

function arePlainScores(list: unknown, length: number): list is (number | null)[] {
  if (!Array.isArray(list) || list.length !== length) return false;
  for (const score of list) if (score !== null && !Number.isFinite(score)) return false;
  return true;
}

type PlainSamples = { id: string[]; cluster?: string[]; epoch?: number[]; score: (number | null)[] };

/** Samples of the everyday shape: no key but id, cluster, epoch and score, every entry plainly valid. */
export function arePlainSamples(samples: unknown): samples is PlainSamples {
  if (!isRecord(samples)) return false;
  const { id, cluster, epoch, score, ...others } = samples;
  if (!Array.isArray(id) || id.length === 0 || Object.keys(others).length > 0) return false;
  return (
    arePlainIds(id, id.length) &&
    (cluster === undefined || arePlainIds(cluster, id.length)) &&
    (epoch === undefined || arePlainEpochs(epoch, id.length)) &&
    arePlainScores(score, id.length)
  );
}

const STAND_IN: PlainSamples = { id: ["sample"], score: [null] };

/**
 * Parses one decoded outcome line with core's schema. Long lists of plainly valid samples are checked here
 * and stand aside while the schema reads the rest; whatever is not plain goes to the schema, which decides.
 *
 * @throws HoldfastError `invalid-input`, naming every key at fault
 */
export function parseOutcomeLine(value: unknown): OutcomeLine {
  if (!isRecord(value) || !arePlainSamples(value.samples))
    return parseWith(OutcomeLineSchema, value, "outcome");
  const line = parseWith(OutcomeLineSchema, { ...value, samples: STAND_IN }, "outcome");
  return { ...line, samples: value.samples };
}
