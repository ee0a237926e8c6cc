import type { Session } from "./driver.js";

/** Tells the planner how large the tables have grown. Servers do it by themselves (autovacuum); PGlite does not. */
export async function refreshStatistics(session: Session): Promise<void> {
  await session.query("analyze");
}
