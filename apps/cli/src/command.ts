import type { HoldfastClient } from "@holdfast/api/client";
import type { DatabaseLimits } from "@holdfast/api/local";
import type { Connection } from "./connect.js";
import type { Given } from "./given.js";
import type { OptionTable } from "./option.js";
import type { Print } from "./print.js";
import type { Target } from "./target.js";

/** What a command works with. What it opens is closed after it. */
export interface CommandContext {
  readonly print: Print;
  readonly cwd: string;
  readonly stdin: AsyncIterable<Uint8Array>;
  /** The database or server that was chosen. */
  readonly target: Target;
  /** The typed client of the target. `creates`: where an embedded directory is not there, it is made. */
  readonly connect: (options?: { readonly creates?: boolean }) => Promise<HoldfastClient>;
  /** The same with the API behind it, for a server to mount. */
  readonly open: (options?: {
    readonly creates?: boolean;
    readonly serves?: boolean;
    readonly database?: DatabaseLimits;
  }) => Promise<Connection>;
  /** Waits until the process is asked to stop. */
  readonly stopped: () => Promise<void>;
  /**
   * Tells `note` of every rejection that nobody handles, and resolves with the first error that nobody caught:
   * what the process knows is then in doubt, and it is to finish what it has and end.
   */
  readonly uncaught: (note: (error: unknown) => void) => Promise<Error>;
  /** Prints a fault that nobody foresaw, whole. */
  readonly onFault: (error: unknown) => void;
}

/** One verb of the command line. Its file loads nothing heavy before it runs, so that help is quick. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** What follows the name in help, such as `FILE`. */
  readonly usage: string;
  /** How many words follow the name: least and most. */
  readonly words: readonly [least: number, most: number];
  readonly options: OptionTable;
  readonly examples: readonly string[];
  readonly run: (context: CommandContext, given: Given) => Promise<void>;
}
