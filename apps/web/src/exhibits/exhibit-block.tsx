import { blockHtml, type Exhibit, methodById, textHtml } from "@holdfast/report";
import { raw } from "hono/html";

interface ExhibitInput {
  readonly exhibit: Exhibit;
  /** What its downloads stand under. */
  readonly root: string;
  readonly query: URLSearchParams;
}

/** The files that an exhibit is given as, by the ends of their names. */
export const EXHIBIT_FORMATS = ["svg", "csv", "tex"] as const;
export type ExhibitFormat = (typeof EXHIBIT_FORMATS)[number];

const NAMES: Readonly<Record<ExhibitFormat, string>> = { svg: "SVG", csv: "CSV", tex: "LaTeX" };

/** A figure with its caption, its table, the way to its methods, and its downloads. */
export function ExhibitBlock({ exhibit, root, query }: ExhibitInput) {
  const { id, title, figure, caption, table, methods } = exhibit;
  const asked = query.size === 0 ? "" : `?${query}`;
  const formats = EXHIBIT_FORMATS.filter((format) => format !== "svg" || figure !== null);
  return (
    <section class="exhibit" id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {figure === null ? (
        <p class="note">{raw(textHtml(caption))}</p>
      ) : (
        <figure>
          <section class="canvas" tabindex={0} aria-label={`${title}, figure`}>
            {raw(figure.svg)}
          </section>
          <figcaption>{raw(textHtml(caption))}</figcaption>
        </figure>
      )}
      <p class="downloads">
        {methods.length === 0 ? null : (
          <span>
            How computed:{" "}
            {methods.map((method, index) => (
              <>
                {index === 0 ? "" : ", "}
                <a href={`/methods#${encodeURIComponent(method)}`}>{methodById(method)?.title ?? method}</a>
              </>
            ))}
          </span>
        )}
        <span class="formats">
          {figure === null ? null : (
            <button
              type="button"
              class="png"
              data-figure={`${root}/${id}.svg${asked}`}
              data-name={`${id}.png`}
              hidden
            >
              PNG
            </button>
          )}
          {formats.map((format) => (
            <a href={`${root}/${id}.${format}${asked}`} download={`${id}.${format}`}>
              {NAMES[format]}
            </a>
          ))}
        </span>
      </p>
      {figure === null ? (
        raw(blockHtml(table))
      ) : (
        <details>
          <summary>The numbers as a table</summary>
          {raw(blockHtml(table))}
        </details>
      )}
    </section>
  );
}
