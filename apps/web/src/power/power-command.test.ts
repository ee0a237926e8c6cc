import { describe, expect, it } from "vitest";
import { powerCommand, pricesText } from "./power-command.js";
import { mainControls, understoodPower } from "./power-controls.js";

const asked = (text: string) => understoodPower(new URLSearchParams(text), mainControls(1));

describe("the question of an address", () => {
  it("is what its fields say; an empty field asks nothing", () => {
    expect(asked("runs=5&prompts=&seedSd=0.03").question).toEqual({ runs: 5, seedSd: 0.03 });
  });
  it("leaves out what is no number of a plan, and says which", () => {
    const { question, refused } = asked("runs=0&prompts=many&epochs=4");
    expect(question).toEqual({ epochs: 4 });
    expect(refused.map((text) => text.split(":")[0])).toEqual(["Runs an arm", "Prompts"]);
  });
});

describe("the same on a command line", () => {
  it("names the ablation and what was set", () => {
    expect(powerCommand("advice@1", { runs: 5, seedSd: 0.03 }, 5)).toBe(
      "holdfast power advice@1 --seeds 5 --seed-sd 0.03",
    );
  });
  it("always has the runs where there is no ablation, which the command needs", () => {
    expect(powerCommand(null, { effect: 0.1 }, 3)).toBe("holdfast power --seeds 3 --effect 0.1");
  });
  it("says the prices that were taken", () => {
    expect(pricesText({ costPerRun: 50 })).toBe("50 for a run, 1 for a prompt and 0.01 for a score");
  });
});
