import { randomUUID } from "node:crypto";
import { request } from "node:http";
import { createClient, type HoldfastClient } from "@holdfast/api/client";
import { type AccessOptions, type Local, openLocal, type RequestEntry } from "@holdfast/api/local";
import type { TokenRequest } from "@holdfast/core";
import { guardHost, PUBLIC_PATHS, type Serving, serveWeb } from "@holdfast/web";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ENGINES } from "./engines.js";
import { flowAblation, flowLines } from "./flow-evidence.js";

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** One request with exactly these headers, Host included. */
function raw(
  url: string,
  headers: Record<string, string | string[]>,
  { method = "GET", body }: { readonly method?: string; readonly body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, setHost: false }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
      );
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

const json = { "content-type": "application/json" };

describe.each(ENGINES)("a server that asks for tokens, on $name", ({ target }) => {
  describe.skipIf(target === undefined)("and what is sent to it", () => {
    const [mine, other] = [`mine-${randomUUID().slice(0, 8)}`, `other-${randomUUID().slice(0, 8)}`];
    const made = randomUUID().slice(0, 8);
    const clock = { ahead: 0 };
    const logged: RequestEntry[] = [];
    const faults: unknown[] = [];
    const secrets: string[] = [];
    const servers: Serving[] = [];
    let local: Local;
    let url: string;
    let host: string;

    async function serve(over: Partial<AccessOptions> = {}, guard = guardHost()): Promise<string> {
      const { signIn, ...steps } = local.access({
        areTokensRequired: true,
        publicPaths: PUBLIC_PATHS,
        ...over,
      });
      const parts = await local.server({ log: (entry) => logged.push(entry), access: { guard, ...steps } });
      const serving = await serveWeb({
        client: local.client,
        fetch: local.fetch,
        ...parts,
        signIn,
        port: 0,
        onFault: (error) => faults.push(error),
      });
      servers.push(serving);
      return serving.url;
    }

    async function token(asked: Omit<TokenRequest, "name"> & { readonly name?: string }) {
      const name = asked.name ?? `t-${made}-${secrets.length}`;
      const created = await local.client.createToken({ ...asked, name });
      secrets.push(created.text);
      return created;
    }
    const clientOf = (text: string): HoldfastClient => createClient(url, { token: text });
    const get = (path: string, text: string) =>
      raw(`${url}${path}`, { host, authorization: `Bearer ${text}` });

    beforeAll(async () => {
      local = await openLocal(target ?? "", {
        actor: "boss",
        now: () => new Date(Date.now() + clock.ahead),
        onFault: (error) => faults.push(error),
      });
      await local.client.register(flowAblation(mine));
      await local.client.register(flowAblation(other));
      url = await serve();
      host = new URL(url).host;
    });
    afterAll(async () => {
      for (const serving of servers) await serving.close();
      for (const identity of [`${mine}@1`, `${other}@1`]) await local?.client.remove(identity);
      await local?.close();
    });

    it("lets nobody in without one, and says what to send", async () => {
      for (const path of ["/v1/health", "/v1/ablations", "/metrics", "/v1/nothing", "/mlflow/api/2.0/x"]) {
        const answer = await raw(`${url}${path}`, { host });
        expect([path, answer.status]).toEqual([path, 401]);
        expect(answer.headers["www-authenticate"]).toBe('Bearer realm="holdfast"');
      }
      for (const path of ["/healthz", "/readyz", "/style.css", "/login"])
        expect([path, (await raw(`${url}${path}`, { host })).status]).toEqual([path, 200]);
    });

    it("takes Bearer, and Basic as MLflow's client sends it", async () => {
      const { text } = await token({ role: "reader" });
      expect((await get("/v1/ablations", text)).status).toBe(200);
      const basic = `Basic ${Buffer.from(`anybody:${text}`).toString("base64")}`;
      expect((await raw(`${url}/v1/ablations`, { host, authorization: basic })).status).toBe(200);
    });

    it("lets each role do its own, and names the actor by the token, whatever the header says", async () => {
      const [reader, recorder] = [await token({ role: "reader" }), await token({ role: "recorder" })];
      const recording = createClient(url, { token: recorder.text, actor: "the boss himself" });
      const receipt = await recording.recordLines(`${mine}@1`, flowLines().slice(0, 2));
      expect(receipt.outcomes).toBe(2);
      await expect(clientOf(reader.text).recordLines(`${mine}@1`, flowLines())).rejects.toMatchObject({
        code: "forbidden",
        message: expect.stringContaining("needs the role recorder"),
      });
      await expect(recording.setArchived(`${mine}@1`, true)).rejects.toMatchObject({ code: "forbidden" });
      await expect(recording.tokens()).rejects.toMatchObject({ code: "forbidden" });
      const [entry] = (await clientOf(reader.text).audit({ identity: `${mine}@1` })).entries;
      const { name, id } = recorder.token;
      expect(entry).toMatchObject({ action: "record", actor: name, tokenId: id });
    });

    it("shows a bound token its own ablation, and of the others not even whether they are there", async () => {
      const bound = await token({ role: "admin", ablation: `${mine}@1` });
      const client = clientOf(bound.text);
      expect((await client.list()).ablations.map(({ identity }) => identity)).toEqual([`${mine}@1`]);
      expect((await client.read(`${mine}@1`)).identity).toBe(`${mine}@1`);
      const refusals = [];
      for (const identity of [`${other}@1`, "nowhere@1"])
        refusals.push(await client.read(identity).catch((error: unknown) => String(error)));
      expect(refusals[0]).toBe(refusals[1]);
      expect(refusals[0]).toContain(`opens ${mine}@1 alone`);
      expect((await client.register(flowAblation(mine))).created).toBe(false);
      for (const attempt of [
        () => client.register(flowAblation(other)),
        () => client.remove(`${other}@1`),
        () => client.audit(),
        () => client.createToken({ name: "more", role: "admin" }),
      ])
        await expect(attempt()).rejects.toMatchObject({ code: "forbidden" });
      const page = await get("/", bound.text);
      expect(page.body).toContain(mine);
      expect(page.body).not.toContain(other);
      expect((await get(`/ablations/${other}@1`, bound.text)).status).toBe(403);
    });

    it("refuses a token that was revoked within a second, and one that expired at once", async () => {
      const [revoked, expiring] = [
        await token({ role: "admin" }),
        await token({ role: "reader", expiresInSeconds: 60 }),
      ];
      for (const { text } of [revoked, expiring]) expect((await get("/v1/health", text)).status).toBe(200);
      await clientOf(revoked.text).revokeToken(revoked.token.id);
      clock.ahead += 61_000;
      for (const [{ text }, why] of [
        [revoked, "was revoked"],
        [expiring, "expired"],
      ] as const) {
        const answer = await get("/v1/health", text);
        expect([answer.status, answer.body]).toEqual([401, expect.stringContaining(why)]);
      }
      const { tokens } = await local.client.tokens();
      const stateOf = (id: string) => tokens.find((known) => known.id === id)?.state;
      expect([stateOf(revoked.token.id), stateOf(expiring.token.id)]).toEqual(["revoked", "expired"]);
    });

    it.each([
      ["truncated", (text: string) => text.slice(0, -1)],
      ["in upper case", (text: string) => text.toUpperCase()],
      ["with another secret", (text: string) => `${text.slice(0, -4)}0000`],
      ["of 10 kB", (text: string) => text.repeat(128)],
      ["with another in front", (text: string) => `hf_x,${text}`],
      ["with SQL in it", (text: string) => `${text}'--`],
      ["of an unknown id", (text: string) => text.replace(/hf_.{12}/, "hf_abcdefabcdef")],
    ])("refuses a token %s with 401, and never repeats it", async (_what, spoiled) => {
      const at = await serve();
      const { text } = await token({ role: "admin" });
      const answer = await raw(`${at}/v1/health`, {
        host: new URL(at).host,
        authorization: `Bearer ${spoiled(text)}`,
      });
      expect(answer.status).toBe(401);
      expect(answer.body).not.toContain(text.slice(20));
    });

    it("takes one Authorization header, and nothing of a second", async () => {
      const { text } = await token({ role: "reader" });
      const at = await serve();
      const answer = await raw(`${at}/v1/health`, {
        host: new URL(at).host,
        authorization: ["Bearer hf_nothing", `Bearer ${text}`],
      });
      expect(answer.status).toBe(401);
      const injected = { host, authorization: `Bearer ${text}\r\nx-holdfast-actor: boss` };
      await expect(raw(url, injected)).rejects.toThrow("Invalid character");
      for (const broken of [`${text}\n`, `${text} x`, "hf_\u0000"])
        expect(() => createClient(url, { token: broken })).toThrow(/no token has/);
    });

    it("sends an address away that guesses, and lets in who was good before", async () => {
      const at = await serve({ failures: { capacity: 5, perSecond: 0.1 } });
      const here = new URL(at).host;
      const { text } = await token({ role: "reader" });
      const ask = (shown: string) => raw(`${at}/v1/health`, { host: here, authorization: `Bearer ${shown}` });
      expect((await ask(text)).status).toBe(200);
      const statuses: number[] = [];
      for (let tried = 0; tried < 8; tried += 1) statuses.push((await ask(`hf_${tried}`)).status);
      expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
      const sentAway = await ask("hf_again");
      expect(Number(sentAway.headers["retry-after"])).toBeGreaterThan(0);
      expect((await ask(text)).status).toBe(200);
      clock.ahead += 1500;
      expect((await ask(text)).status).toBe(200);
      const form = await raw(
        `${at}/login`,
        { host: here, "content-type": "application/x-www-form-urlencoded" },
        { method: "POST", body: "token=hf_guess" },
      );
      expect(form.status).toBe(429);
    });

    it("limits requests and bytes by token, and says when to come back", async () => {
      const at = await serve({ requestsPerSecond: 1, bodyBytesPerSecond: 100 });
      const here = new URL(at).host;
      const [one, two] = [await token({ role: "reader" }), await token({ role: "recorder" })];
      const ask = ({ text }: { text: string }) =>
        raw(`${at}/v1/health`, { host: here, authorization: `Bearer ${text}` });
      expect((await ask(one)).headers.ratelimit).toBe('"requests";r=1;t=1');
      expect((await ask(one)).headers["ratelimit-policy"]).toBe('"requests";q=2;w=2');
      const limited = await ask(one);
      expect([limited.status, limited.headers["retry-after"], limited.headers.ratelimit]).toEqual([
        429,
        "1",
        '"requests";r=0;t=1',
      ]);
      expect((await ask(two)).status).toBe(200);
      clock.ahead += 10_000;
      const post = (headers: Record<string, string>, body: string) =>
        raw(
          `${at}/v1/ablations/${mine}@1/outcomes`,
          { host: here, authorization: `Bearer ${two.text}`, ...json, ...headers },
          { method: "POST", body },
        );
      const large = JSON.stringify({ lines: "x".repeat(500) });
      expect((await post({ "content-length": String(large.length) }, large)).status).toBe(400);
      const small = JSON.stringify({ lines: "x".repeat(150) });
      const length = { "content-length": String(small.length) };
      const more = await post(length, small);
      expect([more.status, more.body]).toEqual([429, expect.stringContaining("MiB a second")]);
      clock.ahead += 10_000;
      expect((await post({ "transfer-encoding": "chunked" }, large)).status).toBe(400);
      expect((await post(length, small)).status).toBe(429);
    });

    it("gives a browser a cookie that reads, and never writes", async () => {
      const { text } = await token({ role: "admin" });
      const sentOn = await raw(`${url}/ablations/${mine}@1`, { host });
      expect([sentOn.status, sentOn.headers.location]).toEqual([
        303,
        `/login?next=${encodeURIComponent(`/ablations/${mine}@1`)}`,
      ]);
      const form = { host, "content-type": "application/x-www-form-urlencoded", origin: `http://${host}` };
      const signIn = (body: string, headers = form) => raw(`${url}/login`, headers, { method: "POST", body });
      const signedIn = await signIn(`token=${text}&next=${encodeURIComponent(`/ablations/${mine}@1`)}`);
      expect([signedIn.status, signedIn.headers.location]).toEqual([303, `/ablations/${mine}@1`]);
      const [given = ""] = signedIn.headers["set-cookie"] ?? [];
      expect(given).toMatch(/^holdfast_token=hf_\w+; Path=\/; HttpOnly; SameSite=Strict$/);
      const cookie = given.split(";")[0] ?? "";
      expect((await raw(`${url}/`, { host, cookie })).body).toContain(mine);
      expect((await raw(`${url}/v1/ablations`, { host, cookie })).status).toBe(200);
      const write = await raw(
        `${url}/v1/ablations/${mine}@1/archived`,
        { host, cookie, ...json },
        { method: "POST", body: '{"archived":true}' },
      );
      expect([write.status, write.body]).toEqual([403, expect.stringContaining("cookie")]);
      expect(
        (await raw(`${url}/v1/ablations/${mine}@1`, { host, cookie }, { method: "DELETE" })).status,
      ).toBe(403);
      for (const next of [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/a\r\nb: c",
      ])
        expect((await signIn(`token=${text}&next=${encodeURIComponent(next)}`)).headers.location).toBe("/");
      expect((await signIn(`token=${text}`, { ...form, origin: "https://evil.example" })).status).toBe(403);
      const refused = await signIn('token=hf_"><script>alert(1)</script>');
      expect([refused.status, refused.headers["set-cookie"]]).toEqual([401, undefined]);
      expect(refused.body).not.toContain("<script");
      expect((await signIn("x".repeat(10_000))).status).toBe(413);
      const signedOut = await raw(`${url}/logout`, { ...form, cookie }, { method: "POST" });
      expect(signedOut.headers["set-cookie"]?.[0]).toMatch(/^holdfast_token=; Max-Age=0/);
    });

    it("is not read across sites: no CORS, no preflight, no other origin", async () => {
      const { text } = await token({ role: "admin" });
      const authorization = `Bearer ${text}`;
      for (const [method, headers] of [
        ["OPTIONS", { origin: "https://evil.example", "access-control-request-method": "POST" }],
        ["GET", { origin: "https://evil.example", authorization }],
        ["POST", { origin: "null", authorization }],
        ["GET", { origin: `http://${host}`, authorization }],
      ] as const) {
        const answer = await raw(`${url}/v1/ablations`, { host, ...headers }, { method });
        if (headers.origin !== `http://${host}`) expect([method, answer.status]).toEqual([method, 403]);
        expect(Object.keys(answer.headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
      }
    });

    it("keeps every secret out of its log, its faults, its trail and its lists", async () => {
      const told = JSON.stringify([
        logged,
        faults.map(String),
        await local.client.tokens(),
        await local.client.audit({ limit: 10_000 }),
      ]);
      expect(logged.length).toBeGreaterThan(50);
      expect(faults).toEqual([]);
      for (const secret of secrets) expect(told).not.toContain(secret.slice(16));
    });
  });
});
