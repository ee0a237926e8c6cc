import type { Ingredient } from "./answer-trail.js";

/** A page as it was sent, and what it was made of. */
export interface KeptPage {
  readonly body: string;
  readonly ingredients: readonly Ingredient[];
}

/** Pages that were made, by who asked for what; the one that was not asked for longest is forgotten first. */
export interface PageCache {
  readonly get: (key: string) => KeptPage | undefined;
  readonly keep: (key: string, page: KeptPage) => void;
}

/** @param most how many characters are kept over all pages */
export function pageCache(most: number): PageCache {
  const pages = new Map<string, KeptPage>();
  let held = 0;
  const forget = (key: string) => {
    held -= pages.get(key)?.body.length ?? 0;
    pages.delete(key);
  };
  return {
    get: (key) => {
      const page = pages.get(key);
      if (page === undefined) return undefined;
      pages.delete(key);
      pages.set(key, page);
      return page;
    },
    keep: (key, page) => {
      forget(key);
      if (page.body.length > most) return;
      pages.set(key, page);
      held += page.body.length;
      for (const oldest of pages.keys()) {
        if (held <= most) return;
        forget(oldest);
      }
    },
  };
}
