import { once } from "node:events";
import { request } from "node:http";
import { createServer } from "node:net";
import { createApp } from "@holdfast/api";
import { createClient, type HoldfastClient } from "@holdfast/api/client";
import { type Local, openLocal } from "@holdfast/api/local";
import { HoldfastError } from "@holdfast/core";
import { openStore } from "@holdfast/store";
import { type Serving, serveWeb } from "@holdfast/web";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { flowAblation, flowLines, ndjsonOf } from "./flow-evidence.js";

const options = { actor: "remote", now: () => new Date() };

async function collected(lines: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const each of lines) all.push(each);
  return all;
}

describe("the API over a socket", () => {
  let local: Local;
  let serving: Serving;
  let remote: HoldfastClient;

  beforeAll(async () => {
    local = await openLocal("memory://", options);
    serving = await serveWeb({ client: local.client, fetch: local.fetch, port: 0 });
    remote = createClient(serving.url, { actor: "Zoë" });
  });
  afterAll(async () => {
    await serving?.close();
    await local?.close();
  });

  it("gives a remote client the answers that a local one gets", async () => {
    await remote.register(flowAblation("remote"));
    await remote.recordLines("remote@1", flowLines());
    expect(await remote.status("remote@1")).toEqual(await local.client.status("remote@1"));
    expect(await remote.analysis("remote@1")).toEqual(await local.client.analysis("remote@1"));
    const { entries } = await remote.audit({ identity: "remote@1" });
    expect(new Set(entries.map(({ action, actor }) => `${action} ${actor}`))).toContain("record Zoë");
  });

  it("carries an archive there and back", async () => {
    const lines = await collected(remote.exportArchive("remote@1"));
    expect(lines).toEqual(await collected(local.client.exportArchive("remote@1")));
    const before = await remote.analysis("remote@1");
    await remote.remove("remote@1");
    const restored = await remote.importArchive(
      (async function* () {
        yield* lines;
      })(),
    );
    expect(restored.identity).toBe("remote@1");
    expect(await remote.analysis("remote@1")).toEqual(before);
  });

  it("keeps nothing of an archive that breaks off while it is sent", async () => {
    const lines = await collected(remote.exportArchive("remote@1"));
    await remote.remove("remote@1");
    const broken = remote.importArchive(
      (async function* () {
        yield* lines.slice(0, -1);
        throw new HoldfastError({ code: "unavailable", message: "the disk is gone." });
      })(),
    );
    await expect(broken).rejects.toMatchObject({ message: "the disk is gone." });
    await expect(remote.read("remote@1")).rejects.toMatchObject({ code: "not-found" });
    await expect(
      remote.importArchive(
        (async function* () {
          yield* lines.slice(0, -1);
        })(),
      ),
    ).rejects.toMatchObject({ code: "invalid-input" });
    await expect(remote.read("remote@1")).rejects.toMatchObject({ code: "not-found" });
  });

  it("shows the report of an ablation as a page", async () => {
    await remote.register(flowAblation("shown"));
    await remote.recordLines("shown@1", flowLines());
    const page = await fetch(`${serving.url}/ablations/shown@1/report`);
    const shown = await page.text();
    expect(shown).toContain('<a href="/ablations/shown%401">shown@1</a>');
    // the report as a file leads nowhere: only the page has links to other pages
    const unlinked = shown.replace(/(<p class="identity">).*?(<\/p>)/, "$1shown@1$2");
    expect(unlinked).toBe(await remote.report("shown@1", "html"));
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(await (await fetch(serving.url)).text()).toContain('href="/ablations/shown%401"');
    expect(await (await fetch(`${serving.url}/healthz`)).text()).toBe("ok\n");
  });

  it("answers nobody who came here under another name", async () => {
    const { port } = new URL(serving.url);
    const asked = request({
      host: "127.0.0.1",
      port,
      path: "/v1/ablations",
      headers: { host: "evil.example" },
    }).end();
    const [response] = await once(asked, "response");
    expect(response.statusCode).toBe(403);
    response.resume();
  });
});

describe("a body that is too large", () => {
  it.each(["application/json", "application/x-ndjson"])("is refused with the reason, as %s", async (type) => {
    const store = await openStore("memory://");
    const app = createApp({ store, now: options.now, actor: "remote" }, { bodyLimit: 100_000 });
    const fetchApi = (request: Request) => app.fetch(request);
    const client = createClient("http://local.test", { fetch: (input, init) => app.request(input, init) });
    const serving = await serveWeb({ client, fetch: fetchApi, port: 0 });
    try {
      await client.register(flowAblation("large"));
      const lines = Array.from({ length: 100 }, flowLines).flat();
      const response = await fetch(`${serving.url}/v1/ablations/large@1/outcomes`, {
        method: "POST",
        headers: { "content-type": type },
        body: type === "application/json" ? JSON.stringify({ lines }) : ndjsonOf(lines),
      });
      expect([response.status, await response.json()]).toMatchObject([413, { code: "too-large" }]);
      await expect(createClient(serving.url).recordLines("large@1", lines)).rejects.toMatchObject({
        code: "too-large",
      });
      expect((await client.status("large@1")).present).toBe(0);
    } finally {
      await serving.close();
      await store.close();
    }
  });
});

describe("a server that is not as it should be", () => {
  it("that is not there is `unavailable`, with what to do", async () => {
    const closed = createServer().listen(0, "127.0.0.1");
    await once(closed, "listening");
    const address = closed.address();
    closed.close();
    await once(closed, "close");
    const port = typeof address === "object" && address !== null ? address.port : 0;
    await expect(createClient(`http://127.0.0.1:${port}`).list()).rejects.toMatchObject({
      code: "unavailable",
      remedy: expect.stringContaining("holdfast serve"),
    });
  });

  it("that breaks off in the middle of an archive has not sent an archive", async () => {
    const printed = vi.spyOn(console, "error").mockImplementation(() => {});
    const local = await openLocal("memory://", options);
    const half = () =>
      new Response(
        new ReadableStream<Uint8Array>({
          start: (controller) => controller.enqueue(new TextEncoder().encode("first\nsecond")),
          pull: () => Promise.reject(new Error("lost")),
        }),
      );
    const serving = await serveWeb({ client: local.client, fetch: half, port: 0 });
    try {
      const lines = collected(createClient(serving.url).exportArchive("advice@1"));
      await expect(lines).rejects.toMatchObject({
        code: "unavailable",
        message: expect.stringContaining("broke off"),
      });
    } finally {
      printed.mockRestore();
      await serving.close();
      await local.close();
    }
  });
});
