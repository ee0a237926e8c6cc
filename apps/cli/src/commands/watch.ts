import type { HoldfastClient } from "@holdfast/api/client";
import type { MonitorQuestion } from "@holdfast/core";
import type { Command, CommandContext } from "../command.js";
import type { Given } from "../given.js";
import { UsageError } from "../usage-error.js";
import { seriesOptions } from "../watch/series-options.js";

/** Keeps the question at the server, which then watches whoever looks. */
async function keepAtServer(
  { print }: CommandContext,
  client: HoldfastClient,
  identity: string,
  { eval: ids, ...question }: MonitorQuestion,
): Promise<void> {
  for (const id of ids) {
    const watch = await client.addWatch(identity, { ...question, eval: id });
    print.document(watch);
    print.text(`The server watches ${id} of ${identity}: ${watch.watchId}`);
  }
}

/** Prints what is new at each look. @returns how many alarms it has raised */
async function watchOn(
  { print, stopped }: CommandContext,
  client: HoldfastClient,
  identity: string,
  { question, given }: { readonly question: MonitorQuestion; readonly given: Given },
): Promise<number> {
  const { setTimeout: wait } = await import("node:timers/promises");
  const { followEvents } = await import("../watch/follow-events.js");
  const { postAlarm } = await import("../watch/post-alarm.js");
  const { watchLineText } = await import("../watch/watch-line-text.js");
  const { watchNews } = await import("../watch/watch-news.js");
  const [news, webhook] = [watchNews(), given.text("webhook")];
  const means = { fetch: globalThis.fetch, wait: (ms: number) => wait(ms) };
  const options = {
    columns: print.settings.columns,
    bold: (text: string) => print.style("bold", text),
  };
  let alarms = 0;
  const look = async () => {
    const answer = await client.monitor(identity, question);
    const { ablation } = await client.read(identity);
    for (const line of news.linesOf(answer)) {
      print.document(line);
      print.text(watchLineText(ablation, line, options));
      if (line.kind !== "alarm") continue;
      alarms += 1;
      const met = webhook === undefined ? null : await postAlarm(webhook, line, means);
      if (met !== null) print.note(`the alarm did not reach the webhook: ${met}`);
    }
    return alarms > 0 && !given.flag("keep-on");
  };
  if (given.flag("once")) await look();
  else
    await followEvents(client, {
      identity,
      look,
      stopped: stopped(),
      onInterrupted: (error) =>
        print.note(`interrupted, goes on: ${error instanceof Error ? error.message : String(error)}`),
    });
  return alarms;
}

/** `holdfast watch [NAME@VERSION]`. */
export const watch: Command = {
  name: "watch",
  summary: "watch runs while outcomes stream in; ends with exit code 16 at an alarm",
  usage: "[NAME@VERSION]",
  words: [0, 1],
  options: {
    eval: { type: "string", value: "NAME,...", summary: "the evals that are watched" },
    above: { type: "string", value: "X", summary: "no checkpoint should score above: 0.05 is 5%" },
    below: { type: "string", value: "X", summary: "or below, where higher is better" },
    ...seriesOptions("independent, without it, or any: as `holdfast monitor` has it"),
    once: { type: "boolean", summary: "look once and end: 16 where an alarm stands, else 0" },
    "keep-on": { type: "boolean", summary: "go on after an alarm, until Ctrl-C" },
    "at-server": { type: "boolean", summary: "have the server watch from now on, and end" },
    webhook: { type: "string", value: "URL", summary: "send each alarm there, unsigned, from here" },
  },
  examples: [
    "holdfast watch advice@1 --eval blackmail --above 0.05 --alpha 0.01",
    "holdfast watch --eval blackmail --above 0.05 --arm advice --stage rl --once --json",
  ],
  run: async (context, given) => {
    const { target, connect, print } = context;
    const isAtServer = given.flag("at-server");
    if (isAtServer && target.kind !== "server")
      throw new UsageError(
        "there is no server that could watch.",
        "Name one with --url, and start it with `holdfast serve`.",
      );
    given.required("eval");
    const client = await connect();
    const { identityGiven } = await import("../identity-given.js");
    const identity = await identityGiven(client, given);
    const { watchQuestion } = await import("../watch/watch-question.js");
    const question = watchQuestion((await client.read(identity)).ablation, given);
    if (isAtServer) return keepAtServer(context, client, identity, question);
    if (target.kind === "directory" && !target.isMemory && !given.flag("once"))
      print.note("nobody can record into this directory while it is watched: serve it, and watch with --url");
    const alarms = await watchOn(context, client, identity, { question, given });
    if (alarms === 0 || given.flag("keep-on")) return;
    const { AlarmError } = await import("../alarm-error.js");
    throw new AlarmError(alarms === 1 ? "an alarm was raised." : `${alarms} alarms were raised.`);
  },
};
