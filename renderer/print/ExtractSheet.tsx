import type { ReactNode } from 'react';
import type { ExtractSections, ExtractSheet as Sheet } from '../../shared/contract/printing.ts';
import { TRAINING_PRINT } from '../../shared/exchange/sentences.ts';
import { fieldTable } from '../../shared/forms/fields.ts';
import { formOf, isFormId } from '../../shared/forms/registry.ts';
import { EXTRACT_PARTS, MASKED_PARTS, PURPOSE_WORDS, partWords, type ExtractPart } from '../../shared/rules/consent/extract.ts';
import { say, type Language, type Text } from '../../shared/text.ts';
import { BY, MASKED, NUMBER_SIGN } from '../../shared/words.ts';
import { formatDate, formatLongDate } from '../../shared/time.ts';
import { answerInWords } from '../forms/fields/FixedField.tsx';
import { useSession } from '../session.ts';
import { wording } from '../wording.ts';
import './paper.css';
import './extract.css';

export const TITLE: Text = { fr: 'Extrait de dossier', en: 'Extract of a file' };
const NEXT_NUMBER: Text = { fr: 'donné à l’impression', en: 'given when printed' };
const PRINTED: Text = { fr: 'Imprimé le', en: 'Printed on' };
const FOR: Text = { fr: 'Remis à', en: 'Given to' };
const REST: Text = { fr: 'Le reste du dossier', en: 'The rest of the file' };
const CLOSED: Text = { fr: 'écrit sur le papier, fermé à l’écran', en: 'written on the paper, closed on the screen' };
const NOTHING: Text = { fr: 'Rien n’est renseigné.', en: 'Nothing is filled in.' };
const HERSELF: Text = { fr: 'La personne elle-même', en: 'The person herself' };
const KEEP: Text = {
  fr: 'À garder sous clé, à ne pas copier, à détruire après usage. Le centre tient le registre de ses impressions.',
  en: 'To be kept under lock, not to be copied, to be destroyed after use. The centre keeps a register of its prints.',
};

/** What a sheet is drawn from; `number`: null in the preview, where what is masked and ticked (`closed`) is not opened. */
export type Drawn = Omit<Sheet, 'number' | 'sections'> & {
  readonly number: string | null;
  readonly sections: ExtractSections;
  readonly closed: readonly ExtractPart[];
};

/** Whose copy it is, across every page and at its foot: a photocopy keeps it. */
export function watermarkOf({ staffCode, on }: Pick<Drawn, 'staffCode' | 'on'>): Text {
  return {
    fr: `Confidentiel — exemplaire de ${staffCode}, ${formatDate(on, 'fr')}`,
    en: `Confidential — copy of ${staffCode}, ${formatDate(on, 'en')}`,
  };
}

/** The extract as it is printed: what was ticked, a black bar for the rest, in the language chosen for this paper. */
export function ExtractSheet({ drawn }: { readonly drawn: Drawn }) {
  const { number, language, staffCode, on, reader, sections } = drawn;
  const training = useSession(({ state }) => state?.training ?? false);
  const words = (text: Text) => say(text, language);
  return (
    <>
      <Watermark text={words(watermarkOf(drawn))} />
      {training && <p className="paper-training">{words(TRAINING_PRINT)}</p>}
      <header className="extract-head">
        <h2>{words(TITLE)}</h2>
        <p>
          {words(NUMBER_SIGN)} {number === null ? words(NEXT_NUMBER) : <span className="extract-number">{number}</span>}
        </p>
      </header>
      <dl className="extract-lines">
        <Line name={words(FOR)}>{words(toWhom(reader))}</Line>
        <Line name={words(PRINTED)}>{formatLongDate(on, language)}</Line>
        <Line name={words(BY)}>{staffCode}</Line>
      </dl>
      {sections.map(({ part, records }) => (
        <section key={part}>
          <h3>{words(partWords(part))}</h3>
          {drawn.closed.includes(part) && <p className="extract-closed">{words(CLOSED)}</p>}
          {!drawn.closed.includes(part) && records.length === 0 && <p>{words(NOTHING)}</p>}
          {records.map((record, place) => (
            <Lines key={place} record={record} language={language} />
          ))}
        </section>
      ))}
      <Bars drawn={drawn} />
      <p className="extract-keep">{words(KEEP)}</p>
    </>
  );
}

/** A bar for each masked part that was not ticked, with or without content. A stranger gets one bar alone, since the names of the parts show what the case is about. */
function Bars({ drawn: { language, reader, sections } }: { readonly drawn: Drawn }) {
  const bars = EXTRACT_PARTS.filter((part) => MASKED_PARTS.has(part) && !sections.some((section) => section.part === part)).map(partWords);
  const names = reader.recipient === null ? bars : [REST];
  if (names.length === 0) return null;
  return (
    <dl className="extract-lines extract-bars">
      {names.map((name) => (
        <Line key={name.en} name={say(name, language)}>
          <span className="extract-bar">{say(MASKED, language)}</span>
        </Line>
      ))}
    </dl>
  );
}

function Lines({
  record: { form, lines },
  language,
}: {
  readonly record: ExtractSections[number]['records'][number];
  readonly language: Language;
}) {
  const fields = isFormId(form) ? fieldTable(formOf(form)) : {};
  return (
    <dl className="extract-lines">
      {lines.map(({ field: code, answer }) => {
        const field = fields[code];
        return (
          field !== undefined && (
            <Line key={code} name={say(code === 'gbv_type' ? partWords('incident_type') : field.label, language)}>
              {say(answerInWords(field, answer), language)}
            </Line>
          )
        );
      })}
    </dl>
  );
}

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Hollow letters across every page: thin black outlines, which a printer of one colour draws and which leave the words under them readable. */
function Watermark({ text }: { readonly text: string }) {
  return (
    <div className="extract-watermark" aria-hidden="true">
      <span>{text}</span>
      <span>{text}</span>
    </div>
  );
}

/** Who is given the paper, in words. */
export function toWhom({ purpose, recipient, provider }: Drawn['reader']): Text {
  if (purpose === 'person') return HERSELF;
  if (purpose !== 'provider') return PURPOSE_WORDS[purpose];
  const service = wording('consent_recipient', recipient ?? '');
  return provider === null ? service : { fr: `${provider} (${service.fr})`, en: `${provider} (${service.en})` };
}
