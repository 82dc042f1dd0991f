/**
 * Names that several plugins share.
 */

/** The translation domain. */
export const DOMAIN = 'jupyterlab_homl';

/** The start of the id of the events that tell how the engine gets ready. */
export const ENGINE_EVENT =
  'https://events.jupyter.org/jupyterlab_homl/engine/';

/** The start of the id of the events that tell of progress. */
export const PROGRESS_EVENT =
  'https://events.jupyter.org/jupyterlab_homl/progress/';

/** The plugin whose settings all others read: a person sees one page of settings. */
export const PANEL_PLUGIN = 'jupyterlab-homl:panel';
