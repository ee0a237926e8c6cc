import { type Ablation, type AblationStatus, type Analysis, type Warning, warningRank } from "@holdfast/core";
import { formatCount, formatDay, formatQuantity } from "../format.js";
import type { ReportInput } from "../report-input.js";
import { driverSentences } from "../sentences/driver-sentence.js";
import { durabilityCounts } from "../sentences/durability-counts.js";
import { effectsInBrief } from "../sentences/effect-sentences.js";
import { efficiencySentences } from "../sentences/efficiency-sentence.js";
import { generalizationSentences } from "../sentences/generalization-sentence.js";
import { judgeSentences } from "../sentences/judge-sentence.js";
import { originSentences } from "../sentences/origin-sentence.js";
import { KNOWN_TEXT } from "./integrity-record.js";

/** One question about an ablation with its answer in a sentence, and the page that says more. */
export interface QuestionLine {
  /** The last part of the address of its page. */
  readonly slug: string;
  readonly question: string;
  /** null where there is nothing to answer with yet. */
  readonly answer: string | null;
}

function designLine({ arms, factors, seeds }: Ablation): string {
  const planned = seeds === "unknown" ? null : typeof seeds === "number" ? seeds : seeds.length;
  const runs = planned === null ? "runs not stated" : `${formatQuantity(planned, "run")} planned for each`;
  const varied = factors.length === 0 ? "" : `, ${formatQuantity(factors.length, "factor")} varied`;
  return `${formatQuantity(arms.length, "arm")}${varied}, ${runs}.`;
}

function coverageLine({ expected, present, missing, coverage }: AblationStatus): string {
  if (coverage.length === 0) return `Nothing is recorded yet of ${formatQuantity(expected, "place")}.`;
  if (missing === 0) return `All ${formatQuantity(expected, "place")} of the plan have outcomes.`;
  return `${formatCount(present)} of ${formatQuantity(expected, "place")} have outcomes; ${formatCount(missing)} are holes.`;
}

function integrityLine({ registration }: ReportInput): string {
  const { registeredAt, retrospective, revisions } = registration;
  const [last] = revisions.filter(({ revision }) => revision > 1).slice(-1);
  const registered = `Registered on ${formatDay(registeredAt)}${retrospective ? ", after outcomes existed" : ""}`;
  if (last === undefined) return `${registered}, and never amended.`;
  const times = last.revision === 2 ? "once" : `${last.revision - 1} times`;
  return `${registered}, amended ${times}; the last time ${KNOWN_TEXT[last.known]}.`;
}

const first = (sentences: readonly string[]) => sentences[0] ?? null;

/** What each page about an ablation says, one line each, in the order in which they are asked. */
export function questionLines(input: ReportInput, status: AblationStatus): QuestionLine[] {
  const { analysis, registration } = input;
  const { ablation } = registration;
  const { effects, drivers, generalization, evalCorrelations, durability, efficiency } = analysis;
  return [
    {
      slug: "effects",
      question: "What did the data do?",
      answer: effects.length === 0 ? null : first(effectsInBrief(ablation, analysis)),
    },
    {
      slug: "drivers",
      question: "What drove it?",
      answer: drivers.length === 0 ? null : first(driverSentences(ablation, drivers)),
    },
    {
      slug: "generalization",
      question: "Did it generalise?",
      answer:
        generalization.pairs.length === 0
          ? null
          : first(generalizationSentences(ablation, generalization, evalCorrelations)),
    },
    {
      slug: "durability",
      question: "Did it hold?",
      answer: first(durabilityCounts(ablation, durability)),
    },
    {
      slug: "origin",
      question: "Where did it come from?",
      answer: analysis.origins.length === 0 ? null : first(originSentences(ablation, analysis.origins)),
    },
    {
      slug: "efficiency",
      question: "What did it cost in tokens?",
      answer: efficiency.length === 0 ? null : first(efficiencySentences(ablation, efficiency)),
    },
    {
      slug: "judges",
      question: "Do judges agree?",
      answer:
        analysis.judges.pairs.length + analysis.judges.conclusions.length === 0
          ? null
          : first(judgeSentences(ablation, analysis.judges)),
    },
    { slug: "design", question: "What was every arm given?", answer: designLine(ablation) },
    { slug: "coverage", question: "What is missing?", answer: coverageLine(status) },
    { slug: "integrity", question: "Was it planned so?", answer: integrityLine(input) },
  ];
}

/** A warning that can turn an answer round, how many like it there are, and the page that says more. */
export interface WeightyWarning {
  readonly code: Warning["code"];
  readonly message: string;
  readonly others: number;
  readonly slug: string;
}

const PAGES: Readonly<Partial<Record<Warning["code"], string>>> = {
  "judge-dependent": "judges",
  suppression: "generalization",
  "duplicated-run": "coverage",
};

/** The warnings that can turn an answer round, one of each kind, the weightiest first. */
export function weightyWarnings({ warnings }: Pick<Analysis, "warnings">): WeightyWarning[] {
  const light = warningRank("no-seeds");
  const kinds = new Map<Warning["code"], Set<string>>();
  for (const { code, message } of warnings) {
    if (warningRank(code) >= light) continue;
    const messages = kinds.get(code) ?? new Set<string>();
    kinds.set(code, messages.add(message));
  }
  return [...kinds]
    .sort(([a], [b]) => warningRank(a) - warningRank(b))
    .map(([code, messages]) => ({
      code,
      message: [...messages][0] ?? "",
      others: messages.size - 1,
      slug: PAGES[code] ?? "integrity",
    }));
}
