/**
 * Types of the doctor's REST documents.
 */
export type { Doctor as IDoctor, Finding as IFinding } from '../rest';
