import type { AblationOrder, Arrival, RegistrationSummary, VerdictWord } from "@holdfast/core";
import { and, count, eq, isNotNull, ne, or, type SQL, sql } from "drizzle-orm";
import { isAnyOf } from "../driver/bulk.js";
import type { Session } from "../driver/driver.js";
import { afterPlace, type KeysetColumn, keysetOrder } from "../driver/keyset.js";
import { INBOX_ID } from "../mlflow/inbox.js";
import { ablation } from "../schema/ablation.js";
import { overview } from "../schema/overview.js";
import { run } from "../schema/run.js";
import { hasEvidenceAfter } from "./ablation-events.js";

/** A place in a list of ablations. */
export interface AblationPlace {
  readonly order: AblationOrder;
  /** What comes before name and version in that order; null where nothing does. */
  readonly first: string | number | null;
  readonly name: string;
  readonly version: string;
}

/** Which ablations are asked for; what is left out is not asked. */
export interface AblationQuestion {
  /** Only this one. */
  readonly identity?: string | undefined;
  readonly archived?: boolean | undefined;
  /** Found in its name, version, title or question, whatever the case of letters. */
  readonly text?: string | undefined;
  readonly arrival?: Arrival | undefined;
  /** What its headline says; `none`: it has no verdict. */
  readonly verdict?: VerdictWord | "none" | undefined;
  readonly order: AblationOrder;
  readonly limit: number;
  readonly after?: AblationPlace | undefined;
}

/** A page of a list of ablations. */
export interface AblationPage {
  readonly ablations: readonly RegistrationSummary[];
  /** Where the following page begins, or null. */
  readonly next: AblationPlace | null;
}

const identity = sql<string>`${ablation.name} || '@' || ${ablation.version}`;
/** Characters of a title that say where it stands, so that a cursor stays short. */
const LONGEST = sql.raw("200");
const NAMED: readonly KeysetColumn[] = [
  { by: ablation.name, type: "text" },
  { by: ablation.version, type: "text" },
];
/** Milliseconds since 1970, the latest first; what never was comes last. */
function latest(column: SQL): KeysetColumn {
  return { by: sql`coalesce(-(extract(epoch from ${column}) * 1000)::bigint, 0)`, type: "bigint" };
}
const FIRST: Readonly<Record<AblationOrder, KeysetColumn | null>> = {
  identity: null,
  title: { by: sql`lower(left(${ablation.title}, ${LONGEST}))`, type: "text" },
  newest: latest(sql`${ablation.registeredAt}`),
  analysed: latest(sql`${overview.analysedAt}`),
};

function columnsOf(order: AblationOrder): readonly KeysetColumn[] {
  const first = FIRST[order];
  return first === null ? NAMED : [first, ...NAMED];
}

const outcomes = sql<number>`coalesce(${overview.outcomes}, 0)`.mapWith(Number);
const isComplete = sql`${overview.present} >= ${overview.expected}`;
const ARRIVED: Readonly<Record<Arrival, SQL | undefined>> = {
  awaiting: sql`${outcomes} = 0`,
  partial: and(sql`${outcomes} > 0`, sql`not (${isComplete})`),
  complete: and(sql`${outcomes} > 0`, isComplete),
};

function conditions(question: AblationQuestion): (SQL | undefined)[] {
  const { archived, text, arrival, verdict, after, order } = question;
  const searched = sql`concat_ws(' ', ${identity}, ${ablation.title}, ${ablation.question})`;
  return [
    ne(ablation.ablationId, INBOX_ID),
    question.identity === undefined ? undefined : sql`${identity} = ${question.identity}`,
    archived === undefined ? undefined : eq(ablation.archived, archived),
    text === undefined ? undefined : sql`strpos(lower(${searched}), lower(${text}::text)) > 0`,
    arrival === undefined ? undefined : ARRIVED[arrival],
    verdict === undefined
      ? undefined
      : verdict === "none"
        ? sql`${overview.verdict} is null`
        : eq(overview.verdict, verdict),
    after === undefined
      ? undefined
      : afterPlace(columnsOf(order), [
          ...(after.first === null ? [] : [after.first]),
          ...[after.name, after.version],
        ]),
  ];
}

/** How many runs each ablation has: evidence whose run nobody named is no run. */
async function runsOf({ db }: Session, ids: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const rows = await db
    .select({ id: run.ablationId, count: count() })
    .from(run)
    .where(and(isAnyOf(run.ablationId, ids), or(isNotNull(run.seed), isNotNull(run.callerId))))
    .groupBy(run.ablationId);
  return new Map(rows.map(({ id, count: runs }) => [id, runs]));
}

/** Of which ablations an analysis would rest on other evidence than the last one. */
async function outdatedOf(session: Session, ids: readonly number[]): Promise<ReadonlySet<number>> {
  const rows = await session.db
    .select({ id: overview.ablationId })
    .from(overview)
    .innerJoin(ablation, eq(ablation.ablationId, overview.ablationId))
    .where(
      and(
        isAnyOf(overview.ablationId, ids),
        or(eq(overview.outdated, true), hasEvidenceAfter(session, sql`${overview.analysedEvent}`)),
      ),
    );
  return new Set(rows.map(({ id }) => id));
}

function firstOf(value: unknown, column: KeysetColumn | null): string | number | null {
  if (column === null) return null;
  return column.type === "text" ? String(value) : Number(value);
}

/** Ablations with what was counted and said of them, a page of them. */
export async function listAblations(session: Session, question: AblationQuestion): Promise<AblationPage> {
  const { order, limit } = question;
  const first = FIRST[order];
  const rows = await session.db
    .select({ row: ablation, kept: overview, outcomes, first: sql<unknown>`${first?.by ?? null}` })
    .from(ablation)
    .leftJoin(overview, eq(overview.ablationId, ablation.ablationId))
    .where(and(...conditions(question)))
    .orderBy(...keysetOrder(columnsOf(order)))
    .limit(limit + 1);
  const shown = rows.slice(0, limit);
  const ids = shown.map(({ row }) => row.ablationId);
  const runs = await runsOf(session, ids);
  const outdated = await outdatedOf(session, ids);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    ablations: shown.map(({ row, kept, outcomes: recorded }): RegistrationSummary => {
      const { ablationId, title, question: asked, fingerprint, revision, retrospective, archived } = row;
      const isCounted = kept !== null && kept.countedEvent >= 0;
      return {
        identity: `${row.name}@${row.version}`,
        ...{ title, question: asked, fingerprint, revision, retrospective, archived },
        registeredAt: row.registeredAt.toISOString(),
        runs: runs.get(ablationId) ?? 0,
        outcomes: recorded,
        observational: kept?.observational ?? false,
        coverage: isCounted ? { expected: kept.expected, present: kept.present } : null,
        headline:
          kept === null || kept.sentence === null || kept.analysedAt === null
            ? null
            : {
                ...{ verdict: kept.verdict, sentence: kept.sentence, at: kept.analysedAt.toISOString() },
                outdated: outdated.has(ablationId),
              },
      };
    }),
    next:
      last === undefined
        ? null
        : { order, first: firstOf(last.first, first), name: last.row.name, version: last.row.version },
  };
}
