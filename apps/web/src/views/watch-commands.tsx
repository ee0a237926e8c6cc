import type { Ablation, WatchRequest } from "@holdfast/core";
import { metricNamed, primaryMetric } from "@holdfast/core";
import { shellText } from "./shell-text.js";

interface CommandsInput {
  readonly identity: string;
  readonly ablation: Ablation;
  readonly origin: string;
  readonly question: Pick<WatchRequest, "eval" | "limit" | "alpha" | "metric">;
}

/** Which side of its limit is bad, as the command line says it. */
function sideOf(ablation: Ablation, question: CommandsInput["question"]): "--above" | "--below" {
  const value = ablation.evals.find(({ id }) => id === question.eval);
  const named = question.metric === undefined ? undefined : question.metric;
  const metric =
    value === undefined ? undefined : named === undefined ? primaryMetric(value) : metricNamed(value, named);
  return metric?.direction === "higher-is-better" ? "--below" : "--above";
}

/** The same watch from a terminal, at the server, and to an address of one's own. */
export function WatchCommands({ identity, ablation, origin, question }: CommandsInput) {
  const side = sideOf(ablation, question);
  const asked = [
    `holdfast watch ${shellText(identity)} --eval ${shellText(question.eval)} ${side} ${question.limit}`,
    ...(question.alpha === undefined ? [] : [`--alpha ${question.alpha}`]),
  ].join(" ");
  const url = `--url ${origin}`;
  const body = JSON.stringify({ url: "https://hooks.example.org/holdfast", kinds: ["alarm"], identity });
  return (
    <section class="exhibit" id="watch-commands" aria-labelledby="watch-commands-heading">
      <h2 id="watch-commands-heading">The same from elsewhere</h2>
      <p class="note">
        In a terminal: a line a checkpoint, and exit code 16 at an alarm, so that a training script can stop.
      </p>
      <pre tabindex={0}>{`${asked} ${url}`}</pre>
      <p class="note">At the server, whoever looks; it raises an alarm once for each run.</p>
      <pre tabindex={0}>{`${asked} --at-server ${url}`}</pre>
      <p class="note">
        To an address of yours: each alarm is delivered there, signed. What answers has a secret, told this
        once.
      </p>
      <pre
        tabindex={0}
      >{`curl -X POST ${origin}/v1/webhooks -H 'content-type: application/json' -d ${shellText(body)}`}</pre>
    </section>
  );
}
