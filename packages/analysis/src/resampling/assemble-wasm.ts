/**
 * A WebAssembly module with one function, written as its instructions in the flat text form. It knows the
 * instructions that the kernels of this folder use, and refuses any other.
 */
export interface WasmFunction {
  readonly name: string;
  /** Names of the parameters, all i32. */
  readonly parameters: readonly string[];
  readonly locals: readonly (readonly [name: string, type: ValueType])[];
  /** One instruction a line; `;;` begins a comment. */
  readonly body: string;
}

type ValueType = "i32" | "i64" | "f64" | "v128";

const TYPES: Readonly<Record<ValueType, number>> = { i32: 0x7f, i64: 0x7e, f64: 0x7c, v128: 0x7b };

/** What follows an opcode: nothing, a local, a number, a depth, a block without a result, an offset into memory, a lane, the 16 bytes of a shuffle. */
type Operand = "none" | "local" | "i32" | "f64" | "depth" | "block" | "memory" | "lane" | "lanes";

const OPCODES: Readonly<Record<string, readonly [Operand, ...number[]]>> = {
  block: ["block", 0x02],
  loop: ["block", 0x03],
  if: ["block", 0x04],
  end: ["none", 0x0b],
  br: ["depth", 0x0c],
  br_if: ["depth", 0x0d],
  "local.get": ["local", 0x20],
  "local.set": ["local", 0x21],
  "local.tee": ["local", 0x22],
  "i32.load": ["memory", 0x28, 2],
  "f64.load": ["memory", 0x2b, 3],
  "f64.store": ["memory", 0x39, 3],
  "i32.const": ["i32", 0x41],
  "i64.const": ["i32", 0x42],
  "f64.const": ["f64", 0x44],
  "i32.eqz": ["none", 0x45],
  "i32.lt_u": ["none", 0x49],
  "i32.gt_u": ["none", 0x4b],
  "i32.ge_u": ["none", 0x4f],
  "i32.add": ["none", 0x6a],
  "i32.sub": ["none", 0x6b],
  "i32.shl": ["none", 0x74],
  "i64.shr_u": ["none", 0x88],
  "f64.add": ["none", 0xa0],
  "f64.div": ["none", 0xa3],
  "i32.wrap_i64": ["none", 0xa7],
  "f64.convert_i32_u": ["none", 0xb8],
  "v128.load": ["memory", 0xfd, 0x00, 4],
  "i8x16.shuffle": ["lanes", 0xfd, 0x0d],
  "i32x4.splat": ["none", 0xfd, 0x11],
  "i32x4.extract_lane": ["lane", 0xfd, 0x1b],
  "i64x2.extract_lane": ["lane", 0xfd, 0x1d],
  "v128.xor": ["none", 0xfd, 0x51],
  "i32x4.shl": ["none", 0xfd, 0xab, 0x01],
  "i32x4.shr_u": ["none", 0xfd, 0xad, 0x01],
  "i32x4.add": ["none", 0xfd, 0xae, 0x01],
  "i64x2.extmul_low_i32x4_u": ["none", 0xfd, 0xde, 0x01],
  "i64x2.extmul_high_i32x4_u": ["none", 0xfd, 0xdf, 0x01],
};

function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  do {
    bytes.push((left & 0x7f) | (left > 0x7f ? 0x80 : 0));
    left >>>= 7;
  } while (left > 0);
  return bytes;
}

function signed(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  for (;;) {
    const byte = left & 0x7f;
    left >>= 7;
    const isLast = (left === 0 && (byte & 0x40) === 0) || (left === -1 && (byte & 0x40) !== 0);
    bytes.push(isLast ? byte : byte | 0x80);
    if (isLast) return bytes;
  }
}

const text = (value: string) => [...unsigned(value.length), ...Buffer.from(value, "latin1")];
const section = (id: number, content: readonly number[]) => [id, ...unsigned(content.length), ...content];

function instruction(line: string, numberOf: ReadonlyMap<string, number>): number[] {
  const [name = "", operand = "0", ...more] = line.split(/\s+/);
  const [kind, ...opcode] = OPCODES[name] ?? [];
  const value = Number(operand);
  switch (kind) {
    case "none":
      return opcode;
    case "block":
      return [...opcode, 0x40];
    case "local": {
      const local = numberOf.get(operand);
      if (local === undefined) throw new RangeError(`there is no local ${operand}`);
      return [...opcode, ...unsigned(local)];
    }
    case "i32":
      return [...opcode, ...signed(value)];
    case "f64":
      return [...opcode, ...new Uint8Array(Float64Array.of(value).buffer)];
    case "memory":
      return [...opcode, ...unsigned(value)];
    case "depth":
    case "lane":
      return [...opcode, ...unsigned(value)];
    case "lanes":
      return [...opcode, value, ...more.map(Number)];
    case undefined:
      throw new RangeError(`the assembler does not know ${name}`);
  }
}

/** The bytes of the module: it imports `env.memory` and exports its function by name. */
export function assembleWasm({ name, parameters, locals, body }: WasmFunction): Uint8Array<ArrayBuffer> {
  const numberOf = new Map(
    [...parameters, ...locals.map(([local]) => local)].map((local, at) => [local, at]),
  );
  const lines = body
    .split("\n")
    .map((line) => line.replace(/;;.*/, "").trim())
    .filter((line) => line !== "");
  const code = [
    ...unsigned(locals.length),
    ...locals.flatMap(([, type]) => [1, TYPES[type]]),
    ...lines.flatMap((line) => instruction(line, numberOf)),
    0x0b,
  ];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, [1, 0x60, ...unsigned(parameters.length), ...parameters.map(() => TYPES.i32), 0]),
    ...section(2, [1, ...text("env"), ...text("memory"), 0x02, 0x00, 0]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...text(name), 0x00, 0]),
    ...section(10, [1, ...unsigned(code.length), ...code]),
  ]);
}
