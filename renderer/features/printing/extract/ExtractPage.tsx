import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { LoaderFunctionArgs } from 'react-router';
import type { Output } from '../../../../shared/contract.ts';
import type { Extract } from '../../../../shared/contract/printing.ts';
import { MASKED_PARTS, preselectedParts, type ExtractPart } from '../../../../shared/rules/consent/extract.ts';
import type { Language, Text } from '../../../../shared/text.ts';
import { CASES } from '../../../../shared/words.ts';
import { call } from '../../../api.ts';
import { formAddress } from '../../../forms/loader.ts';
import { Page } from '../../../frame/Page.tsx';
import { toast } from '../../../frame/toast.tsx';
import { language as screenLanguage, say } from '../../../language.ts';
import { ExtractSheet } from '../../../print/ExtractSheet.tsx';
import { PRINT, PrintPress } from '../../../print/PrintPress.tsx';
import { usePrint } from '../../../print/usePrint.ts';
import { useUser } from '../../../session.ts';
import { Card, Section } from '../../../ui/Card.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { Radios } from '../../../ui/Radios.tsx';
import { PrintList } from '../prints/PrintList.tsx';
import { PartChoice } from './PartChoice.tsx';
import { ReaderChoice } from './ReaderChoice.tsx';
import { page, MAY } from '../../../frame/page.ts';

export type ExtractData = {
  readonly extract: Extract;
  readonly printers: Output<'printers.list'>['printers'];
};

const TITLE: Text = { fr: 'Imprimer un extrait', en: 'Print an extract' };
const LEAD: Text = {
  fr: 'Tout est masqué, sauf ce que vous cochez. Le papier porte un numéro et va à l’imprimante, jamais dans un fichier.',
  en: 'Everything is masked but what you tick. The paper carries a number and goes to the printer, never to a file.',
};
const PREVIEW: Text = { fr: 'Ce qui sera imprimé', en: 'What will be printed' };
const LANGUAGE: Text = { fr: 'Langue du papier', en: 'Language of the paper' };
const LANGUAGES: readonly { readonly value: Language; readonly label: Text }[] = [
  { value: 'fr', label: { fr: 'Français', en: 'French' } },
  { value: 'en', label: { fr: 'Anglais', en: 'English' } },
];
const SEEN: Text = {
  fr: 'La personne sait ce que porte ce papier et l’accepte',
  en: 'The person knows what this paper says and accepts it',
};
const READER_FIRST: Text = { fr: 'Dites d’abord pour qui ce papier est imprimé.', en: 'First say whom this paper is printed for.' };
const SEEN_FIRST: Text = { fr: 'Montrez d’abord à la personne ce que porte le papier.', en: 'First show the person what the paper says.' };
const PART_FIRST: Text = { fr: 'Cochez d’abord ce qui est imprimé.', en: 'First tick what is printed.' };
const NONE: Text = { fr: 'Aucune imprimante n’est installée sur ce poste.', en: 'No printer is set up on this computer.' };
const READ_ONLY: Text = {
  fr: 'Ce dossier est en lecture seule (clos, suspendu, transféré) : rien ne s’en imprime.',
  en: 'This case is read-only (closed, suspended, transferred): nothing of it is printed.',
};
const NO_PROVIDER: Text = {
  fr: 'Aucun partage n’est autorisé ce jour\u00a0: rien ne peut être remis à un prestataire.',
  en: 'No sharing is authorised today: nothing can be given to a provider.',
};
const ASK: Text = { fr: 'Demander l’autorisation à la personne', en: 'Ask the person for her authorisation' };
const PRINTS: Text = { fr: 'Papiers de ce dossier', en: 'Papers of this case' };

async function extractLoader({ params }: LoaderFunctionArgs): Promise<ExtractData> {
  const extract = await call('extracts.open', { caseId: params['caseId'] ?? '' });
  const { printers } = await call('printers.list', {});
  return { extract, printers };
}

