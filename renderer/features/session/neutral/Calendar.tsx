import { useEffect, useState } from 'react';
import { language } from '../../../language.ts';
import { ChevronLeftIcon, ChevronRightIcon } from '../../../ui/icons.ts';
import { monthGrid } from './monthGrid.ts';

const LOCALES = { fr: 'fr-FR', en: 'en-GB' } as const;

/** The neutral screen: a plain month calendar. Only `Entrée` does something: it opens the unlock page (interface 3.25). */
export function Calendar({ onEnter }: { readonly onEnter: () => void }) {
  const [today] = useState(() => new Date());
  useEffect(() => {
    document.title = 'Calendrier';
    function onKeyDown(event: KeyboardEvent): void {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (event.key !== 'Enter' || event.repeat) return;
      onEnter();
    }
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => {
      window.removeEventListener('keydown', onKeyDown, { capture: true });
      document.title = 'Sutura';
    };
  }, [onEnter]);
  const title = new Intl.DateTimeFormat(LOCALES[language()], { month: 'long', year: 'numeric' }).format(today);
  const weekday = new Intl.DateTimeFormat(LOCALES[language()], { weekday: 'short', timeZone: 'UTC' });
  const weeks = monthGrid(today.getFullYear(), today.getMonth());
  return (
    <main className="calendar">
      <div className="calendar-head">
        <h1>{title}</h1>
        <span className="calendar-turn">
          <ChevronLeftIcon />
          <ChevronRightIcon />
        </span>
      </div>
      <table>
        <thead>
          <tr>
            {Array.from({ length: 7 }, (_, day) => (
              <th key={day} scope="col">
                {weekday.format(new Date(Date.UTC(2024, 0, day + 1)))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]?.key}>
              {week.map((day) => (
                <td key={day.key} className={day.inMonth ? undefined : 'outside'}>
                  <span className={day.inMonth && day.number === today.getDate() ? 'today' : undefined}>{day.number}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </main>
  );
}
