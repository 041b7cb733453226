/** The hatched block of a suppressed cell, always 38 × 22, with its letter (interface §4.4). `reason`: the small figure that a centre alone sees. */
export function SuppressedMark({ reason }: { readonly reason?: 1 | 2 }) {
  return (
    <span className="suppressed" aria-hidden="true">
      <span>s{reason !== undefined && <sup>{reason}</sup>}</span>
    </span>
  );
}
