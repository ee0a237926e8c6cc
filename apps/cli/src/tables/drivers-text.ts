import {
  type Ablation,
  type Driver,
  type DriverAnswer,
  type DriverContrast,
  type DriverNumber,
  type EffectScale,
  type Level,
  type Quantity,
  type Target,
  termText,
} from "@holdfast/core";
import { evalHeading, momentText, unitOf } from "./contrast-text.js";
import { countText, intervalText, plural, pText, signed, type Unit } from "./number-text.js";
import { paragraph } from "./paragraph.js";
import { sentenceLines } from "./sentence-lines.js";
import { type Row, textTable } from "./text-table.js";
import { reasonList, warningList } from "./warning-list.js";

export interface DriversTextOptions {
  readonly scale: EffectScale;
  /** The target that is shown; without it, the one each contrast shows first. */
  readonly target: Target | undefined;
  readonly columns: number;
  readonly bold: (text: string) => string;
}

const KINDS: Readonly<Record<DriverContrast["kind"], string>> = {
  "main-effect": "main effect",
  interaction: "interaction",
  "adds-to-nothing": "adds to nothing",
  "lost-when-removed": "lost when removed",
};

/** The number of that scale and target by the shown method, else by any that has it. */
function numberOf(
  contrast: DriverContrast,
  { scale, target }: Pick<DriversTextOptions, "scale" | "target">,
): DriverNumber | undefined {
  const fitting = contrast.numbers.filter(
    (number) => number.scale === scale && number.target === (target ?? contrast.shownTarget),
  );
  return fitting.find(({ method }) => method === contrast.shownMethod) ?? fitting[0];
}

function quantityText(quantity: Quantity | undefined, unit: Unit): readonly [string, string] {
  if (quantity === undefined) return ["-", ""];
  if (quantity.status === "not-estimable") return ["-", "not estimable"];
  return [signed(quantity.estimate, unit), intervalText(quantity.interval, unit)];
}

function nameOf({ factors, levels }: DriverContrast): string {
  const plain = levels === null || (levels.from === false && levels.to === true);
  const text = (level: Level) =>
    typeof level === "number" && Number.isInteger(level) ? countText(level) : String(level);
  return plain ? termText(factors) : `${termText(factors)}: ${text(levels.from)} -> ${text(levels.to)}`;
}

function remarksOf(contrast: DriverContrast): string {
  const aliases = contrast.aliasedWith.map(
    ({ factors, sign }) => `${sign < 0 ? "-" : ""}${termText(factors)}`,
  );
  const few = aliases.slice(0, 3).join(", ");
  return [
    KINDS[contrast.kind],
    ...(aliases.length === 0
      ? []
      : [`= ${few}${aliases.length > 3 ? ` and ${aliases.length - 3} more` : ""}`]),
    ...(contrast.reading === null ? [] : [`(${contrast.reading})`]),
  ].join(" ");
}

function contrastRow(
  ablation: Ablation,
  driver: Driver,
  contrast: DriverContrast,
  options: DriversTextOptions,
): string[] {
  const unit = options.scale === "log-odds" ? "log-odds" : unitOf(ablation, driver);
  const number = numberOf(contrast, options);
  const [estimate, interval] = quantityText(number?.quantity, unit);
  const p = number?.quantity.status === "estimated" ? number.quantity.pValue : null;
  return [
    `  ${nameOf(contrast)}`,
    estimate,
    interval,
    pText(p),
    pText(number?.pAdjusted ?? null),
    number?.method ?? "-",
    remarksOf(contrast),
  ];
}

function designHeading(ablation: Ablation, driver: Driver): string {
  const { design } = driver;
  const reference = design.reference === null ? "" : ` from ${design.reference}`;
  const prompts =
    driver.prompts === null || driver.droppedPrompts === 0
      ? ""
      : `, ${countText(driver.prompts)} of ${countText(driver.prompts + driver.droppedPrompts)} prompts`;
  const resolution = design.resolution === null ? "" : `, resolution ${design.resolution}`;
  return `${evalHeading(ablation, driver, driver.condition)}: ${momentText(driver.moment)} (${design.kind}${reference}${resolution}, ${design.arms.length} arms${prompts})`;
}

function shareRows(ablation: Ablation, driver: Driver, { scale, target }: DriversTextOptions): string[][] {
  const { attribution } = driver;
  if (attribution.status === "not-estimable") return [];
  const unit = scale === "log-odds" ? "log-odds" : unitOf(ablation, driver);
  const shown = (numbers: readonly DriverNumber[]) => {
    const own = numbers.filter(
      (number) => number.scale === scale && (target === undefined || number.target === target),
    );
    return (own.find(({ quantity }) => quantity.status === "estimated") ?? own[0])?.quantity;
  };
  const row = (name: string, numbers: readonly DriverNumber[], remark: string) => {
    const [estimate, interval] = quantityText(shown(numbers), unit);
    return [`  ${name}`, estimate, interval, "-", "-", attribution.method, remark];
  };
  return [
    ...attribution.shares.map(({ factor, shapley }) => row(factor, shapley, "share (Shapley)")),
    ...attribution.shares.flatMap(({ factor, owen }) =>
      owen === null ? [] : [row(factor, owen, "share by group (Owen)")],
    ),
    ...(driver.contrasts.some(({ kind }) => kind === "interaction")
      ? []
      : attribution.interactions.map(({ factors, index }) =>
          row(termText(factors), index, "interaction index"),
        )),
    row("all together", attribution.total, "all against none"),
  ];
}

