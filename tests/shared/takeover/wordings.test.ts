import { describe, expect, it } from 'vitest';
import { WORDING_TABLES } from '../../../shared/takeover/wordingTables.ts';
import { codeOf, wordingKey, wordingsOf } from '../../../shared/takeover/wordings.ts';
import type { WordingTable } from '../../../shared/takeover/wordings.ts';
import { REFERENCE_LISTS } from '../../../shared/forms/lists/inForce.ts';

const NOTHING = { wordings: {}, lists: REFERENCE_LISTS };
const TABLES = Object.keys(WORDING_TABLES).filter((name): name is WordingTable => name in WORDING_TABLES);

describe.each(TABLES)('%s', (table) => {
  it('gives one code to each wording, its own labels included', () => {
    const clashes: string[] = [];
    for (const [code, wordings] of wordingsOf(table)) {
      for (const wording of wordings) if (codeOf(table, wording, NOTHING) !== code) clashes.push(`${wording} (${code})`);
    }
    expect(clashes).toEqual([]);
  });
});

describe('codeOf', () => {
  const cases: readonly (readonly [WordingTable, string, string])[] = [
    ['gbv_type', 'Aggression physique', 'physical_assault'],
    ['gbv_type', 'VIOL', 'rape'],
    ['gbv_type', 'agr. sexuelle', 'sexual_assault'],
    ['gbv_type', 'Tentatives de viol', 'sexual_assault'],
    ['gbv_type', 'Mariage précoce/forcé', 'forced_marriage'],
    ['gbv_type', 'deni de ressources', 'denial_resources'],
    ['gbv_type', 'violences psychologiques', 'psychological'],
    ['displacement_status', 'Déplacé(e) interne', 'idp'],
    ['displacement_status', 'résidents', 'resident'],
    ['marital_status', 'MARIE', 'married_cohabiting'],
    ['marital_status', 'Divorcé·e / séparé·e', 'divorced_separated'],
    ['sex', 'Masculin', 'male'],
    ['perp_relation', 'Voisine', 'friend_neighbour'],
    ['perp_occupation', 'Eleveurs', 'herding'],
    ['n_perpetrators', '> 3', 'more_than_three'],
    ['n_perpetrators', '+ de 3', 'more_than_three'],
    ['register_state', 'perdue de vue', 'lost'],
    ['risk_level', 'ELEVE', 'high'],
    ['region', 'DISTRICT DE BAMAKO', 'bamako'],
    ['cercle', 'Commune III', 'bamako_c3'],
    ['cercle', 'commune 2', 'bamako_c2'],
    ['cercle', 'Gourma Rharous', 'tombouctou_gourma_rharous'],
  ];
  it.each(cases)('%s: « %s » → %s', (table, wording, code) => {
    expect(codeOf(table, wording, NOTHING)).toBe(code);
  });

  it.each([
    ['gbv_type', 'viol et agression physique'],
    ['gbv_type', 'autre'],
    ['disability_status', 'Oui'],
    ['yes_no', 'Oui, sous réserve'],
    ['yes_no', 'O'],
    ['perp_relation', 'constructor'],
  ] as const)('%s: « %s » is not guessed', (table, wording) => {
    expect(codeOf(table, wording, NOTHING)).toBeUndefined();
  });

  it('follows the user first, a blank included', () => {
    const corrections = { gbv_type: { [wordingKey('Autre')]: 'psychological', [wordingKey('Viol')]: null } };
    expect(codeOf('gbv_type', 'AUTRES', { wordings: corrections, lists: REFERENCE_LISTS })).toBe('psychological');
    expect(codeOf('gbv_type', 'viol', { wordings: corrections, lists: REFERENCE_LISTS })).toBeNull();
    expect(codeOf('sex', 'F', { wordings: corrections, lists: REFERENCE_LISTS })).toBe('female');
  });
});
