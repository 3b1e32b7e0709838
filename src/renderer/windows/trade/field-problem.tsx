/** Why the field above it cannot be used. */
export function FieldProblem({ text }: { readonly text: string | undefined }) {
  return text === undefined ? null : (
    <p className="field-problem ticket-problem" role="alert">
      {text}
    </p>
  );
}
