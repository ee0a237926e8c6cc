import { assembleWasm } from "./assemble-wasm.js";
import type { ClusteredRows } from "./clustered-rows.js";
import { drawMeansInScript } from "./draw-in-script.js";

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

const NEXT = `
  local.get x       ;; t = x ^ (x << 11), in four streams at once
  local.get x
  i32.const 11
  i32x4.shl
  v128.xor
  local.set t
  local.get y
  local.set x
  local.get z
  local.set y
  local.get w
  local.set z
  local.get w       ;; w ^ (w >>> 19) ^ t ^ (t >>> 8)
  local.get w
  i32.const 19
  i32x4.shr_u
  v128.xor
  local.get t
  v128.xor
  local.get t
  i32.const 8
  i32x4.shr_u
  v128.xor
  local.set w`;

/** The draw of stream `lane` as a whole number below the bound: the upper half of their product. */
const drawn = (lane: 0 | 1 | 2 | 3, bound: string) => `
  local.get w
  local.get ${bound}
  i64x2.extmul_${lane < 2 ? "low" : "high"}_i32x4_u
  i32x4.extract_lane ${lane % 2 === 0 ? 1 : 3}`;

const addRow = (lane: 0 | 1 | 2 | 3, sum: string) => `
  local.get ${sum}
  local.get places
  i32x4.extract_lane ${lane}
  f64.load
  f64.add
  local.set ${sum}`;

const addRowIfLeft = (lane: 0 | 1 | 2 | 3, sum: string) => `
  local.get left
  i32.const ${lane}
  i32.gt_u
  if
  ${addRow(lane, sum)}
  end`;

/** Where in memory the drawn rows are: the upper halves of four products, times 8, beyond the cluster's first row. */
const PLACES = `
  local.get w
  local.get rows
  i64x2.extmul_low_i32x4_u
  local.get w
  local.get rows
  i64x2.extmul_high_i32x4_u
  i8x16.shuffle 4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31
  i32.const 3
  i32x4.shl
  local.get base
  i32x4.add
  local.set places`;

/** Adds two rows; their places are taken out together, since units for vectors are what the loop is short of. */
const addPair = (pair: 0 | 1, [first, second]: readonly [string, string]) => `
  local.get places
  i64x2.extract_lane ${pair}
  local.set two
  local.get ${first}
  local.get two
  i32.wrap_i64
  f64.load
  f64.add
  local.set ${first}
  local.get ${second}
  local.get two
  i64.const 32
  i64.shr_u
  i32.wrap_i64
  f64.load
  f64.add
  local.set ${second}`;

const FOUR_ROWS = `
  ${NEXT}
  ${PLACES}
  ${addPair(0, ["a", "b"])}
  ${addPair(1, ["c", "d"])}`;

/** Adds the rows that are drawn from the cluster in stream \`lane\` of the clusters' draw, where there is one. */
const cluster = (lane: 0 | 1 | 2 | 3) => `
  local.get todo
  i32.const ${lane}
  i32.gt_u
  if
    local.get chosen${lane}
    i32.const 2
    i32.shl
    local.get starts
    i32.add
    local.tee at
    i32.load
    local.tee first
    i32.const 3
    i32.shl
    local.get values
    i32.add
    i32x4.splat
    local.set base
    local.get at
    i32.load 4
    local.get first
    i32.sub
    local.tee left
    i32x4.splat
    local.set rows
    local.get count
    local.get left
    i32.add
    local.set count
    block
      loop
        local.get left
        i32.const 4
        i32.lt_u
        br_if 1
        ${FOUR_ROWS}
        local.get left
        i32.const 4
        i32.sub
        local.set left
        br 0
      end
    end
    local.get left
    if
      ${NEXT}
      ${PLACES}
      ${addRowIfLeft(0, "a")}
      ${addRowIfLeft(1, "b")}
      ${addRowIfLeft(2, "c")}
    end
  end`;

const BODY = `
  local.get clusters
  i32x4.splat
  local.set bound
  block
    loop                      ;; one replicate
      local.get means
      local.get end
      i32.ge_u
      br_if 1
      local.get states
      v128.load
      local.set x
      local.get states
      v128.load 16
      local.set y
      local.get states
      v128.load 32
      local.set z
      local.get states
      v128.load 48
      local.set w
      f64.const 0
      local.set a
      f64.const 0
      local.set b
      f64.const 0
      local.set c
      f64.const 0
      local.set d
      i32.const 0
      local.set count
      local.get clusters
      local.set todo
      block
        loop                  ;; four clusters
          local.get todo
          i32.eqz
          br_if 1
          ${NEXT}
          ${drawn(0, "bound")}
          local.set chosen0
          ${drawn(1, "bound")}
          local.set chosen1
          ${drawn(2, "bound")}
          local.set chosen2
          ${drawn(3, "bound")}
          local.set chosen3
          ${cluster(0)}
          ${cluster(1)}
          ${cluster(2)}
          ${cluster(3)}
          local.get todo
          i32.const 4
          i32.lt_u
          br_if 1
          local.get todo
          i32.const 4
          i32.sub
          local.set todo
          br 0
        end
      end
      local.get means
      local.get a
      local.get b
      f64.add
      local.get c
      local.get d
      f64.add
      f64.add
      local.get count
      f64.convert_i32_u
      f64.div
      f64.store
      local.get means
      i32.const 8
      i32.add
      local.set means
      local.get states
      i32.const 64
      i32.add
      local.set states
      br 0
    end
  end`;

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
    body: BODY,
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
