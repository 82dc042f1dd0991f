/**
 * Localised dates.
 */

/** Formats dates in the language of the page. */
export class Dates {
  /**
   * @param language - Language of the page in JupyterLab's notation (`zh_CN`).
   * @param now - Returns the current time.
   */
  constructor(
    language: string,
    private readonly now: () => Date = () => new Date()
  ) {
    const wanted = language.replace('_', '-');
    try {
      [this.locale] = Intl.getCanonicalLocales(wanted);
    } catch {
      this.locale = undefined; // the browser's locale
    }
  }

  /** A future day: its weekday if it is within a week, otherwise also its date. */
  future(iso: string): string {
    const day = new Date(iso);
    const far = day.getTime() - this.now().getTime() > 6 * 24 * 3600 * 1000;
    return new Intl.DateTimeFormat(
      this.locale,
      far
        ? { weekday: 'long', day: 'numeric', month: 'long' }
        : { weekday: 'long' }
    ).format(day);
  }

  /** Today, at the time it is now. */
  get today(): Date {
    return this.now();
  }

  /** Short name of a day's weekday. */
  weekday(day: Date): string {
    return new Intl.DateTimeFormat(this.locale, { weekday: 'short' }).format(
      day
    );
  }

  /** Short name of a day's month. */
  month(day: Date): string {
    return new Intl.DateTimeFormat(this.locale, { month: 'short' }).format(day);
  }

  /** A past day. */
  past(iso: string): string {
    return new Intl.DateTimeFormat(this.locale, { dateStyle: 'medium' }).format(
      new Date(iso)
    );
  }

  private readonly locale: string | undefined;
}
