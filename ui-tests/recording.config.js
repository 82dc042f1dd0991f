/**
 * The recording for README.md, on the same server as the tests; `scripts/record.py` uses it.
 */
module.exports = { ...require('./playwright.config'), testDir: './recording' };
