import { useMemo, useState } from 'react';
import type { Output } from '../../../shared/contract.ts';
import type { Card as KeyCard } from '../../../shared/contract/exchange.ts';
import type { PickerEntry } from '../../../shared/contract/files.ts';
import { formatMonth } from '../../../shared/time.ts';
import type { Text } from '../../../shared/text.ts';
import { MONTHLY_REPORT, TO_CARDS } from '../../../shared/words.ts';
import { useCommands } from '../../commands/registry.ts';
import { announce } from '../../frame/announce.tsx';
import { Page } from '../../frame/Page.tsx';
import { say } from '../../language.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { FieldGroup } from '../../ui/Field.tsx';
import { FilePicker } from '../../ui/FilePicker.tsx';
import { CircleCheckIcon, UsbIcon } from '../../ui/icons.ts';
import { EmptyState, FailureNotice, Notice } from '../../ui/Notice.tsx';
import { useWrite } from '../../write.ts';
import { monthTitle } from '../../ui/charts/monthTitle.ts';
import { CardValidity } from './CardValidity.tsx';
import { MonthSteps } from './MonthSteps.tsx';
import type { MonthLine } from './steps.ts';

type Which = 'first' | 'second';

const LEAD: Text = {
  fr: 'Ce mois part en deux moitiés, pour deux dépositaires de deux organisations. Chaque moitié, seule, n’est que du bruit.',
  en: 'This month leaves in two halves, for two custodians of two organisations. Each half, alone, is noise only.',
};
const CUSTODIANS: Text = { fr: 'Les deux dépositaires', en: 'The two custodians' };
const NEED_TWO: Text = {
  fr: 'Il faut les cartes confirmées de deux points focaux de deux organisations. Avec un seul, ce mode ne protège rien\u00a0: demandez à la coordination de partir en mode masqué ou arrondi.',
  en: 'The confirmed cards of two focal points of two organisations are needed. With one only, this mode protects nothing: ask the coordination to leave hidden or rounded.',
};
const CHOOSE_TWO: Text = { fr: 'Choisissez deux dépositaires de deux organisations.', en: 'Choose two custodians of two organisations.' };
const WRITE: Readonly<Record<Which, Text>> = {
  first: { fr: 'Première clé USB\u00a0: écrire la première moitié', en: 'First USB key: write the first half' },
  second: { fr: 'Seconde clé USB\u00a0: écrire la seconde moitié', en: 'Second USB key: write the second half' },
};
const SECOND_KEY: Text = {
  fr: 'Branchez maintenant une autre clé USB\u00a0: qui trouverait les deux moitiés sur une seule lirait le mois. L’application refuse la même clé.',
  en: 'Now plug in another USB key: whoever found both halves on one would read the month. The application refuses the same key.',
};
const WORKING: Text = { fr: 'Écriture et relecture…', en: 'Writing and reading back…' };
const WRITTEN: Text = { fr: 'Moitié écrite et relue.', en: 'Half written and read back.' };
const BOTH: Text = {
  fr: 'Les deux moitiés sont écrites, chacune sur sa clé. Remettez-les en main propre, séparément.',
  en: 'Both halves are written, each on its key. Hand them over in person, separately.',
};
const RECEIPT: Text = { fr: 'Reçu en douze mots', en: 'Receipt in twelve words' };
const RECEIPT_WHY: Text = {
  fr: 'Recopiez ces mots et gardez-les. Quand les dépositaires publieront la liste des mois ouverts, vous y retrouverez les mêmes\u00a0: votre mois a été compté tel que vous l’avez scellé.',
  en: 'Copy these words and keep them. When the custodians publish the list of opened months, you find the same there: your month was counted as you sealed it.',
};
const LIMITS: Text = {
  fr: 'Si les deux dépositaires s’entendaient, ou si l’on prenait leurs deux ordinateurs et leurs deux phrases, vos chiffres exacts se liraient, jusqu’à trente jours après l’ouverture. Si tous les autres centres s’entendaient, les vôtres se trouveraient par soustraction.',
  en: 'If the two custodians agreed to it, or if both laptops and both passphrases were taken, your exact figures could be read, until thirty days after the opening. If all other centres agreed to it, yours would be found by subtraction.',
};
const BACK_TO_LIST: Text = { fr: 'Revenir aux mois', en: 'Back to the months' };

type Props = { readonly line: MonthLine; readonly cards: readonly KeyCard[]; readonly sealed: Output<'months.sealed'> };

