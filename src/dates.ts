/**
 * Dates as people write them in the language of the page.
 */

/** Dates in the person's language. */
export class Dates {
  /**
   * @param language - The language of the page, as JupyterLab names it (`zh_CN`).
   * @param now - Gives the present time.
   */
  constructor(
    language: string,
    private readonly now: () => Date = () => new Date()
  ) {
    const wanted = language.replace('_', '-');
    try {
      [this.locale] = Intl.getCanonicalLocales(wanted);
    } catch {
      this.locale = undefined; // that of the browser
    }
  }

  /** A day to come: its weekday where it is within a week, with its date where it is further off. */
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

  /** A day that was. */
  past(iso: string): string {
    return new Intl.DateTimeFormat(this.locale, { dateStyle: 'medium' }).format(
      new Date(iso)
    );
  }

  private readonly locale: string | undefined;
}
