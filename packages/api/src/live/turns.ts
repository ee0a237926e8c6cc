/** Lets so many pieces of work run at a time, the others in the order in which they came. */
export function turns(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      // the place is handed on, so that nobody who comes later takes it first
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
