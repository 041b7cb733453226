import { expect, test } from 'vitest';
import { PREVALENCE, methodWords } from '../../../shared/exchange/sentences.ts';
import { cssString } from '../../../renderer/print/pageFoot.ts';
import { readPeriods } from '../../../renderer/print/periods.ts';

test('an address names months, quarters and years', () => {
  expect(readPeriods('2026-05')).toEqual(['2026-05']);
  expect(readPeriods('2026-11,2026-Q4,2026')).toEqual(['2026-11', '2026-Q4', '2026']);
});

test.each(['', 'mai', '2026-13', '2026-05,', '2026-Q5', '2026-05..2026-06', Array.from({ length: 41 }, () => '2026').join(',')])(
  '%s names none',
  (address) => {
    expect(readPeriods(address)).toBeNull();
  },
);

test('the foot of every page is one CSS string', () => {
  expect(cssString(['a "b"', 'c\\d'])).toBe('"a \\"b\\"\\A c\\\\d"');
  const late = [
    { quarter: '2026-Q1', months: 5, centres: 4, isCounted: true },
    { quarter: '2026-Q2', months: 3, centres: 3, isCounted: false },
  ];
  const rule = { number: 2, agreedOn: '2026-09-30' };
  const words = methodWords({ threshold: 7, modes: ['hidden', 'rounded'], rounded: 60, rule, late }).map(({ fr }) => fr);
  expect(cssString([PREVALENCE.fr, ...words])).toContain(PREVALENCE.fr);
  expect(words.join(' ')).toMatch(
    /1 à 6 est masqué.*arrondi à 0 ou à 7.*± 16.*1er trimestre 2026\u00a0: 5 rapports de mois, remis en retard par 4 centres.*s’ajoutent.*2e trimestre 2026\u00a0: 3 rapports.*ne sont pas comptés ici.*Règle n°\u00a02/,
  );
});
