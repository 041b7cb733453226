import { useState } from 'react';
import { formatInstantInList } from '../../format.ts';
import { wayOf } from '../../../shared/takeover/sourceFate.ts';
import type { SourceKind } from '../../../shared/takeover/sourceFate.ts';
import { formatDate } from '../../../shared/time.ts';
import type { Language, Text } from '../../../shared/text.ts';
import { language, say } from '../../language.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { State } from '../../ui/Chip.tsx';
import { AlertIcon, CheckIcon } from '../../ui/icons.ts';
import { Notice } from '../../ui/Notice.tsx';
import { EraseDialog } from './EraseDialog.tsx';
import type { Source } from './loaders.ts';
import { RecordDialog } from './RecordDialog.tsx';
import { TakeoverPage } from './TakeoverPage.tsx';
import './takeover.css';
import { page, MAY } from '../../frame/page.ts';
import { call } from '../../api.ts';

const TITLE: Text = { fr: 'Le registre d’origine', en: 'The former register' };
const NAMES: Record<SourceKind, Text> = {
  file: { fr: 'Le fichier', en: 'The file' },
  paper: { fr: 'Le registre papier', en: 'The paper register' },
};
const STILL: Record<SourceKind, Text> = {
  file: {
    fr: 'Il est en clair là où il a été choisi\u00a0: qui trouve la clé ou le dossier lit tous les noms.',
    en: 'It is readable where it was chosen: whoever finds the stick or the folder reads every name.',
  },
  paper: {
    fr: 'Le cahier dont le fichier a été tiré dit encore tous les noms. S’il n’y en a pas, notez-le.',
    en: 'The register from which the file was typed still tells every name. If there is none, record it.',
  },
};
const PENDING: Text = { fr: 'à détruire ou à mettre sous clé', en: 'to destroy or put under lock' };
const RECORDED: Text = { fr: 'noté', en: 'recorded' };
const ERASE: Text = { fr: 'Écraser et effacer ce fichier…', en: 'Overwrite and delete this file…' };
const RECORD: Text = { fr: 'Noter ce qui a été fait…', en: 'Record what was done…' };
const COPY_FIRST: Text = { fr: 'Une copie vérifiée d’abord', en: 'A verified copy first' };
const COPY_FIRST_WHY: Text = {
  fr: 'Tant qu’aucune copie de la base n’a été faite depuis cette reprise, puis relue après que sa clé USB a été retirée, ce fichier est peut-être le seul double. L’application ne l’efface pas.',
  en: 'As long as no copy of the base was made since this take-over, and read again after its USB stick was taken out, this file may be the only double. The application does not erase it.',
};
/** An erasing that nothing was recorded of: what to look for, since what a cut left bears another name. */
function begunWords(begun: string): Text {
  const at = (language: Language) => formatInstantInList(begun, language);
  return {
    fr: `L’effacement a été demandé ici ${at('fr')}, et rien n’a été noté depuis\u00a0: une coupure l’a peut-être arrêté. Regardez le support. Si le registre y est encore, sous son nom ou sous un nom fait de « S- » et de huit signes, recommencez l’effacement en le choisissant\u00a0; s’il n’est plus reconnu, il est déjà en partie écrasé\u00a0: effacez-le à la main ou détruisez le support. Puis notez-le.`,
    en: `Erasing was asked for here ${at('en')}, and nothing was recorded since: a cut may have stopped it. Look at the medium. If the register is still there, under its name or under a name made of “S-” and eight signs, erase again and choose it; if it is no longer recognised it is partly overwritten: delete it by hand or destroy the medium. Then record it.`,
  };
}
const BEGUN: Text = { fr: 'Un effacement n’est pas allé à son terme', en: 'An erasing did not come to its end' };
const TO_COPIES: Text = { fr: 'Sauvegarde', en: 'Backup' };
const ELSEWHERE: Text = { fr: 'Ce qui reste peut-être ailleurs', en: 'What may remain elsewhere' };
const ELSEWHERE_LINES: readonly Text[] = [
  {
    fr: 'Les autres clés, téléphones et messageries par où le fichier est passé.',
    en: 'Other sticks, phones and mailboxes that the file went through.',
  },
  {
    fr: 'La corbeille de l’ordinateur où il a été rempli, et ses copies automatiques.',
    en: 'The bin of the computer where it was filled in, and its automatic copies.',
  },
  { fr: 'L’outil d’où il a été exporté.', en: 'The tool from which it was exported.' },
  {
    fr: 'Les feuilles volantes, brouillons et photocopies du registre papier.',
    en: 'Loose sheets, drafts and photocopies of the paper register.',
  },
];
const HONEST: Text = { fr: 'Ce que l’effacement ne peut pas', en: 'What erasing cannot do' };
const HONEST_WHY: Text = {
  fr: 'Sur une clé USB, une carte ou un disque SSD, écrire par-dessus n’atteint pas toujours les anciennes cellules\u00a0: un laboratoire peut en retrouver. Seul le support brisé est sûr.',
  en: 'On a USB stick, a card or an SSD, writing over does not always reach the old cells: a laboratory may find some again. Only a broken medium is sure.',
};

