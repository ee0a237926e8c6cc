import { HoldfastError } from "@holdfast/core";
import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { type GuardOptions, guardHost } from "./guard-host.js";

async function asked(
  options: GuardOptions,
  host: string | undefined,
  { origin, url = "http://127.0.0.1:7878/" }: { readonly origin?: string; readonly url?: string } = {},
): Promise<number> {
  const app = new Hono().use(guardHost(options)).get("/", (c) => c.text("in"));
  app.onError((error, c) => c.text(String(error), error instanceof HoldfastError ? 403 : 500));
  const headers = {
    ...(host === undefined ? {} : { host }),
    ...(origin === undefined ? {} : { origin }),
  };
  return (await app.request(url, { headers })).status;
}

describe("a server on a loopback address", () => {
  it.each(["127.0.0.1:7878", "127.0.0.1", "localhost:7878", "LOCALHOST", "[::1]:7878", "127.8.9.1:1"])(
    "answers as %s",
    async (host) => expect(await asked({}, host)).toBe(200),
  );

  it.each([
    undefined,
    "",
    "evil.example",
    "evil.example:7878",
    "127.0.0.1.evil.example",
    "127.0.0.1.nip.io",
    "localhost.evil.example",
    "localhost.",
    "evil.example#127.0.0.1",
    "evil.example@127.0.0.1",
    "user:pass@localhost",
    "localhost/evil",
    "localhost?x",
    "localhost\\evil",
    "localhost, evil.example",
    "localhost evil.example",
    "localhost:99999",
    "localhost:",
    "[::ffff:127.0.0.1]",
    "[::1",
    "0.0.0.0",
    "192.0.2.7",
    "[2001:db8::1]",
    "xn--lcalhost-54a",
    "l\u00f6calhost",
  ])("does not answer as %s", async (host) => expect(await asked({}, host)).toBe(403));

  it("does not answer a whole address in the request line that is another's", async () =>
    expect(await asked({}, "127.0.0.1", { url: "http://evil.example/" })).toBe(403));
});

describe("an origin", () => {
  it.each([
    ["127.0.0.1:7878", "http://127.0.0.1:7878"],
    ["localhost", "http://localhost:80"],
    ["localhost:443", "https://localhost"],
  ])("is the host itself: %s from %s", async (host, origin) =>
    expect(await asked({}, host, { origin })).toBe(200),
  );

  it.each([
    "https://evil.example",
    "null",
    "",
    "http://127.0.0.1",
    "http://127.0.0.1:3000",
    "http://localhost:7878",
    "http://127.0.0.1:7878.evil.example",
    "file://",
    "chrome-extension://abc",
  ])("is not another: %s", async (origin) => expect(await asked({}, "127.0.0.1:7878", { origin })).toBe(403));
});

describe("a server for other machines", () => {
  const open: GuardOptions = { allowedHosts: ["Holdfast.example.org"], answersToAddresses: true };

  it.each([
    "192.0.2.7:7878",
    "[2001:db8::1]:7878",
    "holdfast.example.org",
    "HOLDFAST.example.org:8443",
    "localhost",
  ])("answers as %s", async (host) => expect(await asked(open, host)).toBe(200));

  it.each(["evil.example", "holdfast.example.org.evil.example", "xholdfast.example.org", "192.0.2.7.nip.io"])(
    "does not answer as %s, which may be rebound",
    async (host) => expect(await asked(open, host)).toBe(403),
  );

  it("takes the origin of its name with the port of a proxy, and no other", async () => {
    const origin = "https://holdfast.example.org:8443";
    expect(await asked(open, "holdfast.example.org", { origin })).toBe(200);
    expect(await asked(open, "192.0.2.7:7878", { origin })).toBe(403);
    expect(await asked(open, "192.0.2.7:7878", { origin: "http://192.0.2.7:3000" })).toBe(403);
    expect(await asked(open, "holdfast.example.org", { origin: "https://evil.example" })).toBe(403);
  });
});
