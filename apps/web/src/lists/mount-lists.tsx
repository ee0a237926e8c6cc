import type { EdgeEnv, HoldfastClient } from "@holdfast/api/client";
import type { Context, Hono } from "hono";
import type { Child } from "hono/jsx";
import { AblationsPage } from "../pages/ablations-page.js";
import { ablationQuestion } from "./ablation-question.js";

interface ListsInput {
  /** The client of whoever asks. */
  readonly clientFor: (c: Context<EdgeEnv>) => HoldfastClient;
  readonly page: (c: Context<EdgeEnv>, content: Child) => Promise<Response>;
}

/** The list of ablations, which is the first page of all. */
export function mountLists(app: Hono<EdgeEnv>, { clientFor, page }: ListsInput): void {
  app.get("/", async (c) => {
    const { origin, searchParams: query } = new URL(c.req.url);
    const filter = ablationQuestion(query);
    const list = await clientFor(c).ablations(filter);
    return page(c, <AblationsPage list={list} filter={filter} query={query} origin={origin} />);
  });
}
