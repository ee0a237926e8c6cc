import type { Command } from "../command.js";

/** `holdfast migrate`. */
export const migrate: Command = {
  name: "migrate",
  summary: "bring a database up to this version; every command does so when it opens one",
  usage: "",
  words: [0, 0],
  options: {},
  examples: ["holdfast migrate --db postgres://user@host/holdfast"],
  run: async ({ print, connect }) => {
    const health = await (await connect({ creates: true })).health();
    print.document(health);
    print.text(
      `${health.database}: ${health.migrations.applied} of ${health.migrations.known} migrations are applied`,
    );
  },
};
