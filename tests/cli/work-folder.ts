import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder for one test file. */
export interface WorkFolder {
  readonly path: string;
  /** Writes a file into it, and hands back its name. */
  readonly write: (name: string, content: string | Uint8Array) => string;
  readonly remove: () => void;
}

export function workFolder(): WorkFolder {
  const path = mkdtempSync(join(tmpdir(), "holdfast-test-"));
  return {
    path,
    write: (name, content) => {
      writeFileSync(join(path, name), content);
      return name;
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
