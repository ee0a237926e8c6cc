import { assembleWasm } from "./assemble-wasm.js";
import type { ClusteredRows } from "./clustered-rows.js";
import { drawMeansInScript } from "./draw-in-script.js";
import { MEAN_KERNEL_BODY } from "./mean-kernel-body.js";

// the part of WebAssembly that is used here; Node's own types leave it out
declare const WebAssembly: {
  readonly validate: (bytes: Uint8Array) => boolean;
  readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: { readonly env: { readonly memory: object } },
  ) => {
    readonly exports: {
      readonly draw: (
        states: number,
        means: number,
        end: number,
        starts: number,
        clusters: number,
        values: number,
      ) => void;
    };
  };
};

const i32 = (name: string) => [name, "i32"] as const;
const i64 = (name: string) => [name, "i64"] as const;
const f64 = (name: string) => [name, "f64"] as const;
const v128 = (name: string) => [name, "v128"] as const;

/** The bytes of the kernel. */
export function meanKernelModule(): Uint8Array<ArrayBuffer> {
  return assembleWasm({
    name: "draw",
    parameters: ["states", "means", "end", "starts", "clusters", "values"],
    locals: [
      ...["count", "todo", "left", "at", "first"].map(i32),
      ...["two"].map(i64),
      ...["chosen0", "chosen1", "chosen2", "chosen3"].map(i32),
      ...["a", "b", "c", "d"].map(f64),
      ...["x", "y", "z", "w", "t", "bound", "rows", "base", "places"].map(v128),
    ],
    body: MEAN_KERNEL_BODY,
  });
}

/** Draws the means of replicates; see `two-level-bootstrap.ts`. */
export type MeanKernel = (states: Int32Array) => Float64Array;

const PAGE = 65_536;
const STATE_BYTES = 64;
/** Replicates at a time, so that memory does not grow with their number. */
const BATCH = 1024;

/** The kernel over these rows: WebAssembly with SIMD where the machine has it, and the same bits without. */
export function meanKernel(rows: ClusteredRows): MeanKernel {
  const module = meanKernelModule();
  if (!WebAssembly.validate(module)) return (states) => drawMeansInScript(rows, states);
  const starts = BATCH * (STATE_BYTES + 8);
  const values = starts + 8 * Math.ceil((rows.starts.length * 4) / 8);
  const memory = new WebAssembly.Memory({ initial: Math.ceil((values + rows.values.length * 8) / PAGE) });
  new Int32Array(memory.buffer, starts, rows.starts.length).set(rows.starts);
  new Float64Array(memory.buffer, values, rows.values.length).set(rows.values);
  const { draw } = new WebAssembly.Instance(new WebAssembly.Module(module), { env: { memory } }).exports;
  const clusters = rows.starts.length - 1;
  const means = BATCH * STATE_BYTES;
  return (states) => {
    const all = new Float64Array((states.length * 4) / STATE_BYTES);
    for (let from = 0; from < all.length; from += BATCH) {
      const count = Math.min(BATCH, all.length - from);
      const words = STATE_BYTES / 4;
      new Int32Array(memory.buffer, 0, count * words).set(
        states.subarray(from * words, (from + count) * words),
      );
      draw(0, means, means + count * 8, starts, clusters, values);
      all.set(new Float64Array(memory.buffer, means, count), from);
    }
    return all;
  };
}
