import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { HoldfastError, parseWith } from "@holdfast/core";
import { z } from "zod";

const JournalSchema = z.object({ entries: z.array(z.object({ tag: z.string(), when: z.number() })) });

/** Migrations this version knows, oldest first. */
export interface KnownMigrations {
  readonly folder: string;
  readonly tags: readonly string[];
  /** When each was made, in milliseconds; the database notes the same number. */
  readonly when: readonly number[];
}

// beside a bundle, or at the top of the repository seen from src and dist
const PLACES = ["./migrations", "../migrations", "../../../migrations"];

/**
 * Finds the migrations and reads their journal.
 *
 * @param folder where they are; without it, beside the running file and at the top of the repository
 * @throws HoldfastError `not-found`
 */
export function findMigrations(folder?: string): KnownMigrations {
  const candidates =
    folder === undefined ? PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url))) : [folder];
  const found = candidates.find((candidate) => existsSync(`${candidate}/meta/_journal.json`));
  if (found === undefined) {
    throw new HoldfastError({
      code: "not-found",
      message: `there are no migrations in ${candidates.join(", ")}.`,
      remedy: "Install Holdfast again, or name the folder of its migrations.",
    });
  }
  const file = `${found}/meta/_journal.json`;
  const journal = parseWith(JournalSchema, JSON.parse(readFileSync(file, "utf8")), "migration journal", {
    file,
  });
  return {
    folder: found,
    tags: journal.entries.map(({ tag }) => tag),
    when: journal.entries.map(({ when }) => when),
  };
}
