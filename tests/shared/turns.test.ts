import { afterEach, describe, expect, it, vi } from 'vitest';
import { Unavailable } from '../../src/shared/errors.js';
import { Turns } from '../../src/shared/turns.js';

/** Work that ends when it is told to. */
function aWork(turns: Turns, log: string[], name: string) {
  let end = () => {};
  let fail = (_error: Error) => {};
  const done = turns.run(() => {
    log.push(name);
    return new Promise<string>((resolve, reject) => {
      end = () => resolve(name);
      fail = reject;
    });
  });
  return { done, end: () => end(), fail: (error: Error) => fail(error) };
}

const settled = () => new Promise((resolve) => process.nextTick(resolve));

afterEach(() => {
  vi.useRealTimers();
});

describe('P6: no more at once than there are turns', () => {
  it('P6: two work, the others wait and come in the order of arrival', async () => {
    const log: string[] = [];
    const turns = new Turns(2);
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => aWork(turns, log, name));
    await settled();
    expect(log).toEqual(['a', 'b']);
    b?.end();
    expect(await b?.done).toBe('b');
    await settled();
    expect(log).toEqual(['a', 'b', 'c']);
    for (const one of [a, c]) one?.end();
    await Promise.all([a?.done, c?.done]);
    await settled();
    expect(log).toEqual(['a', 'b', 'c', 'd']);
    d?.end();
    await d?.done;
    // All turns are free again, and no more of them than there were.
    const again = ['e', 'f', 'g'].map((name) => aWork(turns, log, name));
    await settled();
    expect(log.slice(4)).toEqual(['e', 'f']);
    for (const one of again) {
      one.end();
      await one.done;
    }
  });

  it('P6: what fails gives its turn back, to whoever waits and to whoever comes later', async () => {
    const log: string[] = [];
    const turns = new Turns(1);
    const [a, b] = ['a', 'b'].map((name) => aWork(turns, log, name));
    await settled();
    a?.fail(new Error('the page failed'));
    await expect(a?.done).rejects.toThrow('the page failed');
    await settled();
    expect(log).toEqual(['a', 'b']);
    b?.fail(new Error('this one too'));
    await expect(b?.done).rejects.toThrow('this one too');
    await expect(turns.run(() => Promise.resolve('later'))).resolves.toBe('later');
    const atOnce = () => {
      throw new Error('before its first word');
    };
    await expect(turns.run(atOnce)).rejects.toThrow('before its first word');
    await expect(turns.run(() => Promise.resolve('later still'))).resolves.toBe('later still');
  });
});

describe('P6: nobody waits for ever', () => {
  it('P6: whoever waited 15 seconds is told that the portal is busy, and takes no turn any more', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const log: string[] = [];
    const turns = new Turns(1);
    const first = aWork(turns, log, 'first');
    const late = aWork(turns, log, 'late');
    const refused = expect(late.done).rejects.toBeInstanceOf(Unavailable);
    vi.advanceTimersByTime(14_000);
    const next = aWork(turns, log, 'next');
    await settled();
    vi.advanceTimersByTime(1_000);
    await refused;
    first.end();
    await first.done;
    await settled();
    // The one who gave up is passed over; the one behind him works.
    expect(log).toEqual(['first', 'next']);
    // Whoever works is not sent away, and his own limit takes the place of nobody behind him.
    vi.advanceTimersByTime(10_000);
    const last = aWork(turns, log, 'last');
    vi.advanceTimersByTime(10_000);
    next.end();
    await expect(next.done).resolves.toBe('next');
    await settled();
    expect(log).toEqual(['first', 'next', 'last']);
    last.end();
    await expect(last.done).resolves.toBe('last');
  });
});
