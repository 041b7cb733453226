import type { Proposal, Provider } from '../../../shared/contract/directory.ts';
import { formatDate } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { toast } from '../../frame/toast.tsx';
import { language, say } from '../../language.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { FailureNotice } from '../../ui/Notice.tsx';
import { useWrite } from '../../write.ts';
import { words } from './ProviderLine.tsx';

const TITLE: Text = { fr: 'Propositions à examiner', en: 'Proposals to look at' };
const NEW: Text = { fr: 'nouveau prestataire', en: 'new provider' };
const ACCEPT: Text = { fr: 'Accepter', en: 'Accept' };
const DECLINE: Text = { fr: 'Écarter', en: 'Put aside' };
const ACCEPTED: Text = { fr: 'Proposition entrée dans l’annuaire.', en: 'Proposal entered in the directory.' };
const DECLINED: Text = { fr: 'Proposition écartée. L’annuaire n’a pas changé.', en: 'Proposal put aside. The directory has not changed.' };

/** What caseworkers propose for the directory: the supervisor enters it as it is, or declines it (reference §7.2). */
export function ProposalList({
  proposals,
  providers,
}: {
  readonly proposals: readonly Proposal[];
  readonly providers: readonly Provider[];
}) {
  const { working, failure, write } = useWrite();
  async function decide({ providerId }: Proposal, accept: boolean): Promise<void> {
    const outcome = await write('directory.decide', { providerId, accept });
    if (outcome.ok) toast(accept ? ACCEPTED : DECLINED);
  }
  return (
    <Card title={TITLE}>
      {failure !== null && <FailureNotice failure={failure} />}
      <ul className="list">
        {proposals.map((proposal) => {
          const name = say(words('provider', proposal.answers, 'prov_name'));
          return (
            <li key={proposal.providerId} className="line-with-act">
              <ProposalLine proposal={proposal} replaced={providers.find(({ providerId }) => providerId === proposal.replacesId)} />
              <Button working={working ? ACCEPT : null} onPress={() => void decide(proposal, true)} aria-label={`${say(ACCEPT)}, ${name}`}>
                {ACCEPT}
              </Button>
              <Button
                working={working ? DECLINE : null}
                onPress={() => void decide(proposal, false)}
                aria-label={`${say(DECLINE)}, ${name}`}
              >
                {DECLINE}
              </Button>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

function ProposalLine({ proposal, replaced }: { readonly proposal: Proposal; readonly replaced: Provider | undefined }) {
  const services = proposal.services.map(({ answers }) => say(words('provider_service', answers, 'ps_category')));
  const day = formatDate(proposal.proposedOn, language());
  const who = proposal.proposedBy ?? '–';
  return (
    <span className="list-line two">
      <span className="grow">
        <span className="title">{say(words('provider', proposal.answers, 'prov_name'))}</span>
        <span className="hint"> {say(words('provider', proposal.answers, 'prov_geo'))}</span>
        <br />
        <span className="under">
          {[
            ...services,
            say(changeOf(proposal, replaced)),
            say({ fr: `proposé par ${who} le ${day}`, en: `proposed by ${who} on ${day}` }),
          ].join(' · ')}
        </span>
      </span>
    </span>
  );
}

function changeOf({ replacesId }: Proposal, replaced: Provider | undefined): Text {
  if (replacesId === null) return NEW;
  if (replaced === undefined) return { fr: 'modifie un prestataire de l’annuaire', en: 'changes a provider of the directory' };
  const name = words('provider', replaced.answers, 'prov_name');
  return { fr: `modifie «\u00a0${name.fr}\u00a0»`, en: `changes “${name.en}”` };
}
