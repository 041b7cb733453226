/** Signs of printed cloth, drawn in a 64-unit cell: lozenge, cross, wave, ring, three strokes. */
const SIGNS = [
  'M13 30 32 16 51 30 32 44z',
  'M32 17v26M19 30h26',
  'M12 20 23 40 32 26 41 40 52 20',
  'M32 18.5a11.5 11.5 0 1 0 .01 0M32 28.5a1.5 1.5 0 1 0 .01 0',
  'M20 17v26M32 17v26M44 17v26',
];
const COLUMNS = 7;
const ROWS = 9;

function signAt(row: number, column: number): string {
  const sign = row % 3 === 2 ? 3 : (column + row * 2) % SIGNS.length;
  return SIGNS[sign] ?? '';
}

/** The cloth behind the promise; decoration only. */
export function SignInPattern() {
  return (
    <svg className="door-pattern" viewBox={`0 0 ${COLUMNS * 64} ${ROWS * 60}`} preserveAspectRatio="xMidYMin slice" aria-hidden="true">
      {Array.from({ length: ROWS * COLUMNS }, (_, index) => {
        const row = Math.floor(index / COLUMNS);
        const column = index % COLUMNS;
        return <path key={index} d={signAt(row, column)} transform={`translate(${column * 64} ${row * 60})`} />;
      })}
    </svg>
  );
}
