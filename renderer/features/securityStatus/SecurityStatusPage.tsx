import type { Output } from '../../../shared/contract.ts';
import type { SecurityStatusLine, SecurityStatusSection } from '../../../shared/contract/securityStatus.ts';
import type { Role } from '../../../shared/rights.ts';
import { formatDateTime } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { RESULT } from '../../../shared/words.ts';
import { call } from '../../api.ts';
import { useHandOut } from '../../frame/handOut.tsx';
import { Page } from '../../frame/Page.tsx';
import { say } from '../../language.ts';
import { useUser } from '../../session.ts';
import { Section } from '../../ui/Card.tsx';
import { State, type Tone } from '../../ui/Chip.tsx';
import { AlertIcon, CheckIcon, InfoIcon } from '../../ui/icons.ts';
import type { Icon } from '../../ui/Icon.tsx';
import { FailureNotice } from '../../ui/Notice.tsx';
import { Table } from '../../ui/Table.tsx';
import { page, MAY } from '../../frame/page.ts';

export type SecurityStatus = Output<'securityStatus.read'>;

/** Those who may hand the page out on paper. */
const HANDS_OUT: readonly Role[] = ['supervisor', 'focal_point', 'administrator'];

const TITLE: Text = { fr: 'Preuves', en: 'Proofs' };
const WHAT: Text = { fr: 'Ce qui est lu', en: 'What is read' };
const ICONS: Record<SecurityStatusLine['state'], { readonly tone: Tone; readonly icon: Icon } | null> = {
  holds: { tone: 'leaf', icon: CheckIcon },
  attention: { tone: 'ochre', icon: AlertIcon },
  unknown: { tone: 'ink2', icon: InfoIcon },
  fact: null,
};

/** When and where everything was read: the same sentence on screen and on paper. */
export function readAt({ at, siteCode, staffCode }: SecurityStatus): Text {
  return {
    fr: `Lu sur ce poste le ${formatDateTime(at, 'fr')}, site ${siteCode}, session ${staffCode}. Ce qui ne se lit pas est dit inconnu.`,
    en: `Read on this computer on ${formatDateTime(at, 'en')}, site ${siteCode}, session ${staffCode}. What cannot be read is finding unknown.`,
  };
}

/** What protects here, read at this moment, and what was tried here; no promise, only readings. */
function SecurityStatusPage(proofs: SecurityStatus) {
  const { role } = useUser();
  const handOut = useHandOut('papers.handOutSecurityStatus');
  const acts = HANDS_OUT.includes(role) && handOut.acts;
  return (
    <Page title={TITLE} lead={readAt(proofs)} acts={acts}>
      {handOut.failure !== null && <FailureNotice failure={handOut.failure} />}
      {proofs.sections.map((section, index) => (
        <Section key={index} title={section.title}>
          <div className="card flush">
            <Readings section={section} />
          </div>
        </Section>
      ))}
      {handOut.picker}
    </Page>
  );
}

export const securityStatusPage = page({
  path: '/admin/proofs',
  roles: MAY.everyone,
  rail: 'proofs',
  load: () => call('securityStatus.read', {}),
  Page: SecurityStatusPage,
});

function Readings({ section }: { readonly section: SecurityStatusSection }) {
  return (
    <Table
      caption={section.title}
      rows={section.lines}
      rowKey={(line) => say(line.what)}
      columns={[
        { key: 'what', head: WHAT, cell: (line) => say(line.what) },
        { key: 'finding', head: RESULT, cell: (line) => <ResultCell line={line} /> },
      ]}
    />
  );
}

function ResultCell({ line }: { readonly line: SecurityStatusLine }) {
  const drawn = ICONS[line.state];
  if (drawn === null) return say(line.finding);
  return (
    <State tone={drawn.tone} icon={drawn.icon}>
      {line.finding}
    </State>
  );
}
