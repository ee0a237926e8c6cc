import { Layout } from "../components/layout.js";
import type { ApiReference } from "./api-reference.js";
import { DocsBasics } from "./docs-basics.js";
import { OperationSection } from "./operation-section.js";

const BASICS = [
  ["start", "First call"],
  ["again", "Sending it again"],
  ["unchanged", "What has not changed"],
  ["requests", "Finding a request again"],
  ["problems", "When something is wrong"],
] as const;

function Contents({ reference }: { readonly reference: ApiReference }) {
  return (
    <nav class="contents" aria-label="Contents">
      <p class="group">Basics</p>
      <ul>
        {BASICS.map(([id, title]) => (
          <li>
            <a href={`#${id}`}>{title}</a>
          </li>
        ))}
      </ul>
      {reference.tags.map(({ name }) => (
        <>
          <p class="group">
            <a href={`#tag-${name}`}>{name}</a>
          </p>
          <ul>
            {reference.operations
              .filter(({ tag }) => tag === name)
              .map(({ id, method, path }) => (
                <li>
                  <a href={`#${id}`}>
                    <span class={`method method-${method.toLowerCase()}`}>{method}</span>
                    <span class="short">
                      {path.replace(/^\/v1(\/ablations\/\{identity\})?/, "") || path.split("/").at(-1)}
                    </span>
                  </a>
                </li>
              ))}
          </ul>
        </>
      ))}
      <p class="group">
        <a href="/docs/schemas">Schemas</a>
      </p>
      <p class="group">
        <a href="/v1/openapi.json">OpenAPI 3.1 document</a>
      </p>
    </nav>
  );
}

/** The reference of the API, whole and on one page: readable offline and without a script. */
export function DocsPage({
  reference,
  origin,
}: {
  readonly reference: ApiReference;
  readonly origin: string;
}) {
  return (
    <Layout title="API reference - Holdfast" sheets={["/docs.css"]}>
      <div class="docs">
        <Contents reference={reference} />
        <article>
          <h1>API reference</h1>
          <p>
            Everything Holdfast can be asked, over HTTP: {reference.operations.length} operations, one shape
            for faults. The same calls serve the command line, the pages and the typed clients.
          </p>
          <DocsBasics origin={origin} problems={reference.problems} />
          {reference.tags.map(({ name, description }) => (
            <section class="tag" id={`tag-${name}`}>
              <h2>{name}</h2>
              <p class="quiet">{description}</p>
              {reference.operations
                .filter(({ tag }) => tag === name)
                .map((operation) => (
                  <OperationSection operation={operation} />
                ))}
            </section>
          ))}
        </article>
      </div>
    </Layout>
  );
}
