import type { Text } from '../../../../shared/text.ts';
import { useHandOut } from '../../../frame/handOut.tsx';
import { Page } from '../../../frame/Page.tsx';
import { say } from '../../../language.ts';
import { ButtonLink } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { FailureNotice } from '../../../ui/Notice.tsx';
import { CASE_ROLES } from '../../../../shared/rights.ts';
import { useUser } from '../../../session.ts';
import { CHAPTERS } from './chapters.ts';
import './handbook.css';
import { page, MAY } from '../../../frame/page.ts';

export const TITLE: Text = { fr: 'Mode d’emploi', en: 'Handbook' };
const LEAD: Text = {
  fr: 'Deux pages à imprimer et à garder au centre. Elles ne disent rien d’une personne.',
  en: 'Two pages to print and keep at the centre. They tell nothing of a person.',
};
const BLANK: Text = { fr: 'Formulaires vierges', en: 'Blank forms' };
const FIGURES: Text = { fr: 'Protection des chiffres', en: 'Protection of figures' };

/** Who does what, the week, the month, and what to do when something happens; the same words as on paper. */
function HandbookPage() {
  const { role } = useUser();
  const handOut = useHandOut('papers.handOutHandbook');
  const acts = (
    <>
      {CASE_ROLES.includes(role) && <ButtonLink to="/blank">{BLANK}</ButtonLink>}
      <ButtonLink to="/protection">{FIGURES}</ButtonLink>
      {handOut.acts}
    </>
  );
  return (
    <Page title={TITLE} lead={LEAD} acts={acts}>
      {handOut.failure !== null && <FailureNotice failure={handOut.failure} />}
      <div className="stack">
        {CHAPTERS.map(({ title, lines }) => (
          <Card key={title.en} title={title}>
            <ul className="handbook-lines">
              {lines.map((line) => (
                <li key={line.en}>{say(line)}</li>
              ))}
            </ul>
          </Card>
        ))}
      </div>
      {handOut.picker}
    </Page>
  );
}

export const handbookPage = page({ path: '/handbook', roles: MAY.everyone, rail: 'handbook', Page: HandbookPage });
