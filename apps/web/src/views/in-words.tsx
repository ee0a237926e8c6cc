import { Sentence } from "../components/sentence.js";

/** More of them are folded away: the figure says it faster. */
const MOST_OPEN = 10;

/** What the figures of a page say, one sentence for each thing. */
export function InWords({ sentences }: { readonly sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  const list = (
    <ul class="sentences">
      {sentences.map((sentence) => (
        <li>
          <Sentence text={sentence} />
        </li>
      ))}
    </ul>
  );
  return (
    <section class="exhibit" aria-labelledby="in-words">
      <h2 id="in-words">In words</h2>
      {sentences.length <= MOST_OPEN ? (
        list
      ) : (
        <details>
          <summary>{sentences.length} sentences</summary>
          {list}
        </details>
      )}
    </section>
  );
}
