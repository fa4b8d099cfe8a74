package bot

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"

	"thidua/handlers"
	"thidua/storage"
)

// localRoot is a directory as the server has it, with a way out of it beside.
func localRoot(t *testing.T) (root, outside string) {
	t.Helper()
	base := t.TempDir()
	root, outside = filepath.Join(base, "root"), filepath.Join(base, "secret.txt")
	for path, text := range map[string]string{
		filepath.Join(root, rigToken, "documents", "file_1.pdf"): strings.Repeat("a large report ", 100_000),
		filepath.Join(root, "empty"):                             "",
		outside:                                                  "not yours",
		filepath.Join(base, "root-of-another", "x"):              "not yours either",
	} {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for link, to := range map[string]string{"out": outside, "up": base, "in": rigToken} {
		if err := os.Symlink(to, filepath.Join(root, link)); err != nil {
			t.Skip("no links here:", err)
		}
	}
	return root, outside
}

func TestOpenLocalStaysBelowItsRoot(t *testing.T) {
	root, outside := localRoot(t)
	for path, want := range map[string]error{
		filepath.Join(root, rigToken, "documents", "file_1.pdf"): nil,
		filepath.Join(root, "in", "documents", "file_1.pdf"):     nil, // a link that stays inside
		outside:                 errOutsideRoot,
		root + "/../secret.txt": errOutsideRoot,
		root + "/" + rigToken + "/../../secret.txt": errOutsideRoot,
		root + "-of-another/x":                      errOutsideRoot,
		"secret.txt":                                errOutsideRoot,
		"":                                          errOutsideRoot,
		root:                                        errNotAFile,
		filepath.Join(root, rigToken):               errNotAFile,
		filepath.Join(root, "gone.pdf"):             errExpired,
	} {
		f, err := openLocal(root, path)
		if f != nil {
			_ = f.Close()
		}
		if !errors.Is(err, want) || (err == nil) != (want == nil) {
			t.Errorf("%s: %v, want %v", path, err, want)
		}
	}
	for _, link := range []string{"out", "up/secret.txt"} {
		f, err := openLocal(root, filepath.Join(root, filepath.FromSlash(link)))
		if err == nil {
			_ = f.Close()
			t.Errorf("%s leads out", link)
		} else if strings.Contains(err.Error(), root) {
			t.Errorf("%s: the path is told: %v", link, err)
		}
	}
}

// In local mode the server's absolute path is read from the disk; without the
// mode it never is.
func TestLocalModeDownloads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		root, outside := localRoot(t)
		inside := filepath.Join(root, rigToken, "documents", "file_1.pdf")
		tg := newTelegram(t)
		tg.answer = func(w http.ResponseWriter, c sent) bool {
			if c.method == "getFile" {
				succeed(w, fmt.Sprintf(`{"file_path":%q}`, c.form.Get("file_id")))
			}
			return c.method == "getFile"
		}
		r := newRig(t, tg, func(o *Options) { o.Config.Bot.Local, o.Config.Bot.LocalRoot = true, root })
		get := func(path string) (handlers.Stored, error) {
			raw, _ := json.Marshal(handlers.Download{FileID: path})
			body, err := r.fetch(t.Context(), storage.Job{ID: 1, Payload: raw})
			s, _ := body.(handlers.Stored)
			return s, err
		}
		if s, err := get(inside); err != nil || s.Problem != "" || s.Size != 1_500_000 {
			t.Errorf("inside: %+v %v", s, err)
		}
		if s, err := get(filepath.Join(root, "empty")); err != nil || s.Problem != "empty" {
			t.Errorf("empty: %+v %v", s, err)
		}
		if s, err := get(outside); !errors.Is(err, errOutsideRoot) || s.SHA256 != "" {
			t.Errorf("outside: %+v %v", s, err)
		}
		r.set.Local = false
		if s, err := get(inside); err == nil || s.SHA256 != "" {
			t.Errorf("without the mode: %+v", s)
		}
		if strings.Contains(r.log.String(), rigToken) {
			t.Error("the log holds the token")
		}
	})
}

func TestConfigLocalMode(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"local        = false", "local        = true", "local_root"},
		{`local_root   = ""`, `local_root   = "bot-api"`, "absolute"},
		{`local_root   = ""`, `local_root   = "/"`, "absolute"},
	} {
		if _, problems := changedConfig(t, c.old, c.new); len(problems) == 0 || !strings.Contains(fmt.Sprint(problems), c.want) {
			t.Errorf("%s: %v", c.new, problems)
		}
	}
}
