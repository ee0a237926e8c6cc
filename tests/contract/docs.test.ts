import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { openApiDocument } from "@holdfast/api";
import { type Local, openLocal } from "@holdfast/api/local";
import { guardHost, type Serving, serveWeb } from "@holdfast/web";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const run = promisify(execFile);
let local: Local;
let serving: Serving;
let html: string;

beforeAll(async () => {
  local = await openLocal("memory://", { actor: "docs", now: () => new Date() });
  const access = local.access({ areTokensRequired: false, publicPaths: new Set() });
  const parts = await local.server({ log: null, access: { guard: guardHost(), ...access } });
  serving = await serveWeb({
    client: local.client,
    fetch: local.fetch,
    ...parts,
    port: 0,
    onClosing: local.endStreams,
  });
  html = await (await fetch(`${serving.url}/docs`)).text();
});
afterAll(async () => {
  await serving?.close();
  await local?.close();
});

interface DocumentedOperation {
  readonly id: string;
  readonly method: string;
  readonly statuses: readonly string[];
}

const operations: readonly DocumentedOperation[] = Object.values(openApiDocument().paths ?? {}).flatMap(
  (item) =>
    (["get", "post", "delete"] as const).flatMap((method) => {
      const operation = item[method];
      if (operation === undefined) return [];
      return [{ id: operation.operationId ?? "", method, statuses: Object.keys(operation.responses ?? {}) }];
    }),
);

function sectionOf(id: string): string {
  return new RegExp(`<section class="operation" id="${id}">[\\s\\S]*?</section>`).exec(html)?.[0] ?? "";
}

function textOf(markup: string): string {
  return markup
    .replace(/<[^>]+>/g, "")
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&");
}

function commandOf(id: string): string {
  return textOf(/<pre tabindex="0"><code>([\s\S]*?)<\/code><\/pre>/.exec(sectionOf(id))?.[1] ?? "");
}

describe("the reference of the API", () => {
  it("has every operation, with every answer and problem that it can give", () => {
    for (const { id, statuses } of operations) {
      const section = textOf(sectionOf(id));
      expect(section, id).not.toBe("");
      for (const status of statuses.filter((each) => each !== "default"))
        expect(section, `${id} ${status}`).toContain(status);
    }
    expect(operations.length).toBeGreaterThan(25);
  });

  it("needs nothing from elsewhere, and no script", async () => {
    for (const page of [html, await (await fetch(`${serving.url}/docs/schemas`)).text()]) {
      expect(page).not.toMatch(/<script|<img|<iframe|\son\w+=|style="/);
      expect(
        [...page.matchAll(/(?:src|href)="([^"]+)"/g)].filter(([, to]) => !/^[#/]/.test(to ?? "")),
      ).toEqual([]);
    }
  });

  it("has no link that leads nowhere", async () => {
    const schemas = await (await fetch(`${serving.url}/docs/schemas`)).text();
    const idsIn = (page: string) => new Set([...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id));
    const [here, there] = [idsIn(html), idsIn(schemas)];
    for (const page of [html, schemas])
      for (const [, to = ""] of page.matchAll(/href="([^"]+)"/g)) {
        const [path = "", anchor] = to.split("#");
        const ids = path === "/docs/schemas" || (path === "" && page === schemas) ? there : here;
        if (anchor !== undefined) expect(ids, to).toContain(anchor);
        else expect((await fetch(`${serving.url}${path}`)).status, to).toBe(200);
      }
  });

  it("is a page in the log, with its own route", async () => {
    const response = await fetch(`${serving.url}/metrics`);
    expect(await response.text()).toContain('route="/docs",status="200"');
  });
});

const hasCurl = spawnSync("curl", ["--version"]).status === 0;
const isMissing = !hasCurl && process.env.HOLDFAST_REQUIRE_ALL !== "1";
/** Ids that only a server can give: the examples hold one that looks like it. */
const MADE_BY_THE_SERVER = ["removeWatch", "removeWebhook", "revokeToken", "readOutcome", "listScores"];

describe.skipIf(isMissing)(`every example${isMissing ? " (skipped: there is no curl)" : ""}`, () => {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-docs-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const rank = ({ id, method }: DocumentedOperation) =>
    [
      "registerAblation",
      "recordOutcomes",
      "recordMetrics",
      "registerRun",
      "registerCheckpoint",
      "exportArchive",
      "importArchive",
    ].indexOf(id) + 1 ||
    (method === "get" ? 20 : id === "deleteAblation" ? 40 : method === "delete" ? 30 : 10);
  const inOrder = [...operations].sort((a, b) => rank(a) - rank(b));

  it.each(inOrder)("$id works as it is printed", async ({ id, statuses }) => {
    if (id === "reportComparison") {
      const { ablation } = await local.client.read("advice@1");
      await local.client.register({ ...ablation, version: "2" });
    }
    const printed = commandOf(id);
    expect(printed).toContain("$HOLDFAST_URL");
    const command = printed.replace("curl ", `curl -w '\\n%{http_code}' --max-time 20 `);
    const timed =
      id === "streamEvents" ? `${command.replace("--max-time 20", "--max-time 1")} || [ $? = 28 ]` : command;
    const { stdout } = await run("bash", ["-c", timed], {
      cwd: folder,
      env: { ...process.env, HOLDFAST_URL: serving.url },
      maxBuffer: 64 * 1024 * 1024,
    });
    const status = stdout.slice(stdout.lastIndexOf("\n") + 1);
    if (id === "exportArchive")
      writeFileSync(join(folder, "advice.ndjson"), stdout.slice(0, stdout.lastIndexOf("\n")));
    if (MADE_BY_THE_SERVER.includes(id)) expect(status).toMatch(/^(2\d\d|404)$/);
    else expect(status, stdout).toMatch(/^2\d\d$/);
    expect(statuses).toContain(status);
  });
});
