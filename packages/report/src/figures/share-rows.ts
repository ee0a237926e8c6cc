import type { Driver, DriverNumber, EffectScale, Interval } from "@holdfast/core";
import type { Subject } from "../subject.js";
import { driverFactor, onAxis, printQuantity } from "./driver-rows.js";

/** One step of the sum, on the axis. */
export interface ShareRow {
  readonly kind: "share" | "total" | "bound";
  readonly factor: string;
  /** Where the bar begins and ends: a share begins where the one before it ended. */
  readonly from: number;
  readonly to: number;
  /** The ends of the interval, laid at the bar. */
  readonly interval: Pick<Interval, "lower" | "upper"> | null;
  readonly value: string;
  readonly beside: string;
  readonly title: string;
}

export interface ShareGroup {
  readonly title: string;
  readonly scope: string;
  readonly rows: readonly ShareRow[];
}

/** The number of a share on a scale: an estimated one where there is one. */
export function shareNumber(numbers: readonly DriverNumber[], scale: EffectScale): DriverNumber | undefined {
  const own = numbers.filter((number) => number.scale === scale);
  return own.find(({ quantity }) => quantity.status === "estimated") ?? own[0];
}

interface Part {
  readonly factor: string;
  readonly numbers: readonly DriverNumber[];
}

function stepsOf(
  subject: Subject,
  driver: Driver,
  scale: EffectScale,
  parts: readonly Part[],
  total: readonly DriverNumber[],
): ShareRow[] {
  const factor = driverFactor(subject, driver, scale);
  let start = 0;
  const rows: ShareRow[] = [];
  for (const part of [...parts, { factor: null, numbers: total }]) {
    const quantity = shareNumber(part.numbers, scale)?.quantity;
    if (quantity?.status !== "estimated") return [];
    const printed = printQuantity(subject, driver, quantity, scale);
    const from = part.factor === null ? 0 : start;
    const own = onAxis(quantity.interval, factor);
    const laid = (end: number | null) => (end === null ? null : from + end);
    const name = part.factor ?? "all together";
    rows.push({
      ...{
        kind: part.factor === null ? "total" : "share",
        factor: name,
        from,
        to: from + quantity.estimate * factor,
      },
      interval: own === null ? null : { lower: laid(own.lower), upper: laid(own.upper) },
      ...{ value: printed?.value ?? "", beside: printed?.interval ?? "no interval" },
      title: `${name}: ${printed?.spoken ?? ""}${printed?.interval === null ? "" : ` ${printed?.interval ?? ""}`}${part.factor === null ? ", all ingredients against none" : " of the difference between all ingredients and none"}.`,
    });
    start = from + quantity.estimate * factor;
  }
  return rows;
}

function boundRows(subject: Subject, driver: Driver): ShareRow[] {
  const { attribution } = driver;
  if (attribution.status === "estimated") return [];
  const factor = driverFactor(subject, driver, "difference");
  return attribution.bounds.map((bound) => {
    const interval = { lower: bound.lower, upper: bound.upper, level: 1, unbounded: false };
    const quantity = {
      ...{ status: "estimated" as const, estimate: (bound.lower + bound.upper) / 2, standardError: null },
      ...{ df: null, interval, pValue: null, reason: null },
    };
    const beside = printQuantity(subject, driver, quantity, "difference")?.interval ?? "";
    return {
      ...{ kind: "bound", factor: bound.factor, from: 0, to: 0, value: "", beside },
      interval: { lower: bound.lower * factor, upper: bound.upper * factor },
      title: `${bound.factor}: between ${beside.replaceAll(/[[\]]/g, "").replace(", ", " and ")}, whatever the missing arms would have scored; no sampling error is in it.`,
    };
  });
}

/** Shares as sums that end in the total, by factor and by group; bounds where the design leaves them open. */
export function shareGroups(subject: Subject, driver: Driver, scale: EffectScale): ShareGroup[] {
  const { attribution } = driver;
  if (attribution.status === "not-estimable") {
    const rows = scale === "difference" ? boundRows(subject, driver) : [];
    return rows.length === 0
      ? []
      : [{ title: "Where shares may lie", scope: "whatever the missing arms would have scored", rows }];
  }
  const { shares, total } = attribution;
  const shapley = stepsOf(
    ...([subject, driver, scale] as const),
    shares.map(({ factor, shapley: numbers }) => ({ factor, numbers })),
    total,
  );
  const grouped = shares.flatMap(({ factor, owen }) => (owen === null ? [] : [{ factor, numbers: owen }]));
  const owen = grouped.length === shares.length ? stepsOf(subject, driver, scale, grouped, total) : [];
  return [
    { title: "Shares", scope: "over every order of joining (Shapley)", rows: shapley },
    { title: "Shares by group", scope: "factors of a group join together (Owen)", rows: owen },
  ].filter(({ rows }) => rows.length > 0);
}
