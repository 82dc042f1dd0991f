/**
 * Where the road stands: which rows are folded otherwise than by default, and how far it is
 * scrolled. It outlives a reload of the page and a change of tab, not the browser's window.
 */

/** Where the road stands. */
export interface IRoadPlace {
  /** Lessons that were folded (false) or unfolded (true) by hand. */
  toggled: Record<string, boolean>;
  /** How far the panel is scrolled, in pixels; null if it never was. */
  scroll: number | null;
}

const START: IRoadPlace = { toggled: {}, scroll: null };

/** Keeps where the road stands. */
export class RoadPlace {
  /**
   * @param storage - Storage of the browser's window.
   * @param owner - Distinguishes servers of the same origin: the base URL.
   */
  constructor(
    private readonly storage: Pick<Storage, 'getItem' | 'setItem'>,
    owner: string
  ) {
    this._key = `jupyterlab-homl:road:${owner}`;
  }

  load(): IRoadPlace {
    try {
      const found: unknown = JSON.parse(this.storage.getItem(this._key) ?? '');
      return isPlace(found) ? found : START;
    } catch {
      return START;
    }
  }

  save(change: Partial<IRoadPlace>): void {
    try {
      const place = { ...this.load(), ...change };
      this.storage.setItem(this._key, JSON.stringify(place));
    } catch {
      // The browser refuses; the road then begins at its top.
    }
  }

  private readonly _key: string;
}

function isPlace(value: unknown): value is IRoadPlace {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const { scroll, toggled } = value as Record<string, unknown>;
  return (
    (scroll === null || typeof scroll === 'number') &&
    typeof toggled === 'object' &&
    toggled !== null &&
    Object.values(toggled).every(one => typeof one === 'boolean')
  );
}
