import { describe, expect, it } from "vitest";
import { createApp } from "../app.js";
import { openApiDocument } from "../openapi-document.js";
import type { Principal, Role } from "../principal.js";
import { scriptedStore } from "../testing/scripted-store.js";
import { isAtLeast } from "./authorize.js";
import { OPERATION_RULES, ruleOf } from "./operation-rules.js";

const METHODS = ["get", "post", "put", "patch", "delete"] as const;
const operations = Object.entries(openApiDocument().paths ?? {}).flatMap(([path, item]) =>
  METHODS.filter((method) => item[method] !== undefined).map((method) => `${method.toUpperCase()} ${path}`),
);
/** Served, and not described by itself. */
const UNDESCRIBED = "GET /v1/openapi.json";

const app = createApp({ store: scriptedStore(), now: () => new Date(0), actor: "nobody" });

/** What the API answers to a request of that operation by that caller: its store does nothing, so that only a refusal has a code of ours. */
async function asked(operation: string, principal: Partial<Principal>, identity = "advice@1") {
  const [method = "", template = ""] = operation.split(" ");
  const path = template
    .replace("{identity}", encodeURIComponent(identity))
    .replace(/\{\w+\}/g, "0000aaaa0000");
  const response = await app.fetch(
    // a query that nothing knows: what is let in ends at it, before it computes anything
    new Request(`http://api.test${path}?nothing=1`, {
      method,
      ...(method === "GET" || method === "DELETE"
        ? {}
        : { body: "{}", headers: { "content-type": "application/json" } }),
    }),
    { principal: { actor: "t", role: "admin", ablation: null, tokenId: "aaaaaaaaaaaa", ...principal } },
  );
  const problem: unknown = response.ok ? {} : await response.json();
  return typeof problem === "object" && problem !== null && "code" in problem
    ? { code: problem.code, detail: "detail" in problem ? String(problem.detail) : "" }
    : { code: null, detail: "" };
}

describe("the table of who may do what", () => {
  it("names every operation of the API, and nothing else", () => {
    expect(operations.filter((operation) => !(operation in OPERATION_RULES))).toEqual([]);
    const known = new Set([...operations, UNDESCRIBED]);
    expect(Object.keys(OPERATION_RULES).filter((operation) => !known.has(operation))).toEqual([]);
  });

  it("lets a reader read and never write, and nobody but an admin run the server or remove what others recorded", () => {
    for (const operation of operations) {
      const { role } = ruleOf(...splitOperation(operation));
      if (!operation.startsWith("GET ")) expect([operation, role]).not.toEqual([operation, "reader"]);
      if (/\/(tokens|webhooks|archives)\b/.test(operation) || operation.startsWith("DELETE "))
        expect([operation, role]).toEqual([operation, "admin"]);
    }
  });

  it("gives what it does not name to readers where it reads and to admins where it writes", () => {
    expect(ruleOf("GET", "/v1/new")).toEqual({ role: "reader", bound: "never" });
    expect(ruleOf("POST", "/v1/new")).toEqual({ role: "admin", bound: "never" });
    expect(ruleOf("POST", "/v1/ablations/{identity}/new")).toEqual({ role: "admin", bound: "its-own" });
    expect(ruleOf("PUT", null).role).toBe("admin");
  });
});

function splitOperation(operation: string): [string, string] {
  const [method = "", template = ""] = operation.split(" ");
  return [method, template];
}

describe.each(["reader", "recorder", "admin"] as const satisfies readonly Role[])(
  "a token that is a %s",
  (role) => {
    it.each(operations)("%s", async (operation) => {
      const needed = ruleOf(...splitOperation(operation)).role;
      const { code, detail } = await asked(operation, { role });
      if (isAtLeast(role, needed)) expect(code).not.toBe("forbidden");
      else {
        expect(code).toBe("forbidden");
        expect(detail).toContain(`needs the role ${needed}, and \`t\` is a ${role}`);
      }
    });
  },
);

describe("a token that is bound to another ablation", () => {
  const isClosed = (operation: string) => ruleOf(...splitOperation(operation)).bound !== "open";

  it.each(operations.filter(isClosed))(
    "is refused %s, in the same words for what is there and what is not",
    async (operation) => {
      const theirs = await asked(operation, { ablation: "mine@1" });
      expect(theirs).toEqual({ code: "forbidden", detail: "the token `t` opens mine@1 alone." });
      expect(await asked(operation, { ablation: "mine@1" }, "nowhere@9")).toEqual(theirs);
    },
  );

  it.each(["mine@1", "mine%401"])("may ask for its own as %s", async (spelled) => {
    const path = `http://api.test/v1/ablations/${spelled}/exclusions`;
    const response = await app.fetch(new Request(path), {
      principal: { actor: "t", role: "reader", ablation: "mine@1", tokenId: "aaaaaaaaaaaa" },
    });
    expect(response.status).toBe(500);
  });

  it.each([
    "MINE@1",
    "mine@1%20",
    "mine@1%00",
    "mine%25401",
    "mine@1/../other@1",
    "mine@1%2f..%2fother@1",
    "other@1/../mine@1/../other@1",
    "mine@1;other@1",
    "mine@10",
    "xmine@1",
  ])("opens nothing as %s", async (spelled) => {
    const response = await app.fetch(new Request(`http://api.test/v1/ablations/${spelled}/exclusions`), {
      principal: { actor: "t", role: "reader", ablation: "mine@1", tokenId: "aaaaaaaaaaaa" },
    });
    expect([400, 403, 404]).toContain(response.status);
  });

  it("sees the trail of its own ablation, and not two at once", async () => {
    const at = async (query: string) =>
      (
        await app.fetch(new Request(`http://api.test/v1/audit${query}`), {
          principal: { actor: "t", role: "reader", ablation: "mine@1", tokenId: "aaaaaaaaaaaa" },
        })
      ).status;
    expect(await at("")).toBe(403);
    expect(await at("?identity=other@1")).toBe(403);
    expect(await at("?identity=mine@1&identity=other@1")).toBe(400);
    expect(await at("?identity=other@1&identity=mine@1")).toBe(403);
    expect(await at("?identity=mine@1")).toBe(500);
  });
});
