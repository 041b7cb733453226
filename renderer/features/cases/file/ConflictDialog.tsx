import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import type { CaseFile } from '../../../../shared/contract/cases.ts';
import type { Text } from '../../../../shared/text.ts';
import { CANCEL, CLOSE, TEAM } from '../../../../shared/words.ts';
import { attempt } from '../../../api.ts';
import { toast } from '../../../frame/toast.tsx';
import { say } from '../../../language.ts';
import { useUser } from '../../../session.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { FieldGroup } from '../../../ui/Field.tsx';
import { FailureNotice } from '../../../ui/Notice.tsx';
import { useWrite } from '../../../write.ts';
import { ActDialog } from '../../../ui/ActDialog.tsx';

const OWN: Text = {
  fr: 'Vous connaissez cette personne\u00a0: famille, voisinage, amitié. La supervision, et elle seule, en est informée et confie le dossier à quelqu’un d’autre. D’ici là, ne l’ouvrez plus\u00a0; ensuite vous ne le pourrez plus.',
  en: 'You know this person: family, neighbours, friends. The supervision, and nobody else, is told, and hands the case to somebody else. Until then, do not open it; afterwards you no longer can.',
};
const SUPERVISOR: Text = {
  fr: 'Vous connaissez cette personne\u00a0: le dossier passe à la supervision d’une autre équipe, tout de suite. Vous ne l’ouvrirez plus. Son gestionnaire ne change pas.',
  en: 'You know this person: the case goes to the supervision of another team, at once. You will open it no more. Its caseworker does not change.',
};
const ALONE: Text = {
  fr: 'Il n’y a pas d’autre équipe qui puisse le prendre. Ce qui est possible\u00a0: ne plus l’ouvrir, et inscrire une seconde supervision avec une équipe à elle (Comptes). Si c’est le gestionnaire qui connaît la personne, confiez le dossier à quelqu’un d’autre.',
  en: 'There is no other team that could take it. What is possible: open it no more, and enrol a second supervisor with a team of her or his own (Accounts). If it is the caseworker who knows the person, hand the case to somebody else.',
};
const INFORM: Text = { fr: 'Le dire à la supervision', en: 'Tell the supervision' };
const LEAVE: Text = { fr: 'Confier à cette équipe', en: 'Give to this team' };
const INFORMED: Text = { fr: 'La supervision est informée.', en: 'The supervision is told.' };

type Props = { readonly file: CaseFile; readonly name: Text; readonly close: () => void };

/** « I know this person »: a caseworker informs the supervision, a supervisor gives the case to another team (reference §7.1.4, security §2.5). */
export function ConflictDialog(props: Props) {
  const { role } = useUser();
  return role === 'supervisor' ? <LeaveDialog {...props} /> : <InformDialog {...props} />;
}

function InformDialog({ file, name, close }: Props) {
  return (
    <ActDialog
      title={name}
      close={close}
      act={INFORM}
      kind="primary"
      run={(write) => write('conflicts.declare', { caseId: file.row.caseId })}
      done={INFORMED}
    >
      <p>{say(OWN)}</p>
    </ActDialog>
  );
}

function LeaveDialog({ file, name, close }: Props) {
  const navigate = useNavigate();
  const teams = useTeams(file.row.caseId);
  const [chosen, setChosen] = useState<number | null>(null);
  const team = chosen ?? teams?.[0] ?? null;
  const { working, failure, write } = useWrite();
  async function leave(): Promise<void> {
    if (team === null) return;
    const outcome = await write('conflicts.leave', { caseId: file.row.caseId, team });
    if (!outcome.ok) return;
    close();
    toast({ fr: `Dossier confié à l’équipe ${team}.`, en: `Case given to team ${team}.` });
    await navigate('/cases');
  }
  return (
    <Dialog
      title={name}
      onClose={close}
      foot={
        <>
          <Button onPress={close}>{team === null ? CLOSE : CANCEL}</Button>
          {team !== null && (
            <Button kind="primary" working={working ? LEAVE : null} onPress={() => void leave()}>
              {LEAVE}
            </Button>
          )}
        </>
      }
    >
      {teams !== null && <p>{say(teams.length === 0 ? ALONE : SUPERVISOR)}</p>}
      {teams !== null && teams.length > 0 && (
        <FieldGroup id="conflict-team" label={TEAM}>
          <div className="choices">
            {teams.map((number) => (
              <label key={number} className="choice">
                <input type="radio" name="conflict-team" checked={team === number} onChange={() => setChosen(number)} />
                {say({ fr: `Équipe ${number}`, en: `Team ${number}` })}
              </label>
            ))}
          </div>
        </FieldGroup>
      )}
      {failure !== null && <FailureNotice failure={failure} />}
    </Dialog>
  );
}

/** The teams that may take the case; null until they are known. */
function useTeams(caseId: string): readonly number[] | null {
  const [teams, setTeams] = useState<readonly number[] | null>(null);
  useEffect(() => {
    void attempt('conflicts.teams', { caseId }).then((outcome) => setTeams(outcome.ok ? outcome.value.teams : []));
  }, [caseId]);
  return teams;
}
