/** Where a page is: the pages above it, each a link. */
export function Trail({ places }: { readonly places: readonly (readonly [name: string, path: string])[] }) {
  return (
    <nav class="trail" aria-label="Where this page is">
      {places.map(([name, path]) => (
        <span>
          <a href={path}>{name}</a>{" "}
        </span>
      ))}
    </nav>
  );
}
