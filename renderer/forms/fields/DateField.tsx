import { useState } from 'react';
import type { DateField as Dated, DateTimeField as Instant, TimeField as Clock } from '../../../shared/forms/define.ts';
import type { Text } from '../../../shared/text.ts';
import { DayBoxes } from './DayBoxes.tsx';
import { TimeBox } from './TimeBox.tsx';
import { textOf } from './asking.ts';
import type { QuestionProps } from './asking.ts';

const HOUR: Text = { fr: 'Heure', en: 'Time' };

/** A day, or what is known of it. */
export function DateField({ field, answer, onAnswer, control, today }: QuestionProps<Dated>) {
  return (
    <DayBoxes
      id={control.id}
      describedBy={control['aria-describedby']}
      value={textOf(answer)}
      partial={field.partial === true}
      today={today}
      onDate={onAnswer}
    />
  );
}

/** An hour alone. */
export function TimeField({ answer, onAnswer, control }: QuestionProps<Clock>) {
  return <TimeBox control={control} value={textOf(answer)} onTime={onAnswer} />;
}

type Halves = { readonly day: string | undefined; readonly time: string | undefined };

function halvesOf(instant: string | undefined): Halves {
  const [day, time] = (instant ?? '').split('T');
  return { day: day === '' ? undefined : day, time };
}

/** A day and an hour; the answer is there once both are. */
export function DateTimeField({ answer, onAnswer, control, today }: QuestionProps<Instant>) {
  const instant = textOf(answer);
  const [halves, setHalves] = useState<Halves>(() => halvesOf(instant));
  const [shown, setShown] = useState(instant);
  if (instant !== shown) {
    setShown(instant);
    setHalves(halvesOf(instant));
  }

  function write(next: Halves): void {
    const whole = next.day === undefined || next.time === undefined ? undefined : `${next.day}T${next.time}`;
    setHalves(next);
    setShown(whole);
    if (whole !== shown) onAnswer(whole);
  }

  return (
    <div className="day-and-hour">
      <DayBoxes
        id={control.id}
        describedBy={control['aria-describedby']}
        value={halves.day}
        partial={false}
        today={today}
        onDate={(day) => write({ ...halves, day })}
      />
      <TimeBox
        control={{ ...control, id: `${control.id}-time` }}
        label={HOUR}
        value={halves.time}
        onTime={(time) => write({ ...halves, time })}
      />
    </div>
  );
}
