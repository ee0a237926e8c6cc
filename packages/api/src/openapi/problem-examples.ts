import { type ErrorCode, type ErrorDetails, HoldfastError, type Problem } from "@holdfast/core";
import { problemOf } from "../client/problem.js";

/** One fault of each kind, as it is worded where it happens. */
const FAULTS: Readonly<Record<ErrorCode, Omit<ErrorDetails, "code">>> = {
  "invalid-input": {
    message: "k must not exceed n.",
    place: { key: "lines[3].counts.k" },
    remedy: "Check the counts.",
  },
  "unknown-name": {
    message: "no arm is called `adivce`; there are control, refusals and advice.",
    place: { key: "lines[0].arm" },
    remedy: "Check the spelling, or amend the ablation.",
  },
  "not-found": {
    message: "no ablation advice@2 is registered.",
    remedy: "GET /v1/ablations lists those that are.",
  },
  conflict: {
    message: "another value is on record for this cell: 0, not 1.",
    place: { key: "lines[2].samples.score[17]" },
    remedy: "Send it as a correction, with author and reason, if the first one was wrong.",
  },
  drift: {
    message: "advice@1 was registered with another question.",
    place: { key: "question" },
    remedy: "Amend it, or register it under a new version.",
  },
  "not-estimable": {
    message: "no run of this arm has a checkpoint after RL.",
    remedy: "Record one, or ask for another stage.",
  },
  locked: {
    message: "the directory is in use by another process.",
    remedy: "Stop it, or ask it over HTTP.",
  },
  unavailable: {
    message: "the database does not answer.",
    remedy: "Send the request again after the time in `retry-after`.",
    retryAfterSeconds: 5,
  },
  unauthenticated: {
    message: "this request shows no token.",
    remedy: "Send `Authorization: Bearer hf_...`.",
  },
  forbidden: {
    message: "DELETE /v1/ablations/{identity} needs the role admin, and `eval-cluster` is a recorder.",
    remedy: "Show another token.",
  },
  "rate-limited": {
    message: "more than 2000 requests a second came with this token.",
    remedy: "Wait 1 s, or send more in one request.",
    retryAfterSeconds: 1,
  },
  "newer-database": {
    message: "the database was written by a newer version.",
    remedy: "Use that version, or a newer one; nothing was changed.",
  },
  "newer-format": {
    message: "the archive has format 9, and this version reads formats up to 1.",
    remedy: "Use the version that wrote it, or a newer one.",
  },
  "too-large": {
    message: "the body has more than 268435456 bytes.",
    remedy: "Send it in several requests: parts may come in any order.",
  },
  "not-allowed": {
    message: "/v1/health does not know POST.",
    remedy: "It knows GET, HEAD, OPTIONS.",
  },
  "unsupported-media": {
    message: "a body of the type text/xml is not read here.",
    place: { key: "content-type" },
    remedy: "Send application/json, or what the operation says in /v1/openapi.json.",
  },
  internal: {
    message: "something went wrong that Holdfast did not foresee.",
    remedy: "Look at the log of the server; if it happens again, report it with what you sent.",
  },
};

/** A problem of a kind, as an example. */
export function problemExample(code: ErrorCode): Problem {
  return problemOf(new HoldfastError({ code, ...FAULTS[code] }), "0198f3a2-5f0e-7c1d-9b7a-3c1f2e4d5a6b");
}
