package bot

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// A Bot API server of one's own in its local mode takes files of up to 2000 MB
// and answers getFile with an absolute path on this machine instead of serving
// the bytes. Such a path is a word of somebody else: it is opened below one
// fixed directory only, and no link leads out of it. Errors leave the path out,
// because the server names a directory after the token.

var (
	errOutsideRoot = errors.New("download: the server names a file outside bot.local_root; look at both settings")
	errNotAFile    = errors.New("download: what the server names in bot.local_root is no plain file")
)

// openLocal opens a file of the server below root.
func openLocal(root, path string) (*os.File, error) {
	rel, err := filepath.Rel(root, filepath.Clean(path))
	if err != nil || !filepath.IsAbs(path) || !filepath.IsLocal(rel) {
		return nil, errOutsideRoot
	}
	dir, err := os.OpenRoot(root)
	if err != nil {
		return nil, pathless(err)
	}
	defer func() { _ = dir.Close() }()
	info, err := dir.Stat(rel)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, errExpired
	case err != nil:
		return nil, pathless(err)
	case !info.Mode().IsRegular(): // a pipe would hold the reader for ever
		return nil, errNotAFile
	}
	f, err := dir.Open(rel)
	if err != nil {
		return nil, pathless(err)
	}
	return f, nil
}

// pathless is an error of the file system without the path in it.
func pathless(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return &cleanError{err: err, text: "download: " + p.Op + " below bot.local_root: " + p.Err.Error()}
	}
	return errOutsideRoot
}

// until reads until ctx ends: a local file has no request to be cut off.
type until struct {
	ctx context.Context
	io.ReadCloser
}

func (u until) Read(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.ReadCloser.Read(p)
}
