/**
 * Ids shared by several plugins.
 */

/** Translation domain. */
export const DOMAIN = 'jupyterlab_homl';

/** Prefix of the schema ids of engine events. */
export const ENGINE_EVENT =
  'https://events.jupyter.org/jupyterlab_homl/engine/';

/** Prefix of the schema ids of progress events. */
export const PROGRESS_EVENT =
  'https://events.jupyter.org/jupyterlab_homl/progress/';

/** Plugin whose settings the others read, so that all settings are on one page. */
export const PANEL_PLUGIN = 'jupyterlab-homl:panel';

/** Plugin of the strips, with a setting of its own. */
export const STRIP_PLUGIN = 'jupyterlab-homl:strip';
