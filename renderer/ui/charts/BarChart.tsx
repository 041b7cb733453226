import { useId } from 'react';
import { formatNumber } from '../../format.ts';
import { language, say } from '../../language.ts';
import { axisTo, barOf, describeChart, drawnRows, largest, wrapLabel } from './bars.ts';
import type { Bar } from './bars.ts';
import type { Figure } from './figure.ts';
import { dots, hatch, lines } from './textures.ts';
import type { View } from './view.ts';

const PITCH = 44;
const THICKNESS = 23;
const FOOT = 30;
const GAP = 2;
const STUB = 35;
/** Room right of the longest bar for its number, in pixels. */
const NUMBER_ROOM = 104;
const LETTER = 7.1;
/** From the foot of the bars to the baseline of the numbers of the axis, in pixels. */
const AXIS_BASELINE = 24.5;

type Props = {
  readonly title: string;
  readonly view: View<Figure>;
  readonly partial: ReadonlySet<string>;
  /** In pixels. */
  readonly width: number;
  /** `paper`: black, lines and white instead of the tones. */
  readonly look?: 'screen' | 'paper';
};

/** Horizontal bars of a protected table, drawn from its figures alone; an interval is hatched between its ends, a hidden line is a stub of one size with words. */
export function BarChart({ title, view, partial, width, look = 'screen' }: Props) {
  const id = useId();
  const rows = drawnRows(view);
  const letters = Math.max(12, Math.min(30, Math.floor((width * 0.36) / LETTER)));
  const labels = rows.map((row) => wrapLabel(say(row.label), letters));
  const left = Math.ceil(Math.max(...labels.flat().map((line) => line.length)) * LETTER) + 12;
  const height = rows.length * PITCH;
  const longest = largest(rows);
  const { end, ticks } = axisTo(longest);
  const room = Math.max(40, width - left - NUMBER_ROOM);
  const scale = (value: number): number => (value / end) * room;
  return (
    <svg
      className={`chart on-${look}`}
      role="img"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      width={width}
      height={height + FOOT}
      viewBox={`0 0 ${width} ${height + FOOT}`}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-text`}>{describeChart(title, view, language())}</desc>
      <g transform={`translate(${left}, 0)`}>
        {ticks.map((tick) => (
          <g key={tick}>
            <line className="chart-grid" x1={scale(tick)} x2={scale(tick)} y1={0} y2={height + 4} />
            <text className="chart-text" fontFamily="Arial" textAnchor="middle" x={scale(tick)} y={height + AXIS_BASELINE}>
              {formatNumber(tick, language())}
            </text>
          </g>
        ))}
        {rows.map((row, index) => (
          <g key={row.key} transform={`translate(0, ${index * PITCH + (PITCH - THICKNESS) / 2})`}>
            <Label lines={labels[index] ?? []} />
            <BarLine
              bar={barOf(row, language())}
              scale={scale}
              look={look}
              star={partial.has(row.key)}
              whole={view.series.length > 0 ? 'bar-whole' : 'bar-1'}
            />
          </g>
        ))}
      </g>
    </svg>
  );
}

function Label({ lines }: { readonly lines: readonly string[] }) {
  const first = THICKNESS / 2 + 5 - (lines.length - 1) * 8;
  return (
    <text className="chart-label" textAnchor="end">
      {lines.map((line, index) => (
        <tspan key={line} x={-12} y={first + index * 16}>
          {line}
        </tspan>
      ))}
    </text>
  );
}

type LineProps = {
  readonly bar: Bar;
  readonly scale: (value: number) => number;
  readonly look: 'screen' | 'paper';
  readonly star: boolean;
  /** The look of a bar that is not divided: plain when its parts are not known. */
  readonly whole: 'bar-whole' | 'bar-1';
};

function BarLine({ bar, scale, look, star, whole }: LineProps) {
  if (bar.kind === 'stub') {
    return (
      <>
        <rect className="bar-stub" width={STUB} height={THICKNESS} rx={3} />
        <path className="bar-hatch" d={hatch(STUB, THICKNESS)} />
        <text className="chart-text" x={STUB + 8} y={THICKNESS / 2 + 5}>
          {bar.words}
        </text>
      </>
    );
  }
  if (bar.kind === 'interval') {
    const [low, high] = [scale(bar.low), scale(bar.high)];
    return (
      <>
        <rect className={whole} width={low} height={THICKNESS} rx={2} />
        <g transform={`translate(${low}, 0)`}>
          <rect className="bar-stub" width={high - low} height={THICKNESS} rx={3} />
          <path className="bar-hatch" d={hatch(high - low, THICKNESS)} />
        </g>
        <text className="chart-text" x={high + 9} y={THICKNESS / 2 + 5}>
          {bar.words}
          {star && ' *'}
        </text>
      </>
    );
  }
  return (
    <>
      {bar.kind === 'whole' && <rect className={whole} width={scale(bar.total)} height={THICKNESS} rx={2} />}
      {bar.kind === 'parts' && <Parts values={bar.values} scale={scale} look={look} />}
      <text className="chart-number" x={scale(bar.total) + 9} y={THICKNESS / 2 + 5}>
        {formatNumber(bar.total, language())}
        {star && ' *'}
      </text>
    </>
  );
}

type PartsProps = { readonly values: readonly number[]; readonly scale: (value: number) => number; readonly look: 'screen' | 'paper' };

function Parts({ values, scale, look }: PartsProps) {
  return values.map((value, index) => {
    const before = values.slice(0, index).reduce((sum, one) => sum + one, 0);
    const start = scale(before) + (before > 0 ? GAP : 0);
    const width = Math.max(0, scale(before + value) - start);
    if (value === 0) return null;
    return (
      <g key={index} transform={`translate(${start}, 0)`}>
        <rect className={`bar-${index + 1}`} width={width} height={THICKNESS} rx={2} />
        {index === 1 && look === 'paper' && <path className="bar-lines" d={lines(width, THICKNESS)} />}
        {index === 2 && look === 'screen' && <path className="bar-dots" d={dots(width, THICKNESS)} />}
      </g>
    );
  });
}
