import type { EdgeEnv } from "@holdfast/api/client";
import type { Context, Hono } from "hono";
import type { Child } from "hono/jsx";
import { MethodsPage } from "../pages/methods-page.js";

interface MethodsInput {
  readonly page: (c: Context<EdgeEnv>, content: Child) => Promise<Response>;
}

/** The explanation of every method under `/methods`, with an anchor for each id. */
export function mountMethods(app: Hono<EdgeEnv>, { page }: MethodsInput): void {
  app.get("/methods", async (c) => page(c, <MethodsPage />));
}
