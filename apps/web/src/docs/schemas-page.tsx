import { Layout } from "../components/layout.js";
import { type ApiReference, textAt } from "./api-reference.js";
import { SchemaTable } from "./schema-table.js";

/** Every schema that the API names, with its members. */
export function SchemasPage({ reference }: { readonly reference: ApiReference }) {
  return (
    <Layout title="Schemas - Holdfast" sheets={["/docs.css"]}>
      <div class="docs">
        <nav class="contents" aria-label="Contents">
          <p class="group">
            <a href="/docs">API reference</a>
          </p>
          <p class="group">Schemas</p>
          <ul>
            {reference.schemas.map(({ name }) => (
              <li>
                <a href={`#${name}`}>{name}</a>
              </li>
            ))}
          </ul>
        </nav>
        <article>
          <h1>Schemas</h1>
          <p>
            The documents that go in and come out, each once. Members that are not marked may be left out.
          </p>
          {reference.schemas.map(({ name, schema }) => (
            <section class="schema" id={name}>
              <h3>
                <a href={`#${name}`}>{name}</a>
              </h3>
              {textAt(schema, "description") === "" ? null : <p>{textAt(schema, "description")}</p>}
              <SchemaTable schema={schema} />
            </section>
          ))}
        </article>
      </div>
    </Layout>
  );
}
