import { describe, expect, it } from 'vitest';
import { mappingOf, missingTargets, proposeColumns } from '../../../shared/takeover/columns.ts';
import { HEADINGS as KNOWN_HEADINGS } from '../../../shared/takeover/headings.ts';
import { TARGET_WORDS } from '../../../shared/takeover/targetWords.ts';
import { HEADINGS } from '../../../tools/registers/generate.ts';

describe('proposeColumns', () => {
  it('knows every heading of the usual register, each meaning once', () => {
    const proposals = proposeColumns(HEADINGS);
    expect(proposals.filter(({ confidence }) => confidence !== 'certain')).toEqual([]);
    expect(new Set(mappingOf(proposals)).size).toBe(HEADINGS.length);
    expect(missingTargets(mappingOf(proposals))).toEqual([]);
  });

  it('does not mind case, accents, signs and spaces', () => {
    const mangled = HEADINGS.map((heading) => `  ${heading.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase().replace(/ /g, '  ')} `);
    expect(mappingOf(proposeColumns(mangled))).toEqual(mappingOf(proposeColumns(HEADINGS)));
  });

  it.each([
    ['DATE D’ACCUEIL', 'receivedOn', 'certain'],
    ['Nom & Prénom', 'name', 'certain'],
    ["Région de l'incident", 'incidentRegion', 'certain'],
    ['Type de violence (VBG)', 'gbvType', 'probable'],
    ['Date de naissance', null, 'none'],
    ['Colonne inventée', null, 'none'],
    ['', null, 'none'],
  ])('« %s » → %s, %s', (heading, target, confidence) => {
    expect(proposeColumns([heading])).toEqual([{ heading, target, confidence }]);
  });

  it('gives a meaning once, to the certain column', () => {
    expect(mappingOf(proposeColumns(['Région (2012)', 'Région', 'region']))).toEqual([null, 'region', null]);
  });

  it('says which needed meanings no column carries', () => {
    expect(missingTargets(mappingOf(proposeColumns(['Nom', 'Consentement'])))).toEqual(['receivedOn', 'statisticsConsent']);
  });
});

it('every target has its words, and no heading two meanings', () => {
  const meanings = new Map<string, string>();
  for (const [target, wordings] of KNOWN_HEADINGS) {
    expect(TARGET_WORDS[target].fr).not.toBe('');
    for (const wording of wordings) {
      const [proposal] = proposeColumns([wording]);
      expect([wording, proposal?.target]).toEqual([wording, target]);
      expect(meanings.get(wording) ?? target).toBe(target);
      meanings.set(wording, target);
    }
  }
});
