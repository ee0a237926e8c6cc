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

/** The instructions of the kernel: means of replicates, each with the four streams that its states begin. */
export const MEAN_KERNEL_BODY = `
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
