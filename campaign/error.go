package campaign

import "fmt"

// Error names a mistake a person made. It carries no sentence: handlers hold
// one per Kind in each language, and Args fill it in order.
type Error struct {
	Kind ErrorKind
	Args []any
}

// ErrorKind is the name of a mistake, stable across versions.
type ErrorKind string

// Error is for logs and tests; people read the sentence of handlers.
func (e *Error) Error() string {
	if len(e.Args) == 0 {
		return string(e.Kind)
	}
	return fmt.Sprintf("%s %v", e.Kind, e.Args)
}

// Is makes errors.Is compare kinds and ignore arguments.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Kind == e.Kind
}

// Mistake builds an Error.
func Mistake(kind ErrorKind, args ...any) *Error { return &Error{Kind: kind, Args: args} }
