export type Day = { readonly key: string; readonly number: number; readonly inMonth: boolean };

/** The weeks of a month, Monday first, with the days of the neighbours that fill them. `monthIndex` is 0 for January. */
export function monthGrid(year: number, monthIndex: number): readonly (readonly Day[])[] {
  const before = (new Date(Date.UTC(year, monthIndex, 1)).getUTCDay() + 6) % 7;
  const length = new Date(Date.UTC(year, monthIndex + 1, 0)).getUTCDate();
  return Array.from({ length: Math.ceil((before + length) / 7) }, (_week, row) =>
    Array.from({ length: 7 }, (_day, column) => {
      const day = new Date(Date.UTC(year, monthIndex, row * 7 + column - before + 1));
      return { key: day.toISOString().slice(0, 10), number: day.getUTCDate(), inMonth: day.getUTCMonth() === monthIndex };
    }),
  );
}
