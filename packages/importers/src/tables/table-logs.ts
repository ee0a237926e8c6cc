import { HoldfastError, judgeKey } from "@holdfast/core";
import { BINDING_WORDS, type SaidFields } from "../binding/log-binding.js";
import type { TableRule } from "../binding/table-rule.js";
import type { EvalLog } from "../logs/eval-log.js";
import { FirstSeen } from "./first-seen.js";
import { countOf, type TableAbout, tableAbout } from "./table-about.js";
import { cellText, scoreIn } from "./table-cell.js";
import type { TablePlan, Target } from "./table-plan.js";
import { type TableScalar, tableScalar } from "./table-scalar.js";
import { addScore, nextEpoch, noRows, SampleIds, type ScoreRows, samplesOf } from "./table-scores.js";

/** Words that tell logs apart; the others tell outcomes of one log apart. */
const LOG_WORDS = BINDING_WORDS.filter((word) => !["step", "tokens", "eval"].includes(word));

interface OpenOutcome {
  readonly about: TableAbout;
  readonly rows: ScoreRows | null;
  readonly scalar: TableScalar | null;
  /** Where it was said. */
  readonly at: number;
}

interface OpenLog {
  readonly said: SaidFields;
  readonly label: string;
  readonly outcomes: Map<string, OpenOutcome>;
}

function refuse(message: string, key: string, remedy: string): never {
  throw new HoldfastError({ code: "invalid-input", message, place: { key }, remedy });
}

const NOBODY = {
  task: null,
  model: null,
  modelPaths: [],
  created: null,
  evalId: null,
  taskId: null,
  tags: [],
  metadata: {},
};

/** The rows of a table on their way to becoming logs: one for each run and stage, its outcomes at their steps. */
export class TableLogs {
  readonly #plan: TablePlan;
  readonly #rule: TableRule;
  readonly #fallbackEval: string;
  readonly #ids = new SampleIds();
  readonly #logs = new Map<string, OpenLog>();
  readonly #unread = new FirstSeen();
  readonly #again = new FirstSeen();
  #leastEpoch = Number.POSITIVE_INFINITY;

  /** @param fallbackEval the name of the eval where nothing says it */
  constructor(plan: TablePlan, rule: TableRule, fallbackEval: string) {
    this.#plan = plan;
    this.#rule = rule;
    this.#fallbackEval = fallbackEval;
  }

