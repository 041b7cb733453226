/** Textures of bars as path data, drawn inside a box from (0, 0): vectors on screen and paper alike. All lengths in pixels. */

const HATCH_STEP = 6;
const LINE_STEP = 4;
const DOT_STEP = 5;

function steps(from: number, to: number, step: number): readonly number[] {
  return Array.from({ length: Math.max(0, Math.ceil((to - from) / step)) }, (_, rank) => from + rank * step);
}

/** Diagonal lines, cut at the edges of the box: what is masked. */
export function hatch(width: number, height: number): string {
  return steps(HATCH_STEP - height, width, HATCH_STEP)
    .map((start) => {
      const left = Math.max(0, start);
      const right = Math.min(width, start + height);
      return `M${left} ${height - (left - start)}L${right} ${height - (right - start)}`;
    })
    .join('');
}

/** Upright lines: the second series on paper. */
export function lines(width: number, height: number): string {
  return steps(LINE_STEP / 2, width, LINE_STEP)
    .map((at) => `M${at} 0V${height}`)
    .join('');
}

/** Dots, for round line ends: the third series. */
export function dots(width: number, height: number): string {
  return steps(DOT_STEP / 2, width, DOT_STEP)
    .flatMap((x) => steps(DOT_STEP / 2, height, DOT_STEP).map((y) => `M${x} ${y}h0`))
    .join('');
}
