import type { Exhibit } from "@holdfast/report";
import type { Child } from "hono/jsx";
import { Layout } from "../components/layout.js";
import { Sentence } from "../components/sentence.js";
import { ExhibitBlock } from "../exhibits/exhibit-block.js";

interface PowerPageInput {
  readonly sentences: readonly string[];
  readonly form: Child;
  readonly exhibits: readonly Exhibit[];
  readonly rest: Child;
  readonly query: URLSearchParams;
  readonly root: string;
}

/** The planner where nothing is registered yet. */
export function PowerPage({ sentences, form, exhibits, rest, query, root }: PowerPageInput) {
  const [lead, ...more] = sentences;
  return (
    <Layout title="Power planner - Holdfast" scripts={["figures", "downloads", "planner", "copy"]} isWide>
      <div class="view planning">
        <h1>Power planner</h1>
        <p class="question">
          How many runs, prompts and epochs does it take, before a single run is trained? A design of rates
          that is registered nowhere yet.
        </p>
        <div id="answer">
          <div class="choices">{form}</div>
          {lead === undefined ? null : (
            <p class="lead">
              <Sentence text={lead} />
            </p>
          )}
          <ul class="sentences">
            {more.map((sentence) => (
              <li>
                <Sentence text={sentence} />
              </li>
            ))}
          </ul>
          {exhibits.map((exhibit) => (
            <ExhibitBlock exhibit={exhibit} root={root} query={query} />
          ))}
          {rest}
        </div>
      </div>
    </Layout>
  );
}
