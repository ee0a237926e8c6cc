import type { Receipt } from "@holdfast/core";
import type { Store } from "@holdfast/store";

/** The same store, which tells every receipt, after it was committed, to those who want to know. */
export function noticing(store: Store, told: ReadonlySet<(receipt: Receipt) => void>): Store {
  const tell = (receipt: Receipt) => {
    for (const each of told) each(receipt);
  };
  const noticed: Pick<Store, "record" | "importArchive"> = {
    record: async (identity, outcomes, actor, checkedAgainst) => {
      const receipt = await store.record(identity, outcomes, actor, checkedAgainst);
      tell(receipt);
      return receipt;
    },
    importArchive: async (lines, actor) => {
      const restored = await store.importArchive(lines, actor);
      tell(restored.receipt);
      return restored;
    },
  };
  return new Proxy(store, {
    get: (target, name) => Reflect.get(Object.hasOwn(noticed, name) ? noticed : target, name),
  });
}
