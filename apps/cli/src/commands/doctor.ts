import type { Command } from "../command.js";
import { describeTarget } from "../target.js";

/** `holdfast doctor`. */
export const doctor: Command = {
  name: "doctor",
  summary: "check the installation and the database, and say what to do",
  usage: "",
  words: [0, 0],
  options: {},
  examples: [],
  run: async ({ print, target, connect }) => {
    const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
    const isOld = major < 20 || (major === 20 && minor < 19);
    print.text(`Node ${process.versions.node}: ${isOld ? "too old, Holdfast needs 20.19 or newer" : "good"}`);
    print.text(`data:  ${describeTarget(target)}`);
    const client = await connect();
    const health = await client.health();
    const { ablations } = await client.list();
    const { migrations } = health;
    print.document(health);
    print.text(`engine: ${health.engine}, PostgreSQL ${health.serverVersion}`);
    print.text(
      `schema: ${migrations.applied} of ${migrations.known} migrations are applied${migrations.applied === migrations.known ? ", good" : "; run `holdfast migrate`"}`,
    );
    print.text(`ablations: ${ablations.length}`);
    if (health.engine === "pglite")
      print.text(
        "note: an embedded database survives a killed process, and promises nothing for a power cut",
      );
  },
};
