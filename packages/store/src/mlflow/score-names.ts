import {
  type Ablation,
  AblationSchema,
  bindingTags,
  type Condition,
  isHoldfastError,
  judgeKey,
  parseWith,
  type ScoredKeys,
  scoredKeys,
} from "@holdfast/core";
import { and, eq } from "drizzle-orm";
import type { Session } from "../driver/driver.js";
import { ablation } from "../schema/ablation.js";
import { mlflowTag } from "../schema/mlflow-run.js";
import { revision } from "../schema/revision.js";
import type { MlflowPair } from "./mlflow-run.js";

/** Which metrics of a bound run are evals of its ablation, and how their outcomes are filed. */
export interface ScoreNames extends ScoredKeys {
  /** The same as long as ablation and tags say the same. */
  readonly stamp: string;
  readonly ablation: Ablation;
  readonly judge: string;
  readonly condition: Condition;
}

/** Documents of ablations as they were read last, by id and revision. */
export type KnownDocuments = Map<string, Ablation>;

const MOST_DOCUMENTS = 100;

/** The document of an ablation. */
async function documentOf(
  session: Session,
  ablationId: number,
  number: number,
  known: KnownDocuments,
): Promise<Ablation> {
  const key = `${ablationId}:${number}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const [row] = await session.db
    .select({ document: revision.document })
    .from(revision)
    .where(and(eq(revision.ablationId, ablationId), eq(revision.revision, number)));
  const document = parseWith(AblationSchema, row?.document, "stored ablation");
  known.set(key, document);
  const [oldest] = known.keys();
  if (known.size > MOST_DOCUMENTS && oldest !== undefined) known.delete(oldest);
  return document;
}

/**
 * Which metrics of a run are evals, by the ablation and the tags of the run as they are now.
 *
 * @param before what was known of it; handed back where nothing has changed
 */
export async function scoreNamesOf(
  session: Session,
  { ablationId, runId }: { readonly ablationId: number; readonly runId: string },
  known: KnownDocuments,
  before: ScoreNames | null = null,
): Promise<ScoreNames> {
  const [row] = await session.db
    .select({ revision: ablation.revision })
    .from(ablation)
    .where(eq(ablation.ablationId, ablationId));
  const tags: MlflowPair[] = await session.db
    .select({ key: mlflowTag.key, value: mlflowTag.value })
    .from(mlflowTag)
    .where(and(eq(mlflowTag.ablationId, ablationId), eq(mlflowTag.runId, runId)));
  const number = row?.revision ?? 0;
  const { judge, condition, evals } = bindingTags(tags);
  const stamp = JSON.stringify([ablationId, number, judge, condition, evals]);
  if (before?.stamp === stamp) return before;
  const document = await documentOf(session, ablationId, number, known);
  return {
    ...{ stamp, ablation: document, judge: judgeKey(judge), condition },
    ...namedIn(document, evals),
  };
}

/** What keys name; a tag whose eval an amendment took away names nothing, and its key is unclear. */
function namedIn(document: Ablation, evals: Readonly<Record<string, string>>): ScoredKeys {
  const [kept, gone]: [[string, string][], string[]] = [[], []];
  for (const [key, text] of Object.entries(evals)) {
    try {
      scoredKeys(document, { [key]: text });
      kept.push([key, text]);
    } catch (error) {
      if (!isHoldfastError(error)) throw error;
      gone.push(key);
    }
  }
  const { keys, unclear } = scoredKeys(document, Object.fromEntries(kept));
  return {
    keys: new Map([...keys].filter(([key]) => !gone.includes(key))),
    unclear: new Map([...unclear, ...gone.map((key): [string, string[]] => [key, []])]),
  };
}
