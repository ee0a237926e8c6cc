import { openStore } from "./open-store.js";
import { describeStore } from "./testing/store-contract.js";

describeStore("PGlite in memory", () => openStore("memory://"));
