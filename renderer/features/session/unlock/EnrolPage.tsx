import { useState } from 'react';
import { redirect } from 'react-router';
import type { Text } from '../../../../shared/text.ts';
import { BACK, PROTECTING } from '../../../../shared/words.ts';
import { PageTitle } from '../../../frame/Page.tsx';
import { HOME } from '../../../frame/rails.ts';
import { say } from '../../../language.ts';
import { refreshSession } from '../../../session.ts';
import { Button, ButtonLink } from '../../../ui/Button.tsx';
import { EightWords, splitWords } from '../../../ui/EightWords.tsx';
import { Field } from '../../../ui/Field.tsx';
import { FailureNotice } from '../../../ui/Notice.tsx';
import { missingIn, NO_PASSPHRASE } from '../../../ui/passphrase.ts';
import { PassphraseChoice } from '../../../ui/PassphraseChoice.tsx';
import { useWrite } from '../../../write.ts';
import { SignInLayout } from '../../../frame/SignInLayout.tsx';
import { closedPage } from '../../../frame/page.ts';

const TITLE: Text = { fr: 'Inscription', en: 'Enrolment' };
const LEAD: Text = {
  fr: 'Le code d’inscription compte huit mots. Il sert une fois, dans les trois jours.',
  en: 'The enrolment code has eight words. It serves once, within three days.',
};
const STAFF_CODE: Text = { fr: 'Votre code', en: 'Your code' };
const ENROLMENT: Text = { fr: 'Code d’inscription', en: 'Enrolment code' };
const ENROL: Text = { fr: 'Enregistrer ma phrase secrète', en: 'Keep my passphrase' };
const DONE: Text = { fr: 'Vos huit mots', en: 'Your eight words' };
const DONE_WHY: Text = {
  fr: 'Lisez-les à la personne qui supervise, en sa présence. Elle les compare aux siens, puis ouvre votre accès.',
  en: 'Read them to the supervising person, face to face. She or he compares them, then opens your access.',
};
const NO_CODE: Text = { fr: 'Il manque votre code.', en: 'Your code is missing.' };
const NO_WORDS: Text = { fr: 'Le code d’inscription compte huit mots.', en: 'The enrolment code has eight words.' };

/** The site and language to show; an open session has nothing to enrol. Throws `Failed`. */
async function enrolLoader(): Promise<Response | object> {
  const { user } = await refreshSession();
  return user === null ? {} : redirect(HOME[user.role]);
}

/** A new account: enrolment code, passphrase of one's own, then eight words to be compared with the supervision (security §2.4). */
function EnrolPage() {
  const [words, setWords] = useState<readonly string[] | null>(null);
  return <SignInLayout>{words === null ? <EnrolForm done={setWords} /> : <Enrolled words={words} />}</SignInLayout>;
}

export const enrolPage = closedPage({ path: '/enrol', load: enrolLoader, Page: EnrolPage });

function EnrolForm({ done }: { readonly done: (words: readonly string[]) => void }) {
  const [staffCode, setStaffCode] = useState('');
  const [code, setCode] = useState('');
  const [passphrase, setPassphrase] = useState(NO_PASSPHRASE);
  const { working, failure, write } = useWrite();
  const missing = staffCode === '' ? NO_CODE : splitWords(code).length !== 8 ? NO_WORDS : missingIn(passphrase);
  async function enrol(): Promise<void> {
    if (missing !== null || working) return;
    const outcome = await write('accounts.enrol', { staffCode, code, passphrase: passphrase.typed });
    if (outcome.ok) done(outcome.value.words);
  }
  return (
    <>
      <PageTitle>{TITLE}</PageTitle>
      <p className="lead">{say(LEAD)}</p>
      <form
        className="stack door-form"
        onSubmit={(event) => {
          event.preventDefault();
          void enrol();
        }}
      >
        <Field id="staff-code" label={STAFF_CODE}>
          {(control) => (
            <input
              {...control}
              className="input short"
              autoFocus
              value={staffCode}
              onChange={(event) => setStaffCode(event.target.value.toUpperCase())}
              maxLength={4}
              autoComplete="off"
              spellCheck={false}
            />
          )}
        </Field>
        <Field id="enrolment" label={ENROLMENT}>
          {(control) => (
            <textarea
              {...control}
              className="input"
              rows={2}
              value={code}
              onChange={(event) => setCode(event.target.value)}
              maxLength={200}
              autoComplete="off"
              spellCheck={false}
            />
          )}
        </Field>
        <PassphraseChoice id="new-passphrase" value={passphrase} onChange={setPassphrase} />
        {failure !== null && <FailureNotice failure={failure} />}
        {missing !== null && <p className="hint">{say(missing)}</p>}
        <div className="spread">
          <ButtonLink to="/unlock">{BACK}</ButtonLink>
          <Button type="submit" kind="primary" size="large" missing={missing} missingAt="staff-code" working={working ? PROTECTING : null}>
            {ENROL}
          </Button>
        </div>
      </form>
    </>
  );
}

function Enrolled({ words }: { readonly words: readonly string[] }) {
  return (
    <div className="stack">
      <PageTitle>{DONE}</PageTitle>
      <p className="lead">{say(DONE_WHY)}</p>
      <EightWords words={words} label={DONE} />
      <div>
        <ButtonLink to="/unlock">{BACK}</ButtonLink>
      </div>
    </div>
  );
}
