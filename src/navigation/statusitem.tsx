/**
 * Status bar item for the current course notebook: progress in its lesson, and the state of the
 * engine.
 */
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import * as React from 'react';

import type { ILesson } from '../documents';
import { translateText } from '../i18n';
import { notebookInfo } from '../notebook/metadata';
import type { StripModels } from '../strip/placement/stripmodels';
import type { ICourseModel, IEngineState } from '../tokens';

/** Dependencies of the item. */
export interface IStatusItemOptions {
  course: ICourseModel;
  strips: Pick<StripModels, 'checking' | 'changed'>;
  /** Called with the lesson's id when the item is clicked. */
  open: (lesson: string) => void;
  trans: TranslationBundle;
}

/** The status bar item. */
export class StatusItem extends ReactWidget {
  /** @param options - Dependencies of the item. */
  constructor(private readonly options: IStatusItemOptions) {
    super();
    this.addClass('jp-homl-Status');
    options.course.changed.connect(this.update, this);
    options.strips.changed.connect(this.update, this);
  }

  /** Whether the current notebook belongs to the course. */
  get isActive(): boolean {
    return this._lesson() !== undefined;
  }

  /** Emitted when `isActive` may have changed. */
  get activeChanged(): ISignal<this, void> {
    return this._activeChanged;
  }

  /** Set the current notebook. */
  setCurrent(panel: NotebookPanel | null): void {
    this._panel = panel;
    this._activeChanged.emit();
    this.update();
    // The metadata is available once the content has loaded.
    void panel?.context.ready.then(() => {
      if (panel === this._panel) {
        this._activeChanged.emit();
        this.update();
      }
    });
  }

  /** Disconnect from the models. */
  override dispose(): void {
    if (!this.isDisposed) {
      this._panel = null;
      Signal.disconnectReceiver(this);
      super.dispose();
    }
  }

  protected override render(): JSX.Element | null {
    const { course, open, strips, trans } = this.options;
    const lesson = this._lesson();
    if (!lesson) {
      return null;
    }
    const checking = this._panel && strips.checking(this._panel.context);
    const text = statusBarText(
      trans,
      lesson,
      course.state.engine,
      checking && (course.exercise(checking)?.number ?? checking)
    );
    return (
      <button
        type="button"
        title={trans.__('Show this lesson in the course')}
        onClick={() => open(lesson.id)}
      >
        {text}
      </button>
    );
  }

  private _lesson(): ILesson | undefined {
    const panel = this._panel;
    if (!panel || panel.isDisposed) {
      return undefined;
    }
    const place = notebookInfo(panel.content.model?.getMetadata('homl'));
    return place ? this.options.course.lesson(place.lesson) : undefined;
  }

  private _activeChanged = new Signal<this, void>(this);
  private _panel: NotebookPanel | null = null;
}

/** Text of the item. */
export function statusBarText(
  trans: TranslationBundle,
  lesson: ILesson,
  engine: IEngineState,
  checking: string | null
): string {
  const { core_passed: passed, core_total: total, number } = lesson;
  // Tutorials have a letter in their number; the first steps have the number 0.
  const chapter = /^\d/.test(number) ? trans.__('Ch %1', number) : number;
  const name = number === '0' ? translateText(trans, lesson.title) : chapter;
  if (checking) {
    return trans.__(
      '%1 · %2 of %3 core · checking %4',
      name,
      passed,
      total,
      checking
    );
  }
  if (engine.warming.length > 0) {
    return trans.__(
      '%1 · %2 of %3 core · preparing checks',
      name,
      passed,
      total
    );
  }
  return engine.failed.length > 0
    ? trans.__('%1 · %2 of %3 core · checks may be slow', name, passed, total)
    : trans.__('%1 · %2 of %3 core · checks ready', name, passed, total);
}
