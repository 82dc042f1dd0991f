/**
 * Checkbox that changes immediately and reverts if the server refuses.
 */
import * as React from 'react';

/** The checkbox. */
export function OptimisticCheckbox(props: {
  checked: boolean;
  tick: (done: boolean) => Promise<boolean>;
  label?: string;
}): JSX.Element {
  const { checked, label, tick } = props;
  const [shown, setShown] = React.useState(checked);
  React.useEffect(() => setShown(checked), [checked]);
  return (
    <input
      type="checkbox"
      aria-label={label}
      checked={shown}
      onChange={event => {
        const { checked: done } = event.target;
        setShown(done);
        void tick(done).then(taken => setShown(taken ? done : checked));
      }}
    />
  );
}
