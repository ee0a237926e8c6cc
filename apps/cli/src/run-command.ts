import { readFileSync } from "node:fs";
import type { HoldfastClient } from "@holdfast/api/client";
import { systemUser } from "./actor.js";
import { closest } from "./closest.js";
import type { Command, CommandContext } from "./command.js";
import { COMMANDS } from "./commands/index.js";
import { type Connection, connect } from "./connect.js";
import type { Env } from "./env.js";
import { EXIT_CODES } from "./exit-code.js";
import { type Given, parseGiven } from "./given.js";
import { commandHelp, generalHelp } from "./help.js";
import { createPrint, type Output, type Print } from "./print.js";
import { reportFault } from "./report-fault.js";
import { SHARED_OPTIONS } from "./shared-options.js";
import { targetOf } from "./target.js";
import { tokenGiven } from "./token-given.js";
import { UsageError } from "./usage-error.js";

/** Where a command line runs. */
export interface Surroundings {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly cwd: string;
  readonly env: Env;
  /** A client to use instead of connecting to what the options name. */
  readonly client?: HoldfastClient;
  /** Waits until the process is asked to stop; without it, a server stops at once. */
  readonly stopped?: () => Promise<void>;
  /** See {@link CommandContext.uncaught}; without it, nothing of the process is watched. */
  readonly uncaught?: (note: (error: unknown) => void) => Promise<Error>;
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  return typeof manifest === "object" && manifest !== null && "version" in manifest
    ? String(manifest.version)
    : "unknown";
}

function printFor(args: readonly string[], { stdout, stderr, env }: Surroundings): Print {
  const has = (name: string) => args.includes(`--${name}`);
  return createPrint({
    stdout,
    stderr,
    json: has("json"),
    quiet: has("quiet") || args.includes("-q"),
    colour: stdout.isTTY === true && !env.noColour && !has("no-colour"),
    columns: Math.max(60, env.columns ?? stdout.columns ?? 100),
  });
}

/** The word that names the command; shared options may stand before it. */
function commandIndex(args: readonly string[]): number {
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? "";
    if (!arg.startsWith("-") || arg === "-") return index;
    if (SHARED_OPTIONS[arg.replace(/^--/, "")]?.type === "string") index += 1;
  }
  return -1;
}

function commandNamed(name: string): Command {
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command !== undefined) return command;
  const near = closest(
    name,
    COMMANDS.map((candidate) => candidate.name),
  );
  throw new UsageError(
    `there is no command \`${name}\`.`,
    near === undefined ? "`holdfast --help` lists them." : `Did you mean \`holdfast ${near}\`?`,
  );
}

function checkWords(command: Command, { positionals }: Given): void {
  const [least, most] = command.words;
  if (positionals.length >= least && positionals.length <= most) return;
  const surplus = positionals[most];
  throw new UsageError(
    surplus === undefined ? `${command.usage} is missing.` : `\`${surplus}\` is one word too many.`,
    `Usage: holdfast ${command.name} ${command.usage}`,
  );
}

async function execute(
  command: Command,
  args: readonly string[],
  print: Print,
  around: Surroundings,
): Promise<void> {
  const given = parseGiven(args, { ...command.options, ...SHARED_OPTIONS });
  if (given.flag("help")) {
    print.text(commandHelp(command));
    return;
  }
  checkWords(command, given);
  const target = targetOf({ db: given.text("db"), url: given.text("url") }, around.env, around.cwd);
  const opened: Connection[] = [];
  const onFault = (error: unknown) =>
    print.fault(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const open: CommandContext["open"] = async ({ creates = false, serves = false, database = {} } = {}) => {
    if (around.client !== undefined) return { client: around.client, local: null, close: async () => {} };
    const token =
      target.kind === "server" ? tokenGiven(given.text("token-file"), around.env, around.cwd) : undefined;
    const connection = await connect(target, {
      token,
      creates,
      serves,
      database,
      actor: around.env.actor ?? systemUser(),
      note: print.note,
      onFault,
    });
    opened.push(connection);
    return connection;
  };
  const context: CommandContext = {
    print,
    cwd: around.cwd,
    stdin: around.stdin,
    target,
    stopped: around.stopped ?? (async () => {}),
    uncaught: around.uncaught ?? (() => new Promise(() => {})),
    onFault,
    open,
    connect: async (options) => (await open(options)).client,
  };
  try {
    await command.run(context, given);
  } finally {
    for (const connection of opened) await connection.close();
  }
}

/**
 * Runs one command line, from its words to its exit code. Prints to the streams it is given and touches
 * nothing of the process.
 *
 * @param argv the words after `holdfast`
 * @returns the exit code: 0, or the code of the fault's kind
 */
export async function runCommand(argv: readonly string[], around: Surroundings): Promise<number> {
  const print = printFor(argv, around);
  const at = commandIndex(argv);
  const name = argv[at];
  try {
    if (name === undefined) {
      if (argv.includes("--version") || argv.includes("-V")) print.text(version());
      else {
        parseGiven(argv, SHARED_OPTIONS);
        print.text(generalHelp(COMMANDS, version()));
      }
    } else if (name === "help") {
      const of = argv[at + 1];
      print.text(of === undefined ? generalHelp(COMMANDS, version()) : commandHelp(commandNamed(of)));
    } else {
      await execute(commandNamed(name), [...argv.slice(0, at), ...argv.slice(at + 1)], print, around);
    }
    return 0;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EPIPE") return 0;
    return EXIT_CODES[await reportFault(error, print)];
  }
}
