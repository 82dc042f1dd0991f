/**
 * The documents of what is found on a machine.
 */
export type { Doctor as IDoctor, Finding as IFinding } from '../rest';
