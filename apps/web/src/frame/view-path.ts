import { ablationPath } from "../runs/run-path.js";

/** The address of a view of an ablation; the overview is that of the ablation itself. */
export function viewPath(identity: string, slug: string): string {
  return slug === "" ? ablationPath(identity) : `${ablationPath(identity)}/${slug}`;
}

/** What downloads of a view stand under: the overview has a name there. */
export function downloadRoot(identity: string, slug: string): string {
  return `${ablationPath(identity)}/${slug === "" ? "overview" : slug}`;
}
