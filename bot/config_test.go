package bot

import "testing"

func TestConfigExampleHasNoProblems(t *testing.T) {
	_, problems, err := Load("../config.example.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Error(p)
	}
}
