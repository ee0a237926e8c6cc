import type { Warning } from "@holdfast/core";

/** What a reader must know before numbers that were asked for by another method than the default; nothing where none was. */
export function otherMethod(
  what: string,
  method: string | undefined,
): { readonly sentences: readonly string[]; readonly warnings: readonly Warning[] } {
  if (method === undefined) return { sentences: [], warnings: [] };
  const said = `${what} by ${method} instead of the default`;
  return {
    sentences: [`${said}: not what stands by default.`],
    warnings: [
      {
        code: "outside-plan",
        message: `${said}, where it is made for them: what stands here was not asked by the plan.`,
      },
    ],
  };
}
