import {
  type Ablation,
  isHoldfastError,
  type MonitorAnswer,
  type MonitorQuestion,
  type Watch,
  type WatchRequest,
} from "@holdfast/core";
import { type Exhibit, monitorCourseExhibit } from "@holdfast/report";
import { PickForm } from "./pick-form.js";
import type { View, ViewContent, ViewInput } from "./view.js";
import { WatchCommands } from "./watch-commands.js";

/** More alarms than this are in the table alone. */
const MOST_SAID = 6;

/** One limit that is watched: kept by the server, or asked by the address. */
interface Watched {
  readonly question: WatchRequest;
  readonly watch: Watch | null;
}

/** A watched limit with what became of it; or why that cannot be said. */
interface Looked extends Watched {
  readonly answer: MonitorAnswer | { readonly reason: string };
}

/** A limit that the address asks about; null where it names none. */
function askedIn(query: URLSearchParams): WatchRequest | null {
  const limit = query.get("above") ?? query.get("below") ?? query.get("limit") ?? "";
  const evalId = query.get("eval") ?? "";
  if (limit.trim() === "" || evalId === "" || !Number.isFinite(Number(limit))) return null;
  const alpha = query.get("alpha") ?? "";
  return {
    ...{ eval: evalId, limit: Number(limit) },
    ...(alpha === "" || !Number.isFinite(Number(alpha)) ? {} : { alpha: Number(alpha) }),
  };
}

async function lookAt({ client, registration }: ViewInput, watched: Watched): Promise<Looked> {
  const { eval: id, ...rest } = watched.question;
  const question: MonitorQuestion = { ...rest, eval: [id] };
  try {
    return { ...watched, answer: await client.monitor(registration.identity, question) };
  } catch (error) {
    if (!isHoldfastError(error) || !["invalid-input", "unknown-name"].includes(error.code)) throw error;
    return { ...watched, answer: { reason: `${error.message} ${error.remedy ?? ""}`.trim() } };
  }
}

function alarmsOf({ answer }: Looked): number {
  return "reason" in answer ? 0 : answer.rows.filter(({ alarm }) => alarm !== null).length;
}

/** Alarms first; of each limit, what it found, what that is worth, and its alarms. */
function sentencesOf(looked: readonly Looked[]): string[] {
  return [...looked]
    .sort((one, other) => alarmsOf(other) - alarmsOf(one))
    .flatMap(({ question, answer }) => {
      if ("reason" in answer)
        return [`${question.eval} cannot be watched for ${question.limit}: ${answer.reason}`];
      const [head = "", promise = "", ...rows] = answer.sentences;
      const loud = rows.filter((_, index) => answer.rows[index]?.alarm != null);
      return [`${question.eval}: ${head}`, ...loud.slice(0, MOST_SAID), promise];
    });
}

function exhibitsOf(ablation: Ablation, looked: readonly Looked[]): Exhibit[] {
  return looked.flatMap(({ question, watch, answer }, index) => {
    if ("reason" in answer || answer.rows.length === 0) return [];
    const side = answer.rows[0]?.bad === "below" ? "below" : "above";
    const level = `${question.limit}`;
    const who = watch === null ? "asked here" : `watched for ${watch.author} since ${watch.at.slice(0, 10)}`;
    return [
      monitorCourseExhibit(ablation, answer, {
        id: `watch-${index + 1}`,
        title: `${question.eval}, ${side} ${level}: ${who}`,
        raised: watch?.alarms ?? [],
      }),
    ];
  });
}

/** Whether the page follows by itself, and what it was read from. */
function Live({ identity, at }: { readonly identity: string; readonly at: string | null }) {
  return (
    <div class="live" data-identity={identity} data-state="still">
      <span class="live-dot" aria-hidden="true" />
      <span class="live-state" role="status">
        as it was read
      </span>
      <span class="live-time">
        {at === null ? "nothing is written yet" : `with all that was written until ${at}`}
      </span>
      <span class="live-news" role="status" />
    </div>
  );
}

async function read(input: ViewInput): Promise<ViewContent> {
  const { client, registration, query, path, origin } = input;
  const { identity, ablation } = registration;
  const [{ watches }, { entries }] = await Promise.all([
    client.watches(identity),
    client.audit({ identity, limit: 1 }),
  ]);
  const at = entries[0]?.at.replace("T", " ").replace(/(\.\d+)?Z$/, " UTC") ?? null;
  const asked = askedIn(query);
  const watched: Watched[] =
    asked === null
      ? watches.map((watch) => ({ question: watch.question, watch }))
      : [{ question: asked, watch: null }];
  const looked: Looked[] = [];
  for (const one of watched) looked.push(await lookAt(input, one));
  const example = looked[0]?.question ?? {
    ...{ eval: ablation.evals[0]?.id ?? "NAME@1", limit: 0.05, alpha: 0.01 },
  };
  const exhibits = exhibitsOf(ablation, looked);
  return {
    sentences: sentencesOf(looked),
    choices: (
      <>
        <Live identity={identity} at={at} />
        <PickForm
          label="Look at a limit"
          path={path}
          fields={[
            {
              ...{ label: "Eval", name: "eval", value: example.eval },
              options: ablation.evals.map(({ id }) => ({ value: id, text: id })),
            },
            { label: "Limit", name: "limit", value: String(example.limit) },
            {
              label: "Alpha",
              name: "alpha",
              value: example.alpha === undefined ? "" : String(example.alpha),
            },
          ]}
          kept={[]}
          submit="Look"
        />
        {asked === null || watches.length === 0 ? null : (
          <p class="choice">
            <a href={path}>What the server watches ({watches.length})</a>
          </p>
        )}
      </>
    ),
    exhibits,
    empty: (
      <div class="empty">
        <p>
          {looked.length === 0
            ? "No limit is watched. Choose an eval and a limit above, or have the server watch one: it then looks after every recording, whoever is here."
            : "No checkpoint that is watched has been scored yet. The page shows the first one as it arrives."}
        </p>
      </div>
    ),
    rest: <WatchCommands identity={identity} ablation={ablation} origin={origin} question={example} />,
    scripts: ["watch"],
  };
}

/** Runs while they train: what has passed its limit, with a bound on false alarms however often one looks. */
export const watchView: View = {
  slug: "watch",
  title: "Watch",
  question: "Has a run passed its limit while it trains?",
  read,
};
