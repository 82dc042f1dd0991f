/**
 * Types of the REST documents of predictions.
 */
export type {
  Prediction as IPrediction,
  Predictions as IPredictions
} from '../rest';
