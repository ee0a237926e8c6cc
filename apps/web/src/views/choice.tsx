interface ChoiceInput {
  /** What is chosen, in a word or two. */
  readonly label: string;
  /** Key in the address. */
  readonly name: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
  readonly chosen: string;
  readonly path: string;
  readonly query: URLSearchParams;
}

/** The address of the same view with another choice; the other choices stay. */
export function chosenPath(path: string, query: URLSearchParams, name: string, value: string): string {
  const next = new URLSearchParams(query);
  next.set(name, value);
  return `${path}?${next}`;
}

/** A switch made of links: it works without a script, and each of its states is an address. */
export function Choice({ label, name, options, chosen, path, query }: ChoiceInput) {
  return (
    <nav class="choice" aria-label={label}>
      <span class="label">{label}</span>
      {options.map(({ value, text }) => (
        <a
          href={chosenPath(path, query, name, value)}
          {...(value === chosen ? { "aria-current": "true" as const } : {})}
        >
          {text}
        </a>
      ))}
    </nav>
  );
}

/** The choice in the address where it is one of the options, else the first of them. */
export function choiceOf<T extends string>(
  query: URLSearchParams,
  name: string,
  options: readonly [T, ...T[]],
): T {
  const asked = query.get(name);
  return options.find((option) => option === asked) ?? options[0];
}
