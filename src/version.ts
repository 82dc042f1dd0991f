/** The front end's version, compared with the server's; a test holds it against package.json. */
export const VERSION = '0.1.0';
