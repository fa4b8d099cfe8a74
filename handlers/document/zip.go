package document

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"io"
	"iter"
	"path"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"thidua/campaign"
)

// BundleFile is a stored file on its way into a ZIP.
type BundleFile struct {
	Name string // in the ZIP, see BundleName; made unique where it is not
	Size int64  // bytes
	// SHA256 of the content, hex. A file whose bytes differ stops the bundle.
	SHA256 string
	// Open gives the bytes from the beginning. It is called twice.
	Open func() (io.ReadCloser, error)
}

// Bundled says what became of a bundle.
type Bundled struct {
	Parts    int // how many ZIPs
	Files    int // in all of them, without the lists
	TooLarge []BundleFile
}

const (
	// ManifestName is the list in every part: "SHA-256  name" on each line, as
	// sha256sum -c reads it.
	ManifestName = "danh-sach.sha256"

	// What a ZIP takes for an entry besides its name and content, and at its
	// end (APPNOTE 4.3: local header, central header, end record).
	zipEntry = 30 + 46
	zipEnd   = 22
)

// Bundle writes files into ZIPs of at most maxBytes each, in their order, and
// calls part for the writer of each, numbered from 1; the last part's writer is
// done when Bundle returns. Every part has a list of the hashes of its files.
// Files are kept as they are: office files and photos hardly shrink. The same
// files give the same bytes. A file that fits into no part is left out and
// named.
//
// Sizes and sums stand before each content, never after it: programs on phones
// that read a ZIP as a stream cannot take uncompressed entries otherwise.
func Bundle(files iter.Seq[BundleFile], maxBytes int64, part func(n int) (io.Writer, error)) (Bundled, error) {
	b := bundle{maximum: maxBytes, next: part}
	for f := range files {
		if err := b.add(f); err != nil {
			return b.done, err
		}
	}
	return b.done, b.close()
}

// bundle is the part being written.
type bundle struct {
	maximum int64
	next    func(int) (io.Writer, error)
	done    Bundled
	z       *zip.Writer
	size    int64 // of the part so far, its list and end included
	list    strings.Builder
	names   map[string]bool // in the part, folded
}

func entryCost(name string, size int64) int64 { return zipEntry + 2*int64(len(name)) + size }

func listLine(sum, name string) string { return sum + "  " + name + "\n" }

func (b *bundle) add(f BundleFile) error {
	name := b.unique(f.Name)
	cost := entryCost(name, f.Size) + int64(len(listLine(f.SHA256, name)))
	empty := entryCost(ManifestName, 0) + zipEnd
	if empty+cost > b.maximum {
		b.done.TooLarge = append(b.done.TooLarge, f)
		return nil
	}
	if b.z != nil && b.size+cost > b.maximum {
		if err := b.close(); err != nil {
			return err
		}
		name = b.unique(f.Name)
	}
	if b.z == nil {
		w, err := b.next(b.done.Parts + 1)
		if err != nil {
			return fmt.Errorf("bundle: %w", err)
		}
		b.z, b.size, b.names = zip.NewWriter(w), empty, map[string]bool{strings.ToLower(ManifestName): true}
		b.done.Parts++
	}
	if err := b.copy(f, name); err != nil {
		return fmt.Errorf("bundle %s: %w", f.SHA256, err)
	}
	b.list.WriteString(listLine(f.SHA256, name))
	b.names[strings.ToLower(name)] = true
	b.size += cost
	b.done.Files++
	return nil
}

// unique is a clean name no other file of the part has; Windows does not tell
// capitals apart.
func (b *bundle) unique(name string) string {
	name = campaign.CleanName(name)
	ending := path.Ext(name)
	stem := strings.TrimSuffix(name, ending)
	for i := 2; b.names[strings.ToLower(name)]; i++ {
		name = fmt.Sprintf("%s-%d%s", stem, i, ending)
	}
	return name
}

// copy reads a file twice: for its sums, then for its bytes.
func (b *bundle) copy(f BundleFile, name string) error {
	crc, sha := crc32.NewIEEE(), sha256.New()
	n, err := pour(io.MultiWriter(crc, sha), f)
	if err != nil {
		return err
	}
	if n != f.Size || hex.EncodeToString(sha.Sum(nil)) != strings.ToLower(f.SHA256) {
		return fmt.Errorf("the stored bytes are not the ones that were handed in")
	}
	w, err := b.z.CreateRaw(rawEntry(name, crc.Sum32(), f.Size))
	if err != nil {
		return err
	}
	_, err = pour(w, f)
	return err
}

func rawEntry(name string, sum uint32, size int64) *zip.FileHeader {
	h := &zip.FileHeader{
		Name: name, Method: zip.Store, CRC32: sum, CompressedSize64: uint64(size), UncompressedSize64: uint64(size),
		Flags: 0x800, // the name is UTF-8
	}
	h.CreatorVersion, h.ReaderVersion = 20, 20
	//lint:ignore SA1019 CreateRaw writes this field and not Modified
	h.ModifiedDate = 1<<5 | 1 // 1 January 1980, the first day a ZIP can tell
	return h
}

func pour(w io.Writer, f BundleFile) (int64, error) {
	r, err := f.Open()
	if err != nil {
		return 0, err
	}
	defer func() { _ = r.Close() }()
	return io.Copy(w, io.LimitReader(r, f.Size+1))
}

// close writes the list of the part and ends it.
func (b *bundle) close() error {
	if b.z == nil {
		return nil
	}
	list := []byte(b.list.String())
	w, err := b.z.CreateRaw(rawEntry(ManifestName, crc32.ChecksumIEEE(list), int64(len(list))))
	if err == nil {
		_, err = w.Write(list)
	}
	if err == nil {
		err = b.z.Close()
	}
	b.z = nil
	b.names = nil
	b.list.Reset()
	if err != nil {
		return fmt.Errorf("bundle: %w", err)
	}
	return nil
}

// BundleName names a file in a bundle so that a folder sorts by register
// number and no program stumbles over a letter: "03_Toa-an-nhan-dan-tinh_v2.pdf".
// of is how many files the submission has; from two on they are numbered from
// index (1) on. name gives the ending.
func BundleName(number int, unit string, version, index, of int, name string) string {
	out := fmt.Sprintf("%02d_%s_v%d", number, ascii(unit), version)
	if of > 1 {
		out += fmt.Sprintf("_%d", index)
	}
	return out + strings.ToLower(path.Ext(campaign.CleanName(name)))
}

// ascii is a name in plain letters and digits, the rest joined by single
// hyphens.
func ascii(s string) string {
	var out strings.Builder
	hyphen := false
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case r == 'đ':
			r = 'd'
		case r == 'Đ':
			r = 'D'
		}
		if r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			if hyphen && out.Len() > 0 {
				out.WriteByte('-')
			}
			hyphen = false
			out.WriteRune(r)
			continue
		}
		hyphen = true
	}
	if out.Len() == 0 {
		return "don-vi"
	}
	return out.String()
}
