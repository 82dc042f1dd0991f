/**
 * Comparison of two texts, loaded lazily.
 */
import * as React from 'react';

import type { IDifferenceProps } from '../../answers/differenceview';

const Difference = React.lazy(() => import('../../answers/differenceview'));

/** Two texts side by side. */
export function Compare(props: IDifferenceProps): JSX.Element {
  return (
    <React.Suspense fallback={<p>{props.trans.__('Comparing…')}</p>}>
      <Difference {...props} />
    </React.Suspense>
  );
}