/** A part of a file on paper: whom for, what, in which language; redacted until ticked, shown as it leaves (interface §8, P14). */
function ExtractPage({ extract, printers }: ExtractData) {
  const { caseId = '' } = useParams();
  const [reader, setReader] = useState<Extract['readers'][number] | null>(null);
  const [parts, setParts] = useState<readonly ExtractPart[]>([]);
  const [language, setLanguage] = useState<Language>(screenLanguage());
  function choose(chosen: Extract['readers'][number]): void {
    setReader(chosen);
    setParts(preselectedParts(chosen.parts));
  }
  return (
    <Page
      title={TITLE}
      lead={LEAD}
      trail={[
        { to: '/cases', label: CASES },
        { to: `/cases/${caseId}`, label: <span className="code">{extract.caseCode}</span> },
      ]}
      side={
        <Card title={PRINT}>
          <div className="stack">
            <Radios label={LANGUAGE} options={LANGUAGES} value={language} onChange={setLanguage} />
            {!extract.printable && <Notice tone="ochre">{say(READ_ONLY)}</Notice>}
            {extract.printable && printers.length === 0 && <Notice>{say(NONE)}</Notice>}
            {extract.printable && printers.length > 0 && <Press reader={reader} parts={parts} language={language} printers={printers} />}
          </div>
        </Card>
      }
    >
      <ReaderChoice readers={extract.readers} chosen={reader} choose={choose} />
      {extract.readers.every(({ recipient }) => recipient === null) && (
        <Notice>
          <p>{say(NO_PROVIDER)}</p>
          <Link to={formAddress(caseId, 'consent_share', null)}>{say(ASK)}</Link>
        </Notice>
      )}
      {reader !== null && <PartChoice offered={reader.parts} parts={parts} onChange={setParts} />}
      {reader !== null && <Preview extract={extract} reader={reader} parts={parts} language={language} />}
      {extract.prints.length > 0 && (
        <Section title={PRINTS} count={extract.prints.length}>
          <div className="card flush">
            <PrintList caption={PRINTS} prints={extract.prints} />
          </div>
        </Section>
      )}
    </Page>
  );
}

export const extractPage = page({
  path: '/cases/:caseId/extract',
  roles: MAY.caseworker,
  rail: 'cases',
  load: extractLoader,
  Page: ExtractPage,
});

type Chosen = { readonly reader: Extract['readers'][number]; readonly parts: readonly ExtractPart[]; readonly language: Language };

/** The sheet as it would leave now; what is masked and ticked is closed on the screen: it has a page of its own (interface §9.1.3). */
function Preview({ extract, reader, parts, language }: Chosen & { readonly extract: Extract }) {
  const { staffCode } = useUser();
  const closed = reader.parts.filter((part) => MASKED_PARTS.has(part) && parts.includes(part));
  const open = extract.sections.filter(({ part }) => parts.includes(part));
  const sections = [...open, ...closed.map((part) => ({ part, records: [] }))];
  return (
    <section className="extract-preview" aria-label={say(PREVIEW)}>
      <div className="paper extract" lang={language}>
        <ExtractSheet drawn={{ number: null, language, staffCode, on: extract.on, reader, sections, closed }} />
      </div>
    </section>
  );
}

function Press({
  reader,
  parts,
  language,
  printers,
}: Omit<Chosen, 'reader'> & { readonly reader: Chosen['reader'] | null; readonly printers: ExtractData['printers'] }) {
  const { caseId = '' } = useParams();
  const { working, failure, write } = usePrint(`/cases/${caseId}/extract`);
  const [printer, setPrinter] = useState(printers[0] ?? '');
  // What was seen is this paper: one tick more, and it is to be shown again.
  const paper = [reader?.purpose, reader?.recipient, reader?.providerId, language, ...parts].join(' ');
  const [seenPaper, setSeenPaper] = useState<string | null>(null);
  const seen = seenPaper === paper;
  const asksPerson = reader?.purpose !== 'supervision';
  const missing = reader === null ? READER_FIRST : parts.length === 0 ? PART_FIRST : asksPerson && !seen ? SEEN_FIRST : null;
  async function print(): Promise<void> {
    if (reader === null) return;
    const { purpose, recipient, providerId } = reader;
    const outcome = await write('extracts.print', { caseId, purpose, recipient, providerId, parts: [...parts], language, printer });
    if (outcome.ok) toast(sentWords(outcome.value));
  }
  return (
    <PrintPress
      printers={printers}
      printer={printer}
      choosePrinter={setPrinter}
      seen={asksPerson ? { label: SEEN, checked: seen, check: (checked) => setSeenPaper(checked ? paper : null) } : null}
      working={working}
      failure={failure}
      missing={missing}
      onPress={() => void print()}
    />
  );
}

function sentWords({ number, pages }: Output<'extracts.print'>): Text {
  return {
    fr: `Extrait ${number} envoyé à l’imprimante\u00a0: ${pages}\u00a0${pages < 2 ? 'page' : 'pages'}.`,
    en: `Extract ${number} sent to the printer: ${pages} ${pages === 1 ? 'page' : 'pages'}.`,
  };
}
