import { expect, test } from 'vitest';
import { commentHints } from '../../../../shared/rules/months/comment.ts';

test.each([
  ['Appeler le 66 12 34 56', ['phone']],
  ['Réunion du 13/05', ['date']],
  ['Réunion du 13 mai', ['date']],
  ['Vu au quartier Imaginaire', ['place']],
  ['Madame Inventée est venue', ['name']],
  ['voir, Prénom Inventé', ['name']],
  ['Numéro 66.12-34 56', ['phone', 'date']],
  ['66123456', ['phone']],
  ['Réunion du 3-5', ['date']],
  ['Réunion du 13.05', ['date']],
  ['le 2026-05-13', ['phone', 'date']],
  ['le 1er août', ['date']],
  ['le 2 Décembre', ['date']],
  ['une école Imaginaire', ['place']],
  ['École d’Imaginaire', ['place']],
  ['au village de Fictif', ['place']],
  ["au village d'Essai", ['place']],
  ['au marché du Fictif', ['place']],
  ['Rue Fictive', ['place']],
  ['le hameau Fictif', ['place']],
  ['secteur Fictif', ['place']],
  ['le site  Fictif', ['place']],
  ['M. Inventé', ['name']],
  ['Mme Inventée', ['name']],
  ['Monsieur  Inventé', ['name']],
  ['une personne nommée Inventée', ['name']],
  ['un homme nommé Inventé', ['name']],
  ['surnommé Inventé', ['name']],
  ['reçu par Prénom Inventé', ['name']],
  ['reçu ; Prénom Inventé', ['name']],
  ['Tout va : Madame Inventée, 66123456, le 1er mars', ['phone', 'date', 'name']],
])('%s', (comment, hints) => {
  expect(commentHints(comment)).toEqual(hints);
});

test.each([
  '',
  'Deux services fermés ce mois dans la région de Mopti.',
  'Le nombre 12 est plus bas qu’en mai.',
  'Rupture de kits depuis mai 2026.',
  'Code 1234567 : kits attendus.',
  'Le site est fermé, le marché aussi.',
  'Le quartier de la mairie est fermé.',
  'Microsite Web en panne.',
  'Un nommé coordinateur est parti.',
  'Formation à Mopti, puis à Gao.',
  'Version 2026-5 des outils.',
])('nothing is seen in « %s »', (comment) => {
  expect(commentHints(comment)).toEqual([]);
});
