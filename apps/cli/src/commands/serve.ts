import type { Command } from "../command.js";
import { ACCESS_OPTIONS, serveAccess } from "../serve-access.js";
import { DATABASE_OPTIONS, databaseLimits } from "../serve-database.js";
import { LOG_OPTIONS, requestLog } from "../serve-log.js";
import { UsageError } from "../usage-error.js";

const PORT = 7878;

function portOf(typed: string | undefined): number {
  if (typed === undefined) return PORT;
  const port = Number(typed);
  if (!/^\d+$/.test(typed) || port > 65_535)
    throw new UsageError(`\`${typed}\` is not a port.`, "Give a number up to 65535; 0 takes any free one.");
  return port;
}

/** `holdfast serve`. */
export const serve: Command = {
  name: "serve",
  summary: "serve the pages and the API over one database",
  usage: "",
  words: [0, 0],
  options: {
    port: { type: "string", short: "p", value: "PORT", summary: `${PORT} without it` },
    host: { type: "string", value: "ADDRESS", summary: "127.0.0.1 without it; others need tokens" },
    ...ACCESS_OPTIONS,
    ...DATABASE_OPTIONS,
    ...LOG_OPTIONS,
  },
  examples: [
    "holdfast serve",
    "holdfast serve --db postgres://user@host/holdfast --host 0.0.0.0 --allow-host holdfast.example.org",
  ],
  run: async ({ print, target, open, stopped, uncaught, onFault }, given) => {
    if (target.kind === "server")
      throw new UsageError("a server is there already.", "Serve a database: --db instead of --url.");
    const port = portOf(given.text("port"));
    const host = given.text("host") ?? "127.0.0.1";
    const database = databaseLimits(given, target);
    const log = await requestLog(given, print);
    const web = await import("@holdfast/web");
    const { client, local } = await open({ creates: true, serves: true, database });
    if (local === null) throw new UsageError("there is no database to serve.", "Give --db.");
    const access = await serveAccess(given, { host, client, local, web });
    const { areTokensRequired, signIn } = access;
    const parts = await local.server({ log, access });
    const server = await web.serveWeb({
      client,
      fetch: local.fetch,
      ...parts,
      host,
      port,
      areTokensRequired,
      onClosing: local.endStreams,
      onFault,
      ...(areTokensRequired ? { signIn } : {}),
    });
    print.document(await client.health());
    print.text(`Holdfast is at ${server.url} (stop it with Ctrl-C)`);
    const crashed = uncaught(onFault);
    const fault = await Promise.race([stopped(), crashed]);
    await server.close();
    if (fault !== undefined) throw fault;
  },
};
