export interface RepeatOptions {
  /** How long it waits where there was nothing to do, in milliseconds. */
  readonly idleMs: number;
  /** And after a fault. */
  readonly faultMs?: number;
  readonly onFault?: ((error: unknown) => void) | undefined;
}

/** Work that goes on until it is stopped. */
export interface Repeated {
  /** There may be something to do. */
  readonly nudge: () => void;
  /** Finishes what is begun. */
  readonly stop: () => Promise<void>;
}

/** Does a piece of work again and again: at once while there is some, else after a while or a nudge. */
export function repeatWork(work: () => Promise<number>, options: RepeatOptions): Repeated {
  const { idleMs, faultMs = 5000, onFault } = options;
  let [isStopped, isNudged, wake] = [false, false, () => {}];
  const sleep = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, isNudged || isStopped ? 0 : ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const done = (async () => {
    while (!isStopped) {
      isNudged = false;
      try {
        if ((await work()) === 0) await sleep(idleMs);
      } catch (error) {
        if (!isStopped) onFault?.(error);
        await sleep(faultMs);
      }
    }
  })();
  return {
    nudge() {
      isNudged = true;
      wake();
    },
    async stop() {
      isStopped = true;
      wake();
      await done;
    },
  };
}
