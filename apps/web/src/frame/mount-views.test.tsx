import type { EdgeEnv } from "@holdfast/api/client";
import { defineAblation, type Registration } from "@holdfast/core";
import type { Exhibit } from "@holdfast/report";
import { Hono } from "hono";
import { expect, it } from "vitest";
import type { View } from "../views/view.js";
import { mountViews } from "./mount-views.js";

const FINGERPRINT = `sha256:${"a".repeat(64)}` as const;

function registration(): Registration {
  return {
    identity: "advice@1",
    fingerprint: FINGERPRINT,
    revision: 1,
    retrospective: true,
    archived: false,
    registeredAt: "2026-11-22T10:00:00.000Z",
    ablation: defineAblation({
      name: "advice",
      version: "1",
      title: "Difficult <advice>",
      question: "Does it hold?",
      baseModel: "base",
      arms: [{ name: "control" }, { name: "advice" }],
      control: "control",
      stages: [{ name: "sft" }],
      evals: [
        {
          id: "blackmail@1",
          role: "target",
          metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
        },
      ],
    }),
    revisions: [],
  };
}

const exhibit: Exhibit = {
  id: "leads",
  title: "Leads",
  figure: { svg: '<svg viewBox="0 0 1 1" width="1" height="1"></svg>', width: 1, height: 1 },
  caption: "Bars show <nothing>.",
  table: {
    kind: "table",
    label: "Leads",
    columns: [{ title: "Arm", align: "text" }],
    groups: [{ heading: null, rows: [["advice & more"]] }],
  },
  tidy: { columns: ["arm", "lead"], rows: [["advice, more", -0.25]] },
  methods: ["welch-runs"],
};

function site(tagOf: () => string | null) {
  const asked: string[] = [];
  const app = new Hono<EdgeEnv>();
  app.use(async (c, next) => {
    const tokenId = c.req.header("x-token") ?? null;
    c.set("exchange", { requestId: "r", route: null, code: null });
    c.set("principal", { actor: "ada", tokenId, role: "reader", ablation: null });
    await next();
  });
  let reads = 0;
  const views: View[] = [
    {
      slug: "effects",
      title: "Effects",
      question: "Which arm leads?",
      read: async ({ query }) => {
        reads += 1;
        return { sentences: [`Scale ${query.get("scale") ?? "difference"}.`], exhibits: [exhibit] };
      },
    },
  ];
  mountViews(app, {
    views,
    fetch: (request) => {
      const tag = tagOf();
      const known = request.headers.get("if-none-match");
      asked.push(known === null ? "whole" : "tag");
      const headers = tag === null ? {} : { etag: tag };
      if (known !== null && known === tag) return new Response(null, { status: 304, headers });
      return Response.json(registration(), { headers });
    },
    document: async (content) => String(await content),
    send: async (c, body) => c.html(body),
  });
  const get = async (path: string, headers: Record<string, string> = {}) =>
    app.request(`http://127.0.0.1${path}`, { headers });
  return { get, asked, reads: () => reads };
}

const PAGE = "/ablations/advice%401/effects";

it("shows what a view says, its exhibits, and where it stands, escaped", async () => {
  const { get } = site(() => '"1"');
  const html = await (await get(`${PAGE}?scale=log-odds`)).text();
  expect(html).toContain("Scale log-odds.");
  expect(html).toContain("Difficult &lt;advice&gt;");
  expect(html).toContain("Bars show &lt;nothing&gt;.");
  expect(html).toContain("advice &amp; more");
  expect(html).toContain('href="/methods#welch-runs"');
  expect(html).toContain('href="/ablations/advice%401/effects/leads.csv?scale=log-odds"');
  expect(html).toContain("retrospective");
});

it("is made once while its answers have the same tags, and again when one changed", async () => {
  let tag = '"1"';
  const { get, asked, reads } = site(() => tag);
  const first = await (await get(PAGE)).text();
  expect(await (await get(PAGE)).text()).toBe(first);
  expect([reads(), asked]).toEqual([1, ["whole", "tag"]]);
  tag = '"2"';
  await get(PAGE);
  expect(reads()).toBe(2);
});

it("is made for each token and each choice, and each time where an answer has no tag", async () => {
  const tagged = site(() => '"1"');
  await tagged.get(PAGE);
  await tagged.get(PAGE, { "x-token": "t1" });
  await tagged.get(`${PAGE}?scale=log-odds`);
  expect(tagged.reads()).toBe(3);
  const untagged = site(() => null);
  await untagged.get(PAGE);
  await untagged.get(PAGE);
  expect(untagged.reads()).toBe(2);
});

it("gives its exhibits as files, and no others", async () => {
  const { get } = site(() => '"1"');
  const csv = await get(`${PAGE}/leads.csv`);
  expect(await csv.text()).toBe('arm,lead\n"advice, more",-0.25\n');
  expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  const svg = await get(`${PAGE}/leads.svg`);
  expect(await svg.text()).toContain("<style>");
  expect(svg.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(await (await get(`${PAGE}/leads.tex`)).text()).toContain("advice \\& more \\\\");
  for (const missing of ["other.csv", "leads.pdf"])
    expect((await get(`${PAGE}/${missing}`)).status).toBeGreaterThan(399);
});
