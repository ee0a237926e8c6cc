import { describe, expect, test } from "vitest";
import { carriedText, readCarried } from "./report-carrier.js";
import { inertJson, OPEN_SEAL, type ReportStamp, sealed, sealState } from "./report-stamp.js";
import type { TidyRow } from "./tidy-row.js";

const digest = `sha256:${"1".repeat(64)}` as const;
const stamp: ReportStamp = {
  ...{ format: "holdfast-stamp/1", ablation: "advice@1", revision: 2, methods: null },
  ...{ ablationFingerprint: digest, inputsFingerprint: digest },
};

describe("numbers that a page carries", () => {
  const rows: TidyRow[] = [
    { quantity: "lead", arm: "a", estimate: 0.1, runs: 3, stands: true },
    { quantity: "lead", arm: "a", estimate: 0.2, runs: 3, stands: false },
    { quantity: "lead", arm: "b</script>-->\u2028é", estimate: null, runs: 3, stands: null },
    { quantity: "lead", arm: "a", estimate: 1 / 3, runs: 3, stands: true },
    { quantity: "level", arm: "b", estimate: 0.1, runs: 4 },
  ];
  const text = carriedText({ stamp, evidence: [], rows });

  test("come back as they were, to the eleventh digit", () => {
    const back = readCarried(JSON.parse(text));
    expect(back.stamp).toEqual(stamp);
    expect(back.rows).toEqual(
      rows.map(({ quantity, arm, estimate, runs, stands = null }) => ({
        ...{ quantity, arm, runs, stands },
        estimate: typeof estimate === "number" ? Number(estimate.toPrecision(11)) : null,
      })),
    );
  });

  test("hold nothing that could end the script or a comment", () => {
    expect(text).toMatch(/^[\x20-\x7e]+$/);
    expect(text).not.toMatch(/[<>&]|--/);
    expect(inertJson("a---b")).not.toContain("--");
    expect(JSON.parse(inertJson("a---b <é>"))).toBe("a---b <é>");
  });

  test("are refused where they are none, or too many", () => {
    expect(() => readCarried({})).toThrow();
    expect(() => readCarried({ stamp, evidence: [], count: 1e9, columns: [] })).toThrow(RangeError);
    const columns = [{ name: "arm", values: ["a"], rows: "0*999999999" }];
    expect(readCarried({ stamp, evidence: [], count: 2, columns }).rows).toEqual([
      { arm: "a" },
      { arm: "a" },
    ]);
  });
});

describe("a seal", () => {
  const text = `One line.\nAnother: ${"0".repeat(64)}.\n<!-- ${OPEN_SEAL} -->\n`;

  test("is whole until something is changed, whichever line ends a copy has", () => {
    expect(sealState(sealed(text))).toBe("whole");
    expect(sealState(sealed(text).replaceAll("\n", "\r\n"))).toBe("whole");
    expect(sealState(sealed(text).replace("Another", "another"))).toBe("broken");
    expect(sealState(sealed(text).replace(/seal:sha256:./, "seal:sha256:f"))).toBe("broken");
  });

  test("is missed where there is none", () => {
    expect(sealed("no seal")).toBe("no seal");
    expect(sealState("no seal")).toBe("none");
  });
});
