import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import type { CaseFile } from '../../../../shared/contract/cases.ts';
import { useCommands } from '../../../commands/registry.ts';
import type { Command } from '../../../commands/registry.ts';
import { formAddress } from '../../../forms/loader.ts';
import { neighbour } from '../../../frame/lastCases.ts';
import type { Tab } from './CaseTabs.tsx';
import { nextAddress } from './NextStep.tsx';
import { consentAddress } from './state.ts';

/** The letters of the case file (interface 3.5). `revealIdentity` must keep its identity or the list is registered again at each render. */
export function useCaseCommands(file: CaseFile, choose: (tab: Tab) => void, revealIdentity: () => void): void {
  const navigate = useNavigate();
  useCommands(
    useMemo(() => {
      const { caseId } = file.row;
      const next = nextAddress(file);
      function go(to: string | null): void {
        if (to !== null) void navigate(to);
      }
      const reading: Command[] = [
        { id: 'case.identity', label: { fr: 'Afficher l’identité', en: 'Show the identity' }, keys: 'I', run: revealIdentity },
        {
          id: 'case.consent',
          label: { fr: 'Consentement', en: 'Consent' },
          keys: 'C',
          run: () => go(consentAddress(file)),
        },
        { id: 'case.timeline', label: { fr: 'Chronologie', en: 'Timeline' }, keys: 'T', run: () => choose('timeline') },
        {
          id: 'case.previous',
          label: { fr: 'Dossier précédent', en: 'Previous case' },
          keys: 'Alt+P',
          run: () => go(addressOfCase(neighbour(caseId, -1))),
        },
        {
          id: 'case.next',
          label: { fr: 'Dossier suivant', en: 'Next case' },
          keys: 'Alt+S',
          run: () => go(addressOfCase(neighbour(caseId, 1))),
        },
      ];
      const writing: Command[] = [
        { id: 'case.refer', label: { fr: 'Référer', en: 'Refer' }, keys: 'R', run: () => go(formAddress(caseId, 'referral', null)) },
        {
          id: 'case.followUp',
          label: { fr: 'Enregistrer un suivi', en: 'Record a follow-up' },
          keys: 'S',
          run: () => go(formAddress(caseId, 'follow_up', null)),
        },
        {
          id: 'case.print',
          label: { fr: 'Imprimer un extrait', en: 'Print an extract' },
          keys: 'Ctrl+P',
          run: () => go(`/cases/${caseId}/extract`),
        },
        { id: 'case.nextStep', label: { fr: 'Prochaine étape', en: 'Next step' }, keys: 'Ctrl+Enter', run: () => go(next) },
      ];
      const keeping: Command[] = [
        { id: 'case.note', label: { fr: 'Ajouter une note', en: 'Add a note' }, run: () => go(formAddress(caseId, 'note', null)) },
        {
          id: 'case.attachment',
          label: { fr: 'Ajouter une pièce', en: 'Add an attachment' },
          run: () => go(`/cases/${caseId}/attachment`),
        },
      ];
      const mayKeep = file.forms.some(({ form, mayAdd }) => form === 'note' && mayAdd);
      return [...reading, ...(file.mayWrite ? writing : []), ...(mayKeep ? keeping : [])];
    }, [choose, file, navigate, revealIdentity]),
  );
}

function addressOfCase(caseId: string | null): string | null {
  return caseId === null ? null : `/cases/${caseId}`;
}
