import type { CheckedLog } from "./check-log.js";
import { aboutWords } from "./outcome-about.js";

type Rest = Omit<CheckedLog, "lines" | "unbound">;
type Settled = { readonly state: "refused" | "skipped"; readonly reason: string };

interface Claimant {
  readonly index: number;
  readonly digest: string;
}

/** Whether `a` is an attempt that `b` brought to its end. */
function wasRetried(a: Rest | undefined, b: Rest | undefined): boolean {
  return (
    a !== undefined &&
    b !== undefined &&
    a.taskId !== null &&
    a.taskId === b.taskId &&
    !a.isComplete &&
    b.isComplete
  );
}

function claimants(logs: readonly Rest[]): ReadonlyMap<string, Claimant[]> {
  const found = new Map<string, Claimant[]>();
  for (const [index, { report, claims }] of logs.entries())
    if (report.state === "ready")
      for (const { about, digest } of claims) {
        const known = found.get(about);
        if (known === undefined) found.set(about, [{ index, digest }]);
        else known.push({ index, digest });
      }
  return found;
}

/**
 * Two logs may claim the same checkpoint, eval, metric and judge. With the same scores they are copies, and both stand.
 * With others, an attempt that another one of the same task brought to its end gives way to it; else none of them is
 * taken, and each names another.
 */
export function settleClaims<L extends Rest>(logs: readonly L[]): L[] {
  const settled = new Map<number, Settled>();
  const fileOf = (index: number) => logs[index]?.report.file ?? "";
  for (const [about, all] of claimants(logs)) {
    const standing = all.filter(({ index, digest }) => {
      const later = all.find(
        (other) => other.digest !== digest && wasRetried(logs[index], logs[other.index]),
      );
      if (later === undefined) return true;
      const reason = `${fileOf(later.index)} is another attempt at the same task, and came to its end.`;
      settled.set(index, { state: "skipped", reason });
      return false;
    });
    for (const { index, digest } of standing) {
      const other = standing.find((each) => each.digest !== digest);
      if (other === undefined || settled.get(index)?.state === "refused") continue;
      const reason = `${fileOf(other.index)} claims the same checkpoint and eval (${aboutWords(about)}) with other scores. Leave one of them out, or tell them apart by seed, branch or condition.`;
      settled.set(index, { state: "refused", reason });
    }
  }
  return logs.map((log, index) => {
    const one = settled.get(index);
    return one === undefined ? log : { ...log, report: { ...log.report, ...one } };
  });
}