/** Step 4 of a sealed month: two custodians, two keys one after the other, and the receipt by which the centre finds itself later. */
export function SealedHandOver({ line, cards, sealed }: Props) {
  const { month } = line;
  const custodians = cards.filter(({ role, state }) => role === 'focal_point' && state === 'confirmed');
  const [chosen, setChosen] = useState<readonly string[]>(() => firstChoice(custodians, sealed));
  const [written, setWritten] = useState<readonly Which[]>([]);
  const [picking, setPicking] = useState<Which | null>(null);
  const [receipt, setReceipt] = useState(sealed.receipt);
  const { working, failure, write } = useWrite();
  const isPair = new Set(custodians.filter(({ cardId }) => chosen.includes(cardId)).map(({ structureCode }) => structureCode)).size === 2;
  const next: Which | null = !written.includes('first') ? 'first' : written.includes('second') ? null : 'second';
  useCommands(
    useMemo(
      () =>
        next === null
          ? []
          : [{ id: 'month.sealed', label: WRITE[next], keys: 'Ctrl+Enter', when: () => isPair, run: () => setPicking(next) }],
      [next, isPair],
    ),
  );

  async function handOver(which: Which, [folder]: readonly PickerEntry[]): Promise<void> {
    setPicking(null);
    const [firstCard, secondCard] = chosen;
    if (folder === undefined || firstCard === undefined || secondCard === undefined) return;
    const outcome = await write('months.handOverHalf', { month, firstCard, secondCard, which, folder: folder.token });
    if (!outcome.ok) return;
    setWritten([...written, which]);
    setReceipt(outcome.value.receipt);
    announce(WRITTEN);
  }
  return (
    <Page
      title={{ fr: `Remettre ${formatMonth(month, 'fr')}`, en: `Hand over ${formatMonth(month, 'en')}` }}
      lead={LEAD}
      acts={<MonthSteps step="handover" />}
      trail={[{ label: MONTHLY_REPORT, to: '/months' }]}
      here={monthTitle(month)}
      foot={
        next === null ? (
          <ButtonLink kind="primary" size="large" to="/months">
            {BACK_TO_LIST}
          </ButtonLink>
        ) : (
          <Button
            kind="primary"
            size="large"
            icon={UsbIcon}
            keys="Ctrl+Enter"
            missing={isPair ? null : CHOOSE_TWO}
            missingAt="custodians"
            working={working ? WORKING : null}
            onPress={() => setPicking(next)}
          >
            {WRITE[next]}
          </Button>
        )
      }
    >
      {failure !== null && <FailureNotice failure={failure} />}
      <Card title={{ fr: `Version ${line.version}, figée et scellée`, en: `Version ${line.version}, frozen and sealed` }}>
        {new Set(custodians.map(({ structureCode }) => structureCode)).size < 2 ? (
          <EmptyState act={<ButtonLink to="/cards">{TO_CARDS}</ButtonLink>}>{NEED_TWO}</EmptyState>
        ) : (
          <FieldGroup id="custodians" label={CUSTODIANS}>
            {custodians.map((card) => (
              <label key={card.cardId} className="choice">
                <input
                  type="checkbox"
                  checked={chosen.includes(card.cardId)}
                  disabled={written.length > 0}
                  onChange={() => setChosen(toggled(chosen, card.cardId))}
                />
                <span className="code">
                  {card.structureCode} {card.code}
                </span>
                <CardValidity until={card.validUntil} />
              </label>
            ))}
          </FieldGroup>
        )}
      </Card>
      {next === 'second' && (
        <Notice tone="ochre">
          <p>{say(SECOND_KEY)}</p>
        </Notice>
      )}
      {next === null && (
        <Notice tone="accent" icon={CircleCheckIcon}>
          <p>{say(BOTH)}</p>
        </Notice>
      )}
      {receipt !== null && <Receipt words={receipt} />}
      <p className="hint">{say(LIMITS)}</p>
      {picking !== null && (
        <FilePicker accept="folder" onPick={(picked) => void handOver(picking, picked)} onClose={() => setPicking(null)} />
      )}
    </Page>
  );
}

function Receipt({ words }: { readonly words: readonly string[] }) {
  return (
    <Card title={RECEIPT}>
      <div className="stack tight">
        <ol className="words" aria-label={say(RECEIPT)}>
          {words.map((word, index) => (
            <li key={index}>
              <span className="rank number" aria-hidden="true">
                {index + 1}
              </span>
              <span lang="fr">{word}</span>
            </li>
          ))}
        </ol>
        <p className="hint">{say(RECEIPT_WHY)}</p>
      </div>
    </Card>
  );
}

/** The two that have the halves already, or the only two there are. */
function firstChoice(custodians: readonly KeyCard[], sealed: Output<'months.sealed'>): readonly string[] {
  const former = custodians.filter((card) =>
    sealed.custodians.some((one) => one.code === card.code && one.structureCode === card.structureCode),
  );
  const offered = former.length === 2 ? former : custodians;
  return offered.length === 2 ? offered.map(({ cardId }) => cardId) : [];
}

function toggled(chosen: readonly string[], cardId: string): readonly string[] {
  return chosen.includes(cardId) ? chosen.filter((one) => one !== cardId) : [...chosen, cardId].slice(-2);
}
