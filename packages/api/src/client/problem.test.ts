import { ERROR_CODES, HoldfastError, ProblemSchema } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { PROBLEMS, problemOf, problemResponse } from "./problem.js";

describe("problemOf", () => {
  it.each(ERROR_CODES)("gives %s its status, and the fault its place and remedy", (code) => {
    const problem = problemOf(
      new HoldfastError({
        code,
        message: "it is wrong.",
        place: { line: 3, key: "a.b" },
        remedy: "Do it right.",
      }),
    );
    expect(ProblemSchema.parse(problem)).toEqual({
      type: `urn:holdfast:problem:${code}`,
      title: PROBLEMS[code].title,
      status: PROBLEMS[code].status,
      detail: "it is wrong.",
      code,
      place: { line: 3, key: "a.b" },
      remedy: "Do it right.",
    });
  });

  it("tells nothing of a fault that nobody foresaw", async () => {
    const response = problemResponse(new Error("password=hunter2 at /secret/path"));
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(text).not.toMatch(/hunter2|secret/);
    expect(ProblemSchema.parse(JSON.parse(text)).code).toBe("internal");
  });
});
