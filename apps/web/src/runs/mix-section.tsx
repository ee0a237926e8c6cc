import { type Ablation, type DiffComponent, diffMixes, type Mix } from "@holdfast/core";
import { formatShare, formatTokens } from "@holdfast/report";

const NO_MIX: Mix = { components: [] };
const NOT_READ = { status: "not-measured", reason: "the data are not at hand here" } as const;

/** What a change means to whoever reads the arm against its control. */
const CHANGES: Readonly<Record<DiffComponent["change"], string | null>> = {
  added: "only in this arm",
  removed: "only in the control",
  changed: "other content",
  resized: "another amount",
  unclear: "another amount",
  unchanged: null,
};

/** What changed in words, or null where nothing did that is known. */
function changeWord({ change, tokens }: DiffComponent): string | null {
  return change === "unclear" && (tokens === 0 || tokens === "unknown") ? null : CHANGES[change];
}

/** What is said where nothing is known to differ. */
function sameWord({ change, tokens }: DiffComponent): string {
  if (change !== "unclear") return "the same";
  return tokens === "unknown" ? "not known" : "the same amount; of its content no hash is known";
}

function tokensText(side: DiffComponent["a"]): string {
  if (side === null) return "none";
  return formatTokens(side.tokens === "unknown" ? side.tokens : side.tokens * side.epochs);
}

function Share({ side, most }: { readonly side: DiffComponent["a"]; readonly most: number }) {
  if (side === null || side.weight === "unknown") return null;
  return (
    <svg class="share" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect width={(most === 0 ? 0 : (100 * side.weight) / most).toFixed(1)} height="8" />
    </svg>
  );
}

function ComponentRow({ component, most }: { readonly component: DiffComponent; readonly most: number }) {
  const { dataset, change, a, b } = component;
  const word = changeWord(component);
  const weight = b === null ? null : b.weight;
  return (
    <tr class={word === null ? undefined : `differs ${change}`}>
      <th scope="row">
        {dataset}
        <div class="question">{(b ?? a)?.kind}</div>
      </th>
      <td class="number">{tokensText(b)}</td>
      <td>
        <Share side={b} most={most} />
        {weight === null || weight === "unknown" ? null : <span class="quiet">{formatShare(weight)}</span>}
      </td>
      <td class="number">{tokensText(a)}</td>
      <td>{word === null ? <span class="quiet">{sameWord(component)}</span> : <strong>{word}</strong>}</td>
    </tr>
  );
}

interface MixSectionInput {
  readonly ablation: Ablation;
  readonly arm: string;
  /** null: this arm is a control. */
  readonly control: string | null;
}

/** The data of a run's arm at each stage, and where they differ from those of its control. */
export function MixSection({ ablation, arm, control }: MixSectionInput) {
  const mixOf = (name: string | null, stage: string) =>
    ablation.arms.find((candidate) => candidate.name === name)?.mixes[stage];
  const stages = ablation.stages
    .map(({ name: stage }) => ({ stage, own: mixOf(arm, stage), other: mixOf(control, stage) }))
    .filter(({ own, other }) => own !== undefined || other !== undefined);
  return (
    <section id="mix">
      <h2>Mix</h2>
      {stages.length === 0 ? (
        <p class="quiet">
          No mix is registered for this arm. An amendment adds one, and <code>npx holdfast mix measure</code>{" "}
          counts its tokens.
        </p>
      ) : null}
      {stages.map(({ stage, own = NO_MIX, other = NO_MIX }) => {
        const diff = diffMixes(
          { name: control ?? arm, mix: control === null ? own : other },
          { name: arm, mix: own },
          NOT_READ,
        );
        const weights = diff.components.map(({ b }) => (b === null || b.weight === "unknown" ? 0 : b.weight));
        const { tokens } = diff;
        return (
          <>
            <h3>{stage}</h3>
            <p class="quiet">
              {formatTokens(tokens.b)} tokens over all epochs
              {control === null
                ? "; this arm is a control."
                : `, against ${formatTokens(tokens.a)} of ${control}.`}
            </p>
            <section class="scroll" tabindex={0} aria-label={`Mix at ${stage}`}>
              <table class="mix">
                <thead>
                  <tr>
                    <th scope="col">Component</th>
                    <th scope="col" class="number">
                      Tokens
                    </th>
                    <th scope="col">Share</th>
                    <th scope="col" class="number">
                      {control === null ? "Tokens" : `Tokens of ${control}`}
                    </th>
                    <th scope="col">{control === null ? "" : `Against ${control}`}</th>
                  </tr>
                </thead>
                <tbody>
                  {diff.components.map((component) => (
                    <ComponentRow component={component} most={Math.max(...weights)} />
                  ))}
                </tbody>
              </table>
            </section>
          </>
        );
      })}
    </section>
  );
}
