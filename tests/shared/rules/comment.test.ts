import { expect, test } from 'vitest';
import { commentHints } from '../../../shared/rules/comment.ts';

test.each([
  ['Appeler le 66 12 34 56', ['phone']],
  ['Réunion du 13/05', ['date']],
  ['Réunion du 13 mai', ['date']],
  ['Vu au quartier Imaginaire', ['place']],
  ['Madame Inventée est venue', ['name']],
  ['voir, Prénom Inventé', ['name']],
  ['Tout va : Madame Inventée, 66123456, le 1er mars', ['phone', 'date', 'name']],
])('%s', (comment, hints) => {
  expect(commentHints(comment)).toEqual(hints);
});

test.each([
  '',
  'Deux services fermés ce mois dans la région de Mopti.',
  'Le nombre 12 est plus bas qu’en mai.',
  'Rupture de kits depuis mai 2026.',
])('nothing is seen in « %s »', (comment) => {
  expect(commentHints(comment)).toEqual([]);
});
