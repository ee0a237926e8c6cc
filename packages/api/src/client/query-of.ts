/** The values of a question as a query carries them; what is not set is left out. */
export function queryOf(
  question: Readonly<Record<string, string | number | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(question).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
  );
}
