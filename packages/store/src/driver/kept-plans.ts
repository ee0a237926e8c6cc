import type { Row } from "./driver.js";

/** Runs one statement and gives its rows. */
type Run = (text: string, parameters?: readonly unknown[]) => Promise<Row[]>;

/** The prepared statements of one connection. */
export interface KeptPlans {
  /** Runs a statement whose plan is made once, through `run`, which is the connection or a transaction on it. */
  readonly again: (run: Run, text: string, parameters?: readonly unknown[]) => Promise<Row[]>;
}

/** Texts that are remembered; what comes after them is run as it is. */
const MOST_TEXTS = 64;

/** After so many uses plans are made anew: tables have grown, and nothing tells a connection of its own. */
const USES = 500;

/** A parameter as PostgreSQL reads it in a text; undefined where only a parameter can carry it, and refuse it. */
function literal(value: unknown): string | undefined {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  // a text with a zero byte would end the statement in its middle; a backslash is one, as standard strings have it
  if (typeof value !== "string" || value.includes("\0")) return undefined;
  return `'${value.replaceAll("'", "''")}'`;
}

/** For an engine whose driver plans each statement each time: it is prepared, and executed by its name. */
export function keptPlans(): KeptPlans {
  const names = new Map<string, string>();
  let made = 0;
  let used = 0;

  async function nameOf(run: Run, text: string): Promise<string | undefined> {
    const known = names.get(text);
    if (known !== undefined || names.size >= MOST_TEXTS) return known;
    // a name of its own for whoever comes first twice: to wait for another one could be to wait for oneself
    made += 1;
    const name = `again_${made}`;
    await run(`prepare ${name} as ${text}`);
    names.set(text, name);
    return name;
  }

  return {
    async again(run, text, parameters = []) {
      const values = parameters.map(literal);
      const name = values.includes(undefined) ? undefined : await nameOf(run, text);
      if (name === undefined) return run(text, parameters);
      used += 1;
      if (used % USES === 0) await run("discard plans");
      return run(values.length === 0 ? `execute ${name}` : `execute ${name}(${values.join(", ")})`);
    },
  };
}
