/** The choice in the address where it is one of these, else nothing. */
export function oneOf<T extends string>(
  query: URLSearchParams,
  name: string,
  options: readonly T[],
): T | undefined {
  const asked = query.get(name);
  return options.find((option) => option === asked);
}

/** The words in the address, or nothing where they are none. */
export function wordsIn(query: URLSearchParams, name: string): string | undefined {
  const asked = query.get(name)?.trim().slice(0, 200) ?? "";
  return asked === "" ? undefined : asked;
}

/** The address of the page after this one, with what else was asked. */
export function nextPath(path: string, query: URLSearchParams, cursor: string): string {
  const kept = [...query].filter(([name, value]) => name !== "cursor" && value !== "");
  return `${path}?${new URLSearchParams([...kept, ["cursor", cursor]])}`;
}

/** The address of the first page, with what else was asked. */
export function firstPath(path: string, query: URLSearchParams): string {
  const kept = [...query].filter(([name, value]) => name !== "cursor" && value !== "");
  return kept.length === 0 ? path : `${path}?${new URLSearchParams(kept)}`;
}
