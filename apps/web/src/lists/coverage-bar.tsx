import { formatCount, formatQuantity } from "@holdfast/report";

const WIDTH = 200;
const HEIGHT = 4;

interface CoverageBarInput {
  readonly expected: number;
  readonly present: number;
}

/** How much of a plan has arrived, as a bar and in words. */
export function CoverageBar({ expected, present }: CoverageBarInput) {
  const share = expected === 0 ? 0 : present / expected;
  const holes = expected - present;
  return (
    <div class="coverage">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        <rect class="all" width={WIDTH} height={HEIGHT} />
        <rect class="there" width={(share * WIDTH).toFixed(1)} height={HEIGHT} />
      </svg>
      <span>
        {expected === 0
          ? "no cell is planned"
          : holes === 0
            ? `all ${formatQuantity(expected, "planned cell")} arrived`
            : `${formatCount(present)} of ${formatQuantity(expected, "planned cell")}, ${formatQuantity(holes, "hole")}`}
      </span>
    </div>
  );
}
