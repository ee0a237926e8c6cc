import type { Registration } from "@holdfast/core";
import { Sentence } from "../components/sentence.js";
import { ExhibitBlock } from "../exhibits/exhibit-block.js";
import type { View, ViewContent } from "../views/view.js";
import { AblationFrame } from "./ablation-frame.js";
import { downloadRoot } from "./view-path.js";

interface ViewPageInput {
  readonly registration: Registration;
  readonly view: View;
  readonly content: ViewContent;
  /** The choices of the address, which downloads keep. */
  readonly query: URLSearchParams;
}

/** The page of a view: what it says, then the figures that show it, each with its table. */
export function ViewPage({ registration, view, content, query }: ViewPageInput) {
  const { sentences, choices, exhibits, rest, empty, scripts = [] } = content;
  const [lead, ...more] = sentences;
  const root = downloadRoot(registration.identity, view.slug);
  return (
    <AblationFrame
      registration={registration}
      current={view.slug}
      title={view.slug === "" ? "" : view.title}
      scripts={scripts}
    >
      {view.slug === "" ? <p class="question">{registration.ablation.question}</p> : <h1>{view.title}</h1>}
      {view.slug === "" ? null : <p class="question">{view.question}</p>}
      <div id="answer">
        {lead === undefined ? null : (
          <p class="lead">
            <Sentence text={lead} />
          </p>
        )}
        {more.length === 0 ? null : (
          <ul class="sentences">
            {more.map((sentence) => (
              <li>
                <Sentence text={sentence} />
              </li>
            ))}
          </ul>
        )}
        {choices === undefined ? null : <div class="choices">{choices}</div>}
        {exhibits.length === 0 ? (empty ?? null) : null}
        {exhibits.map((exhibit) => (
          <ExhibitBlock exhibit={exhibit} root={root} query={query} />
        ))}
        {rest ?? null}
      </div>
    </AblationFrame>
  );
}
