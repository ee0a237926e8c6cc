import { METHOD_GROUPS } from "@holdfast/report";
import { Layout } from "../components/layout.js";

/** How every number is made: what each one links to. */
export function MethodsPage() {
  return (
    <Layout title="Methods · Holdfast">
      <h1>Methods</h1>
      <p>
        How every number is made, by the question that it answers: its model, its units, when there is no
        answer, and where it is from.
      </p>
      <nav class="method-groups" aria-label="Kinds of methods">
        {METHOD_GROUPS.map(({ id, title }) => (
          <a href={`#group-${id}`}>{title}</a>
        ))}
      </nav>
      {METHOD_GROUPS.map(({ id, title, methods }) => (
        <section class="methods" aria-labelledby={`group-${id}`}>
          <h2 id={`group-${id}`}>{title}</h2>
          {methods.map((method) => (
            <article class="method" id={method.id} aria-labelledby={`${method.id}-title`}>
              <h3 id={`${method.id}-title`}>
                <a href={`#${method.id}`}>{method.title}</a>
              </h3>
              <p>{method.text}</p>
              <p class="source">
                <code>{method.id}</code> {method.source}
              </p>
            </article>
          ))}
        </section>
      ))}
    </Layout>
  );
}
