import type { HoldfastClient } from "@holdfast/api/client";
import type { Command, CommandContext } from "../command.js";
import type { Given } from "../given.js";
import { UsageError } from "../usage-error.js";

const ROLES = ["reader", "recorder", "admin"] as const;

async function create({ print, connect }: CommandContext, given: Given): Promise<void> {
  const name = given.positionals[1];
  if (name === undefined)
    throw new UsageError(
      "the name of the token is missing.",
      "Usage: holdfast token create NAME --role ROLE",
    );
  const typed = given.required("role");
  const role = ROLES.find((known) => known === typed) ?? "reader";
  const [ablation, expires] = [given.text("ablation"), given.text("expires")];
  const { parseLifetime } = await import("@holdfast/core");
  const expiresInSeconds = expires === undefined ? undefined : parseLifetime(expires);
  const client = await connect({ creates: true });
  const created = await client.createToken({
    name,
    role,
    ...(ablation === undefined ? {} : { ablation }),
    ...(expiresInSeconds === undefined ? {} : { expiresInSeconds }),
  });
  print.document(created);
  if (print.settings.json) return;
  const { expiresAt, id } = created.token;
  print.text(created.text);
  print.note(
    [
      `This is token ${id}, and it is shown this once: keep it where secrets are kept.`,
      `It ${role === "reader" ? "reads" : role === "recorder" ? "reads and records" : "does everything"}${ablation === undefined ? "" : ` in ${ablation} alone`}, ${expiresAt === null ? "without end" : `until ${expiresAt}`}.`,
      "Use it with HOLDFAST_TOKEN or --token-file; end it with `holdfast token revoke`.",
    ].join("\n"),
  );
}

async function list({ print, connect }: CommandContext): Promise<void> {
  const answer = await (await connect()).tokens();
  print.document(answer);
  if (print.settings.json) return;
  const { tokensText } = await import("../tables/tokens-text.js");
  print.text(tokensText(answer, print.settings.columns, (text) => print.style("bold", text)));
}

/** The id that was typed, or the one of the token that is not revoked and has that name. */
async function idOf(client: HoldfastClient, typed: string): Promise<string> {
  const { tokens } = await client.tokens();
  const meant =
    tokens.find(({ id }) => id === typed) ??
    tokens.find(({ name, state }) => name === typed && state !== "revoked");
  if (meant !== undefined) return meant.id;
  const { HoldfastError } = await import("@holdfast/core");
  throw new HoldfastError({
    code: "not-found",
    message: `there is no token \`${typed}\`.`,
    remedy: "`holdfast token list` shows their ids and names.",
  });
}

async function revoke({ print, connect }: CommandContext, given: Given): Promise<void> {
  const typed = given.positionals[1];
  if (typed === undefined)
    throw new UsageError("the token is missing.", "Usage: holdfast token revoke ID|NAME");
  const client = await connect();
  const token = await client.revokeToken(await idOf(client, typed));
  print.document(token);
  print.text(`token ${token.id} (${token.name}) is revoked; a server that runs refuses it within a second`);
}

const ACTIONS: Readonly<Record<string, (context: CommandContext, given: Given) => Promise<void>>> = {
  create,
  list,
  revoke,
};

/** `holdfast token create|list|revoke`. */
export const token: Command = {
  name: "token",
  summary: "make, list and revoke the tokens that a server asks other machines for",
  usage: "create NAME --role ROLE | list | revoke ID|NAME",
  words: [1, 2],
  options: {
    role: { type: "string", value: "ROLE", choices: ROLES, summary: "what it may do" },
    ablation: {
      type: "string",
      short: "a",
      value: "NAME@VERSION",
      summary: "the only ablation that it opens; all of them without it",
    },
    expires: { type: "string", value: "TIME", summary: "from now: 90m, 12h, 30d or 8w; never without it" },
  },
  examples: [
    "holdfast token create cluster --role recorder --ablation advice@1 --expires 30d",
    "holdfast token revoke cluster",
  ],
  run: async (context, given) => {
    const [typed = ""] = given.positionals;
    const action = Object.hasOwn(ACTIONS, typed) ? ACTIONS[typed] : undefined;
    if (action === undefined)
      throw new UsageError(
        `\`${typed}\` is nothing that can be done with tokens.`,
        "Say create, list or revoke.",
      );
    await action(context, given);
  },
};
