/** Passes items from a task that pushes to one that pulls. */
export interface Handoff<T> {
  /** Waits while `capacity` items are waiting; false when nobody pulls any more. */
  put(item: T): Promise<boolean>;
  /** No more items; with an error, the one who pulls gets it after the items. */
  end(error?: unknown): void;
  /** The items in order; when the loop is left early, `put` answers false. */
  items(): AsyncGenerator<T>;
}

export function handoff<T>(capacity: number): Handoff<T> {
  const queue: T[] = [];
  const waiting: (() => void)[] = [];
  let ended: { readonly error: unknown } | null = null;
  let left = false;
  const wake = () => {
    for (const resume of waiting.splice(0)) resume();
  };
  const pause = () => new Promise<void>((resolve) => waiting.push(resolve));
  return {
    async put(item) {
      while (queue.length >= capacity && !left) await pause();
      if (left) return false;
      queue.push(item);
      wake();
      return true;
    },
    end(error) {
      ended ??= { error };
      wake();
    },
    async *items() {
      try {
        for (;;) {
          const item = queue.shift();
          if (item !== undefined) {
            wake();
            yield item;
          } else if (ended !== null) {
            if (ended.error !== undefined) throw ended.error;
            return;
          } else await pause();
        }
      } finally {
        left = true;
        wake();
      }
    },
  };
}
