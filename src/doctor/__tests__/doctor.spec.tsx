import { nullTranslator } from '@jupyterlab/translation';
import { fireEvent, render, screen } from '@testing-library/react';
import * as React from 'react';

import { sentence } from '../../__tests__/fakes';
import { UnreachableError } from '../../request';
import { VERSION } from '../../version';
import type { IBrowser } from '../browser';
import { checkBrowser, compareVersions } from '../browser';
import type { IDoctor, IFinding } from '../documents';
import { DISMISSED_KEY, DoctorModel } from '../model';
import { DoctorNotices } from '../notices';

const trans = nullTranslator.load('jupyterlab_homl');

const BROWSER: IBrowser = {
  CSS: { supports: () => true },
  Intl: Object,
  ResizeObserver: Object,
  WebSocket: Object
};

function finding(id: string, ok = false): IFinding {
  return {
    id,
    name: id,
    ok,
    detail: sentence(`${id} is so`),
    cure: ok ? null : sentence(`mend ${id}`)
  };
}

function answer(...findings: IFinding[]): IDoctor {
  return { version: VERSION, at: '2026-03-01T10:00:00Z', findings };
}

function modelOf(
  doctor: jest.Mock,
  kept: Record<string, unknown> = {}
): DoctorModel {
  return new DoctorModel({
    api: { doctor },
    browser: BROWSER,
    state: {
      fetch: async key => kept[key] as never,
      save: async (key, value) => {
        kept[key] = value;
      }
    },
    trans
  });
}

describe('what the page finds', () => {
  it('names what a browser lacks', () => {
    expect(checkBrowser(BROWSER, trans).ok).toBe(true);
    const old = checkBrowser(
      { ...BROWSER, CSS: undefined, ResizeObserver: undefined },
      trans
    );
    expect(old.ok).toBe(false);
    expect(old.detail.text).toContain('ResizeObserver');
    expect(old.detail.text).toContain('CSS :where()');
  });

  it('compares versions', () => {
    expect(compareVersions('1', '1', trans).cure).toBeNull();
    expect(compareVersions('1', '2', trans).detail.text).toContain('server 2');
  });
});

describe('DoctorModel', () => {
  it('tells what is wrong until it is put away, in later sessions too', async () => {
    const kept = {};
    const doctor = jest.fn(async () =>
      answer(finding('a'), finding('b', true))
    );
    const model = modelOf(doctor, kept);
    await model.refresh();
    expect(model.notices.map(({ id }) => id)).toEqual(['a']);
    await model.dismiss('a');
    expect(model.notices).toEqual([]);

    const later = modelOf(doctor, kept);
    await later.refresh();
    expect(later.notices).toEqual([]);
    await later.restoreDismissed();
    expect(later.notices.map(({ id }) => id)).toEqual(['a']);
  });

  it('tells again of what was well in between', async () => {
    const kept: Record<string, unknown> = { [DISMISSED_KEY]: ['a'] };
    const doctor = jest
      .fn()
      .mockResolvedValueOnce(answer(finding('a', true)))
      .mockResolvedValueOnce(answer(finding('a')));
    const model = modelOf(doctor, kept);
    await model.refresh();
    await model.refresh(true);
    expect(doctor).toHaveBeenLastCalledWith(true);
    expect(model.notices.map(({ id }) => id)).toEqual(['a']);
  });

  it('keeps what it knew when the server is away', async () => {
    const doctor = jest.fn().mockResolvedValueOnce(answer(finding('a')));
    const model = modelOf(doctor);
    await model.refresh();
    doctor.mockRejectedValueOnce(new UnreachableError());
    await model.refresh();
    expect(model.state.failure).toEqual({ kind: 'unreachable' });
    expect(model.notices).toHaveLength(1);
  });
});

describe('DoctorNotices', () => {
  it('folds the cure, and says how many more there are', () => {
    const putAway = jest.fn();
    const showAll = jest.fn();
    render(
      <DoctorNotices
        findings={['a', 'b', 'c'].map(id => finding(id))}
        dismiss={putAway}
        showAll={showAll}
        trans={trans}
      />
    );
    expect(screen.queryByText('mend a')).toBeNull();
    const status = screen.getByRole('status');
    expect(status.textContent).toContain('·');
    expect(status.querySelector('button')).toBeNull();
    const told = status.textContent;
    fireEvent.click(screen.getAllByRole('button', { name: 'What to do' })[0]);
    expect(screen.getByText('mend a')).toBeTruthy();
    expect(status.textContent).toBe(told);
    fireEvent.click(screen.getByRole('button', { name: 'Dismiss: b' }));
    expect(putAway).toHaveBeenCalledWith('b');
    expect(document.activeElement).toBe(
      screen.getByRole('group', { name: 'This machine' })
    );
    fireEvent.click(screen.getByRole('button', { name: /^1 more/ }));
    expect(showAll).toHaveBeenCalledTimes(1);
  });

  it('keeps its live region when there is nothing to say', () => {
    render(
      <DoctorNotices
        findings={[]}
        dismiss={jest.fn()}
        showAll={jest.fn()}
        trans={trans}
      />
    );
    expect(screen.getByRole('status').textContent).toBe('');
  });
});