function rowsOf(ablation: Ablation, driver: Driver, options: DriversTextOptions): Row[] {
  return [
    designHeading(ablation, driver),
    ...driver.contrasts
      .filter(({ notYetApplied }) => !notYetApplied)
      .map((contrast) => contrastRow(ablation, driver, contrast, options)),
    ...shareRows(ablation, driver, options),
  ];
}

/** They are long: one a place. */
const MOST_SENTENCES = 9;

/** Of more places than these, the last moment of each eval is shown. */
const MOST_PLACES = 8;

function shownDrivers(ablation: Ablation, drivers: readonly Driver[]): readonly Driver[] {
  if (drivers.length <= MOST_PLACES) return drivers;
  const stageOf = ({ moment }: Driver) => ablation.stages.findIndex(({ name }) => name === moment.stage);
  const keyOf = (driver: Driver) => evalHeading(ablation, driver, driver.condition);
  const last = new Map<string, number>();
  for (const driver of drivers)
    last.set(keyOf(driver), Math.max(last.get(keyOf(driver)) ?? -1, stageOf(driver)));
  return drivers.filter((driver) => stageOf(driver) === last.get(keyOf(driver)));
}

const LEGEND =
  "Effects are differences, positive is more of what the eval measures; in percentage points for rates where they are not in log odds. Holm: adjusted over the factors of one eval; a dash is exploratory. Interaction: half of how much one effect changes with the other. Shares (Shapley) split all against none among the factors. Pooled: one run variance for all arms; welch: each arm's own.";

/** Defining relations and whether tokens can be told from factors, each once. */
function designNotes({ drivers }: DriverAnswer): string[] {
  const notes = drivers.flatMap(({ design, tokens }) => [
    ...(design.definingRelation.length === 0
      ? []
      : [
          `Defining relation: I = ${design.definingRelation.map(({ factors, sign }) => `${sign < 0 ? "-" : ""}${termText(factors)}`).join(" = ")}.`,
        ]),
    ...(tokens.status === "told-apart"
      ? [
          `Tokens differ between arms; variance inflation by log tokens: ${tokens.factors.map(({ factor, inflation }) => `${factor} ${inflation === null ? "without end" : inflation.toFixed(1)}`).join(", ")}.`,
        ]
      : []),
  ]);
  return [...new Set(notes)];
}

/** What each factor did as text: sentences, a table, the aliases, what could not be estimated, and the warnings. */
export function driversText(ablation: Ablation, answer: DriverAnswer, options: DriversTextOptions): string {
  const { columns, bold } = options;
  const varied = answer.drivers.filter(({ contrasts }) => contrasts.length > 0);
  const shown = shownDrivers(ablation, varied);
  const early = shown.flatMap(({ contrasts }) => contrasts.filter(({ notYetApplied }) => notYetApplied));
  const left = [
    ...(varied.length === shown.length
      ? []
      : [`${plural(varied.length - shown.length, "place")} at earlier moments`]),
    ...(early.length === 0 ? [] : ["effects of factors that are applied later"]),
  ];
  const table =
    shown.length === 0
      ? ""
      : textTable(
          [
            { heading: "factor", least: 16 },
            { heading: options.scale === "log-odds" ? "log odds" : "effect", align: "right" },
            { heading: `${Math.round((1 - ablation.plan.alpha) * 100)}% interval` },
            { heading: "p", align: "right" },
            { heading: "Holm", align: "right" },
            { heading: "method" },
            { heading: "what it is", least: 18 },
          ],
          shown.flatMap((driver) => rowsOf(ablation, driver, options)),
          columns,
          bold,
        );
  const reasons = shown.flatMap((driver) => [
    ...driver.contrasts.flatMap((contrast) => {
      const quantity = numberOf(contrast, options)?.quantity;
      return quantity === undefined || quantity.reason === null ? [] : [quantity.reason];
    }),
    ...(driver.attribution.status === "not-estimable" && driver.design.factors.length > 1
      ? [`shares: ${driver.attribution.reason}`]
      : []),
  ]);
  return [
    sentenceLines(answer.sentences, columns, MOST_SENTENCES),
    table,
    ...(left.length === 0 ? [] : [paragraph(`Not shown: ${left.join(", ")}; --json has them.`, columns)]),
    ...(table === "" ? [] : [paragraph(LEGEND, columns)]),
    ...designNotes(answer).map((note) => paragraph(note, columns)),
    reasonList("Reasons", reasons, columns, bold),
    warningList(answer.warnings, columns, bold),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}
