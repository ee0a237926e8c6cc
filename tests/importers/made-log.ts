/** What a log of Inspect that a test makes says. */
export interface MadeLog {
  readonly tags?: readonly string[];
  readonly values?: readonly unknown[];
  readonly scorer?: string;
  readonly status?: string;
  readonly taskId?: string;
  readonly model?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** A log of Inspect as JSON, of one sample for each value; undefined: a sample that ended before it was scored. */
export function logText({
  tags = [],
  values = ["C", "I"],
  scorer = "match",
  status = "success",
  taskId,
  model = "m",
  metadata = {},
}: MadeLog): string {
  const samples = values.map((value, at) => ({
    id: `p${at}`,
    epoch: 1,
    metadata: { family: `f${at >> 1}` },
    ...(value === undefined ? { error: { message: "broken" } } : { scores: { [scorer]: { value } } }),
  }));
  return JSON.stringify({
    version: 2,
    status,
    eval: { task: "lab/blackmail", task_version: 2, task_id: taskId, model, tags, metadata },
    samples,
  });
}

/** Tags that say which checkpoint a log is about: the end of RL. */
export const tagsOf = (arm: string, seed: number): string[] => [`arm=${arm}`, `seed=${seed}`, "stage=rl"];
