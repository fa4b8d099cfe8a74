package campaign

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSeal(t *testing.T) {
	s := sheet2021()
	sheet := &ScoreSheet{Unit: "vks", Author: SelfScore, Version: "2021", Rev: 7, Entries: fullEntries(&s)}
	delete(sheet.Entries, "A2")
	delete(sheet.Entries, "G4")
	err := Seal(&s, sheet, 9, at("2021-12-10 09:00"))
	var mistake *Error
	if !errors.As(err, &mistake) {
		t.Fatalf("sealing a blank sheet: %v", err)
	}
	if diff := cmp.Diff(Mistake(BlankCriteria, "A2", "G4"), mistake); diff != "" {
		t.Error(diff)
	}
	if sheet.Sealed() || sheet.Rev != 7 {
		t.Error("a refused seal changed the sheet")
	}
	sheet.Entries["A2"], sheet.Entries["G4"] = Entry{Value: 480}, Entry{Value: 1}
	wantKind(t, Seal(&s, sheet, 9, at("2021-12-10 09:00")), NotAStep)
	sheet.Entries["A2"] = Entry{Value: 475}
	if err := Seal(&s, sheet, 9, at("2021-12-10 09:00")); err != nil {
		t.Fatal(err)
	}
	if !sheet.Sealed() || sheet.SealedBy != 9 || sheet.Rev != 8 {
		t.Errorf("sealed as %+v", sheet)
	}
	wantKind(t, Seal(&s, sheet, 9, at("2021-12-10 09:01")), AlreadySealed)
	wantKind(t, Answer(&s, sheet, "A2", Entry{Value: 500}), AlreadySealed)
	wantKind(t, Erase(&s, sheet, "A2"), AlreadySealed)
	if sheet.Entries["A2"].Value != 475 || sheet.Rev != 8 {
		t.Error("a sealed sheet changed")
	}
}

func TestSealRefusesForeignAnswers(t *testing.T) {
	s := sheet2021()
	sheet := &ScoreSheet{Author: SelfScore, Version: "2020", Entries: fullEntries(&s)}
	wantKind(t, Seal(&s, sheet, 9, at("2021-12-10 09:00")), OtherVersion)
	sheet.Version = ""
	sheet.Entries["E1"] = Entry{}
	wantKind(t, Seal(&s, sheet, 9, at("2021-12-10 09:00")), DeskScores)
	sheet.Author = Appraisal
	if err := Seal(&s, sheet, 9, at("2021-12-10 09:00")); err != nil || sheet.Version != "2021" {
		t.Errorf("the desk's sheet: %v, version %q", err, sheet.Version)
	}
}

func TestAnswer(t *testing.T) {
	s := sheet2021()
	sheet := &ScoreSheet{Author: SelfScore}
	if err := Answer(&s, sheet, "A2", Entry{Value: 475}); err != nil || sheet.Rev != 1 {
		t.Fatalf("%v, rev %d", err, sheet.Rev)
	}
	for id, kind := range map[string]ErrorKind{"A2": AboveMax, "C6": NotTyped, "E1": DeskScores, "Z9": UnknownCriterion} {
		wantKind(t, Answer(&s, sheet, id, Entry{Value: 9999}), kind)
	}
	if sheet.Rev != 1 || sheet.Entries["A2"].Value != 475 {
		t.Error("a refused answer changed the sheet")
	}
	if err := Erase(&s, sheet, "A2"); err != nil || len(sheet.Entries) != 0 || sheet.Rev != 2 {
		t.Errorf("erased: %v, %+v", err, sheet)
	}
	desk := &ScoreSheet{Author: Appraisal}
	if err := Answer(&s, desk, "E1", Entry{Value: 1}); err != nil {
		t.Error(err)
	}
	wantKind(t, Answer(&s, desk, "C6", Entry{Value: 1}), NotTyped)
}
