import './paper.css';
import './blankForm.css';
import { useParams } from 'react-router';
import { inWords } from '../../shared/forms/conditionWords.ts';
import type { Field, Form } from '../../shared/forms/define.ts';
import { fieldTable, isAsked } from '../../shared/forms/fields.ts';
import { options } from '../../shared/forms/lists/all.ts';
import { currentVersion, formOf, isFormId, rowFormsOf, type FormId } from '../../shared/forms/registry.ts';
import type { Text } from '../../shared/text.ts';
import { say } from '../language.ts';
import { offered } from '../lists.ts';
import { usePageFoot, usePrintReady } from './pageFoot.ts';
import { PreviewBar } from './PreviewBar.tsx';
import { page, MAY } from '../frame/page.ts';

/** Longer lists are written by hand, then chosen on the screen. */
const MOST_BOXES = 24;
const PERSON_CELLS = 8;
const BACK: Text = { fr: 'Revenir aux formulaires', en: 'Back to the forms' };
const PERSON: Text = { fr: 'Code de la personne', en: 'Person’s code' };
const BY: Text = { fr: 'Rempli par (code)', en: 'Filled in by (code)' };
const IF: Text = { fr: 'Si', en: 'If' };
const ONE_EACH: Text = { fr: 'Une feuille par ligne', en: 'One sheet a row' };
const FOOT: Text = {
  fr: 'À saisir dans les trois jours, puis à détruire. Jamais de nom à côté du code sur une même feuille.',
  en: 'To be typed in within three days, then destroyed. Never a name beside the code on one sheet.',
};

/** A form to be filled in by hand where there is no power, from the same definition as the screen, in its order: what is typed in later follows the paper (interface §8). */
function BlankForm() {
  const { form: wanted = '' } = useParams();
  if (!isFormId(wanted)) throw new Response(null, { status: 404 });
  const form = formOf(wanted);
  usePageFoot([
    say({ fr: `${form.reference} · version ${currentVersion(wanted)}`, en: `${form.reference} · version ${currentVersion(wanted)}` }),
    say(FOOT),
  ]);
  usePrintReady();
  return (
    <>
      <PreviewBar to="/blank" back={BACK} />
      <main className="paper blank-form" id="main">
        <h1>{say(form.title)}</h1>
        <p className="blank-head">
          {say(PERSON)} <Cells count={PERSON_CELLS} /> {say(BY)} <Cells count={4} />
        </p>
        <Questions form={form} />
        {rowFormsOf(wanted).map((row: FormId) => (
          <section key={row} className="blank-rows">
            <h2>
              {say(formOf(row).title)} <span className="blank-hint">{say(ONE_EACH)}</span>
            </h2>
            <Questions form={formOf(row)} />
          </section>
        ))}
      </main>
    </>
  );
}

export const blankFormPage = page({ path: '/print/form/:form', roles: MAY.caseStaff, rail: null, Page: BlankForm });

function Questions({ form }: { readonly form: Form }) {
  const fields = fieldTable(form);
  return (
    <>
      {Object.entries(form.sections).map(([code, section]) => {
        const asked = Object.entries(section.fields).filter(([, field]) => isOnPaper(field));
        if (asked.length === 0) return null;
        return (
          <section key={code}>
            <h3>{say(section.title)}</h3>
            <ol className="blank-questions">
              {asked.map(([name, field]) => (
                <li key={name}>
                  <p>
                    <strong>{say(field.label)}</strong>
                    {field.visibleIf !== undefined && (
                      <span className="blank-hint">
                        {' '}
                        {say(IF)} {say(inWords(field.visibleIf, fields))}
                      </span>
                    )}
                  </p>
                  <Room field={field} />
                </li>
              ))}
            </ol>
          </section>
        );
      })}
    </>
  );
}

/** What a person answers, and can answer with a pen. */
function isOnPaper(field: Field): boolean {
  return isAsked(field) && !['file', 'uuid', 'code'].includes(field.type);
}

/** Room for an answer, by the kind of the question alone. */
function Room({ field }: { readonly field: Field }) {
  switch (field.type) {
    case 'one':
    case 'many': {
      const choices = offered(field.list);
      if (choices.length > MOST_BOXES || field.filteredBy !== undefined) return <Lines count={field.type === 'many' ? 2 : 1} />;
      return <Boxes words={choices.map((option) => say(option))} />;
    }
    case 'yn':
      return <Boxes words={options('yes_no').map((option) => say(option))} />;
    case 'ynu':
      return <Boxes words={options('yes_no_unknown').map((option) => say(option))} />;
    case 'date':
      return <DayCells />;
    case 'datetime':
      return (
        <p>
          <DayCells /> <Cells count={2} /> h <Cells count={2} />
        </p>
      );
    case 'time':
      return (
        <p>
          <Cells count={2} /> h <Cells count={2} />
        </p>
      );
    case 'int':
    case 'dec':
      return <Cells count={String(field.max).length} />;
    case 'long':
      return <Lines count={4} />;
    case 'text':
    case 'geo':
    case 'ref':
      return <Lines count={1} />;
    case 'calc':
    case 'file':
    case 'code':
    case 'uuid':
      return null;
  }
}

function Boxes({ words }: { readonly words: readonly string[] }) {
  return (
    <ul className="blank-boxes">
      {words.map((word) => (
        <li key={word}>
          <span className="blank-box" /> {word}
        </li>
      ))}
    </ul>
  );
}

function DayCells() {
  return (
    <span className="blank-day">
      <Cells count={2} /> / <Cells count={2} /> / <Cells count={4} />
    </span>
  );
}

function Cells({ count }: { readonly count: number }) {
  return (
    <span className="blank-cells">
      {Array.from({ length: count }, (_, place) => (
        <span key={place} className="blank-cell" />
      ))}
    </span>
  );
}

function Lines({ count }: { readonly count: number }) {
  return (
    <span className="blank-lines">
      {Array.from({ length: count }, (_, place) => (
        <span key={place} className="blank-line" />
      ))}
    </span>
  );
}
