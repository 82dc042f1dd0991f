/**
 * Menu of a strip's ⋯ button.
 */
import { MenuSvg } from '@jupyterlab/ui-components';
import type { CommandRegistry } from '@lumino/commands';

import { CommandIDs } from '../../commands';

/** Dependencies of the menu. */
export interface IStripMenuOptions {
  commands: CommandRegistry;
}

/** The menu, shared by all strips and filled for the exercise that opens it. */
export class StripMenu {
  /** @param options - Dependencies of the menu. */
  constructor(options: IStripMenuOptions) {
    this._menu = new MenuSvg({ commands: options.commands });
    this._menu.addClass('jp-homl-Menu');
    this._menu.aboutToClose.connect(this._onClose, this);
  }

  /** Open the menu below a button, to which the focus returns when it closes. */
  openBelow(exercise: string, button: HTMLElement): void {
    const args = { exercise };
    this._button = button;
    this._menu.clearItems();
    this._menu.addItem({ command: CommandIDs.showAttempts, args });
    this._menu.addItem({ command: CommandIDs.showSolution, args });
    this._menu.addItem({ command: CommandIDs.restoreCells, args });
    this._menu.addItem({ command: CommandIDs.resetExercise, args });
    const { bottom, left } = button.getBoundingClientRect();
    this._menu.open(left, bottom);
  }

  private _onClose(): void {
    this._button?.focus();
    this._button = null;
  }

  private _button: HTMLElement | null = null;
  private readonly _menu: MenuSvg;
}
