import { useState } from 'react';
import { formatDate } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { counted, language, say } from '../../language.ts';
import { useUser } from '../../session.ts';
import { Button } from '../../ui/Button.tsx';
import { Card, Section } from '../../ui/Card.tsx';
import { State } from '../../ui/Chip.tsx';
import { ClockAlertIcon, UsbIcon } from '../../ui/icons.ts';
import type { Backups } from './loaders.ts';
import { DrillDialog } from './DrillDialog.tsx';

const STICKS: Text = { fr: 'Clés connues', en: 'Known sticks' };
const NO_STICK: Text = { fr: 'Aucune clé encore.', en: 'No stick yet.' };
const HERE: Text = { fr: 'branchée', en: 'plugged in' };
const OVERDUE: Text = { fr: 'à retrouver', en: 'to be found' };
const OVERDUE_WHY: Text = {
  fr: 'Une clé pas revue depuis plus de 90 jours garde encore ce qui a été détruit ici depuis. Retrouvez-la et sauvegardez dessus, ou détruisez-la.',
  en: 'A stick not seen for more than 90 days still holds what was destroyed here since. Find it and back up on it, or destroy it.',
};
const KEEPS: Text = {
  fr: 'Chaque clé garde les trois dernières copies et une par mois pendant trois mois. Les plus anciennes sont effacées.',
  en: 'Each stick keeps the last three copies and one a month for three months. Older ones are erased.',
};
const DRILL: Text = { fr: 'Exercice de secours', en: 'Drill' };
const DRILL_WHY: Text = {
  fr: 'Tous les six mois\u00a0: une copie est vraiment remise en place à côté, dix fiches sont ouvertes, puis tout est effacé.',
  en: 'Every six months: a copy is really put back beside, ten forms are opened, then all is erased.',
};
const BEGIN: Text = { fr: 'Faire l’exercice', en: 'Do the drill' };
const NO_COPY: Text = { fr: 'Branchez une clé qui porte une copie.', en: 'Plug in a stick that holds a copy.' };
const CASE_STAFF: Text = {
  fr: 'Il se fait dans la session d’un·e gestionnaire de cas ou de la supervision.',
  en: 'It is done in the session of a caseworker or of the supervision.',
};

/** Sticks that are known, and the drill. */
export function BackupSide({ backups }: { readonly backups: Backups }) {
  return (
    <>
      <Sticks backups={backups} />
      <Drill backups={backups} />
    </>
  );
}

function Sticks({ backups: { sticks } }: { readonly backups: Backups }) {
  return (
    <Section title={STICKS} count={sticks.length}>
      <div className="card flush">
        {sticks.length === 0 && <p className="list-line hint">{say(NO_STICK)}</p>}
        <ul className="list">
          {sticks.map(({ stick, copies, lastOn, overdue, here }) => (
            <li key={stick} className="list-line two">
              <UsbIcon />
              <span className="grow">
                <span className="code">{stick}</span> {here && <span className="hint">{say(HERE)}</span>}
                <br />
                <span className="under number">
                  {say(counted(copies, { fr: 'copie', en: 'copy' }, { fr: 'copies', en: 'copies' }))} · {formatDate(lastOn, language())}
                </span>
              </span>
              {overdue && (
                <State tone="ochre" icon={ClockAlertIcon}>
                  {OVERDUE}
                </State>
              )}
            </li>
          ))}
        </ul>
      </div>
      <p className="hint">{say(sticks.some(({ overdue }) => overdue) ? OVERDUE_WHY : KEEPS)}</p>
    </Section>
  );
}

function Drill({ backups }: { readonly backups: Backups }) {
  const { role } = useUser();
  const [asked, setAsked] = useState(false);
  const { lastOn, dueOn } = backups.drill;
  const copy = backups.copies.find(({ here, state }) => here !== null && state !== 'bad')?.here ?? null;
  const due = formatDate(dueOn, language());
  const last = lastOn === null ? null : formatDate(lastOn, language());
  return (
    <Card title={DRILL}>
      <div className="stack tight">
        <p>
          {last === null
            ? say({ fr: 'Jamais fait.', en: 'Never done.' })
            : say({ fr: `Fait le ${last}. Prochain\u00a0: ${due}.`, en: `Done on ${last}. Next: ${due}.` })}
        </p>
        <p className="hint">{say(DRILL_WHY)}</p>
        {role === 'administrator' ? (
          <p className="hint">{say(CASE_STAFF)}</p>
        ) : (
          <p className="card-act">
            <Button missing={copy === null ? NO_COPY : null} onPress={() => setAsked(true)}>
              {BEGIN}
            </Button>
          </p>
        )}
        {copy === null && role !== 'administrator' && <p className="hint">{say(NO_COPY)}</p>}
      </div>
      {asked && copy !== null && <DrillDialog copy={copy} close={() => setAsked(false)} />}
    </Card>
  );
}
