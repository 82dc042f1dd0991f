/**
 * Widget that shows the tour over the page; loaded when the tour starts.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import { Widget } from '@lumino/widgets';
import * as React from 'react';

import { Bubble } from './bubble';
import type { TourModel } from './model';
import type { ITourStep } from './steps';

import '../../style/tour.css';

/** Shows the bubble while the tour is running and restores the focus afterwards. */
export class TourHost extends ReactWidget {
  /**
   * @param model - Position in the tour.
   * @param steps - Steps of the tour.
   * @param start - Called when the learner starts at the end of the tour.
   * @param trans - The translation bundle.
   */
  constructor(
    private readonly model: TourModel,
    private readonly steps: ITourStep[],
    private readonly start: () => void,
    private readonly trans: TranslationBundle
  ) {
    super();
    this.addClass('jp-homl-Surface');
    this.addClass('jp-homl-Tour');
    model.changed.connect(this._follow, this);
    this._follow();
  }

  protected override render(): JSX.Element {
    const { model, start, steps, trans } = this;
    return <Bubble model={model} steps={steps} start={start} trans={trans} />;
  }

  private _follow(): void {
    const { isRunning } = this.model;
    if (isRunning && !this.isAttached) {
      const { activeElement } = document;
      this._before =
        activeElement instanceof HTMLElement ? activeElement : null;
      Widget.attach(this, document.body);
    } else if (!isRunning && this.isAttached) {
      Widget.detach(this);
      if (this._before?.isConnected) {
        this._before.focus();
      }
    }
    this.update();
  }

  private _before: HTMLElement | null = null;
}
