/** The address of the page of an ablation. */
export function ablationPath(identity: string): string {
  return `/ablations/${encodeURIComponent(identity)}`;
}

/** The address of the list of its runs. */
export function runsPath(identity: string): string {
  return `${ablationPath(identity)}/runs`;
}

/** The address of the page of a run; `run` is its key, arm/seed/branch. */
export function runPath(identity: string, run: string): string {
  return `${runsPath(identity)}/${run.split("/").map(encodeURIComponent).join("/")}`;
}
