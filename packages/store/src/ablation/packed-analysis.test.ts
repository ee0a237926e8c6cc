import { describe, expect, test } from "vitest";
import { packedAnalysis, unpackedAnalysis } from "./packed-analysis.js";

const document = (findings: number) =>
  JSON.stringify({
    of: "ä \u{1F600}",
    findings: Array.from({ length: findings }, (_, at) => ({ at, p: 1 / (at + 1) })),
  });

describe("packedAnalysis", () => {
  test("keeps a long document as a short JSON text that reads back byte for byte", async () => {
    const long = document(20_000);
    const packed = await packedAnalysis(long);
    expect(typeof JSON.parse(packed)).toBe("string");
    expect(packed.length).toBeLessThan(long.length / 2);
    expect(await unpackedAnalysis(packed)).toBe(long);
  });

  test("leaves a short one as it is, as earlier versions kept all of them", async () => {
    const short = document(3);
    expect(await packedAnalysis(short)).toBe(short);
    const long = document(20_000);
    expect(await unpackedAnalysis(long)).toBe(long);
  });

  test("refuses what was cut off", async () => {
    const packed = await packedAnalysis(document(20_000));
    await expect(unpackedAnalysis(`${packed.slice(0, packed.length / 2)}"`)).rejects.toThrow();
  });
});
