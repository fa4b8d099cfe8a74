package campaign

import "testing"

// TestCountKeyTasks: one unit is perfect; of the others one falls short of
// 100 %, one missed a key target, one failed a gate, one has sealed nothing.
func TestCountKeyTasks(t *testing.T) {
	p := plan2021()
	p.Targets.Criterion = "A1"
	sheet := func(unit string, a1, gate int64) Figures {
		return Figures{Unit: unit, Self: &ScoreSheet{SealedAt: at("2021-12-10 09:00"), Entries: map[string]Entry{"A1": {Value: a1}, "G1": {Value: gate}}}}
	}
	missed := Points(99)
	figures := []Figures{
		sheet("ca", 10000, 1), sheet("vks", 9999, 1), sheet("stp", 10500, 1), sheet("qs", 10000, 0), {Unit: "ttr"},
	}
	k := CountKeyTasks(p, figures, map[string][]Target{"stp": {{Figure: 100, Key: true, Actual: &missed}}, "ca": {{Figure: 1}}})
	if k != (KeyTasks{Units: 5, Known: 4, Perfect: 1}) || k.Share() != 2000 {
		t.Errorf("%+v, %d", k, k.Share())
	}
	if (KeyTasks{}).Share() != 0 {
		t.Error("a share of nothing")
	}
}
