import { judgeExhibits, judgeSentences } from "@holdfast/report";
import { shellText } from "./shell-text.js";
import type { View, ViewContent, ViewInput } from "./view.js";

function Empty({ input }: { readonly input: ViewInput }) {
  const { registration, origin } = input;
  const [first] = registration.ablation.evals;
  return (
    <div class="empty">
      <p>
        No eval was scored by two judges. Let a second judge score rollouts that are recorded already, such as
        those of {first?.title ?? first?.id ?? "the first eval"}, and import its log: outcomes of different
        judges are kept apart and never mixed, and where both scored the same rollouts their agreement is
        estimated.
      </p>
      <pre
        tabindex={0}
      >{`export HOLDFAST_URL=${origin}\nnpx holdfast import rescored/ --ablation ${shellText(registration.identity)} --cluster family\nnpx holdfast judges ${shellText(registration.identity)}`}</pre>
    </div>
  );
}

async function read(input: ViewInput): Promise<ViewContent> {
  const { client, registration } = input;
  const analysis = await client.analysis(registration.identity);
  const exhibits = judgeExhibits({ registration, analysis });
  if (exhibits.length === 0) return { sentences: [], exhibits, empty: <Empty input={input} /> };
  return { sentences: judgeSentences(registration.ablation, analysis.judges), exhibits };
}

/** Whether judges agree, and whether conclusions survive a change of judge. */
export const judgesView: View = {
  slug: "judges",
  title: "Judges",
  question:
    "Do two judges of the same rollouts agree, and does a conclusion depend on which of them is asked?",
  read,
};
