/** The application's sign: a seam of two stitches in a rounded square. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 22 22" aria-hidden="true">
      <rect width="22" height="22" rx="5.5" fill="var(--accent)" />
      <path d="M4.5 14c2.6 0 3-6 6.5-6s3.9 6 6.5 6" fill="none" stroke="var(--on-accent)" strokeWidth="2" strokeLinecap="round" />
      <path d="M4.6 8.4h.01M17.4 8.4h.01" stroke="var(--on-accent)" strokeWidth="2.2" strokeLinecap="round" />
    </svg>
  );
}