/** What remains of a register once it is taken over, and the dated record of its destruction or of its keeping, made by two. */
function SourcePage(source: Source) {
  const at = formatInstantInList(source.at, language());
  return (
    <TakeoverPage
      step="source"
      title={TITLE}
      lead={{
        fr: `Reprise du ${at}. Chaque destruction se fait à deux, et se note avec le jour, la manière et le témoin.`,
        en: `Take-over of ${at}. Each destruction is done by two, and recorded with its day, its way and its witness.`,
      }}
      side={
        <>
          <Card title={ELSEWHERE}>
            <ul className="assumptions">
              {ELSEWHERE_LINES.map((line) => (
                <li key={line.fr}>{say(line)}</li>
              ))}
            </ul>
          </Card>
          <Card title={HONEST}>
            <p className="hint">{say(HONEST_WHY)}</p>
          </Card>
        </>
      }
    >
      <KindCard kind="file" source={source} />
      <KindCard kind="paper" source={source} />
    </TakeoverPage>
  );
}

export const sourcePage = page({
  path: '/takeover/source/:takeoverId',
  roles: MAY.caseStaff,
  rail: 'takeover',
  load: ({ params }) => call('takeover.source', { takeoverId: params['takeoverId'] ?? '' }),
  Page: SourcePage,
});

function KindCard({ kind, source }: { readonly kind: SourceKind; readonly source: Source }) {
  const [open, setOpen] = useState<'erase' | 'record' | null>(null);
  const isPending = source.pending.includes(kind);
  const records = source.records.filter((record) => record.kind === kind);
  const isGone = records.at(-1)?.fate === 'destroyed';
  const mayAct = source.state === 'done' && !isGone;
  const mayErase = mayAct && kind === 'file' && source.known;
  const close = () => setOpen(null);
  return (
    <Card
      title={NAMES[kind]}
      beside={
        <State tone={isPending ? 'ochre' : 'leaf'} icon={isPending ? AlertIcon : CheckIcon}>
          {isPending ? PENDING : RECORDED}
        </State>
      }
    >
      <div className="stack tight">
        {records.length === 0 && <p>{say(STILL[kind])}</p>}
        {records.length > 0 && (
          <ul className="plain-list">
            {records.map((record, place) => (
              <li key={place}>{recordWords(record, language())}</li>
            ))}
          </ul>
        )}
        {mayAct && kind === 'file' && source.begun !== null && (
          <Notice tone="ochre" title={BEGUN}>
            <p>{say(begunWords(source.begun))}</p>
          </Notice>
        )}
        {mayErase && !source.copied && (
          <Notice tone="ochre" title={COPY_FIRST}>
            <p>{say(COPY_FIRST_WHY)}</p>
            <p className="card-act">
              <ButtonLink to="/admin/backup">{TO_COPIES}</ButtonLink>
            </p>
          </Notice>
        )}
      </div>
      {mayAct && (
        <p className="card-act row">
          {mayErase && source.copied && (
            <Button kind="dangerous" onPress={() => setOpen('erase')}>
              {ERASE}
            </Button>
          )}
          <Button aria-label={`${say(RECORD)} ${say(NAMES[kind])}`} onPress={() => setOpen('record')}>
            {RECORD}
          </Button>
        </p>
      )}
      {open === 'erase' && <EraseDialog source={source} close={close} />}
      {open === 'record' && <RecordDialog kind={kind} source={source} close={close} />}
    </Card>
  );
}

/** « Le 24/11/2026 : brûlé. Noté par SD1, témoin AC1. » */
function recordWords({ kind, method, on, until, by, witness }: Source['records'][number], language: Language): string {
  const way = wayOf(kind, method)?.words[language] ?? '';
  const [day, end] = [formatDate(on, language), until === null ? null : formatDate(until, language)];
  return language === 'fr'
    ? `Le ${day}\u00a0: ${way}${end === null ? '' : ` jusqu’au ${end}`}. Noté par ${by}, témoin ${witness}.`
    : `On ${day}: ${way}${end === null ? '' : ` until ${end}`}. Recorded by ${by}, witness ${witness}.`;
}
