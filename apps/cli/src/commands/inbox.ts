import type { SaidFields } from "@holdfast/importers";
import type { Command, CommandContext } from "../command.js";
import type { Given } from "../given.js";
import { UsageError } from "../usage-error.js";

const WORDS = ["arm", "stage", "seed", "branch", "step", "eval"] as const;

async function list({ print, connect }: CommandContext): Promise<void> {
  const answer = await (await connect()).inbox();
  print.document(answer);
  if (print.settings.json) return;
  const { inboxText } = await import("../tables/inbox-text.js");
  print.text(inboxText(answer, print.settings.columns, (text) => print.style("bold", text)));
}

/** What was said on the command line, of every log that is named. */
function saidIn(given: Given): SaidFields {
  const said = WORDS.flatMap((word) => {
    const value = given.text(word);
    return value === undefined ? [] : [[word, { value, from: `--${word}` }] as const];
  });
  return Object.fromEntries(said);
}

async function bind(context: CommandContext, given: Given): Promise<void> {
  const { print, cwd, connect } = context;
  const typed = given.positionals.slice(1);
  const said = saidIn(given);
  if (typed.length === 0 && given.text("map") === undefined)
    throw new UsageError(
      "name a log, or a mapping for all of them.",
      "Usage: holdfast inbox bind ID... --arm ARM --stage STAGE, or --map FILE",
    );
  if (typed.length === 0 && Object.keys(said).length > 0)
    throw new UsageError("--arm, --stage and the like are said of logs that are named.", "Name their ids.");
  const { readMapping } = await import("../import/read-mapping.js");
  const { identityGiven } = await import("../identity-given.js");
  const { rulesNow } = await import("../import/import-into.js");
  const { bindInbox, entryNamed } = await import("../inbox/bind-inbox.js");
  const { importText } = await import("../tables/import-text.js");
  const { refuseLeftOut } = await import("../import/refuse-left-out.js");
  const mapping = await readMapping(given.text("map"), cwd);
  const client = await connect();
  const identity = await identityGiven(client, { ...given, positionals: [] });
  const { logs } = await client.inbox();
  const entries = typed.length === 0 ? logs : [...new Set(typed.map((id) => entryNamed(logs, id)))];
  const clusters = new Set(entries.map(({ cluster }) => cluster));
  const rules = await rulesNow({
    client,
    identity,
    mapping,
    cluster: [...clusters][0] ?? null,
    correction: null,
  });
  const report = await bindInbox(client, entries, rules, { said, isDryRun: given.flag("dry-run") });
  print.document(report);
  print.text(importText(report, print.settings.columns, (text) => print.style("bold", text)));
  if (clusters.size > 1)
    print.note(`their clusters are of ${[...clusters].map((key) => key ?? "none").join(", ")}`);
  refuseLeftOut(report);
}

async function drop({ print, connect }: CommandContext, given: Given): Promise<void> {
  const typed = given.positionals.slice(1);
  if (typed.length === 0) throw new UsageError("name a log.", "Usage: holdfast inbox drop ID...");
  const { entryNamed } = await import("../inbox/bind-inbox.js");
  const client = await connect();
  const { logs } = await client.inbox();
  const entries = new Set(typed.map((id) => entryNamed(logs, id)));
  for (const entry of entries) {
    await client.dropFromInbox(entry.id);
    print.document(entry);
    print.text(`${entry.file} is out of the inbox, and importing its folder again does not bring it back`);
  }
}

const ACTIONS: Readonly<Record<string, (context: CommandContext, given: Given) => Promise<void>>> = {
  list,
  bind,
  drop,
};

/** `holdfast inbox [list|bind ID...|drop ID...]`. */
export const inbox: Command = {
  name: "inbox",
  summary: "the logs of which nobody says what they are about: list, bind and drop them",
  usage: "[list] | bind ID... | drop ID...",
  words: [0, 10_000],
  options: {
    ablation: {
      type: "string",
      short: "a",
      value: "NAME@VERSION",
      summary: "bind: the ablation they belong to",
    },
    arm: { type: "string", value: "ARM", summary: "bind: the arm" },
    stage: { type: "string", value: "STAGE", summary: "bind: the stage" },
    seed: { type: "string", value: "N", summary: "bind: the seed; unknown without it" },
    branch: { type: "string", value: "N", summary: "bind: the branch; 0 without it" },
    step: { type: "string", value: "N", summary: "bind: the step; the end of the stage without it" },
    eval: {
      type: "string",
      value: "NAME@VERSION",
      summary: "bind: the registered eval, where the log names another",
    },
    map: {
      type: "string",
      value: "FILE",
      summary: "bind: rules as of holdfast import; without an id, of all that wait",
    },
    "dry-run": { type: "boolean", summary: "bind: show how each log would be bound, and write nothing" },
  },
  examples: [
    "holdfast inbox",
    "holdfast inbox bind 3f2a9c14 --ablation advice@1 --arm control --stage rl --seed 1",
    "holdfast inbox bind --map map.yaml --dry-run",
    "holdfast inbox drop 3f2a9c14",
  ],
  run: async (context, given) => {
    const [typed = "list"] = given.positionals;
    const action = Object.hasOwn(ACTIONS, typed) ? ACTIONS[typed] : undefined;
    if (action === undefined)
      throw new UsageError(
        `\`${typed}\` is nothing that can be done with the inbox.`,
        "Say list, bind or drop.",
      );
    await action(context, given);
  },
};
