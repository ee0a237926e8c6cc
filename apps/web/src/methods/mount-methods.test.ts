import type { EdgeEnv } from "@holdfast/api/client";
import { METHODS } from "@holdfast/report";
import { Hono } from "hono";
import { expect, test } from "vitest";
import { mountMethods } from "./mount-methods.js";

test("every method has an anchor on the page, and no id stands twice", async () => {
  const app = new Hono<EdgeEnv>();
  mountMethods(app, { page: async (c, content) => c.html(String(await content)) });
  const text = await (await app.request("/methods")).text();
  const ids = [...text.matchAll(/ id="([^"]+)"/g)].map((match) => match[1] ?? "");
  expect(new Set(ids).size).toBe(ids.length);
  for (const { id } of METHODS) expect(ids).toContain(id);
  for (const [, target] of text.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
});
