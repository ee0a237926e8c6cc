import {
  type Ablation,
  type Arm,
  canonicalJson,
  type Recipe,
  recipeDifferences,
  recipeFingerprint,
  shortFingerprint,
} from "@holdfast/core";
import { formatQuantity } from "@holdfast/report";

type GivenRecipe = Arm["recipes"][string];

/** What is known of two recipes at one stage. */
interface RecipePair {
  readonly stage: string;
  readonly own: GivenRecipe | undefined;
  readonly other: GivenRecipe | undefined;
}

function fingerprintOfRecipe(recipe: GivenRecipe): string {
  return typeof recipe === "string" ? recipe : recipeFingerprint(recipe);
}

/** Whether the two are matched, in a sentence. */
function matchText({ own, other }: RecipePair, control: string): string {
  if (own === undefined && other === undefined) return "Neither this arm nor its control says its recipe.";
  if (own === undefined) return `Only ${control} says its recipe, so whether the two match is unknown.`;
  if (other === undefined) return `${control} says no recipe, so whether the two match is unknown.`;
  if (fingerprintOfRecipe(own) === fingerprintOfRecipe(other))
    return `Matched: the same recipe as ${control}.`;
  return typeof own === "string" || typeof other === "string"
    ? `Differs from ${control}; in what is unknown, because a recipe is known by its fingerprint alone.`
    : `Differs from ${control} in ${formatQuantity(recipeDifferences(other, own).length, "setting")}: what this arm leads by may not be its data alone.`;
}

function settingsOf({ settings, codeCommit, optimiser, lossMasking }: Recipe): [string, string][] {
  const others = { codeCommit, optimiser, lossMasking };
  return [...Object.entries(settings), ...Object.entries(others)].flatMap(
    ([key, value]): [string, string][] =>
      value === undefined ? [] : [[key, typeof value === "string" ? value : canonicalJson(value)]],
  );
}

function Differences({
  own,
  other,
  control,
}: {
  readonly own: Recipe;
  readonly other: Recipe;
  readonly control: string;
}) {
  const differences = recipeDifferences(other, own);
  if (differences.length === 0) return null;
  return (
    <section class="scroll" tabindex={0} aria-label={`Settings that differ from ${control}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">Setting</th>
            <th scope="col">This arm</th>
            <th scope="col">{control}</th>
          </tr>
        </thead>
        <tbody>
          {differences.map(({ setting, arm, control: before }) => (
            <tr class="differs">
              <th scope="row">{setting.replace(/^settings\./, "")}</th>
              <td>{arm ?? <span class="quiet">not set</span>}</td>
              <td>{before ?? <span class="quiet">not set</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Stage({ pair, control }: { readonly pair: RecipePair; readonly control: string | null }) {
  const { stage, own, other } = pair;
  const whole = typeof own === "object" ? own : undefined;
  const settings = whole === undefined ? [] : settingsOf(whole);
  return (
    <>
      <h3>
        {stage}
        {whole?.name === undefined ? "" : `: ${whole.name}`}
      </h3>
      <p class="quiet">
        {control === null ? "This arm is a control." : matchText(pair, control)}
        {own === undefined ? null : (
          <>
            {" "}
            <code>{shortFingerprint(fingerprintOfRecipe(own))}</code>
          </>
        )}
      </p>
      {control === null || whole === undefined || typeof other !== "object" ? null : (
        <Differences own={whole} other={other} control={control} />
      )}
      {settings.length === 0 ? null : (
        <details>
          <summary>{formatQuantity(settings.length, "setting")}</summary>
          <table class="pairs">
            <tbody>
              {settings.map(([name, value]) => (
                <tr>
                  <th scope="row">{name}</th>
                  <td>{value}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </>
  );
}

interface RecipeSectionInput {
  readonly ablation: Ablation;
  readonly arm: string;
  /** null: this arm is a control. */
  readonly control: string | null;
}

/** The recipe of a run's arm at each stage, and where it differs from that of its control. */
export function RecipeSection({ ablation, arm, control }: RecipeSectionInput) {
  const recipeOf = (name: string | null, stage: string) =>
    ablation.arms.find((candidate) => candidate.name === name)?.recipes[stage];
  const pairs = ablation.stages
    .map(({ name: stage }) => ({ stage, own: recipeOf(arm, stage), other: recipeOf(control, stage) }))
    .filter(({ own, other }) => own !== undefined || other !== undefined);
  return (
    <section id="recipe">
      <h2>Recipe</h2>
      {pairs.length === 0 ? (
        <p class="quiet">
          No recipe is registered for this arm{control === null ? "" : ` or for ${control}`}: whether they
          were trained alike is unknown.
        </p>
      ) : null}
      {pairs.map((pair) => (
        <Stage pair={pair} control={control} />
      ))}
    </section>
  );
}
