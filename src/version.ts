/**
 * Version of the front end, which is compared with the server's; a test keeps it equal to
 * package.json.
 */
export const VERSION = '0.1.0';
