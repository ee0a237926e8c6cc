import { createClient, problemResponse } from "@holdfast/api/client";
import { HoldfastError } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { createWeb } from "../create-web.js";

const HEALTH = {
  ...{ status: "ok", database: "postgres at db.example", engine: "postgres", serverVersion: "15.4" },
  migrations: { applied: 3, known: 3 },
};
const TOKEN = {
  ...{ id: "0123456789ab", name: "cluster", role: "recorder", ablation: "advice@1", state: "live" },
  ...{ createdAt: "2026-11-01T00:00:00.000Z", createdBy: "ada", expiresAt: null, revokedAt: null },
  lastUsedAt: null,
};
const WEBHOOK = {
  ...{ webhookId: "w1", url: "https://hooks.test/<x>", kinds: ["alarm"], identity: null, author: "ada" },
  at: "2026-11-02T00:00:00.000Z",
};
const LINE = {
  ...{ at: "2026-11-03T10:20:30.000Z", actor: "<b>ada</b>", tokenId: "0123456789ab", action: "exclude" },
  ...{ identity: "advice@1", detail: "run advice/1/0: <i>nan</i>" },
};
const LOG = {
  ...{ file: "logs/<x>.eval", sha256: "9".repeat(64), part: "2", format: "inspect", task: "blackmail" },
  ...{ model: null, modelPaths: [], created: null, evalId: null, taskId: null, tags: [], metadata: {} },
  ...{ cluster: null, leftOut: [{ what: "<s>", why: "no score", count: 2 }], notes: ["One."] },
  ...{ id: "06dcb600d5beaa7a4dbbbbda6b1247b2", addedAt: "2026-11-04T00:00:00.000Z", addedBy: "ada" },
  outcomes: [
    { eval: "blackmail@1", metric: "score", judge: "rule", level: "samples", scores: 1200, unscored: 3 },
  ],
};

/** The pages over an API that answers so; null: it is not for this caller. */
function web(answers: Readonly<Record<string, unknown>>) {
  const asked: URL[] = [];
  const client = createClient("http://canned.test", {
    fetch: (input) => {
      const url = new URL(String(input));
      asked.push(url);
      const answer = answers[url.pathname.replace("/v1/", "")];
      if (answer !== null && answer !== undefined) return Response.json(answer);
      const remedy = "Ask an admin.";
      return problemResponse(
        new HoldfastError({ code: "forbidden", message: "that is for an admin.", remedy }),
      );
    },
  });
  const app = createWeb({ client, fetch: () => new Response("api") });
  const get = async (path: string) => {
    const headers = { host: "127.0.0.1:4321" };
    const response = await app.request(`http://127.0.0.1:4321${path}`, { headers });
    return { status: response.status, html: await response.text() };
  };
  return { get, asked };
}

describe("the settings", () => {
  it("say what the server is, who may do what, and which commands change it", async () => {
    const { html } = await web({
      health: HEALTH,
      tokens: { tokens: [TOKEN] },
      webhooks: { webhooks: [WEBHOOK] },
    }).get("/settings");
    for (const shown of [
      "postgres at db.example",
      "all 3 applied",
      "0123456789ab",
      "recorder",
      "npx holdfast token create NAME",
      "https://hooks.test/&lt;x&gt;",
      "curl -X POST http://127.0.0.1:4321/v1/webhooks",
      'href="/settings/audit"',
    ])
      expect(html).toContain(shown);
    expect(html).not.toMatch(/<form|style="/);
  });

  it("say what a reader may not see instead of leaving it out", async () => {
    const { html, status } = await web({ health: HEALTH }).get("/settings");
    expect(status).toBe(200);
    expect(html.match(/Not shown to you: that is for an admin\. Ask an admin\./g)).toHaveLength(2);
    expect(html).not.toContain("npx holdfast token create");
  });

  it("teach the first token", async () => {
    const { html } = await web({ health: HEALTH, tokens: { tokens: [] }, webhooks: { webhooks: [] } }).get(
      "/settings",
    );
    expect(html).toContain("There is no token yet");
    expect(html).toContain("Nothing is delivered anywhere");
  });
});

describe("the audit trail", () => {
  it("is read page by page, of one ablation where that is asked, as text", async () => {
    const { get, asked } = web({ audit: { entries: [LINE], next: "older" } });
    const { html } = await get("/settings/audit?identity=advice%401&cursor=c");
    expect(Object.fromEntries(asked.at(-1)?.searchParams ?? [])).toEqual({
      ...{ identity: "advice@1", cursor: "c", limit: "100" },
    });
    expect(html).toContain("&lt;b&gt;ada&lt;/b&gt;");
    expect(html).toContain("run advice/1/0: &lt;i&gt;nan&lt;/i&gt;");
    expect(html).toContain("/settings/audit?identity=advice%401&amp;cursor=older");
    expect(html).toContain("2026-11-03 10:20 UTC");
  });

  it("says that it is not for everybody, and that nothing was written", async () => {
    expect((await web({}).get("/settings/audit")).html).toContain("Not shown to you");
    const { html } = await web({ audit: { entries: [], next: null } }).get("/settings/audit?identity=x%401");
    expect(html).toContain("Nothing was written of x@1.");
  });
});

describe("the inbox", () => {
  it("says what each log is, why it waits, and the commands that bind or drop it", async () => {
    const { html } = await web({
      inbox: { logs: [{ ...LOG, reason: "its arm <a> is not registered." }] },
    }).get("/inbox");
    for (const shown of [
      "logs/&lt;x&gt;.eval#2",
      "its arm &lt;a&gt; is not registered.",
      "1,200 values as samples, 3 unscored",
      "Left out: &lt;s&gt;, no score (2).",
      "npx holdfast inbox bind 06dcb600 --ablation NAME@VERSION --arm ARM --stage STAGE --seed N",
      "npx holdfast inbox drop 06dcb600",
    ])
      expect(html).toContain(shown);
  });

  it("reads an entry of before reasons were kept, teaches when it is empty, and is not for every token", async () => {
    expect((await web({ inbox: { logs: [LOG] } }).get("/inbox")).html).toContain("It says of no arm");
    expect((await web({ inbox: { logs: [] } }).get("/inbox")).html).toContain("npx holdfast import logs/");
    expect((await web({}).get("/inbox")).html).toContain("Not shown to you");
  });
});
