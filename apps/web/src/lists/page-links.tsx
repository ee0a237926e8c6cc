import { firstPath, nextPath } from "./list-address.js";

interface PageLinksInput {
  readonly path: string;
  readonly query: URLSearchParams;
  /** The cursor of the next page, or null at the end. */
  readonly next: string | null;
}

/** The way through a list: on, and back to its start. */
export function PageLinks({ path, query, next }: PageLinksInput) {
  const isLater = query.has("cursor");
  if (next === null && !isLater) return null;
  return (
    <nav class="pages" aria-label="Pages of this list">
      {isLater ? <a href={firstPath(path, query)}>From the start</a> : null}
      {next === null ? (
        <span class="quiet">End of the list</span>
      ) : (
        <a href={nextPath(path, query, next)} rel="next">
          Next page
        </a>
      )}
    </nav>
  );
}
