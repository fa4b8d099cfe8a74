package campaign

// KeyTasks is the bloc-level indicator of S32: how many of its agencies
// complete excellently the key political tasks; the plan aims at all of them.
type KeyTasks struct {
	Units   int // that compete
	Known   int // of them with a sealed sheet
	Perfect int
}

// Share is the percentage of all units, in hundredths of a percent, halves up.
func (k KeyTasks) Share() int64 {
	if k.Units == 0 {
		return 0
	}
	return divHalfUp(int64(k.Perfect)*hundredPercent, int64(k.Units))
}

// CountKeyTasks counts the units by the last stage their scores have reached. A
// unit completes its key tasks excellently when the criterion the plan names
// for targets stands at 100 % or more, every key target it registered was
// reached, and no gate that shuts out of the flag has failed.
func CountKeyTasks(p *Plan, figures []Figures, targets map[string][]Target) KeyTasks {
	k := KeyTasks{Units: len(figures)}
	for _, f := range figures {
		entries := f.InForce(&p.Sheet)
		if entries == nil {
			continue
		}
		k.Known++
		e, answered := entries[p.Targets.Criterion]
		n := CountTargets(targets[f.Unit])
		if answered && !e.NotApplicable && e.Value >= hundredPercent && n.KeyReached == n.Key && !failsFlag(&p.Sheet, entries) {
			k.Perfect++
		}
	}
	return k
}

func failsFlag(s *Sheet, entries map[string]Entry) bool {
	for _, c := range s.Criteria {
		if e, ok := entries[c.ID]; ok && c.Kind == KindGate && e.Value == 0 {
			for _, bar := range c.Bars {
				if bar == BarFlag {
					return true
				}
			}
		}
	}
	return false
}
