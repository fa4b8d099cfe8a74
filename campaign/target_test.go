package campaign

import "testing"

func TestCountTargets(t *testing.T) {
	figure := func(n Points) *Points { return &n }
	targets := []Target{
		{Figure: 9500, Actual: figure(9750), Key: true},
		{Figure: 1000, Actual: figure(1000)},
		{Figure: 500, Actual: figure(499), Key: true},
		{Figure: 100, Dropped: "chuyển đơn vị khác"},
	}
	n := CountTargets(targets)
	if n != (TargetCount{All: 3, Reported: 3, Reached: 2, Key: 2, KeyReached: 1}) {
		t.Errorf("%+v", n)
	}
	if share, ok := n.Share(); !ok || share != 6667 { // 2 of 3, halves up
		t.Errorf("share %d %v", share, ok)
	}
	if _, ok := CountTargets(append(targets, Target{Figure: 1})).Share(); ok {
		t.Error("a share is offered while a target has not been reported")
	}
	if _, ok := CountTargets(targets[3:]).Share(); ok {
		t.Error("a share of nothing")
	}
}

// TestTargetsNotToBeExceeded: of offences or overdue cases fewer is better.
func TestTargetsNotToBeExceeded(t *testing.T) {
	figure := func(p Points) *Points { return &p }
	for _, c := range []struct {
		actual *Points
		want   bool
	}{{nil, false}, {figure(0), true}, {figure(500), true}, {figure(501), false}} {
		if got := (Target{Figure: 500, AtMost: true, Actual: c.actual}).Reached(); got != c.want {
			t.Errorf("%v: reached %v", c.actual, got)
		}
	}
}
