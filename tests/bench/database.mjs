import { spawnSync } from "node:child_process";
import postgres from "postgres";

/** A database of its own on the PostgreSQL of HOLDFAST_TEST_DATABASE_URL; undefined, with a line that says so, without one. */
export async function benchDatabase(log, suffix = "") {
  const address = process.env.HOLDFAST_TEST_DATABASE_URL;
  if (address === undefined || address === "") {
    log(
      "not run: ingest, size and aggregate need a PostgreSQL; set HOLDFAST_TEST_DATABASE_URL (scripts/postgres.sh starts one)",
    );
    return undefined;
  }
  const admin = postgres(address, { max: 1, onnotice: () => {} });
  const name = `holdfast_bench_${process.pid}${suffix}`;
  await admin.unsafe(`DROP DATABASE IF EXISTS ${name}`);
  await admin.unsafe(`CREATE DATABASE ${name}`);
  const url = new URL(address);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    close: async () => {
      await admin.unsafe(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await admin.end();
    },
  };
}

/** Most memory that the process `pid` has held so far, in MB; undefined where the system does not say. */
export function peakMemory(pid) {
  const { stdout, status } = spawnSync("grep", ["VmHWM", `/proc/${pid}/status`], { encoding: "utf8" });
  const kilobytes = status === 0 ? Number(/(\d+) kB/.exec(stdout)?.[1]) : Number.NaN;
  return Number.isFinite(kilobytes) ? kilobytes / 1024 : undefined;
}
