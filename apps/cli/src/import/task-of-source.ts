import type { OutcomeLineInput } from "@holdfast/core";

/** Ends the address of a log, and says which task of its harness it is an attempt at. */
const MARK = "#task=";

/** The line with the harness's id of the task behind the address of its log, for a later attempt to be known by. */
export function ofTask(line: OutcomeLineInput, taskId: string | null): OutcomeLineInput {
  if (taskId === null || line.source === undefined) return line;
  return {
    ...line,
    source: { ...line.source, uri: `${line.source.uri}${MARK}${encodeURIComponent(taskId)}` },
  };
}

/** The address of a log, and the task that {@link ofTask} put behind it; null where there is none. */
export function taskOfSource(uri: string): { readonly log: string; readonly taskId: string | null } {
  const at = uri.lastIndexOf(MARK);
  if (at === -1) return { log: uri, taskId: null };
  try {
    return { log: uri.slice(0, at), taskId: decodeURIComponent(uri.slice(at + MARK.length)) };
  } catch {
    return { log: uri, taskId: null };
  }
}
