import { describe, expect, it } from "vitest";
import { credentialIn } from "./credential.js";

const basic = (text: string) => `Basic ${Buffer.from(text).toString("base64")}`;
const shown = (authorization?: string, cookie?: string) => credentialIn({ authorization, cookie });

describe("what a request shows", () => {
  it.each([
    ["Bearer", "Bearer hf_1"],
    ["bearer in lower case, with spaces", "bearer   hf_1 "],
    ["Basic with any user", basic("mlflow:hf_1")],
    ["Basic without a user", basic(":hf_1")],
  ])("is a token by %s", (_what, header) =>
    expect(shown(header)).toEqual({ kind: "token", text: "hf_1", from: "header" }),
  );

  it("is the whole password, colons and all", () =>
    expect(shown(basic("user:a:b"))).toMatchObject({ text: "a:b" }));

  it.each([
    ["nothing after the scheme", "Bearer"],
    ["only spaces after it", "Bearer    "],
    ["a token without a scheme", "hf_1"],
    ["another scheme", "Digest hf_1"],
    ["two words", "Bearer hf_1 hf_2"],
    ["Basic that is not base64", "Basic ???"],
    ["Basic without a colon", basic("hf_1")],
    ["Basic without a password", basic("user:")],
    ["an empty header", ""],
    ["a huge header", `Bearer ${"h".repeat(100_000)}`],
  ])("is unreadable with %s", (_what, header) => expect(shown(header)).toEqual({ kind: "unreadable" }));

  it("is the cookie where there is no header, and only then", () => {
    expect(shown(undefined, "a=b; holdfast_token=hf_1; c=d")).toEqual({
      kind: "token",
      text: "hf_1",
      from: "cookie",
    });
    expect(shown("Basic ???", "holdfast_token=hf_1")).toEqual({ kind: "unreadable" });
    expect(shown("Bearer hf_2", "holdfast_token=hf_1")).toMatchObject({ text: "hf_2", from: "header" });
  });

  it.each(["", "holdfast_token", "holdfast_token=", "xholdfast_token=hf_1", "=hf_1", ";;;"])(
    "is nothing with the cookies `%s`",
    (cookie) => expect(shown(undefined, cookie)).toEqual({ kind: "none" }),
  );
});
