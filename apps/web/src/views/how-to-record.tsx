import type { Registration } from "@holdfast/core";

/** What to type to record the first outcome, with names of this ablation. */
export function HowToRecord({ registration }: { readonly registration: Registration }) {
  const { identity, ablation } = registration;
  const [arm] = ablation.arms;
  const [first] = ablation.evals;
  const stage = ablation.stages.at(-1);
  const seed = Array.isArray(ablation.seeds) ? ablation.seeds[0] : 0;
  const line = {
    ...{ arm: arm?.name, seed, stage: stage?.name, eval: first?.id },
    samples: { id: ["p1", "p2"], score: [1, 0] },
  };
  return (
    <section class="how-to" aria-labelledby="how-to-title">
      <h2 id="how-to-title">What to do next</h2>
      <p>Record outcomes as training and evals bring them. One line of a file is one outcome:</p>
      <pre tabindex={0}>
        <code>{JSON.stringify(line)}</code>
      </pre>
      <pre tabindex={0}>
        <code>{`npx holdfast record outcomes.ndjson --ablation ${identity}
npx holdfast import logs/ --ablation ${identity} --cluster none
npx holdfast status ${identity}`}</code>
      </pre>
    </section>
  );
}
