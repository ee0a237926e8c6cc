import type { RunStatus } from "@holdfast/core";

/** How a run stands at a moment, as somebody said. */
export interface SaidState {
  readonly status: RunStatus;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly at: Date;
}

/** The order in which statements of one moment count: what has ended does not run. */
const RANK: Readonly<Record<RunStatus, number>> = { running: 0, finished: 1, killed: 2, failed: 3 };

function isNewer(a: SaidState, b: SaidState): boolean {
  const later = a.at.getTime() - b.at.getTime();
  return later > 0 || (later === 0 && RANK[a.status] > RANK[b.status]);
}

function earliest(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return a.getTime() <= b.getTime() ? a : b;
}

/**
 * A statement laid over what is known: the newest says how the run stands, and the earliest start stays. The order in
 * which statements arrive, and how often each does, change nothing.
 */
export function mergeRunState(stored: SaidState | undefined, given: SaidState): SaidState {
  if (stored === undefined) return given;
  const newest = isNewer(given, stored) ? given : stored;
  const isSameMoment = given.at.getTime() === stored.at.getTime() && given.status === stored.status;
  return {
    status: newest.status,
    startedAt: earliest(stored.startedAt, given.startedAt),
    endedAt: isSameMoment ? earliest(stored.endedAt, given.endedAt) : newest.endedAt,
    at: newest.at,
  };
}
