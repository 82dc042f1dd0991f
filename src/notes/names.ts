/**
 * Names that several modules of notes share.
 */

/** The commands' ids. */
export const NoteCommandIDs = {
  addNote: 'homl:add-note',
  addCard: 'homl:add-card',
  importNotes: 'homl:import-notes',
  exportNotes: 'homl:export-notes',
  attachFile: 'homl:attach-file'
} as const;
