import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { LeftOut } from '../../shared/rules/referrals/providerChoice.ts';
import type { Text } from '../../shared/text.ts';
import { say } from '../language.ts';
import { Notice } from '../ui/Notice.tsx';
import { useFilling } from './filling.ts';
import { proposalsFor } from './providerOffers.ts';

const FIRST: Text = {
  fr: 'Choisissez d’abord le service\u00a0: les prestataires seront proposés dans l’ordre où ils conviennent.',
  en: 'Choose the service first: providers will then be proposed in the order in which they suit.',
};
const NONE: Text = {
  fr: 'Aucun prestataire de l’annuaire n’offre ce service à cette personne.',
  en: 'No provider of the directory offers this service to this person.',
};
const TIED: Text = {
  fr: 'L’auteur présumé peut avoir des collègues chez ce prestataire. S’il convient quand même, dites pourquoi dans la note\u00a0: sans elle le référencement ne part pas.',
  en: 'The alleged perpetrator may have colleagues at this provider. If it suits all the same, say why in the note: without it the referral does not leave.',
};
const LEFT_OUT: Readonly<Record<LeftOut, Text>> = {
  inactive: { fr: 'fermé', en: 'closed' },
  service: { fr: 'sans ce service', en: 'without this service' },
  audience: { fr: 'qui ne reçoit pas ce public', en: 'that does not receive this public' },
};

/** Why the providers are in this order, how many are not proposed, and what the chosen one asks for (interface 3.8). */
export function ProviderExplanation({ part }: { readonly part: string }) {
  const filling = useFilling();
  const offer = useStore(
    filling.draft.store,
    useShallow((content) => {
      const proposals = proposalsFor(filling, content);
      const chosen = proposals?.providers.find(({ providerId }) => providerId === content[part]?.['ref_provider_id']);
      return { asked: proposals !== null, none: proposals?.providers.length === 0, tied: chosen?.tied === true, ...proposals?.leftOut };
    }),
  );
  if (!offer.asked) return <p className="hint">{say(FIRST)}</p>;
  const left = (['service', 'audience', 'inactive'] as const).flatMap((why) =>
    (offer[why] ?? 0) > 0 ? [`${offer[why]} ${say(LEFT_OUT[why])}`] : [],
  );
  return (
    <>
      {offer.none && (
        <Notice tone="ochre">
          <p>{say(NONE)}</p>
        </Notice>
      )}
      {offer.tied && (
        <Notice tone="ochre">
          <p>{say(TIED)}</p>
        </Notice>
      )}
      {left.length > 0 && (
        <p className="hint">
          {say({ fr: 'Non proposés\u00a0: ', en: 'Not proposed: ' })}
          {left.join(', ')}.
        </p>
      )}
    </>
  );
}
