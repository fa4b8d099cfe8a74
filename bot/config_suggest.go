package bot

import "strings"

// nearestConfigName finds the known name a wrong key was probably meant to be: at
// most two letters off, or one in three of a short name.
func nearestConfigName(name string, known []string) (string, bool) {
	folded := foldConfigName(name)
	best, least := "", len(folded)
	for _, k := range known {
		if d := configEditDistance(folded, foldConfigName(k)); d < least {
			best, least = k, d
		}
	}
	return best, best != "" && least <= max(1, min(2, len(folded)/3))
}

func foldConfigName(s string) string {
	if len(s) > 64 {
		s = s[:64] // longer than any key; keeps the comparison cheap
	}
	return strings.NewReplacer("-", "", "_", "", " ", "").Replace(strings.ToLower(s))
}

// configEditDistance counts inserted, deleted, changed and swapped letters.
func configEditDistance(a, b string) int {
	x, y := []rune(a), []rune(b)
	rows := make([][]int, len(x)+1)
	for i := range rows {
		rows[i] = make([]int, len(y)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			change := rows[i-1][j-1]
			if x[i-1] != y[j-1] {
				change++
			}
			rows[i][j] = min(change, rows[i-1][j]+1, rows[i][j-1]+1)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(x)][len(y)]
}
