import { createHash } from "node:crypto";
import { defineAblation, OutcomeLineSchema, outcomesOf } from "@holdfast/core";
import { openStore } from "@holdfast/store";
import postgres from "postgres";
import { interleaved, timed, verdict } from "./measure.mjs";
import { aggregateRows, copyRows, createNamedRows, createNumberedRows, stageRows } from "./rows.mjs";
import { checkpointLines, syntheticAblation } from "./synthetic.mjs";

const SHAPE = { evals: 5, samples: 200, epochs: 5, arms: 2 };
const SCORES_A_CHECKPOINT = SHAPE.evals * SHAPE.samples * SHAPE.epochs;
const CHECKPOINTS_A_BATCH = 5;
const actor = { name: "bench", at: new Date(0) };

const outcomesAt = (checkpoint, shape = SHAPE) =>
  checkpointLines({ ...shape, checkpoint }).flatMap((line) => outcomesOf(OutcomeLineSchema.parse(line)));

const uuidOf = (text) => createHash("md5").update(text).digest("hex");

function* namedRows(outcomes, round) {
  for (const { run, checkpoint, eval: evalId, evidence } of outcomes) {
    const key = uuidOf(`${round} ${run.arm} ${run.seed} ${checkpoint.step}`);
    for (let index = 0; index < evidence.sample.length; index += 1) {
      yield `${key}\t${evalId}\t${evidence.sample[index]}\t${evidence.epoch[index]}\t${evidence.score[index]}\n`;
    }
  }
}

function* numberedRows(checkpoints) {
  for (let checkpoint = 0; checkpoint < checkpoints; checkpoint += 1) {
    for (const [index, { evidence }] of outcomesAt(checkpoint).entries()) {
      for (let cell = 0; cell < evidence.sample.length; cell += 1) {
        const sample = Math.floor(cell / SHAPE.epochs);
        yield `${checkpoint}\t${index}\t${sample}\t${evidence.epoch[cell]}\t${evidence.score[cell]}\n`;
      }
    }
  }
}

async function recordBatches(store, identity, checkpoints, outcomesOfCheckpoint) {
  for (let from = 0; from < checkpoints; from += CHECKPOINTS_A_BATCH) {
    const batch = [];
    for (let next = from; next < Math.min(from + CHECKPOINTS_A_BATCH, checkpoints); next += 1) {
      batch.push(...outcomesOfCheckpoint(next));
    }
    await store.record(identity, batch, actor);
  }
}

async function register(store, name) {
  const ablation = defineAblation(syntheticAblation({ name, ...SHAPE }));
  await store.register(ablation, actor, { retrospective: false });
  return `${name}@1`;
}

async function benchIngest({ store, sql, rounds, log }) {
  const part = 100;
  const outcomes = Array.from({ length: part }, (_, checkpoint) => outcomesAt(checkpoint));
  await createNamedRows(sql);
  const times = await interleaved(
    {
      pages: async (round) =>
        recordBatches(store, await register(store, `ingest${round + 1}`), part, (at) => outcomes[at]),
      rows: (round) => stageRows(sql, namedRows(outcomes.flat(), round)),
    },
    rounds,
  );
  const { ms, value } = await timed(() => store.record("ingest1@1", outcomes[0], actor));
  log(
    `one checkpoint sent again: ${value.added} added, ${value.recognised} recognised in ${ms.toFixed(0)} ms`,
  );
  const rate = (time) => `${Math.round((part * SCORES_A_CHECKPOINT) / time)}k scores/s`;
  const detail = `${rate(times.pages)} against ${rate(times.rows)}, parts of ${(part * SCORES_A_CHECKPOINT) / 1e6}M`;
  return verdict(
    "ingest: pages with the merge rule / staged rows, speed",
    times.rows / times.pages,
    5,
    "at least",
    detail,
  );
}

/** Bytes a score where an outcome has 100 of them: the smallest block the goal speaks of. */
async function benchSmallBlocks({ store, bytes }) {
  const [checkpoints, shape] = [400, { ...SHAPE, samples: 100, epochs: 1 }];
  const identity = await register(store, "small-blocks");
  const before = await bytes("outcome_page");
  await recordBatches(store, identity, checkpoints, (checkpoint) => outcomesAt(checkpoint, shape));
  const scores = checkpoints * shape.evals * shape.samples;
  const size = ((await bytes("outcome_page")) - before) / scores;
  return verdict(
    "size: bytes a score in pages of 100",
    size,
    12,
    "at most",
    `${scores / 1e6}M scores that do not compress`,
  );
}

/** Ingest, size and aggregation on PostgreSQL against rows, in turn and in one run. */
export async function benchStorage({ url, rounds, scores, log }) {
  const store = await openStore(url);
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const ingest = await benchIngest({ store, sql, rounds, log });
    log(`filling ${scores / 1e6}M scores both ways for size and aggregation ...`);
    const checkpoints = scores / SCORES_A_CHECKPOINT;
    const bytes = async (table) =>
      (await sql`SELECT pg_total_relation_size(${table}::regclass)::float8 AS size`)[0].size;
    const before = await bytes("outcome_page");
    const identity = await register(store, "aggregate");
    await recordBatches(store, identity, checkpoints, outcomesAt);
    const pages = (await bytes("outcome_page")) - before;
    await createNumberedRows(sql, { ...SHAPE, checkpoints });
    await copyRows(sql, (on) => on`COPY bench_numbered FROM STDIN`, numberedRows(checkpoints));
    await sql`ALTER TABLE bench_numbered ADD PRIMARY KEY (checkpoint_no, eval_no, sample_no, epoch)`;
    for (const table of ["bench_numbered", "bench_checkpoint", "bench_sample"])
      await sql`VACUUM ANALYZE ${sql(table)}`;
    const rows = await bytes("bench_numbered");

    const small = await benchSmallBlocks({ store, bytes });
    const own = await store.aggregate(identity);
    const peer = await aggregateRows(sql);
    const sums = [own.reduce((sum, row) => sum + row.sum, 0), peer.reduce((sum, row) => sum + row.total, 0)];
    if (own.length !== peer.length || Math.abs(sums[0] / sums[1] - 1) > 1e-9)
      throw new Error(`pages and rows differ: ${sums.join(" and ")}`);
    const workers = (count) => async () => {
      await sql`SELECT set_config('max_parallel_workers_per_gather', ${String(count)}, false)`;
      await aggregateRows(sql);
    };
    const times = await interleaved(
      { pages: () => store.aggregate(identity), serial: workers(0), parallel: workers(2) },
      rounds,
    );
    const best = Math.min(times.serial, times.parallel);
    const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;
    const detail = `${seconds(times.pages)} against ${seconds(times.serial)} with one process, ${seconds(times.parallel)} with three; ${scores / 1e6}M scores`;
    return [
      ingest,
      verdict(
        "size: bytes a score in pages (heap, index, toast)",
        pages / scores,
        12,
        "at most",
        `${scores / 1e6}M scores that do not compress, 1000 an outcome`,
      ),
      small,
      verdict(
        "size: pages / rows",
        pages / rows,
        0.15,
        "at most",
        `${(rows / scores).toFixed(0)} bytes a row`,
      ),
      verdict("aggregation: pages / best row query, speed", best / times.pages, 5, "at least", detail),
    ];
  } finally {
    await sql.end();
    await store.close();
  }
}
