import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Env } from "./env.js";
import { UsageError } from "./usage-error.js";

/** A file that holds a token holds little else. */
const LONGEST = 4096;

/**
 * The token to show a server: the content of `--token-file`, else HOLDFAST_TOKEN. There is no option that takes the
 * token itself: what is typed on a command line can be read by everybody on the machine.
 *
 * @throws UsageError where what is there cannot be a token; its text is never part of a message
 */
export function tokenGiven(file: string | undefined, env: Env, cwd: string): string | undefined {
  const token = file === undefined ? env.token : readFileSync(resolve(cwd, file), "utf8");
  if (token === undefined) return undefined;
  const text = token.trim();
  if (/^[\x21-\x7e]+$/.test(text) && text.length <= LONGEST) return text;
  throw new UsageError(
    `${file ?? "HOLDFAST_TOKEN"} holds no token.`,
    "It is one word that begins with hf_, as `holdfast token create` printed it.",
  );
}
