/**
 * Where running a cell leads on to in an exercise notebook. Pure.
 */
import { cellInfo } from './metadata';

/**
 * Index of the first answer below a tests cell; -1 if the cell is none or nothing is below.
 *
 * @param cells - Metadata of all cells.
 * @param index - The cell that follows the one that was run.
 */
export function nextAnswer(
  cells: readonly Record<string, unknown>[],
  index: number
): number {
  if (index < 0 || cellInfo(cells[index] ?? {}).role !== 'tests') {
    return -1;
  }
  const below = cells
    .slice(index)
    .findIndex(metadata => cellInfo(metadata).role === 'answer');
  return below < 0 ? -1 : index + below;
}
