import { resolve } from "node:path";
import { HoldfastError, type MeasuredFile } from "@holdfast/core";
import {
  type CroissantAbout,
  type CroissantPart,
  croissantFaults,
  writeCroissant,
} from "@holdfast/importers";
import type { CommandContext } from "../command.js";
import type { Given } from "../given.js";
import { UsageError } from "../usage-error.js";
import { writeWholeFile } from "../write-whole-file.js";
import { sideGiven } from "./diff-side.js";
import { STATE_FOLDER, settingsGiven, threadsGiven } from "./measure.js";

/** What Croissant requires, with the option that says it. */
const REQUIRED = {
  name: "dataset",
  description: "description",
  licence: "licence",
  url: "page",
  creator: "creator",
  datePublished: "published",
} as const;

function aboutGiven(given: Given): CroissantAbout {
  const text = (key: keyof typeof REQUIRED) => given.text(REQUIRED[key]) ?? "";
  const missing = Object.values(REQUIRED).filter((option) => (given.text(option) ?? "") === "");
  if (missing.length > 0)
    throw new UsageError(
      `Croissant requires what nobody said: ${missing.map((option) => `--${option}`).join(", ")}.`,
      "Say all of them; nothing is made up.",
    );
  const datePublished = text("datePublished");
  if (!/^\d{4}-\d{2}-\d{2}(T.*)?$/.test(datePublished))
    throw new UsageError(`--published is a date, not \`${datePublished}\`.`, "Write --published 2026-01-31.");
  return {
    name: text("name"),
    description: text("description"),
    licence: text("licence"),
    url: text("url"),
    creator: text("creator"),
    datePublished,
  };
}

/** `holdfast mix export A... --croissant`. */
export async function exportMix(context: CommandContext, given: Given): Promise<void> {
  const words = given.positionals.slice(1);
  if (words.length === 0)
    throw new UsageError("the mix is missing.", "Usage: holdfast mix export RECORD|MIX|DATA... --croissant");
  if (!given.flag("croissant"))
    throw new UsageError(
      "the format is missing.",
      "Say --croissant: it is the one that mixes are written in.",
    );
  const about = aboutGiven(given);
  const { print, cwd } = context;
  const settings = settingsGiven(given);
  const how = { settings, state: given.text("state") ?? STATE_FOLDER, threads: threadsGiven(given) };
  const parts: CroissantPart[] = [];
  for (const word of words) {
    const { mix, measured } = await sideGiven(word, context, how);
    const files: readonly MeasuredFile[] = measured?.files ?? [];
    for (const component of mix.components)
      parts.push({ component, files: mix.components.length === 1 ? files : [] });
  }
  const document = writeCroissant(about, parts);
  const [fault] = croissantFaults(document);
  if (fault !== undefined)
    throw new HoldfastError({ code: "internal", message: `what was written is no Croissant: ${fault}` });
  const text = `${JSON.stringify(document, null, 2)}\n`;
  const out = given.text("out");
  if (out === undefined) await print.raw(text);
  else {
    await writeWholeFile(resolve(cwd, out), out, [text]);
    print.note(`written to ${out}`);
  }
}
