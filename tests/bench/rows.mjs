/*
 * The way most trackers keep scores: one row a score. Used here only as the peer that pages are compared with.
 */

/** Rows that name what they are about, as they arrive: uuid and text keys. Peer of ingest. */
export async function createNamedRows(sql) {
  await sql`DROP TABLE IF EXISTS bench_named`;
  await sql`CREATE TABLE bench_named (checkpoint uuid NOT NULL, eval text NOT NULL, sample text NOT NULL, epoch smallint NOT NULL,
    score float8, PRIMARY KEY (checkpoint, eval, sample, epoch))`;
}

/** Rows with integers for keys, beside tables of what the integers stand for: the best that rows can do. Peer of size and aggregation. */
export async function createNumberedRows(sql, { checkpoints, evals, samples }) {
  await sql`DROP TABLE IF EXISTS bench_numbered, bench_checkpoint, bench_sample`;
  await sql`CREATE TABLE bench_checkpoint AS SELECT checkpoint_no, checkpoint_no % 2 AS arm, checkpoint_no / 2 % 10 AS seed, checkpoint_no / 20 AS step
    FROM generate_series(0, ${checkpoints}::int - 1) AS checkpoint_no`;
  await sql`CREATE TABLE bench_sample AS SELECT eval_no, sample_no, sample_no / 4 AS cluster_no
    FROM generate_series(0, ${evals}::int - 1) AS eval_no, generate_series(0, ${samples}::int - 1) AS sample_no`;
  await sql`CREATE TABLE bench_numbered (checkpoint_no int NOT NULL, eval_no int NOT NULL, sample_no int NOT NULL, epoch smallint NOT NULL, score float8)`;
}

/** COPY from lines of text. */
export async function copyRows(sql, into, lines) {
  const stream = await into(sql).writable();
  const ended = new Promise((resolve, reject) => {
    stream.on("finish", resolve);
    stream.on("error", reject);
  });
  let chunk = "";
  for (const line of lines) {
    chunk += line;
    if (chunk.length < 65_536) continue;
    if (!stream.write(chunk)) await new Promise((resolve) => stream.once("drain", resolve));
    chunk = "";
  }
  stream.end(chunk);
  await ended;
}

/** COPY to a temporary table, then INSERT ... ON CONFLICT DO NOTHING: sending twice adds nothing. */
export async function stageRows(sql, lines) {
  await sql.begin(async (transaction) => {
    await transaction`CREATE TEMP TABLE bench_staged (LIKE bench_named) ON COMMIT DROP`;
    await copyRows(transaction, (inside) => inside`COPY bench_staged FROM STDIN`, lines);
    await transaction`INSERT INTO bench_named SELECT * FROM bench_staged ON CONFLICT DO NOTHING`;
  });
}

/** The best single query over numbered rows for what `aggregate` answers: sums and clustered sums of arm, seed, step and eval. */
export function aggregateRows(sql) {
  return sql`
    SELECT arm, seed, step, eval_no, sum(n)::int AS n, sum(total) AS total, sum(total * total) AS squares
    FROM (SELECT checkpoint_no, eval_no, cluster_no, count(score) AS n, sum(score) AS total
      FROM bench_numbered JOIN bench_sample USING (eval_no, sample_no)
      GROUP BY checkpoint_no, eval_no, cluster_no) AS of_cluster
    JOIN bench_checkpoint USING (checkpoint_no)
    GROUP BY arm, seed, step, eval_no`;
}
