import { useEffect, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Output } from '../../../shared/contract.ts';
import type { Text } from '../../../shared/text.ts';
import { SHOW } from '../../../shared/words.ts';
import { call } from '../../api.ts';
import { useCommands } from '../../commands/registry.ts';
import { formAddress } from '../../forms/loader.ts';
import { Page } from '../../frame/Page.tsx';
import { dayInList } from '../../format.ts';
import { language, say } from '../../language.ts';
import { Card, Section } from '../../ui/Card.tsx';
import { EmptyState, Notice } from '../../ui/Notice.tsx';
import { ButtonLink } from '../../ui/Button.tsx';
import { DaySide } from './DaySide.tsx';
import { NewReaders } from './NewReaders.tsx';
import { RunningClocks } from './RunningClocks.tsx';
import { TaskList } from './TaskList.tsx';
import { dayInTitle } from './words.ts';
import { page, MAY } from '../../frame/page.ts';
import type { Day } from './loaders.ts';

type Loaded = Day & Output<'readers.list'>;

const NAME: Text = { fr: 'Ma journée', en: 'My day' };
const LATE: Text = { fr: 'En retard', en: 'Overdue' };
const TODAY: Text = { fr: 'Aujourd’hui', en: 'Today' };
const WEEK: Text = { fr: 'Cette semaine', en: 'This week' };
const HIDE: Text = { fr: 'Replier', en: 'Fold' };
const FIX: Text = { fr: 'Corriger ces lignes', en: 'Correct these rows' };
const SOURCES: Text = { fr: 'Détruire ou mettre sous clé', en: 'Destroy or put under lock' };

async function dayLoader(): Promise<Loaded> {
  const [day, readers] = await Promise.all([call('day.open', {}), call('readers.list', {})]);
  return { ...day, ...readers };
}

function countsOf(day: Day): Text {
  return {
    fr: `${day.late.length} en retard, ${day.dueToday.length} pour aujourd’hui, ${day.week.length} dans la semaine`,
    en: `${day.late.length} overdue, ${day.dueToday.length} for today, ${day.week.length} this week`,
  };
}

/** My day: running clocks, late, today, week; at the side what to resume (interface 3.3). */
function DayPage(day: Loaded) {
  const hasTasks = day.late.length + day.dueToday.length + day.clocks.length > 0;
  const lists = useRef<HTMLDivElement>(null);
  useEffect(() => lists.current?.querySelector<HTMLElement>('[data-tasks] a')?.focus({ preventScroll: true }), []);
  useDayCommands(day);
  return (
    <Page
      here={NAME}
      title={dayInTitle(day.today, language())}
      lead={countsOf(day)}
      side={<DaySide day={day} />}
      sideAt="top"
      focusTitle={!hasTasks}
    >
      <div ref={lists} className="stack wide">
        <NewReaders readers={day.readers} />
        {day.clocks.map((clocks) => (
          <RunningClocks key={clocks.caseId} clocks={clocks} primary={clocks === day.clocks[0]} />
        ))}
        {day.corrections > 0 && (
          <Notice tone="ochre" title={correctionsOf(day.corrections)}>
            <ButtonLink to="/takeover/corrections">{FIX}</ButtonLink>
          </Notice>
        )}
        {day.sources > 0 && (
          <Notice tone="ochre" title={sourcesOf(day.sources)}>
            <ButtonLink to="/takeover">{SOURCES}</ButtonLink>
          </Notice>
        )}
        {day.late.length > 0 && (
          <Section title={LATE} count={day.late.length}>
            <TaskList tasks={day.late} label={LATE} />
          </Section>
        )}
        {day.dueToday.length > 0 && (
          <Section title={TODAY} count={day.dueToday.length}>
            <TaskList tasks={day.dueToday} label={TODAY} />
          </Section>
        )}
        {!hasTasks && <QuietDay day={day} />}
        <Week day={day} />
      </div>
    </Page>
  );
}

export const dayPage = page({ path: '/day', roles: MAY.caseworker, rail: 'day', load: dayLoader, Page: DayPage });

function correctionsOf(count: number): Text {
  return {
    fr: count === 1 ? '1 ligne de registre attend une correction.' : `${count} lignes de registre attendent une correction.`,
    en: count === 1 ? '1 register row waits for a correction.' : `${count} register rows wait for a correction.`,
  };
}

function sourcesOf(count: number): Text {
  return {
    fr:
      count === 1
        ? 'Un registre repris est encore en clair, sur fichier ou sur papier.'
        : `${count} registres repris sont encore en clair, sur fichier ou sur papier.`,
    en:
      count === 1
        ? 'A register taken over is still readable, as a file or on paper.'
        : `${count} registers taken over are still readable, as files or on paper.`,
  };
}

function QuietDay({ day }: { readonly day: Day }) {
  const [next] = day.week;
  const nextDue: Text =
    next === undefined
      ? { fr: '', en: '' }
      : { fr: ` Prochaine échéance\u00a0: ${dayInList(next.due, 'fr')}.`, en: ` Next due date: ${dayInList(next.due, 'en')}.` };
  return (
    <Card>
      <EmptyState>{{ fr: `Rien d’urgent aujourd’hui.${nextDue.fr}`, en: `Nothing urgent today.${nextDue.en}` }}</EmptyState>
    </Card>
  );
}

function Week({ day }: { readonly day: Day }) {
  const [open, setOpen] = useState(false);
  if (day.week.length === 0) return null;
  return (
    <Section
      title={WEEK}
      count={day.week.length}
      beside={
        <button type="button" className="link-button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {say(open ? HIDE : SHOW)}
        </button>
      }
    >
      {open && <TaskList tasks={day.week} label={WEEK} dated />}
    </Section>
  );
}

/** Opens the task that has the focus, else the first. */
function openTask(): void {
  const task = document.activeElement?.closest<HTMLElement>('.task-line') ?? document.querySelector<HTMLElement>('.task-line');
  task?.click();
}

function useDayCommands(day: Day): void {
  const navigate = useNavigate();
  useCommands(
    useMemo(() => {
      const [clocks] = day.clocks;
      return [
        ...(clocks === undefined
          ? []
          : [
              {
                id: 'day.refer',
                label: { fr: 'Référer vers la santé', en: 'Refer to health' },
                keys: 'R',
                run: () => void navigate(formAddress(clocks.caseId, 'referral', null)),
              },
            ]),
        { id: 'day.open', label: { fr: 'Ouvrir la tâche', en: 'Open the task' }, keys: 'F', inPalette: false, run: openTask },
      ];
    }, [day, navigate]),
  );
}
