import { openApiDocument } from "@holdfast/api";
import { describe, expect, it } from "vitest";
import { committedDocument } from "./observed-operations.js";

describe("packages/api/openapi.json", () => {
  it("is the document that the routes give: after a change, run `npm run api:generate` and commit it", () => {
    expect(committedDocument()).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
  });

  it("refers only to components that it has, and has none that nothing refers to", () => {
    const text = JSON.stringify(committedDocument());
    const referred = new Set([...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name));
    expect([...referred].sort()).toEqual(Object.keys(openApiDocument().components.schemas).sort());
  });

  it("gives every operation an id of its own, a summary, and the one shape for faults", () => {
    const ids: unknown[] = [];
    for (const methods of Object.values(openApiDocument().paths ?? {}))
      for (const operation of Object.values(methods)) {
        ids.push(operation.operationId);
        expect(operation.summary).toMatch(/^[A-Z].*[^.]$/);
        expect(Object.keys(operation.responses.default.content)).toEqual(["application/problem+json"]);
      }
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(15);
  });
});
