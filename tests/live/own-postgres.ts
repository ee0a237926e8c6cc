import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("../../scripts/postgres.sh", import.meta.url));

/** A PostgreSQL that a test may kill. */
export interface OwnPostgres {
  readonly url: string;
  /** Ends it and all its backends with `kill -9`, as a machine that loses power would. */
  readonly kill: () => void;
  /** Starts it again over what is on the disk, at the same address. */
  readonly restart: () => void;
  /** Runs one statement, for what no store does: a tablespace, another database. */
  readonly run: (statement: string) => void;
  readonly remove: () => void;
}

function hasPrograms(): boolean {
  const named = process.env.HOLDFAST_PG_BIN;
  if (named !== undefined || existsSync("/usr/lib/postgresql/15/bin/initdb")) return true;
  return spawnSync("initdb", ["--version"], { stdio: "ignore" }).status === 0;
}

/** Whether a process has not ended; one that ended and was not collected by its parent has. */
function isRunning(pid: string): boolean {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", pid], { encoding: "utf8" });
  return stdout.trim() !== "" && !stdout.startsWith("Z");
}

/** Whether there are programs of PostgreSQL to start one with; what CI requires fails there instead. */
export const HAS_POSTGRES = process.env.HOLDFAST_REQUIRE_ALL === "1" || hasPrograms();

/** For the name of a test. */
export const WITHOUT_POSTGRES = HAS_POSTGRES ? "" : " (skipped: no initdb, nor HOLDFAST_PG_BIN)";

/** Starts a PostgreSQL in a folder of its own, or in one that is given. */
export function ownPostgres(given?: string): OwnPostgres {
  const folder = given ?? mkdtempSync(join(tmpdir(), "holdfast-pg-"));
  if (given === undefined) chmodSync(folder, 0o755);
  const start = (...port: readonly string[]) =>
    execFileSync(SCRIPT, ["start", folder, ...port], { encoding: "utf8" }).trim();
  const url = start();
  const { port } = new URL(url);
  return {
    url,
    run: (statement) => {
      execFileSync("psql", [url, "-qXc", statement]);
    },
    kill: () => {
      const lock = join(folder, "data", "postmaster.pid");
      const [pid = ""] = readFileSync(lock, "utf8").split("\n");
      const backends = spawnSync("pgrep", ["-P", pid], { encoding: "utf8" }).stdout.trim().split("\n");
      const all = [pid, ...backends].filter((each) => each !== "");
      for (const each of all) spawnSync("kill", ["-9", each], { stdio: "ignore" });
      while (all.some(isRunning)) spawnSync("sleep", ["0.05"]);
      // a dead one that nobody has collected yet keeps its number, for which PostgreSQL would not start
      rmSync(lock, { force: true });
    },
    restart: () => void start(port),
    remove: () => {
      spawnSync(SCRIPT, ["stop", folder], { stdio: "ignore" });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
