import { HoldfastError } from "@holdfast/core";

/** What is needed of a schema to parse a question with it. */
interface QuestionSchema<T> {
  readonly safeParse: (input: unknown) =>
    | { readonly success: true; readonly data: T }
    | {
        readonly success: false;
        readonly error: {
          readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
        };
      };
}

/**
 * The question that options ask together. What does not fit is named as it was typed.
 *
 * @param values by the question's own keys; what is undefined was not asked
 * @param options the option of each key
 * @throws HoldfastError `invalid-input`, naming every option at fault once
 */
export function parseQuestion<T, K extends string>(
  schema: QuestionSchema<T>,
  values: Readonly<Partial<Record<K, unknown>>>,
  options: Readonly<Record<K, string>>,
): T {
  const asked = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  const result = schema.safeParse(asked);
  if (result.success) return result.data;
  const named = new Map<string, string>(Object.entries(options));
  const told = result.error.issues.map(({ path, message }) => {
    const option = named.get(String(path[0] ?? ""));
    return option === undefined ? message : `--${option}: ${message}`;
  });
  throw new HoldfastError({ code: "invalid-input", message: `${[...new Set(told)].join("; ")}.` });
}
