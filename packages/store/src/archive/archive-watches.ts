import { AlarmSchema, compareText, parseWith, WatchRequestSchema } from "@holdfast/core";
import { and, eq } from "drizzle-orm";
import type { Session } from "../driver/driver.js";
import { alarmSeries } from "../live/alarm-series.js";
import { alarm, watch } from "../schema/watch.js";
import type { ArchiveLine } from "./archive-format.js";
import { brokenArchive, differsFromArchive } from "./archive-refusal.js";

type LineOf<K extends ArchiveLine["kind"]> = Extract<ArchiveLine, { kind: K }>;

/** The watches of an ablation, oldest first, then the alarms that they raised. */
export async function* watchLines(session: Session, ablationId: number): AsyncGenerator<ArchiveLine> {
  const watches = await session.db.select().from(watch).where(eq(watch.ablationId, ablationId));
  watches.sort((a, b) => a.at.getTime() - b.at.getTime() || compareText(a.watchId, b.watchId));
  for (const { watchId, question, author, at } of watches)
    yield {
      ...{ kind: "watch", watchId, author, at: at.toISOString() },
      question: parseWith(WatchRequestSchema, question, "stored watch"),
    };
  const alarms = await session.db.select().from(alarm).where(eq(alarm.ablationId, ablationId));
  alarms.sort(
    (a, b) =>
      a.at.getTime() - b.at.getTime() ||
      compareText(a.watchId, b.watchId) ||
      compareText(a.series, b.series) ||
      a.trial - b.trial,
  );
  for (const { alarm: raised, at } of alarms)
    yield { kind: "alarm", alarm: parseWith(AlarmSchema, raised, "stored alarm"), at: at.toISOString() };
}

/**
 * A watch that was kept, restored: it looks at the evidence anew, and what it had raised it does not raise again.
 *
 * @returns whether it was new
 * @throws HoldfastError `conflict` where there is another one of its id
 */
export async function restoreWatch(
  session: Session,
  ablationId: number,
  { watchId, question, author, at }: LineOf<"watch">,
): Promise<boolean> {
  const inserted = await session.db
    .insert(watch)
    .values({ ablationId, watchId, question, author, at: new Date(at), seen: -1 })
    .onConflictDoNothing()
    .returning({ id: watch.watchId });
  if (inserted.length > 0) return true;
  const [there] = await session.db
    .select()
    .from(watch)
    .where(and(eq(watch.ablationId, ablationId), eq(watch.watchId, watchId)));
  const asked = JSON.stringify(parseWith(WatchRequestSchema, there?.question, "stored watch"));
  if (asked !== JSON.stringify(question) || there?.author !== author)
    throw differsFromArchive(`the watch ${watchId}`, "Give up the one that is here, and restore again.");
  return false;
}

/** An alarm that was raised, restored without raising it. @throws HoldfastError `invalid-input` without its watch */
export async function restoreAlarm(
  session: Session,
  ablationId: number,
  line: number,
  { alarm: raised, at }: LineOf<"alarm">,
): Promise<void> {
  const { watchId, trial } = raised;
  const [owner] = await session.db
    .select({ id: watch.watchId })
    .from(watch)
    .where(and(eq(watch.ablationId, ablationId), eq(watch.watchId, watchId)));
  if (owner === undefined) throw brokenArchive(line, `no earlier line names the watch ${watchId}.`);
  await session.db
    .insert(alarm)
    .values({ ablationId, watchId, series: alarmSeries(raised), trial, alarm: raised, at: new Date(at) })
    .onConflictDoNothing();
}
