import { describe, expect, it } from "vitest";
import { serveWeb } from "./serve-web.js";
import { cannedClient } from "./testing/canned-client.js";

const input = { client: cannedClient({}), fetch: () => new Response("api"), port: 0 };

describe("serveWeb", () => {
  it.each(["0.0.0.0", "::", "192.168.1.20", "example.org"])(
    "refuses to listen on %s, as there are no tokens",
    async (host) => {
      await expect(serveWeb({ ...input, host })).rejects.toMatchObject({ code: "forbidden" });
    },
  );

  it("serves pages and API on a loopback address", async () => {
    const serving = await serveWeb(input);
    try {
      expect(serving.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
      expect(await (await fetch(`${serving.url}/v1/health`)).text()).toBe("api");
      expect(await (await fetch(serving.url)).text()).toContain(serving.url);
    } finally {
      await serving.close();
    }
  });

  it("says that a port is taken", async () => {
    const serving = await serveWeb(input);
    try {
      const port = Number(new URL(serving.url).port);
      await expect(serveWeb({ ...input, port })).rejects.toMatchObject({
        code: "unavailable",
        message: expect.stringContaining(`port ${port}`),
      });
    } finally {
      await serving.close();
    }
  });

  it("finishes the requests it has before it closes, and takes no more", async () => {
    let answer = (_response: Response) => {};
    let arrived = () => {};
    const here = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const serving = await serveWeb({
      ...input,
      fetch: () => {
        arrived();
        return new Promise<Response>((resolve) => {
          answer = resolve;
        });
      },
    });
    const slow = fetch(`${serving.url}/v1/slow`);
    await here;
    const closed = serving.close();
    await expect(fetch(`${serving.url}/healthz`)).rejects.toThrow();
    answer(new Response("finished"));
    expect(await (await slow).text()).toBe("finished");
    await closed;
  });
});
