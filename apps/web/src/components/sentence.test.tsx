import { expect, it } from "vitest";
import { Sentence } from "./sentence.js";

it("sets what stands between back-quotes as code, and escapes all of it", async () => {
  expect(String(await (<Sentence text="ask with `--scores any`, <b>" />))).toBe(
    "ask with <code>--scores any</code>, &lt;b&gt;",
  );
});
