import type { Output } from "../print.js";

/** A stream that keeps what is written to it. */
export interface TestOutput extends Output {
  readonly written: () => string;
}

export function testOutput(): TestOutput {
  let text = "";
  return {
    write: (part, done) => {
      text += part;
      done?.();
      return true;
    },
    columns: 100,
    written: () => text,
  };
}
