import { styleText } from "node:util";

/** A stream that is written to: a terminal, a pipe, or a test. */
export interface Output {
  /** @param done called when the text was taken, or could not be */
  write(text: string, done?: (error?: Error | null) => void): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

export interface PrintSettings {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Only documents on stdout. */
  readonly json: boolean;
  /** No notes and no progress. */
  readonly quiet: boolean;
  readonly colour: boolean;
  readonly columns: number;
}

export type Style = "bold" | "dim" | "red";

/** The only output of the command line: documents and texts to stdout, notes and faults to stderr. */
export interface Print {
  readonly settings: PrintSettings;
  /** What was asked for, as JSON; nothing where text is wanted. */
  readonly document: (value: unknown) => void;
  /** What was asked for, for people; nothing where JSON is wanted. */
  readonly text: (text: string) => void;
  /** Text that was asked for, as it is; resolves when the stream took it. */
  readonly raw: (text: string) => Promise<void>;
  /** Something beside the answer, for people: never in the way of a pipe. */
  readonly note: (text: string) => void;
  /** A fault. */
  readonly fault: (text: string) => void;
  /** A line of the log of a server: neither an answer nor a note, and not silenced by --quiet. */
  readonly log: (line: string) => void;
  readonly style: (style: Style, text: string) => string;
}

/** @param settings where to print, and how */
export function createPrint(settings: PrintSettings): Print {
  const { stdout, stderr, json, quiet, colour } = settings;
  return {
    settings,
    document: (value) => {
      if (json) stdout.write(`${JSON.stringify(value)}\n`);
    },
    text: (text) => {
      if (!json) stdout.write(`${text}\n`);
    },
    raw: (text) =>
      new Promise((resolve, reject) => {
        stdout.write(text, (error) => (error ? reject(error) : resolve()));
      }),
    note: (text) => {
      if (!quiet) stderr.write(`${text}\n`);
    },
    fault: (text) => {
      stderr.write(`${text}\n`);
    },
    log: (line) => {
      stderr.write(`${line}\n`);
    },
    style: (style, text) => (colour ? styleText(style, text) : text),
  };
}
