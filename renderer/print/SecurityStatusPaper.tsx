import type { SecurityStatusLine } from '../../shared/contract/securityStatus.ts';
import type { Text } from '../../shared/text.ts';
import { RESULT, STATE } from '../../shared/words.ts';
import { readAt, type SecurityStatus } from '../features/securityStatus/SecurityStatusPage.tsx';
import { say } from '../language.ts';
import './paper.css';
import { usePageFoot, usePrintReady } from './pageFoot.ts';
import { PreviewBar } from './PreviewBar.tsx';
import { page, MAY } from '../frame/page.ts';
import { call } from '../api.ts';

const TITLE: Text = { fr: 'Protections lues sur ce poste', en: 'Protections read on this computer' };
const BACK: Text = { fr: 'Revenir aux preuves', en: 'Back to the proofs' };
const WHAT: Text = { fr: 'Ce qui est lu', en: 'What is read' };
const STATES: Record<SecurityStatusLine['state'], Text> = {
  holds: { fr: 'tient', en: 'holds' },
  attention: { fr: 'à voir', en: 'to see' },
  unknown: { fr: 'inconnu', en: 'unknown' },
  fact: { fr: '–', en: '–' },
};

/** The proofs on paper, for a visit or an audit: states in words, since paper has no colour. */
function SecurityStatusPaper(proofs: SecurityStatus) {
  usePageFoot([say(readAt(proofs))]);
  usePrintReady();
  return (
    <>
      <PreviewBar to="/admin/proofs" back={BACK} />
      <main className="paper" id="main">
        <h1>{say(TITLE)}</h1>
        <p>{say(readAt(proofs))}</p>
        {proofs.sections.map((section, index) => (
          <section key={index}>
            <h2>{say(section.title)}</h2>
            <table className="paper-table">
              <caption className="hidden-text">{say(section.title)}</caption>
              <thead>
                <tr>
                  <th scope="col">{say(WHAT)}</th>
                  <th scope="col">{say(STATE)}</th>
                  <th scope="col">{say(RESULT)}</th>
                </tr>
              </thead>
              <tbody>
                {section.lines.map((line, row) => (
                  <tr key={row}>
                    <th scope="row">{say(line.what)}</th>
                    <td className="proof-state">{say(STATES[line.state])}</td>
                    <td>{say(line.finding)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        ))}
      </main>
    </>
  );
}

export const securityStatusPaperPage = page({
  path: '/print/proofs',
  roles: MAY.auditors,
  rail: null,
  load: () => call('securityStatus.read', {}),
  Page: SecurityStatusPaper,
});
