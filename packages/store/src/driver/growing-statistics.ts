import type { Driver } from "./driver.js";

/** Outcomes after which the planner is told for the first time; from then on each time they have doubled. */
const FROM = 200;

/** What is looked up by its keys while a batch is recorded. */
const LOOKED_UP = "run, checkpoint, eval, sample, outcome";

/**
 * Tells the planner how large the tables have grown, as often as they have doubled. To a planner that saw them empty
 * every index of an ablation looks alike, and a lookup may read all that the ablation has: nobody tells PGlite at all,
 * and a server is told by autovacuum, which looks once a minute.
 *
 * @returns to be told how many outcomes were recorded
 */
export function growingStatistics(driver: Driver): (recorded: number) => Promise<void> {
  let [counted, uncounted] = [0, 0];
  /** On a server nobody waits for it, and where it fails only speed is lost. */
  async function tellServer(): Promise<void> {
    const [row] = await driver.query(
      "select reltuples < $1::text::real from pg_class where oid = 'outcome'::regclass",
      [String(counted)],
    );
    if (row?.[0] === true) await driver.query(`analyze ${LOOKED_UP}`);
  }
  return async (recorded) => {
    uncounted += recorded;
    if (uncounted < Math.max(FROM, counted)) return;
    [counted, uncounted] = [counted + uncounted, 0];
    if (driver.engine === "pglite") await driver.query("analyze");
    else void tellServer().catch(() => undefined);
  };
}
