import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDraft, partOfRow, rowOfPart } from '../../../renderer/forms/draft.ts';
import { createKeeper } from '../../../renderer/forms/keeper.ts';
import type { Reply } from '../../../shared/failure.ts';

describe('answers being typed', () => {
  it('undoes the whole form step by step, keystrokes of one question together', () => {
    const draft = createDraft({ incident: {} });
    draft.set('incident', 'incident_locality', 'S');
    draft.set('incident', 'incident_locality', 'Sé');
    draft.endStep();
    draft.set('incident', 'goods_exchanged', 'no');
    expect(draft.undo()).toBe(true);
    expect(draft.store.getState()).toEqual({ incident: { incident_locality: 'Sé' } });
    draft.undo();
    expect(draft.store.getState()).toEqual({ incident: {} });
    expect(draft.undo()).toBe(false);
    draft.redo();
    draft.redo();
    expect(draft.store.getState()).toEqual({ incident: { incident_locality: 'Sé', goods_exchanged: 'no' } });
    expect(draft.redo()).toBe(false);
  });

  it('forgets what was undone once something new is typed', () => {
    const draft = createDraft({ incident: {} });
    draft.set('incident', 'goods_exchanged', 'no');
    draft.undo();
    draft.set('incident', 'harmful_practice', 'none');
    expect(draft.redo()).toBe(false);
  });

  it('puts « ne sait pas » in place of the answer and gives the answer back', () => {
    const draft = createDraft({ incident: { incident_time: '14:30' } });
    draft.withhold('incident', 'incident_time', 'unknown');
    expect(draft.store.getState()['incident']).toEqual({ incident_time: { withheld: 'unknown' } });
    draft.withhold('incident', 'incident_time', 'declined');
    expect(draft.store.getState()['incident']).toEqual({ incident_time: { withheld: 'declined' } });
    draft.withhold('incident', 'incident_time', 'declined');
    expect(draft.store.getState()['incident']).toEqual({ incident_time: '14:30' });
  });

  it('recovers by undo what « ne souhaite pas répondre » replaced', () => {
    const draft = createDraft({ incident: { incident_time: '14:30' } });
    draft.withhold('incident', 'incident_time', 'declined');
    draft.undo();
    expect(draft.store.getState()['incident']).toEqual({ incident_time: '14:30' });
  });

  it('makes a question blank by dropping its key, never by an empty value', () => {
    const draft = createDraft({ incident: { incident_time: '14:30' } });
    draft.set('incident', 'incident_time', undefined);
    expect(draft.store.getState()['incident']).toEqual({});
  });

  it('leaves other parts the very same objects, so that only one field is drawn again', () => {
    const draft = createDraft({ incident: {}, identity: { nickname: 'Inventée' } });
    const identity = draft.store.getState()['identity'];
    draft.set('incident', 'goods_exchanged', 'no');
    expect(draft.store.getState()['identity']).toBe(identity);
  });

  it('adds and takes away rows with undo', () => {
    const draft = createDraft({ incident: {} });
    const part = partOfRow('alleged_perpetrator', 'a1');
    draft.addPart(part, {});
    draft.set(part, 'perp_rank', 'primary');
    draft.removePart(part);
    expect(Object.keys(draft.store.getState())).toEqual(['incident']);
    draft.undo();
    expect(draft.store.getState()[part]).toEqual({ perp_rank: 'primary' });
    expect(rowOfPart(part)).toEqual({ form: 'alleged_perpetrator', rowId: 'a1' });
    expect(rowOfPart('incident')).toBeUndefined();
  });
});

describe('cadence of the draft', () => {
  const SAVED: Reply<{ readonly savedAt: string }> = { ok: true, value: { savedAt: '2026-10-13T09:41' } };

  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it('sends once, at most 400 ms after the last key', async () => {
    const send = vi.fn(async () => SAVED);
    const keeper = createKeeper(send, null);
    keeper.touch();
    await vi.advanceTimersByTimeAsync(200);
    keeper.touch();
    await vi.advanceTimersByTimeAsync(200);
    expect(send).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(200);
    expect(send).toHaveBeenCalledTimes(1);
    expect(keeper.kept.getState()).toEqual({ state: 'kept', keptAt: '2026-10-13T09:41', failure: null });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('sends at least once a second while typing continues without a pause', async () => {
    const sentAt: number[] = [];
    const start = Date.now();
    const keeper = createKeeper(async () => {
      sentAt.push(Date.now() - start);
      return SAVED;
    }, null);
    for (let key = 0; key < 50; key += 1) {
      keeper.touch();
      await vi.advanceTimersByTimeAsync(100);
    }
    const gaps = sentAt.map((at, place) => at - (sentAt[place - 1] ?? 0));
    expect(sentAt.length).toBeGreaterThanOrEqual(5);
    expect(Math.max(...gaps)).toBeLessThan(1000);
  });

  it('says why it is not kept, tries again, and says when it is', async () => {
    const message = { fr: 'Le disque est plein.', en: 'The disk is full.' };
    let full = true;
    const keeper = createKeeper(async () => (full ? { ok: false, failure: { kind: 'bug', message } } : SAVED), '2026-10-13T09:40');
    keeper.touch();
    await vi.advanceTimersByTimeAsync(400);
    expect(keeper.kept.getState()).toEqual({ state: 'failed', keptAt: '2026-10-13T09:40', failure: message });
    full = false;
    await vi.advanceTimersByTimeAsync(2100);
    expect(keeper.kept.getState()).toEqual({ state: 'kept', keptAt: '2026-10-13T09:41', failure: null });
  });

  it('never has two sendings at once, and sends what was typed meanwhile', async () => {
    let running = 0;
    let most = 0;
    const send = vi.fn(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 1500));
      running -= 1;
      return SAVED;
    });
    const keeper = createKeeper(send, null);
    for (let key = 0; key < 20; key += 1) {
      keeper.touch();
      await vi.advanceTimersByTimeAsync(100);
    }
    await vi.advanceTimersByTimeAsync(5000);
    expect(most).toBe(1);
    expect(keeper.kept.getState().state).toBe('kept');
  });

  it('sends nothing more once closed', async () => {
    const send = vi.fn(async () => SAVED);
    const keeper = createKeeper(send, null);
    keeper.touch();
    keeper.close();
    await vi.advanceTimersByTimeAsync(5000);
    expect(send).not.toHaveBeenCalled();
  });

  it('flushes at once what waits', async () => {
    const send = vi.fn(async () => SAVED);
    const keeper = createKeeper(send, null);
    keeper.touch();
    await expect(keeper.flush()).resolves.toBe(true);
    expect(send).toHaveBeenCalledTimes(1);
    await expect(keeper.flush()).resolves.toBe(true);
    expect(send).toHaveBeenCalledTimes(1);
  });
});
