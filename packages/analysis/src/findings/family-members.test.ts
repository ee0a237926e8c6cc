import { describe, expect, it } from "vitest";
import { studyAblation } from "../testing/study.js";
import { adjustMembers, leadAnswers, placeOf } from "./family-members.js";

const lead = {
  judge: "rule",
  arm: "advice",
  eval: "blackmail@1",
  metric: "score",
  stage: "sft",
  condition: { goal: "none" },
};
const member = { arm: "advice", eval: "blackmail@1", stage: "sft" };

describe("adjustMembers", () => {
  it("is Holm over the size that was registered, pending members counting as 1", () => {
    expect(adjustMembers(3, [{ member: 0, pValue: 0.01 }])).toEqual([0.03, null, null]);
    expect(
      adjustMembers(2, [
        { member: 1, pValue: 0.01 },
        { member: 0, pValue: 0.04 },
      ]),
    ).toEqual([0.04, 0.02]);
  });
  it("answers a member with several answers by the largest, and by none where one is missing", () => {
    expect(
      adjustMembers(1, [
        { member: 0, pValue: 0.01 },
        { member: 0, pValue: 0.2 },
      ]),
    ).toEqual([0.2]);
    expect(
      adjustMembers(1, [
        { member: 0, pValue: 0.01 },
        { member: 0, pValue: null },
      ]),
    ).toEqual([null]);
    expect(
      adjustMembers(1, [
        { member: 0, pValue: null },
        { member: 0, pValue: 0.01 },
      ]),
    ).toEqual([null]);
  });
});

describe("leadAnswers", () => {
  const ablation = studyAblation();
  it("takes the primary metric and any condition where the member names none", () => {
    expect(leadAnswers(ablation, member, lead)).toBe(true);
    expect(leadAnswers(ablation, member, { ...lead, metric: "other" })).toBe(false);
    expect(leadAnswers(ablation, { ...member, condition: { goal: "none" } }, lead)).toBe(true);
    expect(leadAnswers(ablation, { ...member, condition: {} }, lead)).toBe(false);
    expect(leadAnswers(ablation, member, { ...lead, stage: "rl" })).toBe(false);
    expect(leadAnswers(ablation, { ...member, judge: "model#1" }, lead)).toBe(false);
    expect(leadAnswers(ablation, { ...member, judge: "rule" }, lead)).toBe(true);
  });
  it("places an answer at the first member it fits", () => {
    const families = [
      { name: "a", members: [{ ...member, stage: "rl" }] },
      { name: "b", members: [{ ...member, stage: "rl" }, member] },
    ];
    expect(placeOf(families, (candidate) => leadAnswers(ablation, candidate, lead))).toEqual({
      family: "b",
      member: 1,
    });
    expect(placeOf(families, () => false)).toBeNull();
  });
});
