/** Words joined as a sentence does it: `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1);
  if (words.length < 2 || last === undefined) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${last}`;
}
