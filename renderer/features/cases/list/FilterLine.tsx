import { useSearchParams } from 'react-router';
import type { Text } from '../../../../shared/text.ts';
import { say } from '../../../language.ts';
import { useUser } from '../../../session.ts';
import { XIcon } from '../../../ui/icons.ts';
import { withChoice } from './filter.ts';
import { Select } from '../../../ui/Select.tsx';

type Choice = { readonly value: string; readonly label: Text };
type Filter = { readonly name: string; readonly label: Text; readonly choices: readonly Choice[] };

const FILTERS: readonly Filter[] = [
  {
    name: 'state',
    label: { fr: 'État', en: 'State' },
    choices: [
      { value: '', label: { fr: 'ouverts', en: 'open' } },
      { value: 'closed', label: { fr: 'clôturés', en: 'closed' } },
      { value: 'all', label: { fr: 'tous', en: 'all' } },
    ],
  },
  {
    name: 'risk',
    label: { fr: 'Risque', en: 'Risk' },
    choices: [
      { value: '', label: { fr: 'tous', en: 'all' } },
      { value: 'high', label: { fr: 'élevé', en: 'high' } },
      { value: 'medium', label: { fr: 'moyen', en: 'medium' } },
      { value: 'low', label: { fr: 'faible', en: 'low' } },
    ],
  },
  {
    name: 'due',
    label: { fr: 'Échéance', en: 'Due' },
    choices: [
      { value: '', label: { fr: 'toutes', en: 'all' } },
      { value: 'late', label: { fr: 'en retard', en: 'overdue' } },
      { value: 'week', label: { fr: 'cette semaine', en: 'this week' } },
    ],
  },
  {
    name: 'program',
    label: { fr: 'Programme', en: 'Programme' },
    choices: [
      { value: '', label: { fr: 'tous', en: 'all' } },
      { value: 'gbv', label: { fr: 'VBG', en: 'GBV' } },
      { value: 'cp', label: { fr: 'PE', en: 'CP' } },
      { value: 'gbv_cp', label: { fr: 'VBG et PE', en: 'GBV and CP' } },
      { value: 'erw', label: { fr: 'REG', en: 'ERW' } },
    ],
  },
];
const OWNER: Text = { fr: 'Gestionnaire', en: 'Caseworker' };
const CODE: Text = { fr: 'Code contient', en: 'Code contains' };
const REMOVE: Text = { fr: 'Retirer le filtre', en: 'Remove the filter' };

/** Filters as a line of choices; those in force are chips that can be removed. The address holds them. */
export function FilterLine() {
  const { role } = useUser();
  const [search, setSearch] = useSearchParams();
  function choose(name: string, value: string): void {
    setSearch(withChoice(search, name, value), { replace: true });
  }
  return (
    <div className="filters">
      <label className="filter">
        <span>{say(CODE)}</span>
        <input
          id="code-filter"
          className="input"
          defaultValue={search.get('code') ?? ''}
          maxLength={30}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => choose('code', event.target.value.trim())}
        />
      </label>
      {FILTERS.map((filter) => (
        <label key={filter.name} className="filter">
          <span>{say(filter.label)}</span>
          <Select value={search.get(filter.name) ?? ''} choices={filter.choices} onChange={(value) => choose(filter.name, value)} />
        </label>
      ))}
      {role === 'supervisor' && (
        <label className="filter">
          <span>{say(OWNER)}</span>
          <input
            className="input"
            defaultValue={search.get('owner') ?? ''}
            maxLength={4}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => choose('owner', event.target.value.toUpperCase())}
          />
        </label>
      )}
      <div className="row">
        {FILTERS.map((filter) => {
          const chosen = filter.choices.find(({ value }) => value !== '' && value === search.get(filter.name));
          return (
            chosen !== undefined && (
              <button key={filter.name} type="button" className="chip accent removable" onClick={() => choose(filter.name, '')}>
                {say(filter.label)}&nbsp;: {say(chosen.label)}
                <XIcon />
                <span className="hidden-text">{say(REMOVE)}</span>
              </button>
            )
          );
        })}
      </div>
    </div>
  );
}