  /** @throws HoldfastError `invalid-input`, the key being the column */
  add(at: number, cells: readonly unknown[]): void {
    const log = this.#logOf(cells);
    for (const target of this.#plan.targets) this.#take(log, target, at, cells);
  }

  #logOf(cells: readonly unknown[]): OpenLog {
    const texts = LOG_WORDS.map((word) => cellText(this.#plan.say(word, cells)));
    const key = texts.map((text) => (text === null ? "" : `=${text}`)).join("\u0000");
    const known = this.#logs.get(key);
    if (known !== undefined) return known;
    const words = LOG_WORDS.flatMap((word, index) => {
      const text = texts[index];
      if (text === null || text === undefined) return [];
      // whole numbers may be written as 3.0
      const value = /^(?:seed|branch)$/.test(word) ? text.replace(/\.0+$/, "") : text;
      return [[word, { value, from: `column ${this.#plan.columnOf(word)}` }] as const];
    });
    const log = {
      said: Object.fromEntries(words),
      label: words.map(([, { value }]) => value).join(" ") || "no run named",
      outcomes: new Map(),
    };
    this.#logs.set(key, log);
    return log;
  }

  #take(log: OpenLog, target: Target, at: number, cells: readonly unknown[]): void {
    const value = scoreIn(target.of(cells));
    if (value === undefined)
      this.#unread.add(`${target.column} \`${(cellText(target.raw(cells)) ?? "").slice(0, 60)}\``, at);
    const about = tableAbout(this.#plan, target, cells, this.#fallbackEval);
    const key = JSON.stringify([
      ...[about.eval, about.metric, about.judge === undefined ? null : judgeKey(about.judge)],
      ...[about.condition ?? null, about.step ?? null, about.tokens ?? null],
    ]);
    if (target.word !== "score") {
      if (value !== undefined && value !== null) this.#takeScalar(log, key, about, target, value, at, cells);
      return;
    }
    let outcome = log.outcomes.get(key);
    if (outcome === undefined) {
      outcome = { about, rows: noRows(), scalar: null, at };
      log.outcomes.set(key, outcome);
    }
    if (outcome.rows !== null) this.#takeScore(outcome.rows, value ?? Number.NaN, at, cells);
  }

  #takeScore(rows: ScoreRows, score: number, at: number, cells: readonly unknown[]): void {
    const id = cellText(this.#plan.say("sample", cells));
    if (id === null)
      refuse("the row names no sample.", this.#plan.columnOf("sample"), "Name what was scored.");
    const sample = this.#ids.numberOf(id);
    if (this.#plan.has("cluster")) this.#ids.setCluster(sample, cellText(this.#plan.say("cluster", cells)));
    const epoch = this.#rule.repeats ? nextEpoch(rows, sample) : (countOf(this.#plan, "epoch", cells) ?? 0);
    if (epoch > 9999) refuse(`${epoch} is no epoch.`, this.#plan.columnOf("epoch"), "Epochs end at 9999.");
    this.#leastEpoch = Math.min(this.#leastEpoch, epoch);
    const added = addScore(rows, sample, epoch, score);
    if (added === "added") return;
    if (added === "same" && this.#plan.has("epoch")) {
      this.#again.add("rows", at);
      return;
    }
    refuse(
      `the sample \`${id}\` is there twice for the same eval, metric and checkpoint${this.#plan.has("epoch") ? ` and epoch ${epoch}` : ""}.`,
      this.#plan.columnOf("sample"),
      this.#plan.has("epoch")
        ? "Leave one of the two out, or name the column that tells them apart."
        : "Name the column of the repeat as epoch, or write `repeats: epochs` into the rule of --map to count them in their order; or name the column that tells them apart.",
    );
  }

  #takeScalar(
    log: OpenLog,
    key: string,
    about: TableAbout,
    target: Target,
    value: number,
    at: number,
    cells: readonly unknown[],
  ): void {
    const scalar = tableScalar(this.#plan, target, value, cells);
    const before = log.outcomes.get(key);
    if (before === undefined) log.outcomes.set(key, { about, rows: null, scalar, at });
    else if (JSON.stringify(before.scalar) === JSON.stringify(scalar)) this.#again.add("rows", at);
    else
      refuse(
        `${about.eval} ${about.metric} of the same checkpoint is there before, in row or line ${before.at}, with another value.`,
        target.column,
        "Leave one of the two out, or name the column that tells them apart.",
      );
  }

  /** What is taken off each epoch. */
  #shift(): number {
    if (this.#rule.epochsFrom !== null) return this.#rule.epochsFrom;
    if (this.#leastEpoch <= 1 || this.#leastEpoch === Number.POSITIVE_INFINITY)
      return this.#leastEpoch === 1 ? 1 : 0;
    return refuse(
      `the epochs begin with ${this.#leastEpoch}.`,
      this.#plan.columnOf("epoch"),
      "Say where they count from: `epochsFrom: 0` or `epochsFrom: 1` in the rule of --map.",
    );
  }

  /** All logs, in the order of their words. @throws HoldfastError `invalid-input` where epochs cannot be counted */
  logs(unit: string): EvalLog[] {
    const shift = this.#shift();
    const hasClusters = this.#plan.has("cluster");
    const open = [...this.#logs].sort(([a], [b]) => (a < b ? -1 : 1));
    const leftOut = this.#unread.list.map(({ what, count, first }) => ({
      what,
      why: `it stands for no number (first in ${unit} ${first}); \`values\` in the rule of --map says what it stands for`,
      count,
    }));
    const again = this.#again.list.map(
      ({ count, first }) => `${count} rows say again what others say (first in ${unit} ${first}).`,
    );
    const notes = [...again, ...(shift === 1 ? ["Epochs count from 1 there, and from 0 here."] : [])];
    return open.map(([, { said, label, outcomes }], index) => ({
      format: "table",
      ...(open.length === 1 ? {} : { part: label }),
      says: { ...NOBODY, said },
      outcomes: [...outcomes]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, { about, rows, scalar }]) => ({
          ...about,
          ...(rows === null ? scalar : { samples: samplesOf(rows, this.#ids, shift, hasClusters) }),
        })),
      // what is about the whole file is said once
      leftOut: index === 0 ? leftOut : [],
      notes: index === 0 ? notes : [],
    }));
  }
}
