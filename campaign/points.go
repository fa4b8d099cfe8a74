package campaign

// Points are hundredths of a point: 92,75 points are Points(9275). Scores are
// never floats, so sums do not drift.
type Points int64

// Whole makes Points from whole points.
func Whole(n int64) Points { return Points(n * 100) }
