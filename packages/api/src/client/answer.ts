import { HoldfastError, isHoldfastError, ProblemSchema, parseWith } from "@holdfast/core";
import type { z } from "zod";

/** As much of a response as is read here; those of fetch and of hono's client both are one. */
export interface Answered {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: { readonly get: (name: string) => string | null };
  readonly body: ReadableStream<Uint8Array> | null;
  readonly text: () => Promise<string>;
}

function unreadable(target: string, cause: unknown): HoldfastError {
  return new HoldfastError({
    code: "internal",
    message: `${target} answered something that this client does not understand.`,
    remedy: "Use the same version of Holdfast on both sides; `holdfast doctor` shows both.",
    cause,
  });
}

function decoded(target: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unreadable(target, cause);
  }
}

async function faultOf(target: string, response: Answered): Promise<HoldfastError> {
  const text = await response.text();
  const problem = ProblemSchema.safeParse(text.startsWith("{") ? decoded(target, text) : undefined);
  if (!problem.success) {
    return new HoldfastError({
      code: "unavailable",
      message: `${target} answered with status ${response.status}, and not as Holdfast does.`,
      remedy: "Check the address, and whatever stands between here and the server.",
    });
  }
  const { code, detail, place, remedy } = problem.data;
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  return new HoldfastError({
    code,
    message: detail,
    retryAfterSeconds: seconds >= 0 ? seconds : undefined,
    place: {
      ...(place.file === undefined ? {} : { file: place.file }),
      ...(place.line === undefined ? {} : { line: place.line }),
      ...(place.key === undefined ? {} : { key: place.key }),
    },
    remedy: remedy ?? undefined,
  });
}

/** The fault of ours that made a request fail, such as that of a body that broke off; fetch wraps it. */
function ownFault(error: unknown): HoldfastError | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (isHoldfastError(cause)) return cause;
  return undefined;
}

/** Waits for a response. @throws HoldfastError the fault that the API answered with, or `unavailable` */
export async function answered<T extends Answered>(target: string, request: Promise<T>): Promise<T> {
  let response: T;
  try {
    response = await request;
  } catch (cause) {
    const own = ownFault(cause);
    if (own !== undefined) throw own;
    throw new HoldfastError({
      code: "unavailable",
      message: `nothing answers at ${target}.`,
      remedy: "Start it with `holdfast serve`, or check the address.",
      cause,
    });
  }
  if (!response.ok) throw await faultOf(target, response);
  return response;
}

/** The answer to a request, parsed with its schema. */
export async function answerOf<S extends z.ZodType>(
  target: string,
  schema: S,
  request: Promise<Answered>,
): Promise<z.output<S>> {
  const response = await answered(target, request);
  const document = decoded(target, await response.text());
  try {
    return parseWith(schema, document, "answer");
  } catch (cause) {
    throw unreadable(target, cause);
  }
}
