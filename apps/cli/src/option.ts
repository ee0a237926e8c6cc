/** An option of a command, as it is parsed and as help shows it. */
export interface Option {
  readonly type: "string" | "boolean";
  readonly short?: string;
  /** What stands for the value in help, such as FILE. */
  readonly value?: string;
  /** The values it takes, where they are few. */
  readonly choices?: readonly string[];
  /** Whether it may be given more than once. */
  readonly repeats?: boolean;
  readonly summary: string;
}

/** Options by their long names. */
export type OptionTable = Readonly<Record<string, Option>>;
