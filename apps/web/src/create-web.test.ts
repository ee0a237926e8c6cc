import { createHash } from "node:crypto";
import { HoldfastError } from "@holdfast/core";
import { REPORT_SCRIPT } from "@holdfast/report";
import { describe, expect, it } from "vitest";
import { createWeb } from "./create-web.js";
import { cannedClient, summary } from "./testing/canned-client.js";

const api = (request: Request) => Response.json({ mounted: new URL(request.url).pathname });

function web(answers: Parameters<typeof cannedClient>[0], onFault?: (error: unknown) => void) {
  return createWeb({
    client: cannedClient(answers),
    fetch: api,
    ...(onFault === undefined ? {} : { onFault }),
  });
}

const at = (path: string) => `http://127.0.0.1:4321${path}`;
const host = { host: "127.0.0.1:4321" };
const get = (app: ReturnType<typeof web>, path: string, headers: Record<string, string> = host) =>
  app.request(at(path), { headers });

describe("the list of ablations", () => {
  it("shows title, question, state, runs and outcomes, and links to the report", async () => {
    const html = await (
      await get(web({ ablations: [summary({ retrospective: true, revision: 2 })] }), "/")
    ).text();
    for (const shown of [
      "Difficult advice",
      "Does advice lower blackmail?",
      "retrospective",
      "revision 2",
      ">6 runs<",
      ">24 outcomes<",
      "all 24 planned cells arrived",
      "2026-11-22",
    ])
      expect(html).toContain(shown);
    expect(html).toContain('href="/ablations/advice%401"');
    expect(html).toMatch(/^<!doctype html>/);
  });

  it("teaches the next commands, with this server's address, when there is none", async () => {
    const html = await (await get(web({}), "/")).text();
    expect(html).toContain("export HOLDFAST_URL=http://127.0.0.1:4321\nnpx holdfast init ablation.ts");
    expect(html).not.toContain("<table");
  });

  it("says that an ablation awaits its outcomes", async () => {
    const html = await (await get(web({ ablations: [summary({ outcomes: 0, runs: 0 })] }), "/")).text();
    expect(html).toContain("awaiting outcomes");
  });

  it("shows HTML in a title as text, under a policy that lets no script in it run", async () => {
    const attack = '<script>alert(1)</script><img src=x onerror="alert(2)">';
    const response = await get(web({ ablations: [summary({ title: attack, question: attack })] }), "/");
    const html = await response.text();
    expect(html).not.toContain("<script");
    expect(html).not.toContain("<img");
    expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/script-src (?!'self';)|unsafe/);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("finds its style sheet here, as the policy wants it", async () => {
    const app = web({});
    const html = await (await get(app, "/")).text();
    expect(html).not.toMatch(/<style|style="/);
    const style = await get(app, "/style.css");
    expect(style.headers.get("content-type")).toBe("text/css; charset=utf-8");
  });
});

describe("a report", () => {
  it("is the document of the client, under a policy that knows the script of reports and no other", async () => {
    const report = "<!doctype html><p>numbers</p><script>alert(1)</script>";
    const response = await get(web({ report }), "/ablations/advice@1/report");
    expect(await response.text()).toBe(report);
    const policy = response.headers.get("content-security-policy") ?? "";
    const hash = (text: string) => createHash("sha256").update(text).digest("base64");
    expect(policy).toContain(`script-src 'sha256-${hash(REPORT_SCRIPT)}'`);
    expect(policy).not.toContain(hash("alert(1)"));
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe");
  });

  it("leads to the list and to the pages about its ablation, where its identity stands", async () => {
    const report = '<header><p class="identity">advice@1</p></header>';
    const html = await (await get(web({ report }), "/ablations/advice@1/report")).text();
    expect(html).toContain(
      '<a href="/">Ablations</a> / <a href="/ablations/advice%401">advice@1</a> / Report',
    );
  });

  it("of an ablation that is not there is a page that says so", async () => {
    const response = await get(web({}), "/ablations/nothing@1/report");
    expect(response.status).toBe(404);
    expect(response.headers.get("content-type")).toContain("text/html");
    expect(await response.text()).toContain("Register it first.");
  });
});

describe("who opens an address without a token", () => {
  const refused = createWeb({
    client: cannedClient({}),
    fetch: api,
    doors: [
      { path: "/mlflow", fetch: api, refuse: () => Response.json({ error_code: "X" }, { status: 401 }) },
    ],
    edge: [
      (c, next) => {
        if (c.req.path === "/login") return next();
        throw new HoldfastError({ code: "unauthenticated", message: "show a token." });
      },
    ],
    signIn: () => Promise.resolve(),
  });
  const open = (path: string, accept: string) =>
    refused.request(at(path), { headers: { ...host, accept }, redirect: "manual" });

  it("is asked for one, also behind the links that MLflow's client prints", async () => {
    for (const path of ["/", "/mlflow/", "/mlflow/runs/abc"]) {
      const response = await open(path, "text/html,application/xhtml+xml,*/*;q=0.8");
      expect([response.status, response.headers.get("location")]).toEqual([
        303,
        `/login?next=${encodeURIComponent(path)}`,
      ]);
    }
  });

  it("gets the door's own refusal where a program asks", async () => {
    const response = await open("/mlflow/api/2.0/mlflow/runs/get", "*/*");
    expect([response.status, await response.json()]).toEqual([401, { error_code: "X" }]);
    expect((await open("/v1/ablations", "text/html")).headers.get("content-type")).toContain("json");
  });

  it("gets a form that browsers send with this server's origin, to the address with its #", async () => {
    const response = await open("/login?next=%2Fmlflow%2F", "text/html");
    expect(response.headers.get("referrer-policy")).toBe("same-origin");
    expect(await response.text()).toContain('<form method="post">');
  });
});

describe("the server", () => {
  it("mounts the API", async () => {
    expect(await (await get(web({}), "/v1/health")).json()).toEqual({ mounted: "/v1/health" });
  });

  it.each([
    ["another host", { host: "evil.example:4321" }],
    ["a host that begins like loopback", { host: "127.0.0.1.evil.example" }],
    ["no host", {}],
    ["another origin", { host: "127.0.0.1:4321", origin: "https://evil.example" }],
    ["an opaque origin", { host: "127.0.0.1:4321", origin: "null" }],
  ])("refuses a request with %s", async (_name, headers) => {
    const app = web({});
    for (const path of ["/", "/v1/health"]) {
      const response = await get(app, path, headers);
      expect(response.status).toBe(403);
      expect(await response.text()).not.toContain("mounted");
    }
  });

  it.each(["localhost:4321", "127.0.0.1", "[::1]:4321"])("answers as %s", async (name) => {
    expect((await get(web({}), "/", { host: name, origin: `http://${name}` })).status).toBe(200);
  });

  it("tells a page nothing of a fault that nobody foresaw, and the log everything", async () => {
    const seen: unknown[] = [];
    const app = createWeb({
      client: { ...cannedClient({}), ablations: () => Promise.reject(new TypeError("secret")) },
      fetch: api,
      onFault: (error) => seen.push(error),
    });
    const response = await get(app, "/");
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("secret");
    expect(seen).toEqual([new TypeError("secret")]);
  });
});
