package document_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"thidua/handlers/document"
)

func bundled(name string, content []byte) document.BundleFile {
	sum := sha256.Sum256(content)
	return document.BundleFile{Name: name, Size: int64(len(content)), SHA256: hex.EncodeToString(sum[:]), Open: func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(content)), nil
	}}
}

// split bundles files into parts of at most n bytes.
func split(t testing.TB, n int64, files ...document.BundleFile) ([][]byte, document.Bundled) {
	t.Helper()
	var parts []*bytes.Buffer
	done, err := document.Bundle(slices.Values(files), n, func(i int) (io.Writer, error) {
		if i != len(parts)+1 {
			t.Errorf("part %d after %d", i, len(parts))
		}
		parts = append(parts, &bytes.Buffer{})
		return parts[i-1], nil
	})
	if err != nil {
		t.Fatal(err)
	}
	out := make([][]byte, len(parts))
	for i, p := range parts {
		out[i] = p.Bytes()
	}
	if done.Parts != len(out) {
		t.Errorf("%d parts told, %d made", done.Parts, len(out))
	}
	return out, done
}

// plainBundle packs parts of an office file, shrunk.
func plainBundle(t testing.TB, files []document.BundleFile) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range files {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		w, err := z.Create(f.Name)
		if err == nil {
			_, err = io.Copy(w, r)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestBundle(t *testing.T) {
	var files []document.BundleFile
	for i := range 40 {
		files = append(files, bundled(document.BundleName(i+1, "Tòa án nhân dân tỉnh Tuyên Quang – Đội 2", 2, 1, 1, "BC.PDF"), bytes.Repeat([]byte{byte(i)}, 1000*(i%7)+i)))
	}
	files = append(files, bundled("big.pdf", make([]byte, 20_000)), bundled("Trùng.pdf", []byte("a")), bundled("trùng.pdf", []byte("b")))
	const most = 16_000
	parts, done := split(t, most, files...)
	if len(parts) < 5 || done.Files != 42 || len(done.TooLarge) != 1 || done.TooLarge[0].Name != "big.pdf" {
		t.Fatalf("%d parts, %+v", len(parts), done)
	}
	var names []string
	for i, p := range parts {
		if len(p) > most {
			t.Errorf("part %d has %d bytes", i+1, len(p))
		}
		names = append(names, manifestHolds(t, p)...)
	}
	if names[2] != "03_Toa-an-nhan-dan-tinh-Tuyen-Quang-Doi-2_v2.pdf" || names[40] != "Trùng.pdf" || names[41] != "trùng-2.pdf" {
		t.Errorf("names %q", names)
	}
	again, _ := split(t, most, files...)
	if !slices.EqualFunc(parts, again, bytes.Equal) {
		t.Error("the same files twice give other bytes")
	}
}

// manifestHolds checks every file of a part against the list and returns their
// names in order.
func manifestHolds(t *testing.T, p []byte) []string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(p), int64(len(p)))
	if err != nil {
		t.Fatal(err)
	}
	var list strings.Builder
	var names []string
	for _, f := range z.File {
		if f.Flags&8 != 0 {
			t.Errorf("%s has its size behind its content", f.Name)
		}
		if content := part(t, p, f.Name); f.Name != document.ManifestName {
			fmt.Fprintf(&list, "%x  %s\n", sha256.Sum256(content), f.Name)
			names = append(names, f.Name)
		}
	}
	if got := string(part(t, p, document.ManifestName)); got != list.String() {
		t.Errorf("the list says\n%s, the files\n%s", got, list.String())
	}
	return names
}

// TestBundleFillsToTheByte: a part may be exactly as large as allowed, and what
// is one byte more goes into the next.
func TestBundleFillsToTheByte(t *testing.T) {
	a, b := bundled("a.pdf", make([]byte, 500)), bundled("b.pdf", make([]byte, 700))
	both, _ := split(t, 1<<20, a, b)
	size := int64(len(both[0]))
	if parts, _ := split(t, size, a, b); len(parts) != 1 {
		t.Errorf("%d parts for an exact fit", len(parts))
	}
	if parts, _ := split(t, size-1, a, b); len(parts) != 2 {
		t.Errorf("%d parts for one byte less", len(parts))
	}
	if parts, done := split(t, size); len(parts) != 0 || done.Files != 0 {
		t.Errorf("a part without files")
	}
}

func TestBundleNoticesDamage(t *testing.T) {
	f := bundled("a.pdf", []byte("as handed in"))
	f.Open = func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("as altered..")), nil }
	if _, err := document.Bundle(slices.Values([]document.BundleFile{f}), 1<<20, func(int) (io.Writer, error) { return io.Discard, nil }); err == nil {
		t.Error("altered bytes were handed out")
	}
}

func TestBundleName(t *testing.T) {
	for want, got := range map[string]string{
		"112_Cong-an-tinh_v1_3.docx": document.BundleName(112, "Công an tỉnh", 1, 3, 4, "a/b.Docx"),
		"07_don-vi_v1":               document.BundleName(7, "…", 1, 1, 1, "tep"),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
