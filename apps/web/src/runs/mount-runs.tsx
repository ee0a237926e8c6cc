import type { EdgeEnv, HoldfastClient } from "@holdfast/api/client";
import type { Context, Hono } from "hono";
import type { Child } from "hono/jsx";
import { RunPage } from "../pages/run-page.js";
import { RunsPage } from "../pages/runs-page.js";
import { readRunStory } from "./read-run-story.js";
import { runQuestion } from "./run-question.js";

interface RunsInput {
  /** The client of whoever asks. */
  readonly clientFor: (c: Context<EdgeEnv>) => HoldfastClient;
  readonly page: (c: Context<EdgeEnv>, content: Child) => Promise<Response>;
}

/** The runs of an ablation under its address: the list, and the page of each. */
export function mountRuns(app: Hono<EdgeEnv>, { clientFor, page }: RunsInput): void {
  app.get("/ablations/:identity/runs", async (c) => {
    const identity = c.req.param("identity");
    const client = clientFor(c);
    const query = new URL(c.req.url).searchParams;
    const registration = await client.read(identity);
    const filter = runQuestion(query, registration.ablation);
    const list = await client.runs(identity, filter);
    return page(c, <RunsPage registration={registration} list={list} filter={filter} query={query} />);
  });
  app.get("/ablations/:identity/runs/:run{.+}", async (c) => {
    const story = await readRunStory(clientFor(c), c.req.param("identity"), c.req.param("run"));
    return page(c, <RunPage story={story} />);
  });
}
