//go:build !linux || 386 || arm || mips || mipsle

package storage

// initialMap stays small: elsewhere the file may be grown to it at once.
const initialMap = 0
