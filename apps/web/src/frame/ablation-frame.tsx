import { type Registration, shortFingerprint } from "@holdfast/core";
import type { Child } from "hono/jsx";
import { Layout } from "../components/layout.js";
import { ablationPath } from "../runs/run-path.js";
import { VIEWS } from "../views/registry.js";
import { viewPath } from "./view-path.js";

interface FrameInput {
  readonly registration: Registration;
  /** Slug of the page that this is, or null where it is none of the views. */
  readonly current: string | null;
  /** Before the name of the ablation in the title of the window. */
  readonly title: string;
  readonly scripts?: readonly string[];
  readonly children: Child;
}

function Stamps({ registration }: { readonly registration: Registration }) {
  const { ablation, retrospective, archived } = registration;
  const stamps = [
    ...(retrospective ? ["retrospective"] : []),
    ...(ablation.design === "observational" ? ["observational"] : []),
    ...(archived ? ["archived"] : []),
  ];
  return (
    <>
      {stamps.map((stamp) => (
        <span class="badge">{stamp}</span>
      ))}
    </>
  );
}

/** What every page about an ablation stands in: its name, its state, and the way to the other pages. */
export function AblationFrame({ registration, current, title, scripts = [], children }: FrameInput) {
  const { identity, ablation, revision, registeredAt, fingerprint } = registration;
  const here = (is: boolean) => (is ? { "aria-current": "page" as const } : {});
  return (
    <Layout
      title={`${title === "" ? ablation.title : title} - ${identity} - Holdfast`}
      scripts={["figures", "downloads", ...scripts]}
      isWide
    >
      <div class="ablation">
        <header class="subject">
          <p class="identity">
            <a href="/">Ablations</a> / {identity}
          </p>
          {current === "" ? (
            <h1 class="name">{ablation.title}</h1>
          ) : (
            <p class="name">
              <a href={ablationPath(identity)}>{ablation.title}</a>
            </p>
          )}
          <p class="meta">
            <Stamps registration={registration} />
            <span>revision {revision}</span> <span>registered {registeredAt.slice(0, 10)}</span>{" "}
            <code title={fingerprint}>{shortFingerprint(fingerprint)}</code>
          </p>
        </header>
        <nav class="views" aria-label="About this ablation">
          <ul>
            {VIEWS.map((view) => (
              <li>
                <a href={viewPath(identity, view.slug)} {...here(view.slug === current)}>
                  {view.title}
                </a>
              </li>
            ))}
            <li class="apart">
              <a href={`${ablationPath(identity)}/runs`} {...here(current === "runs")}>
                Runs
              </a>
            </li>
            <li>
              <a href={`${ablationPath(identity)}/report`}>Report</a>
            </li>
          </ul>
        </nav>
        <div class="view">{children}</div>
      </div>
    </Layout>
  );
}
