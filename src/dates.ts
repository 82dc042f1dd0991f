/**
 * Localised dates.
 */

/**
 * The locale for dates in a language: the browser's own where it is one of that language, which
 * knows whether days have 12 or 24 hours; undefined, the browser's default, if there is no such
 * language.
 *
 * @param language - A language in the notation of JupyterLab (`zh_CN`) or of HTML (`zh-CN`).
 */
export function localeOf(language: string): string | undefined {
  try {
    const [wanted] = Intl.getCanonicalLocales(language.replace('_', '-'));
    const spoken = (locale: string): string => locale.split('-')[0];
    const own = navigator.languages.find(
      locale => spoken(locale) === spoken(wanted)
    );
    return own ?? wanted;
  } catch {
    return undefined;
  }
}

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
    this.locale = localeOf(language);
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

  /** Whether a time is today, by the calendar. */
  isToday(iso: string): boolean {
    return new Date(iso).toDateString() === this.now().toDateString();
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

  /** A time of a day, with its zone. */
  moment(iso: string): string {
    return new Intl.DateTimeFormat(this.locale, {
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      timeZoneName: 'short'
    }).format(new Date(iso));
  }

  /** A share, such as 0.5, in percent. */
  percent(share: number): string {
    return new Intl.NumberFormat(this.locale, {
      style: 'percent'
    }).format(share);
  }

  private readonly locale: string | undefined;
}
