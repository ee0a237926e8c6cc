import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Store } from "../store.js";
import { archiveContract } from "./archive-contract.js";
import { correctionContract } from "./correction-contract.js";
import { evidenceContract } from "./evidence-contract.js";
import { liveContract } from "./live-contract.js";
import { metricContract } from "./metric-contract.js";
import { overviewContract } from "./overview-contract.js";
import { recordContract } from "./record-contract.js";
import { registrationContract } from "./registration-contract.js";
import { runContract } from "./run-contract.js";
import { tokenContract } from "./token-contract.js";

/**
 * What every store does, whatever is underneath: run it on each implementation. The store is opened once and
 * needs to be empty; cases keep apart by the names of their ablations.
 */
export function describeStore(name: string, open: () => Promise<Store>): void {
  describe(`the contract of a store: ${name}`, () => {
    let opened: Store | undefined;
    const store = () => {
      if (opened === undefined) throw new Error("the store did not open");
      return opened;
    };
    beforeAll(async () => {
      opened = await open();
    }, 60_000);
    afterAll(async () => {
      await opened?.close();
    });

    test("says what it is and how far its schema is", async () => {
      const health = await store().health();
      expect(health.serverVersion).toMatch(/^\d+/);
      expect(health.migrations.applied).toBe(health.migrations.known);
    });
    describe("registration", () => registrationContract(store));
    describe("record", () => recordContract(store));
    describe("corrections", () => correctionContract(store));
    describe("evidence", () => evidenceContract(store));
    describe("runs", () => runContract(store));
    describe("training metrics", () => metricContract(store));
    describe("archives", () => archiveContract(store));
    describe("what is told while it happens", () => liveContract(store));
    describe("overviews", () => overviewContract(store));
    describe("tokens", () => tokenContract(store));
  });
}
