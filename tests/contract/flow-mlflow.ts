import type { HoldfastClient } from "@holdfast/api/client";
import { expect } from "vitest";

/** What arrived through the MLflow door: nothing here, and its words are tested in tests/mlflow. */
export async function followMlflow(client: HoldfastClient, identity: string): Promise<void> {
  expect(await client.mlflowRuns(identity)).toEqual({ runs: [] });
  await expect(client.mlflowRuns("nothing@1")).rejects.toMatchObject({ code: "not-found" });
}
